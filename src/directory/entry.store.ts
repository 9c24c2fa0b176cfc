import { and, asc, eq, gt, inArray, like, or, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
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
  outlets,
  schools,
} from './entry.tables.ts';

/** The code lists, which are read and edited alike. */
export const LISTS = {
  audience: audiences,
  body: bodies,
  district: districts,
  school: schools,
  outlet: outlets,
} as const;
export type ListName = keyof typeof LISTS;
export type EntryRow<List extends ListName = ListName> = (typeof LISTS)[List]['$inferSelect'];
export type EntryId = AliasRow['entryId'];

/**
 * A name as Ukrainian readers order it, with № 9 before № 10. No collation that every server has reads numbers, so each
 * is brought to the same length: eight noughts are put before it, and its last eight digits kept.
 */
const ordered = (name: SQLWrapper) =>
  sql`regexp_replace(regexp_replace(${name}, '([0-9]+)', '00000000\\1', 'g'), '[0-9]*([0-9]{8})', '\\1', 'g') collate "uk-x-icu"`;

/** The entries in the order of their Ukrainian names, then of their ids; only those that fit `where`. */
export async function pageOfEntries<List extends ListName>(
  reader: Reader,
  list: List,
  window: PageWindow<readonly [string, string]>,
  where?: SQL,
): Promise<EntryRow<List>[]> {
  const table = LISTS[list];
  const { after } = window;
  const byName = ordered(table.nameUk);
  const rows = await reader
    .select()
    .from(table as typeof audiences)
    .where(
      and(
        where,
        after ? sql`(${byName}, ${table.id}) > (${ordered(sql`${after[0]}::text`)}, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(byName, asc(table.id))
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

/** The entries of a list among these ids. */
export async function entriesByIds<List extends ListName>(
  reader: Reader,
  list: List,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EntryRow<List>>> {
  const table = LISTS[list] as typeof audiences;
  const rows: EntryRow<List>[] = await reader.select().from(table).where(among(table.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function audiencesByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AudienceRow>> {
  const rows = await reader.select().from(audiences).where(among(audiences.id, ids));
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
  const rows = await reader.select().from(aliases).where(among(aliases.entryId, ids)).orderBy(asc(aliases.position));
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
    .where(among(bodyMembers.groupId, groupIds))
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

/** What an edit may change besides the aliases; what is undefined stays. */
export interface EntryChange {
  readonly nameUk: string;
  readonly nameEn: string;
  /** Schools alone have one. */
  readonly districtId?: Id<'District'> | null;
}

export async function updateEntry(
  tx: Tx,
  list: ListName,
  id: EntryId,
  change: EntryChange,
  now: Instant,
): Promise<void> {
  const table = LISTS[list] as typeof audiences;
  await tx
    .update(table)
    .set({ ...change, updatedAt: now, version: sql`${table.version} + 1` })
    .where(eq(table.id, id as Id<'Audience'>));
}

/** The aliases among these keys that belong to another entry of the list; to any, when there is none of one's own yet. */
export async function foreignAliases(
  reader: Reader,
  list: ListName,
  keys: readonly string[],
  ownId: EntryId | null,
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

/** The slugs of a list that are this one, or this one with a number behind it. */
export async function slugsLike(reader: Reader, list: ListName, slug: string): Promise<ReadonlySet<string>> {
  const table = LISTS[list];
  const rows = await reader
    .select({ slug: table.slug })
    .from(table as typeof audiences)
    .where(or(eq(table.slug, slug), like(table.slug, `${slug}-%`)));
  return new Set(rows.map((row) => row.slug));
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
