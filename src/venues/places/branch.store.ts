import { and, asc, eq, inArray, like, or, sql } from 'drizzle-orm';
import { type DistrictRow, districts, type SchoolRow, schools } from '../../directory/entry.tables.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { built } from '../../platform/db/built.ts';
import { among, amongGiven, idList } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import { branches, type BranchKind, type BranchRow } from './branch.tables.ts';

/** Ordered by name as Ukrainian readers expect, then by id. */
const byName = sql`${branches.nameUk} collate "uk-x-icu"`;

/** What a list of branches may ask for; null asks for nothing. */
export interface BranchFilter {
  /** Slug of a district. */
  readonly district: string | null;
  readonly stepFree: boolean | null;
  readonly kind: BranchKind | null;
}

/** The branches that fit, in the order of their Ukrainian names. */
export async function pageOfBranches(
  reader: Reader,
  { district, stepFree, kind }: BranchFilter,
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
        stepFree === null ? undefined : eq(branches.stepFree, stepFree),
        kind === null ? undefined : eq(branches.kind, kind),
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

const selectBranches = built((reader) =>
  reader.select().from(branches).where(amongGiven(branches.id)).prepare('branches'),
);

export async function branchesByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, BranchRow>> {
  const rows = await selectBranches(reader, { ids: idList(ids) });
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
    .where(among(branches.id, branchIds));
  return new Map(rows.map((row) => [row.branchId, row.district]));
}

export async function insertBranch(tx: Tx, row: typeof branches.$inferInsert): Promise<void> {
  await tx.insert(branches).values(row);
}

/** The school whose each external venue is. */
export async function schoolsOfBranches(
  reader: Reader,
  branchIds: readonly string[],
): Promise<ReadonlyMap<string, SchoolRow>> {
  const rows = await reader
    .select({ branchId: branches.id, school: schools })
    .from(branches)
    .innerJoin(schools, eq(schools.id, branches.schoolId))
    .where(among(branches.id, branchIds));
  return new Map(rows.map((row) => [row.branchId, row.school]));
}

/** Takes a branch for this transaction, so that two edits of it come one after the other; who refers to it goes on. */
export async function lockBranch(tx: Tx, id: Id<'Branch'>): Promise<BranchRow | undefined> {
  const [row] = await tx.select().from(branches).where(eq(branches.id, id)).for('no key update');
  return row;
}

/** Takes all slugs for this transaction: whether one is free depends on every branch. */
export async function lockBranchSlugs(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('branch slugs', 0))`);
}

/** The slugs that are this one, or this one with something behind it. */
export async function branchSlugsLike(reader: Reader, slug: string): Promise<ReadonlySet<string>> {
  const rows = await reader
    .select({ slug: branches.slug })
    .from(branches)
    .where(or(eq(branches.slug, slug), like(branches.slug, `${slug}-%`)));
  return new Set(rows.map((row) => row.slug));
}

export async function updateBranchRow(tx: Tx, id: Id<'Branch'>, change: Partial<BranchRow>): Promise<void> {
  await tx.update(branches).set(change).where(eq(branches.id, id));
}
