import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import { answeredBefore, keepAnswer } from '../deciding/answered.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { RequestKey } from '../deciding/request.ts';
import type { DateWishRow } from '../record/registration.tables.ts';

/**
 * Does something once under a key; asked again it answers as it did. The caller has locked what the key is of. The answer
 * comes wrapped, so that a refusal is kept as well: the transaction would take back one that was returned bare.
 */
export async function answeredOnce<Answer>(
  tx: Tx,
  scopeId: string,
  key: RequestKey,
  { language, at }: Asking,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer | KeyReused }> {
  const before = await answeredBefore(tx, scopeId, key, language);
  if (before) return 'answer' in before ? { answer: before.answer as Answer } : { answer: before };
  const answer = await work();
  await keepAnswer(tx, scopeId, key, answer, at);
  return { answer };
}

/** Writes down what became of a wish: of the class and its contact only that there are any. */
export async function recordWish(
  tx: Tx,
  { viewer, at, requestId }: Asking,
  action: string,
  event: { readonly branchId: string } | undefined,
  before: DateWishRow | null,
  after: DateWishRow,
): Promise<void> {
  await record(tx, viewer, at, {
    action,
    thing: { kind: 'DateWish', id: after.id },
    changes: changesBetween(before, after, { masked: ['draft'], left: ['id', 'personId', 'purgedAt'] }),
    scopeIds: [...(event ? [event.branchId] : []), after.schoolId],
    requestId,
  });
}
