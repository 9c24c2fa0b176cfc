import { and, count, eq, getTableColumns, gt, lte, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import type { Id } from '../ids/id.ts';
import type { Instant } from '../time/instant.ts';
import { type Upload, uploads } from './upload.tables.ts';

/** Makes uploads of one person wait for each other until the transaction ends, so that their number can be counted. */
export async function lockOwner(tx: Tx, ownerId: Id<'Person'>): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`upload:${ownerId}`}, 0))`);
}

export async function countLive(reader: Reader, ownerId: Id<'Person'>, now: Instant): Promise<number> {
  const [row] = await reader
    .select({ count: count() })
    .from(uploads)
    .where(and(eq(uploads.ownerId, ownerId), gt(uploads.expiresAt, now)));
  return row?.count ?? 0;
}

export async function insertUpload(tx: Tx, upload: Upload): Promise<void> {
  await tx.insert(uploads).values(upload);
}

/** The upload when it is this person's and still kept; somebody else's is as good as none. */
export async function findOwnUpload(
  reader: Reader,
  id: Id<'Upload'>,
  ownerId: Id<'Person'>,
  now: Instant,
): Promise<Upload | undefined> {
  const [row] = await reader
    .select()
    .from(uploads)
    .where(and(eq(uploads.id, id), eq(uploads.ownerId, ownerId), gt(uploads.expiresAt, now)));
  return row;
}

export async function deleteUpload(tx: Tx, id: Id<'Upload'>): Promise<void> {
  await tx.delete(uploads).where(eq(uploads.id, id));
}

export async function deleteExpired(tx: Tx, now: Instant): Promise<number> {
  const rows = await tx.delete(uploads).where(lte(uploads.expiresAt, now)).returning({ id: uploads.id });
  return rows.length;
}

/** What a person has uploaded and not used yet, without the documents themselves. */
export async function uploadsOf(reader: Reader, ownerId: Id<'Person'>): Promise<Omit<Upload, 'bytes'>[]> {
  const { bytes: _, ...columns } = getTableColumns(uploads);
  return reader.select(columns).from(uploads).where(eq(uploads.ownerId, ownerId));
}

export async function deleteUploadsOf(tx: Tx, ownerId: Id<'Person'>): Promise<void> {
  await tx.delete(uploads).where(eq(uploads.ownerId, ownerId));
}
