import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import {
  type AliasRow,
  aliases,
  type AudienceRow,
  audiences,
  bodies,
  bodyMembers,
  type BodyRow,
  districts,
} from './entry.tables.ts';

/** The three code lists, which are read and edited alike. */
export const LISTS = { audience: audiences, body: bodies, district: districts } as const;
export type ListName = keyof typeof LISTS;
export type EntryRow<List extends ListName = ListName> = (typeof LISTS)[List]['$inferSelect'];
export type EntryId = AliasRow['entryId'];

/** Ordered by name as Ukrainian readers expect, then by id. */
const byName = (table: (typeof LISTS)[ListName]) => sql`${table.nameUk} collate "uk-x-icu"`;

export async function pageOfEntries<List extends ListName>(
  reader: Reader,
  list: List,
  window: PageWindow<readonly [string, string]>,
): Promise<EntryRow<List>[]> {
  const table = LISTS[list];
  const after = window.after;
  const rows = await reader
    .select()
    .from(table as typeof audiences)
    .where(
      after ? sql`(${byName(table)}, ${table.id}) > (${after[0]} collate "uk-x-icu", ${after[1]}::uuid)` : undefined,
    )
    .orderBy(byName(table), asc(table.id))
    .limit(window.limit);
  return rows;
}

export async function findEntry<List extends ListName>(
  reader: Reader,
  list: List,
  by: { readonly id: string } | { readonly code: string } | { readonly slug: string },
): Promise<EntryRow<List> | undefined> {
  const table = LISTS[list] as typeof audiences;
  const where =
    'id' in by
      ? eq(table.id, by.id as Id<'Audience'>)
      : 'code' in by
        ? eq(table.code, by.code)
        : eq(table.slug, by.slug);
  const [row] = await reader.select().from(table).where(where);
  return row;
}

export async function audiencesByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AudienceRow>> {
  const rows = await reader
    .select()
    .from(audiences)
    .where(inArray(audiences.id, ids as Id<'Audience'>[]));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function allEntries<List extends ListName>(reader: Reader, list: List): Promise<EntryRow<List>[]> {
  const table = LISTS[list] as typeof audiences;
  return await reader.select().from(table).orderBy(asc(table.code));
}

export async function allAliases(reader: Reader, list: ListName): Promise<AliasRow[]> {
  return reader.select().from(aliases).where(eq(aliases.list, list)).orderBy(asc(aliases.position));
}

/** The aliases of each entry, in their order. */
export async function aliasesOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const rows = await reader
    .select()
    .from(aliases)
    .where(inArray(aliases.entryId, ids as EntryId[]))
    .orderBy(asc(aliases.position));
  const found = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.entryId)?.push(row.text);
  return found;
}

/** The members of each group, in their order. */
export async function membersOf(reader: Reader, groupIds: readonly string[]): Promise<ReadonlyMap<string, BodyRow[]>> {
  const rows = await reader
    .select({ groupId: bodyMembers.groupId, body: bodies })
    .from(bodyMembers)
    .innerJoin(bodies, eq(bodies.id, bodyMembers.memberId))
    .where(inArray(bodyMembers.groupId, groupIds as Id<'Body'>[]))
    .orderBy(asc(bodyMembers.position));
  const found = new Map<string, BodyRow[]>(groupIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.groupId)?.push(row.body);
  return found;
}

/** Takes a list for this transaction: whether a spelling is free depends on every entry of it. */
export async function lockList(tx: Tx, list: ListName): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`directory:${list}`}, 0))`);
}

/** Takes an entry for this transaction, so that two edits of it come one after the other. */
export async function lockEntry<List extends ListName>(
  tx: Tx,
  list: List,
  id: string,
): Promise<EntryRow<List> | undefined> {
  const table = LISTS[list] as typeof audiences;
  const [row] = await tx
    .select()
    .from(table)
    .where(eq(table.id, id as Id<'Audience'>))
    .for('update');
  return row;
}

export async function updateNames(
  tx: Tx,
  list: ListName,
  id: EntryId,
  names: { readonly nameUk: string; readonly nameEn: string },
  now: Instant,
): Promise<void> {
  const table = LISTS[list] as typeof audiences;
  await tx
    .update(table)
    .set({ ...names, updatedAt: now, version: sql`${table.version} + 1` })
    .where(eq(table.id, id as Id<'Audience'>));
}

/** The aliases among these keys that belong to another entry of the list. */
export async function foreignAliases(
  reader: Reader,
  list: ListName,
  keys: readonly string[],
  ownId: EntryId,
): Promise<AliasRow[]> {
  const rows = await reader
    .select()
    .from(aliases)
    .where(and(eq(aliases.list, list), inArray(aliases.key, [...keys])));
  return rows.filter((row) => row.entryId !== ownId);
}

export async function replaceAliases(tx: Tx, list: ListName, id: EntryId, rows: readonly Alias[]): Promise<void> {
  await tx.delete(aliases).where(and(eq(aliases.list, list), eq(aliases.entryId, id)));
  if (rows.length === 0) return;
  await tx.insert(aliases).values(rows.map((row, position) => ({ ...row, list, entryId: id, position })));
}

export interface Alias {
  readonly key: string;
  readonly text: string;
}

export async function insertEntry<List extends ListName>(tx: Tx, list: List, row: EntryRow<List>): Promise<void> {
  await tx
    .insert(LISTS[list] as typeof audiences)
    .values(row as typeof audiences.$inferInsert)
    .onConflictDoNothing();
}

export async function insertMembers(tx: Tx, groupId: Id<'Body'>, memberIds: readonly Id<'Body'>[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .insert(bodyMembers)
    .values(memberIds.map((memberId, position) => ({ groupId, memberId, position })))
    .onConflictDoNothing();
}

/** Whether any entry exists: the directory is filled once, and edited from then on. */
export async function isDirectoryEmpty(reader: Reader): Promise<boolean> {
  const rows = await reader.select({ id: audiences.id }).from(audiences).where(gt(audiences.version, 0)).limit(1);
  return rows.length === 0;
}
