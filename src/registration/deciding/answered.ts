import type { Database, Reader, Tx } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { answersUnder, insertAnswers, insertFirstAnswer } from '../record/key.store.ts';
import { keyReused, type KeyReused } from './refusal.rules.ts';
import type { RequestKey } from './request.ts';

/** What was answered to the same request before; null to a new one. The caller has locked what the key is of. */
export async function answeredBefore(
  reader: Reader,
  scopeId: string,
  { text, inputHash }: RequestKey,
  language: Language,
): Promise<{ readonly answer: unknown } | KeyReused | null> {
  const before = (await answersUnder(reader, scopeId, [text])).get(text);
  if (!before) return null;
  return Buffer.compare(before.inputHash, inputHash) === 0 ? { answer: before.answer } : keyReused(language);
}

/** Keeps an answer under the key of its request: ids, numbers and words of ours, nothing of a person. */
export async function keepAnswer(
  tx: Tx,
  scopeId: string,
  { text, inputHash }: RequestKey,
  answer: unknown,
  at: Instant,
): Promise<void> {
  await insertAnswers(tx, scopeId, [{ key: text, inputHash, answer }], at);
}

/**
 * Keeps why a request was refused whose transaction took all back; called with whatever was answered. A process that dies
 * between the two has kept nothing, and decides anew when it is asked again.
 */
export async function keepRefused<Answer>(
  database: Database,
  scopeId: string,
  { text, inputHash }: RequestKey,
  answer: Answer,
  at: Instant,
): Promise<Answer> {
  if (!isRefusal(answer) || answer.kind === 'KeyReused') return answer;
  await database.transaction((tx) => insertFirstAnswer(tx, { scopeId, key: text, inputHash, answer }, at));
  return answer;
}

/** Keys are kept within ids: of a link, which is not kept itself, the first half of its hash serves as one. */
export function scopeOfLink(hash: Uint8Array): string {
  const hex = Buffer.from(hash.slice(0, 16)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
