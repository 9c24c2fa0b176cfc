import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLab, LIBRARIAN } from './event-lab.ts';

let lab: EventLab;
beforeAll(async () => {
  lab = await EventLab.start();
});
afterAll(() => lab.app.stop());

const at = (startDate: string, startTime: string, endTime: string) => ({ startDate, startTime, endTime });

describe('events that fit a filter', () => {
  beforeAll(async () => {
    await lab.published({ titleUk: 'Ґанок', ...at('2026-05-01', '10:00', '11:00'), audienceIds: [lab.students] });
    await lab.published({
      titleUk: 'Пам’ять',
      descriptionUk: 'Онлайн – лекція про за́мки',
      kind: 'LECTURE',
      ...at('2026-05-02', '10:00', '11:00'),
      branchId: lab.branches.warsaw,
    });
    await lab.published({
      titleUk: 'Знижка 50% на _усе_',
      ...at('2026-05-03', '10:00', '11:00'),
      primaryMeasureId: lab.measures[0],
      furtherMeasureIds: [lab.measures[2]],
    });
    await lab.published({
      titleUk: 'Знижка 500 на усе',
      titleEn: 'Back\\slash',
      ...at('2026-05-04', '10:00', '11:00'),
    });
    await lab.cancel((await lab.published({ titleUk: 'Скасоване', ...at('2026-05-05', '10:00', '11:00') })).id);
    await lab.create({ titleUk: 'Чернетка', ...at('2026-05-06', '10:00', '11:00') });
  });

  const ALL = ['Ґанок', 'Пам’ять', 'Знижка 50% на _усе_', 'Знижка 500 на усе', 'Скасоване'];

  it.each<[string, () => Record<string, unknown>, string[]]>([
    ['nothing', () => ({}), ALL],
    ['an audience', () => ({ audience: 'students' }), ['Ґанок']],
    ['an unknown audience', () => ({ audience: 'nobody' }), []],
    ['no slug of an audience', () => ({ audience: 'x\u0000' }), []],
    ['the primary measure', () => ({ measureId: lab.measures[0] }), ['Знижка 50% на _усе_']],
    ['a further measure', () => ({ measureId: lab.measures[2] }), ['Знижка 50% на _усе_']],
    ['no id of a measure', () => ({ measureId: '8' }), []],
    ['a branch', () => ({ branch: 'warsaw' }), ['Пам’ять']],
    ['no slug of a branch', () => ({ branch: "w' or 1=1" }), []],
    ['kinds', () => ({ kinds: ['LECTURE', 'QUIZ'] }), ['Пам’ять']],
    ['no kinds', () => ({ kinds: [] }), []],
    ['without the cancelled', () => ({ includeCancelled: false }), ALL.slice(0, 4)],
    ['a state', () => ({ status: 'PUBLISHED' }), ALL],
    ['all at once', () => ({ audience: 'pupils', branch: 'warsaw', kinds: ['LECTURE'], text: 'замки' }), ['Пам’ять']],
    // The period is half-open, [from, to); an event at 10:00 in Kyiv begins at 07:00 UTC and ends at 08:00.
    ['from its end on', () => ({ from: '2026-05-04T08:00:00Z' }), ['Скасоване']],
    ['from before its end on', () => ({ from: '2026-05-04T07:59:59Z' }), ['Знижка 500 на усе', 'Скасоване']],
    ['until its start', () => ({ to: '2026-05-01T10:00:00+03:00' }), []],
    ['until after its start', () => ({ to: '2026-05-01T07:00:01Z' }), ['Ґанок']],
    ['within it', () => ({ from: '2026-05-01T07:15:00Z', to: '2026-05-01T07:30:00Z' }), ['Ґанок']],
    ['before all years', () => ({ from: '0001-01-01T00:00:00Z', to: '0001-01-02T00:00:00Z' }), []],
    ['to the end of all years', () => ({ from: '2026-05-04T09:00:00Z', to: '9999-12-31T23:59:59Z' }), ['Скасоване']],
    ['ґ for г', () => ({ text: 'ганок' }), ['Ґанок']],
    ['capitals', () => ({ text: 'ҐАНОК' }), ['Ґанок']],
    ['another apostrophe', () => ({ text: "ПАМ'ЯТЬ" }), ['Пам’ять']],
    ['no apostrophe', () => ({ text: 'память' }), ['Пам’ять']],
    ['another dash', () => ({ text: 'онлайн-лекція' }), ['Пам’ять']],
    ['no stress mark', () => ({ text: 'замки' }), ['Пам’ять']],
    ['words in any order, as parts', () => ({ text: 'лекц пам' }), ['Пам’ять']],
    ['words of which one is missing', () => ({ text: 'лекція дракон' }), []],
    ['% is no wildcard', () => ({ text: '50%' }), ['Знижка 50% на _усе_']],
    ['_ is no wildcard', () => ({ text: '_усе' }), ['Знижка 50% на _усе_']],
    ['\\ is no escape', () => ({ text: 'back\\' }), ['Знижка 500 на усе']],
    ['control characters', () => ({ text: 'знижка\u0000 500' }), ['Знижка 500 на усе']],
    ['marks alone', () => ({ text: ' — ' }), ALL],
  ])('%s', async (_, filter, titles) => {
    expect(await lab.found(filter())).toEqual(titles);
  });

  it.each([
    [{ text: 'ї'.repeat(201) }, 'text'],
    [{ from: '2026-05-02T00:00:00Z', to: '2026-05-02T00:00:00Z' }, 'to'],
    [{ kinds: Array.from({ length: 21 }, () => 'QUIZ') }, 'kinds'],
  ])('refuses %#', async (filter, path) => {
    const { errors } = await lab.app.gql(
      'query ($filter: EventFilter) { events(filter: $filter) { edges { cursor } } }',
      { filter },
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [expect.objectContaining({ path: expect.stringContaining(path) })],
    });
  });

  it('takes null for no filter', async () => {
    const { data } = await lab.app.gql<{ events: Page }>(
      '{ events(filter: null, first: 1) { edges { node { titleUk } } } }',
    );
    expect(data.events.edges).toHaveLength(1);
  });

  it.each(['0000-13-01T00:00:00Z', '2026-05-02', '2026-05-02T10:00:00', ''])(
    'takes %j for no instant',
    async (from) => {
      const { status, errors } = await lab.app.gql(
        'query ($filter: EventFilter) { events(filter: $filter) { edges { cursor } } }',
        { filter: { from } },
      );
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    },
  );
});

interface Page {
  edges: { cursor: string; node: { id: string; titleUk: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

describe('pages', () => {
  it('give every event once, by start and then id, also while others are added before', async () => {
    for (let index = 0; index < 9; index += 1)
      await lab.published({ titleUk: `Т${index}`, ...at('2026-07-01', '10:00', '11:00') });
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { data }: { data: { events: Page } } = await lab.app.gql<{ events: Page }>(
        `query ($after: String) { events(first: 4, after: $after, filter: { from: "2026-07-01T00:00:00Z" }) {
          edges { cursor node { id titleUk } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
        { after },
      );
      expect(data.events.pageInfo.hasPreviousPage).toBe(after !== null);
      ids.push(...data.events.edges.map(({ node }) => node.id));
      after = data.events.pageInfo.hasNextPage ? data.events.pageInfo.endCursor : null;
      await lab.published({ titleUk: 'Попереду', ...at('2026-06-30', '10:00', '11:00') });
    } while (after);
    expect(ids).toHaveLength(9);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it.each([
    ['first: 0', 'first'],
    ['first: 101', 'first'],
    ['after: "nonsense"', 'after'],
    [`after: "${Buffer.from('["now()","x"]').toString('base64url')}"`, 'after'],
    [`after: "${Buffer.from('["1","01a2054c-753a-7675-829d"]').toString('base64url')}"`, 'after'],
  ])('refuse %s', async (argument, name) => {
    const { errors } = await lab.app.gql(`{ events(${argument}) { edges { cursor } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: name });
  });
});

describe('events of a measure', () => {
  interface OfMeasures {
    events: { edges: { node: { measures: { number: string; events: Page }[] } }[] };
  }
  const OF_MEASURES = `query ($first: Int!, $after: String) { events(first: 1, filter: { text: "служить двом" }) { edges { node {
    measures { number events(first: $first, after: $after) { edges { cursor node { id titleUk } } pageInfo { hasNextPage hasPreviousPage endCursor } } }
  } } } }`;

  async function ofMeasures(first: number, after: string | null = null, asking = {}) {
    const { data } = await lab.app.gql<OfMeasures>(OF_MEASURES, { first, after }, asking);
    return data.events.edges[0]!.node.measures;
  }

  it('are its own, those the viewer may see, page by page', async () => {
    const both = { primaryMeasureId: lab.measures[2], furtherMeasureIds: [lab.measures[0]] };
    await lab.published({ titleUk: 'Служить двом', ...both, ...at('2026-08-02', '10:00', '11:00') });
    await lab.published({ titleUk: 'Перед тим', ...both, ...at('2026-08-01', '10:00', '11:00') });
    await lab.create({ titleUk: 'Ще чернетка', ...both, ...at('2026-08-03', '10:00', '11:00') });
    const titles = async (asking = {}) =>
      (await ofMeasures(100, null, asking)).map(({ events }) => events.edges.map(({ node }) => node.titleUk).slice(-3));
    const [ofNine, ofSeven] = await titles();
    expect(ofNine).toEqual(['Знижка 50% на _усе_', 'Перед тим', 'Служить двом']);
    expect(ofSeven).toEqual(['Знижка 50% на _усе_', 'Перед тим', 'Служить двом']);
    expect((await titles(LIBRARIAN))[0]).toEqual(['Перед тим', 'Служить двом', 'Ще чернетка']);

    const [page] = await ofMeasures(2);
    expect(page?.events.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const [next] = await ofMeasures(2, page?.events.pageInfo.endCursor);
    expect(next?.events.edges.map(({ node }) => node.titleUk)).toEqual(['Служить двом']);
    expect(next?.events.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });
});

describe('the number of SQL statements', () => {
  const NESTED = `query ($first: Int!) { events(first: $first, filter: { text: "Багато" }) { edges { node {
    title start branch { slug district { slug } } audiences { slug } primaryMeasure { number }
    measures { number events(first: 2) { edges { node { id } } } }
  } } } }`;

  it('is the same for 5 and for 100 events', async () => {
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        lab.published({
          titleUk: `Багато ${index}`,
          primaryMeasureId: lab.measures[index % 3],
          furtherMeasureIds: [...lab.measures],
        }),
      ),
    );
    const countOf = async (first: number) => {
      const before = lab.app.queries.length;
      const { data, errors } = await lab.app.gql<{ events: Page }>(NESTED, { first });
      expect(errors).toBeUndefined();
      expect(data.events.edges).toHaveLength(first);
      return lab.app.queries.length - before;
    };
    expect([await countOf(5), await countOf(100)]).toEqual([6, 6]);
  }, 60_000);
});

describe('branches', () => {
  it('are listed by Ukrainian name, of one district or all', async () => {
    const list = async (district: string | null) => {
      const { data } = await lab.app.gql<{ branches: { edges: { node: { slug: string } }[] } }>(
        'query ($district: String) { branches(district: $district) { edges { node { slug nameEn zone address district { slug } } } } }',
        { district },
      );
      return data.branches.edges.map(({ node }) => node.slug);
    };
    expect(await list(null)).toEqual(['warsaw', 'central']);
    expect(await list('podilskyi')).toEqual([]);
    expect(await list('\u0000')).toEqual([]);
  });

  it('are found by slug', async () => {
    const { data } = await lab.app.gql(
      '{ one: branch(slug: "central") { nameUk zone } none: branch(slug: "x\\u0000") { slug } }',
    );
    expect(data).toEqual({ one: { nameUk: 'Центральна', zone: 'Europe/Kyiv' }, none: null });
  });
});
