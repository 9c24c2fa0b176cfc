import { Inject, Injectable } from '@nestjs/common';
import { inOneOrder } from '../../events/templates/template.rules.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { QuestionInput } from './question.input.types.ts';
import { readQuestions } from './question.reading.ts';
import type { Question, QuestionsWrong } from './question.rules.ts';
import { lockQuestionSet, updateQuestionSet } from './question-set.store.ts';
import type { QuestionSetRow } from './question-set.tables.ts';

interface Asker {
  readonly viewer: Viewer;
  readonly language: Language;
}

@Injectable()
export class QuestionSetService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Puts these questions in the place of those that forms of the kind begin with; rosters keep theirs. Whoever saw none, and
   * names no version, overwrites none. What is so already is left as it is, whichever version was seen. Throws NOT_FOUND for
   * a version of a set that was never saved.
   */
  async save(
    kind: EventKind,
    inputs: readonly QuestionInput[],
    version: number | null | undefined,
    { viewer, language }: Asker,
  ): Promise<QuestionSetRow | QuestionsWrong | ChangedMeanwhile> {
    const questions = readQuestions(inputs, language);
    if (isRefusal(questions)) return questions;
    return this.#database.transaction<QuestionSetRow | ChangedMeanwhile>(async (tx) => {
      const now = this.#clock.now();
      const before = await lockQuestionSet(tx, kind, now);
      const isNew = before.version === 0;
      if (isNew && version != null) throw notFound('the set of questions');
      const changes = changesOf(isNew ? null : before.questions, questions);
      if (!isNew && changes.length === 0) return before;
      const stale = await changedSince(tx, 'QuestionSet', before, version ?? 0, language);
      if (stale) return stale;
      const change = { questions, version: before.version + 1, updatedAt: now };
      await updateQuestionSet(tx, kind, change);
      const thing = { kind: 'QuestionSet', id: before.id };
      const told = isNew ? [{ field: 'kind', before: null, after: kind }, ...changes] : changes;
      await record(tx, viewer, now, { action: isNew ? 'CREATE' : 'UPDATE', thing, changes: told });
      return { ...before, ...change };
    });
  }
}

/** Question by question, and their order. */
function changesOf(before: readonly Question[] | null, after: readonly Question[]) {
  const flat = (questions: readonly Question[]) => ({
    questions: questions.map(({ id }) => id),
    ...Object.fromEntries(questions.map((question) => [`questions.${question.id}`, inOneOrder(question)])),
  });
  const gone = Object.fromEntries((before ?? []).map(({ id }) => [`questions.${id}`, null]));
  return changesBetween(before && flat(before), { ...gone, ...flat(after) });
}
