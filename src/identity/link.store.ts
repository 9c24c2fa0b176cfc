import { and, eq, getTableColumns, inArray, isNull, lt } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { type LinkKind, type LinkRow, links } from './link.tables.ts';

export async function insertLink(tx: Tx, row: LinkRow): Promise<void> {
  await tx.insert(links).values(row);
}

export async function findLink(reader: Reader, id: Id<'Link'>): Promise<LinkRow | undefined> {
  const [row] = await reader.select().from(links).where(eq(links.id, id));
  return row;
}

/** The link of a token, taken for this transaction: of two who use it at once the second sees that it is used. */
export async function lockLinkByToken(tx: Tx, tokenHash: Uint8Array): Promise<LinkRow | undefined> {
  const [row] = await tx.select().from(links).where(eq(links.tokenHash, tokenHash)).for('update');
  return row;
}

export async function writeLink(tx: Tx, id: Id<'Link'>, change: Partial<LinkRow>): Promise<void> {
  await tx.update(links).set(change).where(eq(links.id, id));
}

/** Ends the links of these kinds that a person has not used. */
export async function deleteOpenLinks(tx: Tx, personId: Id<'Person'>, kinds: readonly LinkKind[]): Promise<void> {
  await tx
    .delete(links)
    .where(and(eq(links.personId, personId), inArray(links.kind, [...kinds]), isNull(links.usedAt)));
}

/** For the person's own export, without what opens them. */
export async function linksOf(
  reader: Reader,
  personId: Id<'Person'>,
): Promise<Omit<LinkRow, 'tokenHash' | 'browserHash'>[]> {
  const { tokenHash: _, browserHash: __, ...columns } = getTableColumns(links);
  return reader.select(columns).from(links).where(eq(links.personId, personId));
}

export async function deleteOldLinks(tx: Tx, before: Instant): Promise<void> {
  await tx.delete(links).where(lt(links.expiresAt, before));
}
