import { and, count, desc, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { type ApiTokenRow, apiTokens } from './session.tables.ts';

export async function insertToken(tx: Tx, row: ApiTokenRow): Promise<void> {
  await tx.insert(apiTokens).values(row);
}

export async function touchToken(tx: Tx, id: Id<'ApiToken'>, lastUsedAt: Instant): Promise<void> {
  await tx.update(apiTokens).set({ lastUsedAt }).where(eq(apiTokens.id, id));
}

/** Newest first; expired ones too, until their owner removes them. */
export async function tokensOf(reader: Reader, personId: Id<'Person'>): Promise<ApiTokenRow[]> {
  return reader.select().from(apiTokens).where(eq(apiTokens.personId, personId)).orderBy(desc(apiTokens.id));
}

export async function countTokens(reader: Reader, personId: Id<'Person'>): Promise<number> {
  const [row] = await reader.select({ count: count() }).from(apiTokens).where(eq(apiTokens.personId, personId));
  return row?.count ?? 0;
}

export async function deleteToken(
  tx: Tx,
  id: Id<'ApiToken'>,
  personId: Id<'Person'>,
): Promise<ApiTokenRow | undefined> {
  const [row] = await tx
    .delete(apiTokens)
    .where(and(eq(apiTokens.id, id), eq(apiTokens.personId, personId)))
    .returning();
  return row;
}

export async function deleteTokens(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.delete(apiTokens).where(eq(apiTokens.personId, personId));
}
