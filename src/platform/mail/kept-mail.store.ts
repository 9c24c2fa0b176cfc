import { desc, eq, inArray } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import type { Id } from '../ids/id.ts';
import { type KeptMailRow, keptMails } from './mail.tables.ts';
import type { Instant } from '../time/instant.ts';

const MOST_KEPT = 500;

/** Keeps a message, and forgets the oldest beyond the newest 500. */
export async function keepMail(tx: Tx, mail: KeptMailRow): Promise<void> {
  await tx.insert(keptMails).values(mail);
  const old = tx.select({ id: keptMails.id }).from(keptMails).orderBy(desc(keptMails.id)).offset(MOST_KEPT);
  await tx.delete(keptMails).where(inArray(keptMails.id, old));
}

/** Newest first. */
export async function listKeptMails(reader: Reader, limit: number): Promise<KeptMailRow[]> {
  return reader.select().from(keptMails).orderBy(desc(keptMails.id)).limit(limit);
}

export async function findKeptMail(reader: Reader, id: Id<'KeptMail'>): Promise<KeptMailRow | undefined> {
  const [row] = await reader.select().from(keptMails).where(eq(keptMails.id, id));
  return row;
}

/** What was kept for an address, without the messages themselves. */
export async function keptFor(reader: Reader, recipient: string): Promise<{ subject: string; keptAt: Instant }[]> {
  const { subject, keptAt } = keptMails;
  return reader.select({ subject, keptAt }).from(keptMails).where(eq(keptMails.recipient, recipient));
}

export async function deleteKeptFor(tx: Tx, recipient: string): Promise<void> {
  await tx.delete(keptMails).where(eq(keptMails.recipient, recipient));
}
