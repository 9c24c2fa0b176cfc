import { eq } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { type QuestionSetRow, questionSets } from './question-set.tables.ts';

export async function findQuestionSet(reader: Reader, kind: EventKind): Promise<QuestionSetRow | undefined> {
  const [row] = await reader.select().from(questionSets).where(eq(questionSets.kind, kind));
  return row;
}

/**
 * Takes the set of a kind for this transaction, so that two edits of it come one after the other, also the first two: where
 * there is none yet, there is an empty one of version 0, which nobody sees unless the transaction is committed.
 */
export async function lockQuestionSet(tx: Tx, kind: EventKind, at: Instant): Promise<QuestionSetRow> {
  const empty = { kind, id: newId<'QuestionSet'>(), questions: [], version: 0, updatedAt: at };
  await tx.insert(questionSets).values(empty).onConflictDoNothing();
  const [row] = await tx.select().from(questionSets).where(eq(questionSets.kind, kind)).for('update');
  return row ?? empty;
}

export async function updateQuestionSet(
  tx: Tx,
  kind: EventKind,
  change: Pick<QuestionSetRow, 'questions' | 'version' | 'updatedAt'>,
): Promise<void> {
  await tx.update(questionSets).set(change).where(eq(questionSets.kind, kind));
}
