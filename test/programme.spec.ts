// The programme that everybody reads: what is in it, in which order and pages, and by how many statements.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListingLab } from './listing-lab.ts';
import { APPROVER, NOBODY } from './programme-lab.ts';

type Parts = Record<string, unknown>;

interface Page {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: Parts & { readonly event: { titleUk: string } };
  }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  readonly totalCount: number;
}

const PAGE = `query ($filter: ProgrammeFilter, $first: Int, $after: String) {
  programme(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id happeningStatus event { titleUk } } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`;

let lab: ListingLab;
beforeAll(async () => {
  lab = await ListingLab.start();
});
afterAll(() => lab.app.stop());

const page = async (filter: Parts, more: Parts = {}, asking = NOBODY) =>
  (await lab.data<{ programme: Page }>(PAGE, { filter, first: 100, ...more }, asking)).programme;
const titles = async (filter: Parts) => (await page(filter)).edges.map(({ node }) => node.event.titleUk);

describe('what everybody sees', () => {
  // The clock stands at 2019-03-01 08:00 UTC.
  beforeAll(async () => {
    const at = (day: string, more: Parts = {}) => [{ at: `2019-${day}:00Z`, ...more }];
    await lab.addAll([
      { titleUk: 'Позавчора', sessions: at('02-27T10:00') },
      { titleUk: 'Виставка', sessions: at('02-01T08:00', { minutes: 60_000 }) },
      { titleUk: 'Саме триває', sessions: at('03-01T07:30') },
      { titleUk: 'Щойно скінчилося', sessions: at('03-01T07:00') },
      { titleUk: 'Перша', sessions: at('03-02T10:00') },
      { titleUk: 'В архіві', editorialStatus: 'ARCHIVED', sessions: at('03-03T10:00') },
      { titleUk: 'Скасована', sessions: at('03-04T10:00', { happeningStatus: 'CANCELLED' }) },
      { titleUk: 'Відкладена', sessions: at('03-05T10:00', { happeningStatus: 'POSTPONED' }) },
      { titleUk: 'Чернетка', editorialStatus: 'DRAFT', publishedAt: null, sessions: at('03-06T10:00') },
      { titleUk: 'Погоджена', editorialStatus: 'APPROVED', publishedAt: null, sessions: at('03-06T10:00') },
      { titleUk: 'Ще без місця', sessions: at('03-07T10:00', { standing: 'TO_PLACE' }) },
      { titleUk: 'Облишена', sessions: at('03-08T10:00', { standing: 'DROPPED' }) },
      { titleUk: 'Без дат' },
      { titleUk: 'Остання', sessions: at('04-01T10:00') },
    ]);
  });

  const TO_COME = ['Виставка', 'Саме триває', 'Перша', 'В архіві', 'Скасована', 'Відкладена', 'Остання'];

  it.each<[string, Parts, string[]]>([
    ['left out, what runs now or is to come', {}, TO_COME],
    ['from now to the next moment, what runs now', { to: '2019-03-01T08:00:00.001Z' }, ['Виставка', 'Саме триває']],
    ['to its end', { from: '2019-03-01T08:30:00Z', to: '2019-03-02T10:00:00Z' }, ['Виставка']],
    ['from its end on', { from: '2019-03-02T11:00:00Z', to: '2019-03-04T00:00:00Z' }, ['Виставка', 'В архіві']],
    ['from before its end on', { from: '2019-03-02T10:59:59Z', to: '2019-03-03T00:00:00Z' }, ['Виставка', 'Перша']],
    ['within it', { from: '2019-03-02T10:15:00Z', to: '2019-03-02T10:30:00Z' }, ['Виставка', 'Перша']],
    ['exactly at its start', { from: '2019-03-02T10:00:00Z', to: '2019-03-02T10:00:01Z' }, ['Виставка', 'Перша']],
    ['in the past', { from: '2019-02-27T00:00:00Z', to: '2019-02-28T00:00:00Z' }, ['Виставка', 'Позавчора']],
    ['before all years', { from: '0001-01-01T00:00:00Z', to: '0001-01-02T00:00:00Z' }, []],
    ['to the end of all years', { from: '2019-03-31T00:00:00Z', to: '9999-12-31T23:59:59Z' }, ['Остання']],
    [
      'without what is not held',
      { includeCancelled: false },
      ['Виставка', 'Саме триває', 'Перша', 'В архіві', 'Остання'],
    ],
  ])('%s', async (_, filter, expected) => {
    expect(await titles(filter)).toEqual(expected);
  });

  it('is the same for the staff of its branch, and cancelled sessions say so', async () => {
    const { edges, totalCount } = await page({}, {}, APPROVER);
    expect(edges.map(({ node }) => node.event.titleUk)).toEqual(TO_COME);
    expect(edges.map(({ node }) => node['happeningStatus'])).toContain('CANCELLED');
    expect(totalCount).toBe(TO_COME.length);
  });

  it.each<[string, () => Parts]>([
    ['no slug of an audience', () => ({ audiences: ['x\u0000'] })],
    ['no slug of a branch', () => ({ branches: ["w' or 1=1", '{a,b}'] })],
    ['no id of a measure', () => ({ measureId: '8' })],
    ['a number nobody has', () => ({ measure: { year: 2019, number: "8' --" } })],
    ['no id of a goal', () => ({ goalId: 'x' })],
    ['empty lists', () => ({ kinds: [] })],
    ['a word nobody wrote', () => ({ text: 'дракон\\' })],
  ])('%s finds nothing', async (_, filter) => {
    expect(await page(filter())).toMatchObject({ edges: [], totalCount: 0 });
  });

  it.each<[string, Parts, string[]]>([
    ['another form', { text: 'ВИСТАВКИ' }, ['Виставка']],
    ['Latin letters', { text: 'vystavka' }, ['Виставка']],
    ['two words', { text: 'архівом в' }, ['В архіві']],
    ['quotes and wildcards', { text: '«Перша» %' }, ['Перша']],
    ['marks alone', { text: ' — ' }, TO_COME],
    ['control characters', { text: 'перша\u0000' }, ['Перша']],
  ])('text: %s', async (_, filter, expected) => {
    expect(await titles(filter)).toEqual(expected);
  });

  it.each<[Parts, string]>([
    [{ text: 'ї'.repeat(201) }, 'text'],
    [{ from: '2019-05-02T00:00:00Z', to: '2019-05-02T00:00:00Z' }, 'to'],
    // Left out, `from` is now.
    [{ to: '2019-03-01T08:00:00Z' }, 'to'],
    [{ to: '2019-02-01T00:00:00Z' }, 'to'],
    [{ from: null, to: '2019-02-01T00:00:00Z' }, 'to'],
    [{ kinds: Array.from({ length: 21 }, () => 'QUIZ') }, 'kinds'],
    [{ branches: Array.from({ length: 51 }, () => 'a') }, 'branches'],
    [{ branches: ['a'.repeat(201)] }, 'branches'],
    [{ languages: ['UK'] }, 'languages'],
    [{ languages: ['a,b'] }, 'languages'],
    [{ age: 121 }, 'age'],
    [{ age: -1 }, 'age'],
    [{ grade: 13 }, 'grade'],
    [{ measure: { year: 1989, number: '8' } }, 'measure'],
    [{ measure: { year: 2019, number: '' } }, 'measure'],
  ])('refuses %j', async (filter, path) => {
    const { errors } = await lab.ask(PAGE, { filter }, NOBODY);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [expect.objectContaining({ path: expect.stringContaining(path) })],
    });
  });
});

it('an end before the present is refused in words that name both fields, as with gaps', async () => {
  const { errors } = await lab.ask(PAGE, { filter: { to: '2019-02-01T00:00:00Z' } }, NOBODY);
  expect(errors?.[0]?.message).toBe('to: must be later than from, which is now when left out');
});

describe('pages', () => {
  const PERIOD = { from: '2019-07-01T12:00:00Z', to: '2019-08-01T00:00:00Z' };

  it('give every session once, those that run already and those to come, also while others are added before', async () => {
    // Half of them began before the period; many begin at one moment.
    const begins = (index: number) => (index < 6 ? '2019-07-01T11:30:00Z' : `2019-07-0${1 + (index % 3)}T13:00:00Z`);
    const ids = await lab.addAll(
      Array.from({ length: 14 }, (_, index) => ({ titleUk: `Т${index}`, sessions: [{ at: begins(index) }] })),
    );
    const seen: string[] = [];
    const starts: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo, totalCount }: Page = await page(PERIOD, { first: 4, after });
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      // Counted over all pages, of which those added before are part by now.
      expect(totalCount).toBeGreaterThanOrEqual(14);
      seen.push(...edges.map(({ node }) => node.event.titleUk));
      starts.push(...edges.map(({ cursor }) => Buffer.from(cursor, 'base64url').toString()));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      await lab.add({ titleUk: 'Попереду', sessions: [{ at: '2019-07-01T11:15:00Z' }] });
    } while (after);
    expect(seen.toSorted()).toEqual(ids.map((_, index) => `Т${index}`).toSorted());
    expect(starts).toEqual(starts.toSorted());
  });

  it.each([
    ['first: 0', 'first'],
    ['first: 101', 'first'],
    ['after: "nonsense"', 'after'],
    [`after: "${Buffer.from('["-Infinity","01a2054c-753a-7675-829d-000000000000"]').toString('base64url')}"`, 'after'],
    [`after: "${Buffer.from('["1","01a2054c-753a-7675-829d"]').toString('base64url')}"`, 'after'],
  ])('refuse %s', async (argument, name) => {
    const { errors } = await lab.ask(`{ programme(${argument}) { edges { cursor } } }`, {}, NOBODY);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: name });
  });
});

describe('the number of SQL statements', () => {
  const NESTED = `query ($first: Int!, $filter: ProgrammeFilter) { programme(first: $first, filter: $filter) {
    edges { node { start end happeningStatus branch { slug district { slug } } room { id nameUk }
      event { title audiences { slug } primaryMeasure { number } } } }
    totalCount facets { kinds { value count } branches { count branch { slug } } audiences { count audience { slug } } } } }`;

  it('is the same for 5 and for 100 sessions', async () => {
    await lab.addAll(
      Array.from({ length: 50 }, (_, index) => ({
        ...{ titleUk: `Багато ${index}`, branchId: Object.values(lab.branches)[index % 3]! },
        sessions: [{ at: '2019-09-01T10:00:00Z' }, { at: '2019-09-02T10:00:00Z' }],
      })),
    );
    const countOf = async (first: number) => {
      const before = lab.app.queries.length;
      const { data, errors } = await lab.ask<{ programme: Page }>(
        NESTED,
        { first, filter: { text: 'багато' } },
        NOBODY,
      );
      expect(errors).toBeUndefined();
      expect(data.programme.edges).toHaveLength(first);
      return lab.app.queries.length - before;
    };
    const few = await countOf(5);
    expect([few, await countOf(100)]).toEqual([few, few]);
    expect(few).toBeLessThanOrEqual(10);
  });

  it('counts nothing that nobody asks for', async () => {
    const before = lab.app.queries.length;
    await lab.data('{ programme(first: 5) { edges { node { id } } } }', {}, NOBODY);
    expect(lab.app.queries.length - before).toBe(1);
  });
});
