import { lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { type RegistrationLinkRow, registrationLinks } from './registration.tables.ts';

const among = (hashes: readonly string[]) =>
  sql`${registrationLinks.hash} in (select decode(given, 'hex') from unnest(${sql.param([...hashes])}::text[]) given)`;

/** The links with these hashes, each under its own in hexadecimal. */
export async function linksByHashes(
  reader: Reader,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, RegistrationLinkRow>> {
  if (hashes.length === 0) return new Map();
  const rows = await reader.select().from(registrationLinks).where(among(hashes));
  return new Map(rows.map((row) => [Buffer.from(row.hash).toString('hex'), row]));
}

export async function insertLinks(tx: Tx, rows: readonly RegistrationLinkRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(registrationLinks).values([...rows]);
}

export async function useLinks(tx: Tx, used: ReadonlyMap<string, Instant>): Promise<void> {
  for (const [hash, at] of used) {
    await tx
      .update(registrationLinks)
      .set({ usedAt: sql`coalesce(${registrationLinks.usedAt}, ${formatUtc(at)}::timestamptz)` })
      .where(among([hash]));
  }
}

export async function deleteLinksBefore(tx: Tx, at: Instant): Promise<void> {
  await tx.delete(registrationLinks).where(lt(registrationLinks.expiresAt, at));
}
