// The addresses of feeds on what they are of, and the links by which a date is put into a calendar.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import encodeQR from 'qr';
import { goals } from '../src/plans/plan.tables.ts';
import { FeedSubjectLab } from './feed-subject-lab.ts';

let lab: FeedSubjectLab;
beforeAll(async () => {
  lab = await FeedSubjectLab.start();
  await lab.inDistrict(lab.branches.central, 'podilskyi');
}, 60_000);
afterAll(() => lab.app.stop());

describe('the address of a feed', () => {
  it('stands on what it is of', async () => {
    const id = await lab.add({ titleUk: 'Одна', sessions: [{ at: '2019-06-01T10:00:00Z' }] });
    const series = await lab.add({
      arrangement: 'COURSE',
      registrationUnit: 'WHOLE',
      sessions: [{ at: '2019-06-01T10:00:00Z' }],
    });
    const draft = await lab.add({ editorialStatus: 'DRAFT' });
    const query = `query ($plan: ID!, $id: ID!, $series: ID!, $draft: ID!) {
      audience(slug: "pupils") { feedUrl } branch(slug: "central") { feedUrl } district(slug: "podilskyi") { feedUrl }
      plan(id: $plan) { measure(number: "8") { feedUrl } } one: event(id: $id) { feedUrl }
      many: event(id: $series) { feedUrl } none: event(id: $draft) { feedUrl } }`;
    const found = await lab.data(query, { plan: lab.planId, id, series, draft });
    const at = (path: string) => ({ feedUrl: `http://zakhid.test/feeds/${path}.ics` });
    expect(found).toEqual({
      ...{ audience: at('audiences/pupils'), branch: at('branches/central'), district: at('districts/podilskyi') },
      ...{ plan: { measure: at('plans/2019/measures/8') }, one: at(`events/${id}`), many: at(`series/${series}`) },
      none: { feedUrl: null },
    });
  });

  it('of a goal and a measure leads to it, and to no other one', async () => {
    const query = `query ($id: ID!) { plan(id: $id) { goals { feedUrl measures { feedUrl } } } }`;
    const goalsOf = async (id: string) =>
      (await lab.data<{ plan: { goals: readonly unknown[] } }>(query, { id })).plan.goals;
    const at = (path: string) => `http://zakhid.test/feeds/${path}`;
    const [older, other] = [await lab.plan(2040), await lab.plan(2040)];
    const [goalId, otherId] = [await lab.goal(older), await lab.goal(other)];
    await lab.measure(older, { number: '3а', goalId });
    await lab.measure(other, { number: '1', goalId: otherId });
    const named = [
      {
        feedUrl: at(`plans/2040/goals/${goalId}.ics`),
        measures: [{ feedUrl: at('plans/2040/measures/3%D0%B0.ics') }],
      },
    ];
    expect(await goalsOf(older)).toEqual(named);
    expect(await goalsOf(other)).toMatchObject([{ feedUrl: at(`plans/2040/goals/${otherId}.ics`) }]);

    await lab.database.transaction((tx) => tx.update(goals).set({ slug: goalId }).where(eq(goals.id, otherId)));
    expect(await goalsOf(older)).toEqual(named);
    expect(await goalsOf(other)).toMatchObject([{ feedUrl: at(`search.ics?goal=${otherId}`) }]);
  });
});

describe('a date', () => {
  const READ = `query ($id: ID!) { event(id: $id) { sessions { id addToCalendar { ics google outlook office365 } } } }`;
  type Links = Readonly<Record<'ics' | 'google' | 'outlook' | 'office365', string>> | null;
  const linksOf = async (id: string, asking: { as: null; language?: 'uk' | 'en' } = { as: null }) => {
    const { event } = await lab.data<{ event: { sessions: { id: string; addToCalendar: Links }[] } }>(
      READ,
      { id },
      asking,
    );
    return event.sessions;
  };

  it('has links that fill in a calendar', async () => {
    const id = await lab.add({
      ...{ titleUk: 'Казка & «гра»', titleEn: 'Tale + game', descriptionUk: `Опис\n\n${'слово '.repeat(100)}` },
      sessions: [{ at: '2019-04-17T07:00:00Z', minutes: 90 }],
    });
    const [session] = await linksOf(id);
    const { ics, google, outlook, office365 } = session!.addToCalendar!;
    expect(ics).toBe(`http://zakhid.test/feeds/sessions/${session!.id}.ics`);
    const said = (address: string) => Object.fromEntries(new URL(address).searchParams);
    expect(said(google)).toEqual({
      ...{ action: 'TEMPLATE', text: 'Казка & «гра»', dates: '20190417T070000Z/20190417T083000Z', ctz: 'Europe/Kyiv' },
      details: expect.stringMatching(/^Опис слово [слово ]{100,190}…$/u),
      location: 'Центральна бібліотека, вул. Прорізна, 1',
    });
    expect(said(outlook)).toEqual({
      ...{ path: '/calendar/action/compose', rru: 'addevent', subject: 'Казка & «гра»' },
      ...{ startdt: '2019-04-17T07:00:00Z', enddt: '2019-04-17T08:30:00Z' },
      ...{ body: said(google)['details'], location: said(google)['location'] },
    });
    expect(office365).toBe(outlook.replace('outlook.live.com', 'outlook.office.com'));
    expect([google, outlook].filter((link) => link.includes('+') || link.length > 2_000)).toEqual([]);
    const [english] = await linksOf(id, { as: null, language: 'en' });
    expect(said(english!.addToCalendar!.google)).toMatchObject({ text: 'Tale + game' });
    expect(english!.addToCalendar!.ics).toBe(`${ics}?lang=en`);
  });

  it('that is not held, or not public, has none', async () => {
    const id = await lab.add({
      sessions: [
        { at: '2019-04-17T07:00:00Z', happeningStatus: 'CANCELLED' },
        { at: '2019-04-18T07:00:00Z', happeningStatus: 'POSTPONED' },
        { at: '2019-04-19T07:00:00Z', happeningStatus: 'TENTATIVE' },
      ],
    });
    expect((await linksOf(id)).map(({ addToCalendar }) => addToCalendar !== null)).toEqual([false, false, true]);
    const draft = await lab.add({ editorialStatus: 'APPROVED', sessions: [{ at: '2019-04-17T07:00:00Z' }] });
    const { event } = await lab.data<{ event: { sessions: { addToCalendar: Links }[] } }>(READ, { id: draft });
    expect(event.sessions).toEqual([{ id: expect.any(String), addToCalendar: null }]);
  });

  it('where it is online is told without the address to join', async () => {
    const id = await lab.add({
      ...{ attendanceMode: 'ONLINE', joinUrl: 'https://meet.example/secret' },
      sessions: [{ at: '2019-04-17T07:00:00Z', place: 'ONLINE' }],
    });
    const [session] = await linksOf(id);
    expect(JSON.stringify(session!.addToCalendar)).not.toContain('secret');
    expect(new URL(session!.addToCalendar!.google).searchParams.get('location')).toBe('Онлайн');
  });

  it('of many dates is read by the same statements as one', async () => {
    const ten = Array.from({ length: 10 }, (_, at) => ({ at: `2019-07-1${at}T07:00:00Z` }));
    const [one, many] = [await lab.add({ sessions: ten.slice(0, 1) }), await lab.add({ sessions: ten })];
    const statements = async (id: string) => {
      await linksOf(id);
      const before = lab.app.queries.length;
      expect((await linksOf(id)).every(({ addToCalendar }) => addToCalendar)).toBe(true);
      return lab.app.queries.length - before;
    };
    expect(await statements(many)).toBe(await statements(one));
  });
});

describe('a picture to print', () => {
  it.each([
    ['/feeds/audiences/pupils.svg', 'webcal://zakhid.test/feeds/audiences/pupils.ics'],
    ['/feeds/audiences/pupils.svg?lang=en', 'webcal://zakhid.test/feeds/audiences/pupils.ics?lang=en'],
    ['/feeds/search.svg?kinds=quiz,talk', 'webcal://zakhid.test/feeds/search.ics?kinds=quiz,talk'],
  ])('%s says %s', async (path, address) => {
    const response = await lab.app.fetch(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(response.headers.get('cache-control')).toBe('public, max-age=86400');
    const [, modules] = / d="(M4 4[^"]+)"/.exec(encodeQR(address, 'svg', { ecc: 'medium', border: 4 })) ?? [];
    expect(modules?.length).toBeGreaterThan(1_000);
    expect(await response.text()).toContain(` d="${modules}"`);
  });

  it('is there of nothing that is not', async () => {
    expect((await lab.app.fetch('/feeds/audiences/nobody.svg')).status).toBe(404);
  });
});
