// Pages, totals and facets of the programme, compared with the plainest reading of the filter over programmes made by chance.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ListingLab } from './listing-lab.ts';
import { type Fact, filtersFor, fitting, randomProgramme } from './programme-naive.ts';

type Parts = Record<string, unknown>;

/** Another world: SEED=7 jest test/programme-random.spec.ts */
const SEED = Number(process.env['SEED'] ?? 20_190_301);
const EVENTS = 260;
const FILTERS = 250;

interface Programme {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
  readonly facets: Readonly<Record<string, readonly Parts[] | Parts>>;
}

const ALL = `query ($filter: ProgrammeFilter, $after: String) { programme(first: 100, after: $after, filter: $filter) {
  edges { node { id } } pageInfo { hasNextPage endCursor } totalCount
  facets { kinds { value count } languages { value count } modes { value count } accessibility { signLanguage stepFree }
    branches { count branch { slug } } districts { count district { slug } } audiences { count audience { slug } }
    measures { count measure { id } } } } }`;

let lab: ListingLab;
let facts: Fact[];
beforeAll(async () => {
  lab = await ListingLab.start();
  facts = await randomProgramme(lab, EVENTS, SEED);
}, 60_000);
afterAll(() => lab.app.stop());

/** How many of the sessions have each value, the most frequent first. */
function counted(sessions: readonly Fact[], valuesOf: (fact: Fact) => readonly (string | null)[]): Parts {
  const counts: Record<string, number> = {};
  for (const value of sessions.flatMap(valuesOf)) if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function expected(filter: Parts): Parts {
  const yes = (facet: 'signLanguage' | 'stepFree') => fitting(facts, filter, facet).filter((one) => one[facet]).length;
  return {
    kinds: counted(fitting(facts, filter, 'kinds'), ({ kind }) => [kind]),
    branches: counted(fitting(facts, filter, 'branches'), ({ branch }) => [branch]),
    districts: counted(fitting(facts, filter, 'districts'), ({ district }) => [district]),
    audiences: counted(fitting(facts, filter, 'audiences'), ({ audiences }) => audiences),
    measures: counted(fitting(facts, filter, 'measures'), ({ measures }) => measures.map(({ id }) => id)),
    languages: counted(fitting(facts, filter, 'languages'), ({ language }) => [language]),
    modes: counted(fitting(facts, filter, 'modes'), ({ mode }) => [mode]),
    accessibility: { signLanguage: yes('signLanguage'), stepFree: yes('stepFree') },
  };
}

/** The facets as they were answered, in the same shape. */
function seen(facets: Programme['facets']): Parts {
  return Object.fromEntries(
    Object.entries(facets).map(([name, values]) => {
      if (!Array.isArray(values)) return [name, values];
      const rows = values as readonly { count: number; value?: string; [thing: string]: unknown }[];
      const valueOf = ({ count: _, value, ...thing }: (typeof rows)[number]) =>
        value ?? Object.values(Object.values(thing)[0] as Parts)[0];
      return [name, Object.fromEntries(rows.map((row) => [valueOf(row), row.count]))];
    }),
  );
}

async function read(filter: Parts): Promise<{ ids: string[]; first: Programme }> {
  const ids: string[] = [];
  let first: Programme | undefined;
  for (let after: string | null = null; ;) {
    const { programme }: { programme: Programme } = await lab.data<{ programme: Programme }>(
      ALL,
      { filter, after },
      { as: null },
    );
    first ??= programme;
    ids.push(...programme.edges.map(({ node }) => node.id));
    if (!programme.pageInfo.hasNextPage) return { ids, first };
    after = programme.pageInfo.endCursor;
  }
}

describe(`over world ${SEED}`, () => {
  it(`${FILTERS} filters find what their words say, and count it`, async () => {
    const found: number[] = [];
    const NOW = lab.app.clock.now().toISOString();
    await fc.assert(
      fc.asyncProperty(filtersFor(facts), async (filter) => {
        // Left out, the period begins now.
        const plain = { ...filter, from: filter['from'] ?? NOW };
        const { ids, first } = await read(filter);
        const wanted = fitting(facts, plain).map(({ id }) => id);
        found.push(wanted.length);
        expect(ids).toEqual(wanted);
        expect(first.totalCount).toBe(wanted.length);
        expect(seen(first.facets)).toEqual(expected(plain));
      }),
      { numRuns: FILTERS, seed: SEED },
    );
    // A comparison of nothing with nothing would pass as well.
    expect(found.filter((many) => many > 0).length).toBeGreaterThan(FILTERS / 3);
    expect(Math.max(...found)).toBeGreaterThan(100);
  }, 240_000);

  it('facets have the largest counts first', async () => {
    const { first } = await read({ from: '2019-02-01T00:00:00Z' });
    for (const name of ['kinds', 'branches', 'audiences', 'measures', 'languages', 'modes']) {
      const counts = (first.facets[name] as readonly { count: number }[]).map(({ count }) => count);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
      expect(counts.length).toBeGreaterThan(1);
    }
  });
});
