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
import type { Instant } from '../../platform/time/instant.ts';
import { answeredBefore, keepAnswer } from '../deciding/answered.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import { readQuestions } from '../questions/question.reading.ts';
import type { Question, QuestionsWrong } from '../questions/question.rules.ts';
import { lockQuestionSet, updateQuestionSet } from '../questions/question-set.store.ts';
import type { QuestionSetRow } from '../questions/question-set.tables.ts';
import type { SaveQuestionSetInput } from './question-set.input.types.ts';

/** What is kept of an answer: the questions are those of the request. */
type Kept = Pick<QuestionSetRow, 'version'> & { readonly updatedAt: Instant };

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
   * names no version, overwrites none. What is so already is left as it is, whichever version was seen. The same
   * request again answers as it did. Throws NOT_FOUND for
   * a version of a set that was never saved.
   */
  async save(
    input: SaveQuestionSetInput,
    { viewer, language }: Asker,
  ): Promise<QuestionSetRow | QuestionsWrong | ChangedMeanwhile | KeyReused> {
    const { kind, version } = input;
    const questions = readQuestions(input.questions, language);
    if (isRefusal(questions)) return questions;
    const key = requestKey(input.key, { ...input, by: viewer.kind === 'person' ? viewer.id : null });
    return this.#database.transaction<QuestionSetRow | ChangedMeanwhile | KeyReused>(async (tx) => {
      const now = this.#clock.now();
      const before = await lockQuestionSet(tx, kind, now);
      const first = await answeredBefore(tx, before.id, key, language);
      if (first) return 'answer' in first ? { ...before, questions, ...(first.answer as Kept) } : first;
      const keep = (answer: Kept) => keepAnswer(tx, before.id, key, answer, now);
      const isNew = before.version === 0;
      if (isNew && version != null) throw notFound('the set of questions');
      const changes = changesOf(isNew ? null : before.questions, questions);
      if (!isNew && changes.length === 0) {
        await keep({ version: before.version, updatedAt: before.updatedAt });
        return before;
      }
      const stale = await changedSince(tx, 'QuestionSet', before, version ?? 0, language);
      if (stale) return stale;
      const change = { questions, version: before.version + 1, updatedAt: now };
      await updateQuestionSet(tx, kind, change);
      await keep({ version: change.version, updatedAt: now });
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
