import { and, eq, gt, lte } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { type ProviderAttemptRow, providerAccounts, providerAttempts } from './provider.tables.ts';

export async function insertAttempt(tx: Tx, row: ProviderAttemptRow): Promise<void> {
  await tx.insert(providerAttempts).values(row);
}

/** Takes an attempt out, so that it is used once; undefined for one that is unknown, used or expired. */
export async function takeAttempt(
  tx: Tx,
  stateHash: Uint8Array,
  browserHash: Uint8Array,
  now: Instant,
): Promise<ProviderAttemptRow | undefined> {
  const [row] = await tx
    .delete(providerAttempts)
    .where(
      and(
        eq(providerAttempts.stateHash, stateHash),
        eq(providerAttempts.browserHash, browserHash),
        gt(providerAttempts.expiresAt, now),
      ),
    )
    .returning();
  return row;
}

export async function deleteOldAttempts(tx: Tx, now: Instant): Promise<void> {
  await tx.delete(providerAttempts).where(lte(providerAttempts.expiresAt, now));
}

export async function findAccount(
  reader: Reader,
  issuer: string,
  subject: string,
): Promise<{ personId: Id<'Person'> } | undefined> {
  const [row] = await reader
    .select({ personId: providerAccounts.personId })
    .from(providerAccounts)
    .where(and(eq(providerAccounts.issuer, issuer), eq(providerAccounts.subject, subject)));
  return row;
}

/** False when the account at the provider is joined to somebody already. */
export async function insertAccount(
  tx: Tx,
  row: { issuer: string; subject: string; personId: Id<'Person'>; linkedAt: Instant },
): Promise<boolean> {
  const { subject } = providerAccounts;
  const inserted = await tx.insert(providerAccounts).values(row).onConflictDoNothing().returning({ subject });
  return inserted.length > 0;
}

export async function accountsOf(
  reader: Reader,
  personId: Id<'Person'>,
): Promise<{ issuer: string; subject: string; linkedAt: Instant }[]> {
  const { issuer, subject, linkedAt } = providerAccounts;
  return reader
    .select({ issuer, subject, linkedAt })
    .from(providerAccounts)
    .where(eq(providerAccounts.personId, personId));
}

export async function deleteAccounts(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.delete(providerAccounts).where(eq(providerAccounts.personId, personId));
}
