// The questions with which the registration forms of a kind begin: saved whole, told question by question.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import type { EventKind } from '../src/plans/recognition/recognised-plan.ts';
import { questionSets } from '../src/registration/questions/question-set.tables.ts';
import { type Asking, startTestApp, type TestApp } from './app.ts';
import { personId, type SignIn } from './people.ts';
import { aKey } from './registration-lab.ts';

type Parts = Record<string, unknown>;
interface Saved {
  readonly __typename: string;
  readonly id: string;
  readonly version: number;
  readonly message?: string;
  readonly faults?: readonly { readonly questionId: string; readonly message: string }[];
  readonly questions: readonly Parts[];
  readonly [field: string]: unknown;
}

const SET = `id version ofKind: kind updatedAt questions { id type labelUk labelEn label helpUk helpEn help isRequired forWhom
  options { value labelUk labelEn label } min max longest onlyIf { questionId equals } }`;
const SAVE = `mutation ($input: SaveQuestionSetInput!) { result: saveQuestionSet(input: $input) { __typename
  ... on QuestionSet { ${SET} } ... on Refusal { kind message } ... on QuestionsWrong { faults { questionId message } }
  ... on ChangedMeanwhile { by at current { __typename id version ... on QuestionSet { questions { id } } } } } }`;
const READ = `query ($kind: EventKind!) { result: questionSet(kind: $kind) { ${SET} } }`;

const LUNCH = { id: 'lunch', type: 'YES_NO', labelUk: 'Обідатимете?', labelEn: 'Lunch?', forWhom: 'EVERYBODY' };
const DISH = {
  ...{ id: 'dish', type: 'CHOICE', labelUk: 'Що саме?', forWhom: 'EVERYBODY', isRequired: true },
  options: [
    { value: 'fish', labelUk: 'Риба', labelEn: 'Fish' },
    { value: 'soup', labelUk: 'Суп' },
  ],
  onlyIf: { questionId: 'lunch', equals: ['YES'] },
};
const NOTHING = { helpUk: null, helpEn: null, help: null, min: null, max: null, longest: null };

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  app.clock.set('2019-03-01T08:00:00Z');
});
afterAll(() => app.stop());

async function ask<Result>(query: string, variables: Parts, asking: Asking): Promise<Result> {
  const { data, errors } = await app.gql<{ result: Result }>(query, variables, asking);
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.result;
}

const save = (kind: EventKind, questions: readonly Parts[], version?: number, asking: Asking = { as: 'approver' }) =>
  saveAs(aKey(), kind, questions, version, asking);
const saveAs = (
  key: string,
  kind: EventKind,
  questions: readonly Parts[],
  version?: number,
  asking: Asking = { as: 'approver' },
) => ask<Saved>(SAVE, { input: { key, kind, questions, ...(version !== undefined && { version }) } }, asking);
const read = (kind: EventKind, asking: Asking = { as: 'librarian' }) => ask<Saved | null>(READ, { kind }, asking);

async function codeOf(query: string, variables: Parts, as: SignIn) {
  const { errors } = await app.gql(query, variables, { as });
  return errors?.[0]?.extensions.code ?? 'in';
}

const auditOf = async (id: string) => {
  const rows = await app.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
};

describe('who may', () => {
  it('save them are approvers and administrators', async () => {
    const codes = (['librarian', 'coordinator', 'stranger', null, 'approver', 'admin'] as const).map((as) =>
      codeOf(SAVE, { input: { key: aKey(), kind: 'DEBATE', questions: [LUNCH] } }, as),
    );
    expect(await Promise.all(codes)).toEqual([
      ...['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED', 'in', 'in'],
    ]);
  });

  it('read them is whoever writes events somewhere', async () => {
    const codes = (['trainer', 'stranger', null, 'librarian', 'approver', 'admin'] as const).map((as) =>
      codeOf(READ, { kind: 'DEBATE' }, as),
    );
    expect(await Promise.all(codes)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED', 'in', 'in', 'in']);
  });
});

describe('a set', () => {
  it('is none until it is saved, and then what was saved, in the language of whoever reads', async () => {
    expect(await read('LECTURE')).toBeNull();
    const saved = await save('LECTURE', [LUNCH, DISH]);
    expect(saved).toEqual({
      ...{
        __typename: 'QuestionSet',
        id: saved.id,
        version: 1,
        ofKind: 'LECTURE',
        updatedAt: '2019-03-01T08:00:00.000Z',
      },
      questions: [
        { ...NOTHING, ...LUNCH, label: 'Обідатимете?', isRequired: false, options: [], onlyIf: null },
        {
          ...{ ...NOTHING, ...DISH, label: 'Що саме?', labelEn: null },
          options: [
            { value: 'fish', labelUk: 'Риба', labelEn: 'Fish', label: 'Риба' },
            { value: 'soup', labelUk: 'Суп', labelEn: null, label: 'Суп' },
          ],
        },
      ],
    });
    const { __typename, ...kept } = saved;
    expect(await read('LECTURE')).toEqual(kept);
    expect((await read('LECTURE', { as: 'librarian', language: 'en' }))?.questions).toMatchObject([
      { label: 'Lunch?' },
      { label: 'Що саме?', options: [{ label: 'Fish' }, { label: 'Суп' }] },
    ]);
    expect(await read('TALK')).toBeNull();
  });

  it('may be of no questions', async () => {
    expect(await save('QUIZ', [])).toMatchObject({ version: 1, questions: [] });
    expect(await read('QUIZ')).toMatchObject({ version: 1, questions: [] });
  });

  it('keeps its words as people read them', async () => {
    const words = { labelUk: ' Який\u202e  клас? ', helpUk: ' перший\r\nрядок ', helpEn: 'a line' };
    const { questions } = await save('SEMINAR', [{ ...LUNCH, ...words }]);
    expect(questions).toMatchObject([{ labelUk: 'Який клас?', helpUk: 'перший\nрядок', help: 'перший\nрядок' }]);
    expect((await read('SEMINAR', { as: 'librarian', language: 'en' }))?.questions).toMatchObject([{ help: 'a line' }]);
  });

  it('is written down question by question, and not at all where nothing changes', async () => {
    const { id } = await save('TALK', [LUNCH, DISH]);
    const first = { ...LUNCH, isRequired: true };
    app.clock.set('2019-03-02T08:00:00Z');
    const second = await save('TALK', [first], 1);
    expect(second).toMatchObject({ id, version: 2, updatedAt: '2019-03-02T08:00:00.000Z' });
    app.clock.set('2019-03-03T08:00:00Z');
    expect(await save('TALK', [first], 2)).toEqual(second);
    app.clock.set('2019-03-01T08:00:00Z');
    const [made, changed, ...more] = await auditOf(id);
    expect(more).toEqual([]);
    expect(made).toMatchObject({ action: 'CREATE', thingKind: 'QuestionSet', actorId: personId('approver') });
    expect(made?.changes.map(({ field, before }) => [field, before])).toEqual([
      ...[
        ['kind', null],
        ['questions', null],
        ['questions.lunch', null],
        ['questions.dish', null],
      ],
    ]);
    expect(changed?.action).toBe('UPDATE');
    expect(new Map(changed?.changes.map(({ field, ...change }) => [field, change]))).toEqual(
      new Map<string, unknown>([
        ['questions', { before: ['lunch', 'dish'], after: ['lunch'] }],
        ['questions.lunch', expect.objectContaining({ after: expect.objectContaining({ isRequired: true }) })],
        ['questions.dish', expect.objectContaining({ after: null })],
      ]),
    );
  });
});

describe('an edit of what somebody else changed', () => {
  it('is refused, shows what is there, and overwrites nothing', async () => {
    const { id } = await save('TRAINING', [LUNCH]);
    await save('TRAINING', [LUNCH, DISH], 1, { as: 'admin' });
    for (const version of [1, 3, undefined]) {
      expect(await save('TRAINING', [], version)).toMatchObject({
        ...{ __typename: 'ChangedMeanwhile', at: '2019-03-01T08:00:00.000Z' },
        current: { __typename: 'QuestionSet', id, version: 2, questions: [{ id: 'lunch' }, { id: 'dish' }] },
      });
    }
    expect(await read('TRAINING')).toMatchObject({ version: 2, questions: [{ id: 'lunch' }, { id: 'dish' }] });
    expect(await auditOf(id)).toHaveLength(2);
  });

  it('is left as it is by a request that is sent again after a lost answer', async () => {
    const [key, as] = [aKey(), { as: 'approver' }] as const;
    const first = await saveAs(key, 'EXHIBITION', [LUNCH], undefined, as);
    await save('EXHIBITION', [LUNCH, DISH], 1, { as: 'admin' });
    expect(await saveAs(key, 'EXHIBITION', [LUNCH], undefined, as)).toEqual(first);
    expect(await read('EXHIBITION')).toMatchObject({ version: 2, questions: [{ id: 'lunch' }, { id: 'dish' }] });
    expect(await saveAs(key, 'EXHIBITION', [], 2, as)).toMatchObject({ __typename: 'KeyReused' });
    expect(await saveAs(key, 'EXHIBITION', [LUNCH], undefined, { as: 'admin' })).toMatchObject({
      __typename: 'KeyReused',
    });
    const asIs = aKey();
    expect(await saveAs(asIs, 'EXHIBITION', [LUNCH, DISH], 2, as)).toEqual(
      await saveAs(asIs, 'EXHIBITION', [LUNCH, DISH], 2, as),
    );
    expect(await auditOf(first.id)).toHaveLength(2);
  });

  it('that wants what is there is no edit', async () => {
    const saved = await save('CONFERENCE', [LUNCH]);
    expect(await save('CONFERENCE', [LUNCH])).toEqual(saved);
    expect(await save('CONFERENCE', [LUNCH], 7)).toEqual(saved);
    expect(await auditOf(saved.id)).toHaveLength(1);
  });

  it('of a set that was never there finds nothing, and makes none', async () => {
    expect(
      await codeOf(SAVE, { input: { key: aKey(), kind: 'PRESENTATION', questions: [], version: 1 } }, 'admin'),
    ).toBe('NOT_FOUND');
    expect(await read('PRESENTATION')).toBeNull();
  });

  it('has one winner among many first ones at once', async () => {
    const wishes = Array.from({ length: 8 }, (_, at) => [{ ...LUNCH, id: `lunch-${at}` }]);
    const results = await Promise.all(wishes.map((questions) => save('ROUND_TABLE', questions)));
    const won = results.filter(({ __typename }) => __typename === 'QuestionSet');
    expect(won).toMatchObject([{ version: 1 }]);
    expect(results.filter(({ __typename }) => __typename === 'ChangedMeanwhile')).toHaveLength(7);
    expect((await read('ROUND_TABLE'))?.questions).toEqual(won[0]?.questions);
  });
});

describe('questions that cannot be asked', () => {
  it('are refused with what is wrong, and nothing is kept', async () => {
    const names = { id: 'names', type: 'TEXT', labelUk: 'Імена дітей', forWhom: 'GROUPS' };
    const refused = await save('PUBLIC_EVENT', [DISH, names], undefined, { as: 'approver', language: 'en' });
    expect(refused).toMatchObject({
      ...{ __typename: 'QuestionsWrong', kind: 'QuestionsWrong' },
      message: expect.stringMatching(/^The questions cannot be asked like this/),
      faults: [
        { questionId: 'dish', message: expect.stringMatching(/is not in the list/) },
        { questionId: 'names', message: expect.stringMatching(/^Classes are asked nothing/) },
      ],
    });
    expect((await save('PUBLIC_EVENT', [names])).faults?.[0]?.message).toMatch(/^Класам не ставлять/);
    expect(await read('PUBLIC_EVENT')).toBeNull();
    expect(await app.database.reader.select().from(questionSets).where(eq(questionSets.kind, 'PUBLIC_EVENT'))).toEqual(
      [],
    );
  });

  it.each<[string, readonly Parts[]]>([
    ['31 of them', Array.from({ length: 31 }, (_, at) => ({ ...LUNCH, id: `lunch-${at}` }))],
    ['a name of 41 characters', [{ ...LUNCH, id: 'a'.repeat(41) }]],
    ['words too long', [{ ...LUNCH, labelUk: 'а'.repeat(301) }]],
    ['no words', [{ ...LUNCH, labelUk: ' \u200b ' }]],
    ['a help too long', [{ ...LUNCH, helpUk: 'а'.repeat(1_001) }]],
    ['31 options', [{ ...DISH, options: Array.from({ length: 31 }, (_, at) => ({ value: `o${at}`, labelUk: 'О' })) }]],
    ['an option too long', [{ ...DISH, options: [{ value: 'o', labelUk: 'а'.repeat(201) }] }]],
    ['31 answers of a condition', [LUNCH, { ...DISH, onlyIf: { questionId: 'lunch', equals: Array(31).fill('YES') } }]],
    [
      'an answer of a condition too long',
      [LUNCH, { ...DISH, onlyIf: { questionId: 'lunch', equals: ['a'.repeat(41)] } }],
    ],
    ['a limit out of all limits', [{ ...LUNCH, type: 'NUMBER', max: 1e12 }]],
    ['a length of no characters', [{ ...LUNCH, type: 'TEXT', forWhom: 'INDIVIDUALS', longest: 0 }]],
  ])('are no input: %s', async (_, questions) => {
    expect(await codeOf(SAVE, { input: { key: aKey(), kind: 'CREATIVE_CONTEST', questions } }, 'admin')).toBe(
      'BAD_USER_INPUT',
    );
  });
});
