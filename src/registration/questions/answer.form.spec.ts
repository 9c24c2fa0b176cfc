// What holds for any form and any answers to it, against the meaning of a condition written down once more.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Answerer, readAnswers, toldAnswers } from './answer.rules.ts';
import { type AnswerValue, type Question, questionsFault } from './question.rules.ts';

const NOTHING: Omit<Question, 'id' | 'type'> = {
  ...{ labelUk: 'Питання', labelEn: null, helpUk: null, helpEn: null, isRequired: false },
  ...{ forWhom: 'EVERYBODY', options: [], min: null, max: null, longest: null, onlyIf: null },
};
const OPTIONS = ['meat', 'fish', 'soup'].map((value) => ({ value, labelUk: value, labelEn: null }));
const text: Question = { ...NOTHING, id: 'text', type: 'TEXT', forWhom: 'INDIVIDUALS', longest: 5 };
const menu: Question = { ...NOTHING, id: 'menu', type: 'CHOICE', options: OPTIONS };
const menus: Question = { ...NOTHING, id: 'menus', type: 'CHOICES', options: OPTIONS };
const age: Question = { ...NOTHING, id: 'age', type: 'NUMBER', min: 6, max: 18.5 };
const lunch: Question = { ...NOTHING, id: 'lunch', type: 'YES_NO' };
const ALL = [text, menu, menus, age, lunch];

const isOption = (value: unknown) => OPTIONS.some((option) => option.value === value);
const MAY_BE: Readonly<Record<string, (answer: AnswerValue) => boolean>> = {
  text: (answer) => typeof answer === 'string' && [...answer].length <= 5 && /^[^\p{Cc}\u2028\u2029]+$/u.test(answer),
  menu: isOption,
  menus: (answer) => Array.isArray(answer) && answer.length > 0 && answer.every(isOption),
  age: (answer) => typeof answer === 'number' && answer >= 6 && answer <= 18.5,
  lunch: (answer) => typeof answer === 'boolean',
};

/** Lists that can be asked: of each question its type, whom it is for, whether it is required, and on what it depends. */
const forms: fc.Arbitrary<readonly Question[]> = fc
  .array(
    fc.record({
      base: fc.constantFrom(text, menu, menus, age, lunch),
      forWhom: fc.constantFrom('INDIVIDUALS', 'GROUPS', 'EVERYBODY'),
      isRequired: fc.boolean(),
      dependsOn: fc.option(fc.nat({ max: 8 }), { freq: 1 }),
      equals: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 9 },
  )
  .map((wishes) => {
    const questions: Question[] = [];
    for (const [at, { base, forWhom, isRequired, dependsOn, equals }] of wishes.entries()) {
      const other = dependsOn === null ? undefined : questions[dependsOn];
      const known = other?.type === 'YES_NO' ? ['YES', 'NO'] : (other?.options ?? []).map(({ value }) => value);
      const named = equals.flatMap((one) => known[one] ?? []);
      const onlyIf = other && named.length > 0 ? { questionId: other.id, equals: named } : null;
      const asked = base.type === 'TEXT' ? 'INDIVIDUALS' : forWhom;
      const question = { ...base, id: `q-${at}`, forWhom: asked, isRequired, onlyIf };
      questions.push(questionsFault([...questions, question], 'uk') ? { ...question, onlyIf: null } : question);
    }
    return questions;
  });

const answersTo = ({ type }: Question): fc.Arbitrary<readonly string[]> => {
  if (type === 'TEXT') return fc.constantFrom(['так'], ['5']);
  if (type === 'NUMBER') return fc.constantFrom(['6'], ['18.5'], ['7.25']);
  if (type === 'YES_NO') return fc.constantFrom(['YES'], ['NO']);
  const values = OPTIONS.map(({ value }) => value);
  return type === 'CHOICE'
    ? fc.constantFrom(...values.map((value) => [value]))
    : fc.shuffledSubarray(values, { minLength: 1 });
};

const kinds = fc.constantFrom<Answerer[]>('INDIVIDUAL', 'GROUP', 'NOMINEE');
/** A form, who answers it, and an answer or none to each of its questions, whether it is asked or not. */
const filled = fc
  .tuple(forms, kinds)
  .chain(([questions, kind]) =>
    fc.tuple(
      fc.constant(questions),
      fc.constant(kind),
      fc.tuple(...questions.map((question) => fc.option(answersTo(question), { nil: null, freq: 3 }))),
    ),
  );

/** By the meaning alone: one sees a question of one’s own when the one it depends on is seen and answered so. */
function isSeen(
  questions: readonly Question[],
  kind: Answerer,
  all: readonly (readonly string[] | null)[],
  at: number,
): boolean {
  const { forWhom, onlyIf } = questions[at]!;
  if (forWhom !== 'EVERYBODY' && (forWhom === 'GROUPS') !== (kind === 'GROUP')) return false;
  if (!onlyIf) return true;
  const other = questions.findIndex(({ id }) => id === onlyIf.questionId);
  return isSeen(questions, kind, all, other) && (all[other] ?? []).some((value) => onlyIf.equals.includes(value));
}

describe('whatever the form', () => {
  const givenOf = (questions: readonly Question[], all: readonly (readonly string[] | null)[]) =>
    questions.flatMap(({ id }, at) => (all[at] ? [{ questionId: id, values: all[at] }] : []));

  it('demands exactly the required questions that are seen, and keeps all that is answered', () => {
    fc.assert(
      fc.property(filled, ([questions, kind, all]) => {
        expect(questionsFault(questions, 'uk')).toBeNull();
        const seen = questions.map((_, at) => isSeen(questions, kind, all, at));
        const answered = all.map((values, at) => (seen[at] ? values : null));
        const missing = questions.filter(({ isRequired }, at) => isRequired && seen[at] && !answered[at]);
        const result = readAnswers(questions, kind, givenOf(questions, answered), 'uk');
        if (missing.length > 0) {
          const faults = 'faults' in result ? result.faults.map(({ questionId }) => questionId) : [];
          expect(faults).toEqual(missing.map(({ id }) => id));
          return;
        }
        const answers = 'answers' in result ? result.answers : null;
        expect(Object.keys(answers ?? {})).toEqual(questions.filter((_, at) => answered[at]).map(({ id }) => id));
        // Given again as it is told, it is the same.
        expect(readAnswers(questions, kind, toldAnswers(questions, answers!, 'en'), 'uk')).toEqual(result);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no answer to a question that is not seen', () => {
    fc.assert(
      fc.property(filled, ([questions, kind, all]) => {
        const optional = questions.map((question) => ({ ...question, isRequired: false }));
        const result = readAnswers(optional, kind, givenOf(optional, all), 'uk');
        const unseen = optional.filter((_, at) => all[at] && !isSeen(optional, kind, all, at)).map(({ id }) => id);
        const faults = 'faults' in result ? result.faults.map(({ questionId }) => questionId) : [];
        expect(faults).toEqual(unseen);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps nothing but lines, options and numbers within the limits, whatever is sent', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('meat', 'soup', 'YES', 'NO', '7', '99'));
    const sent = fc.record({
      questionId: fc.constantFrom(...ALL.map(({ id }) => id)),
      values: fc.array(piece, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 4 }), kinds, (answers, kind) => {
        const result = readAnswers(ALL, kind, answers, 'uk');
        const kept = 'answers' in result ? Object.entries(result.answers) : [];
        expect(kept.filter(([id, answer]) => !MAY_BE[id]?.(answer))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
