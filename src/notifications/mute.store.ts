import { and, eq, lt } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Instant } from '../platform/time/instant.ts';
import type { NoticeKind } from './notice.data.ts';
import { noticeLinks, type NoticeLinkRow, noticeMutes } from './notice.tables.ts';

export async function insertNoticeLink(tx: Tx, row: typeof noticeLinks.$inferInsert): Promise<void> {
  await tx.insert(noticeLinks).values(row);
}

export async function findNoticeLink(reader: Reader, hash: Uint8Array): Promise<NoticeLinkRow | undefined> {
  const [row] = await reader.select().from(noticeLinks).where(eq(noticeLinks.hash, hash));
  return row;
}

export async function deleteNoticeLinksBefore(tx: Tx, at: Instant): Promise<void> {
  await tx.delete(noticeLinks).where(lt(noticeLinks.expiresAt, at));
}

export async function isMuted(reader: Reader, emailHash: Uint8Array, kind: NoticeKind): Promise<boolean> {
  const [row] = await reader
    .select({ kind: noticeMutes.kind })
    .from(noticeMutes)
    .where(and(eq(noticeMutes.emailHash, emailHash), eq(noticeMutes.kind, kind)));
  return row !== undefined;
}

/** Once more changes nothing. */
export async function mute(tx: Tx, emailHash: Uint8Array, kind: NoticeKind, createdAt: Instant): Promise<void> {
  await tx.insert(noticeMutes).values({ emailHash, kind, createdAt }).onConflictDoNothing();
}

/** What an address wants no more of, and since when. */
export async function mutesOf(
  reader: Reader,
  emailHash: Uint8Array,
): Promise<{ readonly kind: NoticeKind; readonly createdAt: Instant }[]> {
  const { kind, createdAt } = noticeMutes;
  return reader.select({ kind, createdAt }).from(noticeMutes).where(eq(noticeMutes.emailHash, emailHash)).orderBy(kind);
}

export async function deleteMutesOf(tx: Tx, emailHash: Uint8Array): Promise<void> {
  await tx.delete(noticeMutes).where(eq(noticeMutes.emailHash, emailHash));
}
