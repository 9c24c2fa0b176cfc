// The list of public feeds over GraphQL, and the feed of any filter.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq, gt } from 'drizzle-orm';
import { eventSessions } from '../src/events/record/session.tables.ts';
import { goals } from '../src/plans/plan.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { measures } from '../src/plans/measure.tables.ts';
import { FeedSubjectLab } from './feed-subject-lab.ts';
import { randomProgramme } from './programme-naive.ts';

interface Feed {
  readonly kind: string;
  readonly title: string;
  readonly about: string;
  readonly address: string;
  readonly webcal: string;
  readonly upcomingSessions: number;
  readonly addresses: Readonly<Record<'ical' | 'atom' | 'json', string>>;
  readonly subscribeLinks: Readonly<Record<'google' | 'outlook', string>>;
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Feed }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const FEED = `kind title about address webcal upcomingSessions addresses { ical atom json } subscribeLinks { google outlook }`;
const FEEDS = `query ($of: [FeedKind!], $first: Int, $after: String) { feeds(of: $of, first: $first, after: $after) {
  edges { cursor node { ${FEED} } } pageInfo { hasNextPage endCursor } } }`;
const FEED_OF = `query ($filter: ProgrammeFilter!) { feedOf(filter: $filter) { ${FEED} } }`;

let lab: FeedSubjectLab;
/** A goal whose slug an older one of its year has, too. */
let second: Id<'Goal'>;
beforeAll(async () => {
  lab = await FeedSubjectLab.start();
  const facts = await randomProgramme(lab, 200, 20_190_301);
  // A plan for one of the years of another one, with the number of a measure and the slug of a goal of that.
  const [within, beside] = [await lab.plan(2020), await lab.plan(2019)];
  await lab.measure(within, { number: '3', title: 'Третій' });
  const shared = facts.flatMap(({ measures: served }) => served).find(({ goalId }) => goalId)!.goalId!;
  second = await lab.goal(beside);
  await lab.measure(beside, { number: '1', goalId: second });
  await lab.database.transaction((tx) => tx.update(goals).set({ slug: shared }).where(eq(goals.id, second)));
}, 60_000);
afterAll(() => lab.app.stop());

async function page(variables: Record<string, unknown> = {}, language: 'uk' | 'en' = 'uk'): Promise<Page> {
  return (await lab.data<{ feeds: Page }>(FEEDS, variables, { as: null, language })).feeds;
}

async function all(of?: readonly string[], first = 100): Promise<Feed[]> {
  const found: Feed[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo }: Page = await page({ of, first, after });
    found.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

const pathOf = (address: string) => address.replace('http://zakhid.test', '').replace('.ics', '');
const titles = (feeds: readonly Feed[]) => feeds.map(({ title }) => title);
/** By the feed itself: what of its sessions is not over, and is held. */
async function ahead(address: string): Promise<number> {
  const now = lab.app.clock.now();
  const rows = await lab.database.reader.select().from(eventSessions).where(gt(eventSessions.endsAt, now));
  const held = rows.filter(({ happeningStatus }) => !['CANCELLED', 'POSTPONED'].includes(happeningStatus));
  const ids: readonly string[] = held.map(({ id }) => id);
  return (await lab.members(pathOf(address))).filter((id) => ids.includes(id)).length;
}

describe('the list', () => {
  it('has every audience, branch, district, kind, goal and measure, kind by kind', async () => {
    const feeds = await all();
    const kinds = [...new Set(feeds.map(({ kind }) => kind))];
    expect(kinds).toEqual(['AUDIENCE', 'BRANCH', 'DISTRICT', 'KIND', 'GOAL', 'MEASURE']);
    const addresses = feeds.map(({ address }) => address);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toEqual(
      expect.arrayContaining(
        [
          ...['audiences/pupils', 'branches/central', 'districts/podilskyi', 'kinds/thematic-lesson'],
          ...['plans/2019/measures/3', 'plans/2019/measures/8', 'plans/2019/measures/12'],
        ].map((path) => `http://zakhid.test/feeds/${path}.ics`),
      ),
    );
    expect(feeds.filter(({ kind }) => kind === 'KIND')).toHaveLength(18);
    expect(addresses.filter((address) => address.includes('search'))).toEqual([
      `http://zakhid.test/feeds/search.ics?goal=${second}`,
    ]);
    // The plan for 2018 is over.
    expect(addresses.filter((address) => address.includes('/2018/'))).toEqual([]);
    expect(titles(await all(['BRANCH']))).toEqual([
      'Події: Сусідня бібліотека',
      'Події: Третя бібліотека',
      'Події: Центральна бібліотека',
    ]);
  });

  it('says of each what whoever asks for it reads, and where it is', async () => {
    const feeds = await all([...['AUDIENCE', 'BRANCH', 'DISTRICT', 'KIND', 'GOAL', 'MEASURE'], 'EVENT', 'SERIES']);
    expect(feeds.length).toBeGreaterThan(80);
    for (const { address, title, about, webcal, addresses, subscribeLinks } of feeds) {
      const { subject } = (await lab.find(pathOf(address)))!;
      expect([address, subject.path]).toEqual([address, pathOf(address)]);
      if (!address.includes('/search')) expect([title, about]).toEqual([subject.title.uk, subject.about.uk]);
      expect(addresses).toEqual({
        ical: address,
        atom: address.replace('.ics', '.atom'),
        json: address.replace('.ics', '.json'),
      });
      expect(webcal).toBe(address.replace('http:', 'webcal:'));
      const { searchParams: google } = new URL(subscribeLinks.google);
      const { searchParams: outlook } = new URL(subscribeLinks.outlook);
      expect([google.get('cid'), outlook.get('url'), outlook.get('name')]).toEqual([webcal, address, title]);
    }
  });

  it('counts what is to come in each', async () => {
    const feeds = await all([...['AUDIENCE', 'BRANCH', 'DISTRICT', 'KIND', 'GOAL', 'MEASURE'], 'EVENT', 'SERIES']);
    for (const { address, upcomingSessions } of feeds) {
      expect([address, upcomingSessions]).toEqual([address, await ahead(address)]);
    }
    expect(feeds.filter(({ upcomingSessions }) => upcomingSessions > 1).length).toBeGreaterThan(10);
  }, 60_000);

  it('counts them by one statement, however long the page', async () => {
    const statements = async (first: number) => {
      await page({ first });
      const before = lab.app.queries.length;
      await page({ first });
      return lab.app.queries.length - before;
    };
    expect([await statements(2), await statements(60)]).toEqual([2, 2]);
  });

  it('is the same in pages of any length', async () => {
    const of = ['MEASURE', 'KIND', 'BRANCH', 'AUDIENCE', 'EVENT', 'GOAL', 'DISTRICT'];
    const whole = await all(of);
    expect(await all(of, 7)).toEqual(whole);
    expect(await all(of.toReversed(), 13)).toEqual(whole);
  });

  it('has only what is asked for; single dates and searches are in none', async () => {
    expect(await all(['SESSION', 'SEARCH'])).toEqual([]);
    expect(await all([])).toEqual([]);
    const kinds = await all(['KIND', 'SEARCH', 'KIND']);
    expect(kinds.map(({ kind }) => kind)).toEqual(Array.from({ length: 18 }, () => 'KIND'));
  });

  it('is in the reader’s language, also where services go from it', async () => {
    const { edges } = await page({ of: ['BRANCH'] }, 'en');
    const central = edges.map(({ node }) => node).find(({ address }) => address.endsWith('/central.ics'))!;
    expect([central.title, central.about]).toEqual([
      'Events: Library central',
      'Events held at Library central, вул. Прорізна, 1.',
    ]);
    expect(new URL(central.subscribeLinks.google).searchParams.get('cid')).toBe(
      'webcal://zakhid.test/feeds/branches/central.ics?lang=en',
    );
  });

  it('has no event that is over, archived or not published, and no measure that its plan lost', async () => {
    const coming = [{ at: '2019-06-01T10:00:00Z' }];
    await lab.add({ titleUk: 'Майбутня', sessions: coming });
    await lab.add({ titleUk: 'Майбутній цикл', arrangement: 'SERIES', sessions: coming });
    await lab.add({ titleUk: 'Минула', sessions: [{ at: '2019-02-01T10:00:00Z' }] });
    await lab.add({ titleUk: 'В архіві', editorialStatus: 'ARCHIVED', sessions: coming });
    await lab.add({ titleUk: 'Чернетка', editorialStatus: 'DRAFT', sessions: coming });
    expect(titles(await all(['EVENT']))).toContain('Майбутня');
    expect(titles(await all(['SERIES']))).toEqual(['Майбутній цикл']);
    const others = ['Минула', 'В архіві', 'Чернетка', 'Майбутній цикл'];
    expect(titles(await all(['EVENT'])).filter((title) => others.includes(title))).toEqual([]);

    const lost = await lab.measure(lab.planId, { number: '77' });
    const address = 'http://zakhid.test/feeds/plans/2019/measures/77.ics';
    expect((await all(['MEASURE'])).filter((feed) => feed.address === address)).toHaveLength(1);
    await lab.database.transaction((tx) => tx.update(measures).set({ inDocument: false }).where(eq(measures.id, lost)));
    expect((await all(['MEASURE'])).filter((feed) => feed.address === address)).toEqual([]);
    expect(await lab.find('/feeds/plans/2019/measures/77')).toBeDefined();
  });

  it.each([
    [{ first: 0 }, 'BAD_USER_INPUT'],
    [{ first: 101 }, 'BAD_USER_INPUT'],
    [{ after: 'x' }, 'BAD_USER_INPUT'],
    [{ after: Buffer.from(JSON.stringify(['a', 'b', 'c'])).toString('base64url') }, 'BAD_USER_INPUT'],
    [{ of: Array.from({ length: 11 }, () => 'KIND') }, 'BAD_USER_INPUT'],
    [{ of: ['PARTY'] }, 'BAD_USER_INPUT'],
  ])('refuses %j', async (variables, code) => {
    const { errors } = await lab.app.gql(FEEDS, variables);
    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});

describe('the feed of a filter', () => {
  const feedOf = async (filter: Record<string, unknown>, language: 'uk' | 'en' = 'uk') =>
    (await lab.data<{ feedOf: Feed }>(FEED_OF, { filter }, { as: null, language })).feedOf;

  it('has one address, however the filter is put', async () => {
    const feed = await feedOf({
      audiences: ['students', 'pupils'],
      measure: { year: 2019, number: ' 8 ' },
      text: '  казки ',
    });
    expect(feed).toMatchObject({
      kind: 'SEARCH',
      address:
        'http://zakhid.test/feeds/search.ics?q=%D0%BA%D0%B0%D0%B7%D0%BA%D0%B8&audiences=pupils,students&measure=2019/8',
    });
    const again = { text: 'казки', measure: { number: '8', year: 2019 }, audiences: ['pupils', 'students', 'pupils'] };
    expect((await feedOf({ ...again, signLanguage: false, kinds: null })).address).toBe(feed.address);
    expect(feed.addresses.json).toBe(feed.address.replace('.ics', '.json'));
    const { searchParams } = new URL(feed.subscribeLinks.google);
    expect(searchParams.get('cid')).toBe(feed.webcal);
    const english = await feedOf(again, 'en');
    expect(new URL(english.subscribeLinks.outlook).searchParams.get('url')).toBe(`${feed.address}&lang=en`);
    expect(english.title).toMatch(/^Events: “казки”; /);
  });

  it('without what is called off has another one', async () => {
    const { address } = await feedOf({ kinds: ['TALK'], includeCancelled: false });
    expect(address).toBe('http://zakhid.test/feeds/search.ics?kinds=talk&cancelled=no');
    expect((await feedOf({})).address).toBe('http://zakhid.test/feeds/search.ics');
  });

  it('counts what is to come of it', async () => {
    const query = 'query ($filter: ProgrammeFilter) { programme(filter: $filter) { totalCount } }';
    for (const filter of [{}, { kinds: ['TALK'] }, { audiences: ['pupils'], from: '2019-03-04T00:00:00Z' }]) {
      const { programme } = await lab.data<{ programme: { totalCount: number } }>(query, {
        filter: { ...filter, includeCancelled: false },
      });
      const { upcomingSessions } = await feedOf({ from: '2019-01-01T00:00:00Z', ...filter });
      expect([filter, upcomingSessions]).toEqual([filter, programme.totalCount]);
    }
    expect((await feedOf({ from: '2018-01-01T00:00:00Z', to: '2019-02-01T00:00:00Z' })).upcomingSessions).toBe(0);
  });
});
