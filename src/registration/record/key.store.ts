import { and, lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { formatUtc, type Instant, isInstant, parseInstant } from '../../platform/time/instant.ts';
import { answeredKeys } from './registration.tables.ts';

/** What was answered under a key, and to what. */
export interface AnsweredKey {
  readonly scopeId: string;
  readonly key: string;
  readonly inputHash: Uint8Array;
  readonly answer: unknown;
}

/** Lets requests under one scope of keys come one after the other. */
export async function lockScope(tx: Tx, scopeId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`answers:${scopeId}`}, 0))`);
}

/** What was answered before under keys of one scope. */
export async function answersUnder(
  reader: Reader,
  scope: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, AnsweredKey>> {
  return new Map((await answersOfScopes(reader, [scope], keys)).map((answered) => [answered.key, answered]));
}

/** The same in several scopes. */
export async function answersOfScopes(
  reader: Reader,
  scopeIds: readonly string[],
  keys: readonly string[],
): Promise<readonly AnsweredKey[]> {
  if (keys.length === 0) return [];
  const { scopeId, key, inputHash, answer } = answeredKeys;
  const rows = await reader
    .select({ scopeId, key, inputHash, answer })
    .from(answeredKeys)
    .where(and(among(scopeId, scopeIds), sql`${key} = any(${sql.param([...keys])}::text[])`));
  return rows.map((row) => ({ ...row, answer: revived(row.answer) }));
}

export async function insertAnswers(
  tx: Tx,
  scopeId: string,
  answers: readonly Omit<AnsweredKey, 'scopeId'>[],
  at: Instant,
): Promise<void> {
  await insertAnswersOf(
    tx,
    answers.map((answered) => ({ ...answered, scopeId })),
    at,
  );
}

export async function insertAnswersOf(tx: Tx, answers: readonly AnsweredKey[], at: Instant): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.map(({ scopeId, key, inputHash, answer }) => ({
    ...{ scope: scopeId, key },
    hash: Buffer.from(inputHash).toString('hex'),
    answer: kept(answer),
  }));
  await tx.execute(
    sql`insert into ${answeredKeys} (scope_id, key, input_hash, answer, at)
      select n.scope, n.key, decode(n.hash, 'hex'), n.answer, ${formatUtc(at)}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n(scope uuid, key text, hash text, answer jsonb)`,
  );
}

/** Leaves what was answered under the key before. */
export async function insertFirstAnswer(tx: Tx, answered: AnsweredKey, at: Instant): Promise<void> {
  const row = { ...answered, inputHash: Buffer.from(answered.inputHash), answer: kept(answered.answer), at };
  await tx.insert(answeredKeys).values(row).onConflictDoNothing();
}

export async function deleteAnswersBefore(tx: Tx, at: Instant): Promise<void> {
  await tx.delete(answeredKeys).where(lt(answeredKeys.at, at));
}

/** JSON has no instants: they are written as objects of one field, and read as what they were. */
const INSTANT = '@instant';

function kept(value: unknown): unknown {
  if (isInstant(value)) return { [INSTANT]: formatUtc(value) };
  if (Array.isArray(value)) return value.map(kept);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, kept(one)]));
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  if (INSTANT in value && typeof value[INSTANT] === 'string') return parseInstant(value[INSTANT]);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revived(one)]));
}
