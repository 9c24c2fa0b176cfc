// The list of events that staff work with and everybody may read, and the events and sessions of a measure.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListingLab } from './listing-lab.ts';
import { APPROVER, LIBRARIAN, NOBODY } from './programme-lab.ts';
import { personId } from './people.ts';

type Parts = Record<string, unknown>;

interface Page {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly titleUk: string };
  }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

const PAGE = `query ($filter: EventFilter, $first: Int, $after: String) { events(first: $first, after: $after, filter: $filter) {
  edges { cursor node { id titleUk } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;

let lab: ListingLab;
beforeAll(async () => {
  lab = await ListingLab.start();
});
afterAll(() => lab.app.stop());

const page = async (filter: Parts, more: Parts = {}, asking = NOBODY) =>
  (await lab.data<{ events: Page }>(PAGE, { filter, first: 100, ...more }, asking)).events;
const titles = async (filter: Parts, asking = NOBODY) =>
  (await page(filter, {}, asking)).edges.map(({ node }) => node.titleUk);
const draft = { editorialStatus: 'DRAFT', publishedAt: null } as const;

describe('events that fit a filter', () => {
  const at = (day: string, more: Parts = {}) => [{ at: `2019-${day}:00Z`, ...more }];
  beforeAll(async () => {
    const { next } = lab.branches;
    await lab.addAll([
      { titleUk: 'Ґанок', sessions: at('05-01T10:00'), audienceIds: [lab.audiences['STUDENTS']!] },
      { titleUk: 'Пам’ять', kind: 'LECTURE', branchId: next, sessions: [...at('05-02T10:00'), ...at('05-09T10:00')] },
      { titleUk: 'Двом', measureIds: [lab.measures.schools, lab.measures.public], sessions: at('05-03T10:00') },
      { titleUk: 'В архіві', editorialStatus: 'ARCHIVED', sessions: at('05-04T10:00') },
      { titleUk: 'Без дат' },
      { ...draft, titleUk: 'Чернетка', sessions: at('05-06T10:00'), authorId: personId('librarian') },
      { ...draft, titleUk: 'Подана', editorialStatus: 'SUBMITTED', authorId: personId('approver') },
      { ...draft, titleUk: 'Чужа чернетка', branchId: next, authorId: personId('librarian') },
    ]);
  });

  const OPEN = ['Ґанок', 'Пам’ять', 'Двом', 'В архіві', 'Без дат'];
  const OF_STAFF = ['Ґанок', 'Пам’ять', 'Двом', 'В архіві', 'Чернетка', 'Без дат', 'Подана'];

  it.each<[string, () => Parts, string[]]>([
    ['nothing', () => ({}), OPEN],
    ['an audience', () => ({ audience: 'students' }), ['Ґанок']],
    ['an unknown audience', () => ({ audience: 'nobody' }), []],
    ['no slug of an audience', () => ({ audience: 'x\u0000' }), []],
    ['the primary measure', () => ({ measureId: lab.measures.schools }), ['Двом']],
    ['a further measure', () => ({ measureId: lab.measures.public, text: 'двом' }), ['Двом']],
    ['no id of a measure', () => ({ measureId: '8' }), []],
    ['a branch', () => ({ branch: 'next' }), ['Пам’ять']],
    ['no slug of a branch', () => ({ branch: "w' or 1=1" }), []],
    ['kinds', () => ({ kinds: ['LECTURE', 'QUIZ'] }), ['Пам’ять']],
    ['no kinds', () => ({ kinds: [] }), []],
    ['states', () => ({ editorialStatuses: ['ARCHIVED', 'DRAFT'] }), ['В архіві']],
    ['no states', () => ({ editorialStatuses: [] }), []],
    ['one’s own, of nobody', () => ({ mine: true }), []],
    ['from the end of the first, until the last', () => ({ from: '2019-05-04T00:00:00Z' }), ['Пам’ять', 'В архіві']],
    ['from the last end on', () => ({ from: '2019-05-09T11:00:00Z' }), []],
    ['until its start', () => ({ to: '2019-05-01T10:00:00Z' }), []],
    ['until after its start', () => ({ to: '2019-05-01T10:00:01Z' }), ['Ґанок']],
    ['words, another apostrophe', () => ({ text: "ПАМ'ЯТІ" }), ['Пам’ять']],
    ['words in Latin letters', () => ({ text: 'ganok' }), ['Ґанок']],
  ])('%s', async (_, filter, expected) => {
    expect(await titles(filter())).toEqual(expected);
  });

  it('shows the staff of a branch what is not published there, and what has no date last', async () => {
    expect(await titles({}, LIBRARIAN)).toEqual(OF_STAFF);
    expect(await titles({}, APPROVER)).toEqual(OF_STAFF);
    expect(await titles({ editorialStatuses: ['DRAFT', 'SUBMITTED'] }, LIBRARIAN)).toEqual(['Чернетка', 'Подана']);
    expect(await titles({ mine: true }, LIBRARIAN)).toEqual(['Чернетка']);
    expect(await titles({ editorialStatuses: ['DRAFT'] })).toEqual([]);
  });

  it.each([
    [{ text: 'ї'.repeat(201) }, 'text'],
    [{ from: '2019-05-02T00:00:00Z', to: '2019-05-02T00:00:00Z' }, 'to'],
    [{ kinds: Array.from({ length: 21 }, () => 'QUIZ') }, 'kinds'],
    [{ editorialStatuses: Array.from({ length: 7 }, () => 'DRAFT') }, 'editorialStatuses'],
  ])('refuses %#', async (filter, path) => {
    const { errors } = await lab.ask(PAGE, { filter }, NOBODY);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [expect.objectContaining({ path: expect.stringContaining(path) })],
    });
  });

  it('is read page by page, also through those without dates', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo }: Page = await page({}, { first: 2, after });
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...edges.map(({ node }) => node.titleUk));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(OPEN);
  });

  it.each([
    ['first: 101', 'first'],
    ['after: "nonsense"', 'after'],
    [`after: "${Buffer.from('["now()","01a2054c-753a-7675-829d-000000000000"]').toString('base64url')}"`, 'after'],
    [`after: "${Buffer.from('["Infinity","x"]').toString('base64url')}"`, 'after'],
  ])('refuses %s', async (argument, name) => {
    const { errors } = await lab.ask(`{ events(${argument}) { edges { cursor } } }`, {}, NOBODY);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: name });
  });
});

describe('of a measure', () => {
  const OF = `query ($id: ID!, $first: Int, $after: String) { measure(id: $id) {
    events(first: $first, after: $after) { edges { node { id titleUk } } pageInfo { hasNextPage hasPreviousPage endCursor } }
    sessionCounts { planned held cancelled postponed toPlace asFurther } } }`;
  const of = async (id: string, more: Parts = {}, asking = NOBODY) =>
    (await lab.data<{ measure: { events: Page; sessionCounts: Parts } }>(OF, { id, first: 100, ...more }, asking))
      .measure;

  it('events are those that serve it, also besides, page by page', async () => {
    const planId = await lab.plan(2020);
    const [one, other] = [await lab.measure(planId), await lab.measure(planId)];
    await lab.addAll([
      { titleUk: 'Друга', measureIds: [one], sessions: [{ at: '2019-06-02T10:00:00Z' }] },
      { titleUk: 'Перша', measureIds: [other, one], sessions: [{ at: '2019-06-01T10:00:00Z' }] },
      { ...draft, titleUk: 'Чернетка', measureIds: [one] },
      { titleUk: 'Не його', measureIds: [other] },
    ]);
    const titlesOf = async (asking = NOBODY) =>
      (await of(one, {}, asking)).events.edges.map(({ node }) => node.titleUk);
    expect(await titlesOf()).toEqual(['Перша', 'Друга']);
    expect(await titlesOf(LIBRARIAN)).toEqual(['Перша', 'Друга', 'Чернетка']);

    const first = (await of(one, { first: 1 })).events;
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = (await of(one, { first: 1, after: first.pageInfo.endCursor })).events;
    expect(second.edges.map(({ node }) => node.titleUk)).toEqual(['Друга']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('sessions count once, for the measure that is served first, and as what became of them', async () => {
    const planId = await lab.plan(2021);
    const [one, other] = [await lab.measure(planId), await lab.measure(planId)];
    const at = '2019-06-02T10:00:00Z';
    const all = ['CONFIRMED', 'TENTATIVE', 'RESCHEDULED', 'MOVED_ONLINE', 'HELD', 'CANCELLED', 'POSTPONED'] as const;
    await lab.addAll([
      {
        measureIds: [one, other],
        sessions: [
          ...all.map((happeningStatus) => ({ at, happeningStatus })),
          ...(['TO_PLACE', 'TO_PLACE', 'DROPPED'] as const).map((standing) => ({ at, standing })),
        ],
      },
      { ...draft, measureIds: [one], sessions: [{ at }, { at, standing: 'TO_PLACE' }] },
    ]);
    const NONE = { planned: 0, held: 0, cancelled: 0, postponed: 0, asFurther: 0 };
    expect((await of(one)).sessionCounts).toEqual({
      ...{ planned: 4, held: 1, cancelled: 1, postponed: 1, asFurther: 0 },
      toPlace: null,
    });
    expect((await of(one, {}, LIBRARIAN)).sessionCounts).toMatchObject({ planned: 4, toPlace: 2 });
    expect((await of(other)).sessionCounts).toEqual({ ...NONE, asFurther: 7, toPlace: null });
    expect((await of(await lab.measure(planId), {}, LIBRARIAN)).sessionCounts).toEqual({ ...NONE, toPlace: 0 });
  });
});

describe('the number of SQL statements', () => {
  const NESTED = `query ($first: Int!) { events(first: $first, filter: { text: "багато" }) { edges { node {
    title branch { slug } audiences { slug } primaryMeasure { number }
    measures { number sessionCounts { planned } events(first: 2) { edges { node { id } } } } } } } }`;

  it('is the same for 5 and for 100 events', async () => {
    const planId = await lab.plan(2022);
    const measureIds = [await lab.measure(planId), await lab.measure(planId), await lab.measure(planId)];
    await lab.addAll(
      Array.from({ length: 100 }, (_, index) => ({
        ...{ titleUk: `Багато ${index}`, sessions: [{ at: '2019-09-01T10:00:00Z' }] },
        measureIds: [...measureIds.slice(index % 3), ...measureIds.slice(0, index % 3)],
      })),
    );
    const countOf = async (first: number) => {
      const before = lab.app.queries.length;
      const { data, errors } = await lab.ask<{ events: Page }>(NESTED, { first }, NOBODY);
      expect(errors).toBeUndefined();
      expect(data.events.edges).toHaveLength(first);
      return lab.app.queries.length - before;
    };
    expect([await countOf(5), await countOf(100)]).toEqual([6, 6]);
  });
});
