// What the demonstration city holds, as its visitors and its librarians find it.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { furnish } from '../src/demo/furnish.ts';
import { demoEvents } from '../src/demo/programme.list.ts';
import type { Settings } from '../src/platform/config/settings.ts';
import { SETTINGS_TOKEN } from '../src/platform/config/config.module.ts';
import { startTestApp, type TestApp } from './app.ts';

jest.setTimeout(120_000);

interface Held {
  readonly title: string;
  readonly status: string;
  readonly arrangement: string;
  readonly dates: number;
  readonly standing: string[];
  readonly happening: string[];
  readonly places: string[];
  readonly past: boolean;
  readonly booked: number;
}

/** Days on which the city may be built: a Sunday before the new year, a holiday, the day before the clocks change. */
const DAYS = ['2026-12-27', '2027-01-01', '2026-03-28'];

describe.each(DAYS)('the programme of the city built on %s', (day) => {
  let app: TestApp;
  let held: readonly Held[];
  beforeAll(async () => {
    app = await startTestApp();
    app.clock.set(`${day}T09:00:00Z`);
    await build();
    held = await app.database.reader.execute<Held & Record<string, unknown>>(`
      select e.title_uk as title, e.editorial_status as status, e.arrangement, count(s.id)::int as dates,
        array_agg(distinct s.standing) as standing, array_agg(distinct s.happening_status) as happening,
        array_agg(distinct s.place) as places, max(s.ends_at) < '${day}T09:00:00Z' as past,
        count(s.booking_id)::int as booked
      from event e left join event_session s on s.event_id = e.id group by e.id order by e.id`);
  });
  afterAll(() => app.stop());

  async function build(): Promise<void> {
    const settings: Settings = app.nest.get(SETTINGS_TOKEN);
    await furnish(app.nest, { ...settings, DEMO: true });
  }
  const called = (title: string) => held.find((one) => one.title.includes(title))!;

  it('has every event on its days, each with its rooms, and nothing left to place but what a holiday shuts', () => {
    expect(held.map(({ title }) => title)).toEqual(demoEvents.map(({ words }) => words.titleUk));
    expect(held.filter(({ dates }) => dates === 0)).toEqual([]);
    expect(
      held.filter(({ standing }) => standing.some((one) => one !== 'SCHEDULED')).map(({ title }) => title),
    ).toEqual(
      held
        .filter(({ arrangement, standing }) => arrangement === 'SERIES' && standing.length > 1)
        .map(({ title }) => title),
    );
    expect(called('Клуб')).toMatchObject({ arrangement: 'SERIES', dates: 8, places: ['ROOM'] });
    expect(called('Курс')).toMatchObject({ arrangement: 'COURSE', dates: 3, booked: 3, happening: ['TENTATIVE'] });
    expect(called('виставка')).toMatchObject({ places: ['BRANCH'], dates: 1 });
    expect(called('Онлайн')).toMatchObject({ places: ['ONLINE'], status: 'PUBLISHED' });
    expect(called('Конкурс')).toMatchObject({ places: ['BRANCH'], status: 'PUBLISHED' });
  });

  it('has events of each kind of state', () => {
    expect(called('конференція').status).toBe('RETURNED');
    expect(called('Листи до сусідів').status).toBe('DRAFT');
    expect(called('Кінопоказ')).toMatchObject({ status: 'PUBLISHED', happening: ['CANCELLED'], booked: 0 });
    const past = held.filter((one) => one.past);
    expect(past).toHaveLength(3);
    for (const one of past) expect(one).toMatchObject({ happening: ['HELD'], status: 'PUBLISHED', booked: 1 });
  });

  it('shows the public only speakers who consent', async () => {
    const query = '{ events(first: 50) { edges { node { titleUk speakers { speaker { nameUk } } } } } }';
    const { data, errors } = await app.gql<{
      events: { edges: { node: { speakers: { speaker: { nameUk: string } }[] } }[] };
    }>(query);
    expect(errors).toBeUndefined();
    const names = data.events.edges.flatMap(({ node }) => node.speakers.map(({ speaker }) => speaker.nameUk));
    expect(new Set(names)).toEqual(new Set(['Катерина Дубова']));
  });

  it('has a proposal that waits, and a library whose authors publish', async () => {
    const [row] = await app.database.reader.execute(`select
      (select count(*)::int from event_proposal where state = 'NEW') as proposals, (select count(*)::int from speaker) as speakers,
      (select string_agg(slug, ',') from branch join branch_editing on branch_id = id where authors_publish) as free`);
    expect(row).toEqual({ proposals: 1, speakers: 2, free: 'holosiivska-family' });
  });

  it('is built once', async () => {
    await build();
    const [row] = await app.database.reader.execute<{ events: number }>('select count(*)::int as events from event');
    expect(row?.events).toBe(demoEvents.length);
  });
});
