import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { type DistrictRow, districts } from '../../directory/entry.tables.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import { branches, type BranchRow } from './branch.tables.ts';

/** Ordered by name as Ukrainian readers expect, then by id. */
const byName = sql`${branches.nameUk} collate "uk-x-icu"`;

/** Branches in the order of their Ukrainian names; of one district when its slug is given. */
export async function pageOfBranches(
  reader: Reader,
  district: string | null,
  window: PageWindow<readonly [string, string]>,
): Promise<BranchRow[]> {
  const { after } = window;
  return reader
    .select()
    .from(branches)
    .where(
      and(
        district === null
          ? undefined
          : inArray(
              branches.districtId,
              reader.select({ id: districts.id }).from(districts).where(eq(districts.slug, district)),
            ),
        after ? sql`(${byName}, ${branches.id}) > (${after[0]} collate "uk-x-icu", ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(byName, asc(branches.id))
    .limit(window.limit);
}

export async function findBranch(
  reader: Reader,
  by: { readonly id: Id<'Branch'> } | { readonly slug: string },
): Promise<BranchRow | undefined> {
  const [row] = await reader
    .select()
    .from(branches)
    .where('id' in by ? eq(branches.id, by.id) : eq(branches.slug, by.slug));
  return row;
}

export async function branchesByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, BranchRow>> {
  const rows = await reader
    .select()
    .from(branches)
    .where(inArray(branches.id, ids as Id<'Branch'>[]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The district of each branch that has one. */
export async function districtsOfBranches(
  reader: Reader,
  branchIds: readonly string[],
): Promise<ReadonlyMap<string, DistrictRow>> {
  const rows = await reader
    .select({ branchId: branches.id, district: districts })
    .from(branches)
    .innerJoin(districts, eq(districts.id, branches.districtId))
    .where(inArray(branches.id, branchIds as Id<'Branch'>[]));
  return new Map(rows.map((row) => [row.branchId, row.district]));
}

export async function insertBranch(tx: Tx, row: typeof branches.$inferInsert): Promise<void> {
  await tx.insert(branches).values(row);
}
