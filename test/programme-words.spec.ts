// By which forms of its words the programme is found, and how that is mended of what older rules made.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eq, lt, sql } from 'drizzle-orm';
import { createApp } from '../src/app.ts';
import { SearchRebuild } from '../src/events/content/search.rebuild.ts';
import { events } from '../src/events/record/event.tables.ts';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { SEARCH_VERSION } from '../src/events/texts/search.rules.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { newId } from '../src/platform/ids/id.ts';
import { Jobs } from '../src/platform/jobs/jobs.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { ListingLab } from './listing-lab.ts';
import { LIBRARIAN, NOBODY } from './programme-lab.ts';
import { until } from './program.ts';

jest.setTimeout(60_000);

const TITLES = `query ($text: String!) { programme(first: 100, filter: { text: $text }) {
  edges { node { event { titleUk } } } } }`;
const LIST = `query ($text: String!) { speakers(text: $text, retired: true, first: 100) { edges { node { nameUk } } } }`;
const CREATE = 'mutation ($input: CreateSpeakerInput!) { createSpeaker(input: $input) { id } }';
const FORGET = 'mutation ($id: ID!) { forgetSpeaker(id: $id) { id } }';

let lab: ListingLab;
beforeAll(async () => {
  lab = await ListingLab.start();
});
afterAll(() => lab.app.stop());

async function found(text: string): Promise<string[]> {
  type Page = { programme: { edges: { node: { event: { titleUk: string } } }[] } };
  const { programme } = await lab.data<Page>(TITLES, { text }, NOBODY);
  return programme.edges.map(({ node }) => node.event.titleUk);
}

describe('a title is found by the forms of its words', () => {
  const SHOWN = [
    ...[
      'Книга року',
      'Шевченківський рік',
      'Рак-відлюдник',
      'Гурт «Рок»',
      'День міста',
      'Дно океану',
      'Ночі над містом',
      'Мандрівка до Львова',
    ],
    ...['Настільні ігри', 'Свято врожаю', 'Казки про кота', 'За круглим столом', 'Зала третьої вежі: Харків'],
  ];
  beforeAll(async () => {
    await lab.addAll(SHOWN.map((titleUk) => ({ titleUk, sessions: [{ at: '2019-04-03T10:00:00Z' }] })));
  });

  it.each([
    ['рік', ['Книга року', 'Шевченківський рік']],
    ['роки', ['Книга року', 'Шевченківський рік', 'Гурт «Рок»']],
    ['рок', ['Книга року', 'Гурт «Рок»']],
    ['рак', ['Рак-відлюдник']],
    ['днів', ['День міста']],
    ['дно', ['Дно океану']],
    ['доні', []],
    ['ніч', ['Ночі над містом']],
    ['Львів', ['Мандрівка до Львова']],
    ['гра', ['Настільні ігри']],
    ['ігор', ['Настільні ігри']],
    ['урожай', ['Свято врожаю']],
    ['кіт', ['Казки про кота']],
    ['стіл', ['За круглим столом']],
    ['Харкова', ['Зала третьої вежі: Харків']],
  ])('%s', async (text, titles) => {
    expect((await found(text)).toSorted()).toEqual(titles.toSorted());
  });
});

describe('what older rules made for the search', () => {
  it('is made anew when the program starts, by two processes at once, without an edit', async () => {
    const [at, many] = ['2019-05-03T10:00:00Z', Array.from({ length: 210 }, (_, index) => index)];
    const old = { searchText: ' нічого', searchVersion: SEARCH_VERSION - 1 };
    const ids = await lab.addAll(many.map((index) => ({ ...old, titleUk: `Сутінки ${index}`, sessions: [{ at }] })));
    const [nameUk, gone] = ['Сутінкова Ольга', 'Сутінковий Іван'];
    await lab.data(CREATE, { input: { nameUk } }, LIBRARIAN);
    const { createSpeaker } = await lab.data<{ createSpeaker: { id: string } }>(CREATE, { input: { nameUk: gone } });
    await lab.data(FORGET, { id: createSpeaker.id }, { as: 'approver' });
    await lab.database.transaction((tx) => tx.update(speakers).set({ searchVersion: 1 }));
    await lab.database.transaction((tx) =>
      tx.update(speakers).set({ searchText: '' }).where(eq(speakers.nameUk, nameUk)),
    );
    const stamps = await stampsOf(ids);
    expect([await found('сутінки'), await speakersFound('сутінкова')]).toEqual([[], []]);

    // The one that starts enqueues it for itself; the other one begins, too.
    const other = await anotherProgram();
    await Promise.all([lab.app.nest.get(SearchRebuild).begin(), lab.app.nest.get(SearchRebuild).begin()]);
    for (const nest of [lab.app.nest, other.nest]) nest.get(Jobs).start();
    await until(async () => (await outdated()) === 0 && (await waiting()) === 0, 40);

    expect(await found('сутінками')).toHaveLength(100);
    expect([await speakersFound('сутінкової'), await speakersFound('вилучено')]).toEqual([[nameUk], []]);
    expect(await stampsOf(ids)).toEqual(stamps);
    await other.stop();
  });

  it('is enqueued only where there is any', async () => {
    const before = await enqueued();
    await lab.app.nest.get(SearchRebuild).begin();
    expect(await enqueued()).toBe(before);
    await lab.add({ id: newId<'Event'>(), searchVersion: 1 });
    await lab.app.nest.get(SearchRebuild).begin();
    expect(await enqueued()).toBe(before + 1);
  });
});

async function anotherProgram() {
  const settings = readSettings({ NODE_ENV: 'test', DEMO: 'off', LOG_LEVEL: 'silent', BASE_URL: 'http://zakhid.test' });
  const database = new Database(lab.app.postgres.options, { pool: 5 });
  const nest = await createApp(settings, database, createLogger(settings.LOG_LEVEL));
  return { nest, stop: () => nest.close().then(() => database.close()) };
}

async function speakersFound(text: string): Promise<string[]> {
  const { speakers } = await lab.data<{ speakers: { edges: { node: { nameUk: string } }[] } }>(
    LIST,
    { text },
    LIBRARIAN,
  );
  return speakers.edges.map(({ node }) => node.nameUk);
}

async function stampsOf(ids: readonly string[]) {
  const { id, version, updatedAt } = events;
  const rows = await lab.database.reader.select({ id, version, updatedAt }).from(events).orderBy(id);
  return rows.filter((row) => ids.includes(row.id));
}

const outdated = async () =>
  (await lab.database.reader.$count(events, lt(events.searchVersion, SEARCH_VERSION))) +
  (await lab.database.reader.$count(speakers, lt(speakers.searchVersion, SEARCH_VERSION)));

async function jobsIn(state: ReturnType<typeof sql>): Promise<number> {
  const rows = await lab.database.reader.execute(
    sql`select id from pgboss.job where name = 'search-texts' and ${state}`,
  );
  return rows.length;
}
const enqueued = () => jobsIn(sql`true`);
const waiting = () => jobsIn(sql`state in ('created', 'active', 'retry')`);
