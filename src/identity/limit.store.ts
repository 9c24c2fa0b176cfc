import { asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Instant } from '../platform/time/instant.ts';
import type { Attempts } from './limit.rules.ts';
import { type LimitRow, limits } from './limit.tables.ts';

/** Takes the rows of these keys for this transaction, in one order for all who take several; new ones are made. */
export async function lockLimits(tx: Tx, keys: readonly Uint8Array[], now: Instant): Promise<LimitRow[]> {
  const ordered = [...keys].sort((a, b) => Buffer.compare(a, b));
  await tx
    .insert(limits)
    .values(ordered.map((key) => ({ key, attempts: 0, freeAt: now, forgetAt: now })))
    .onConflictDoNothing();
  return tx.select().from(limits).where(inArray(limits.key, ordered)).orderBy(asc(limits.key)).for('update');
}

/** The rows of these keys as they stand, for nobody's transaction. */
export async function readLimits(reader: Reader, keys: readonly Uint8Array[]): Promise<LimitRow[]> {
  return reader
    .select()
    .from(limits)
    .where(inArray(limits.key, [...keys]));
}

export async function writeLimit(tx: Tx, key: Uint8Array, attempts: Attempts): Promise<void> {
  await tx.update(limits).set(attempts).where(eq(limits.key, key));
}

export async function deleteForgotten(tx: Tx, now: Instant): Promise<void> {
  // A row that somebody holds is in use; the next sweep finds it.
  const old = tx
    .select({ key: limits.key })
    .from(limits)
    .where(lte(limits.forgetAt, now))
    .for('update', { skipLocked: true });
  await tx.delete(limits).where(sql`${limits.key} in ${old}`);
}
