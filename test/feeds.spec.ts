import { gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { EventLab } from './event-lab.ts';

let lab: EventLab;
beforeAll(async () => {
  lab = await EventLab.start({ FEED_LIMIT: '5', FEED_PAST_DAYS: '90' });
});
afterAll(() => lab.app.stop());

const PUPILS = '/feeds/audiences/pupils.ics';
const fetch = (path = PUPILS, headers: Record<string, string> = {}, method = 'GET') =>
  lab.app.fetch(path, { method, headers: { 'accept-encoding': 'identity', ...headers } });
const header = async (name: string, path?: string) => (await fetch(path)).headers.get(name) ?? '';

async function feed(path = PUPILS) {
  const response = await fetch(path);
  const text = await response.text();
  expect([response.status, text.slice(-15)]).toEqual([200, 'END:VCALENDAR\r\n']);
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const events = calendar.getAllSubcomponents('vevent').map((event) => (name: string) => {
    return event.getFirstPropertyValue(name)?.toString();
  });
  return { text, calendar, events, summaries: events.map((event) => event('summary')) };
}

/** fetch of Node decodes what it gets; this does not. */
function raw(
  path: string,
  headers: Record<string, string>,
): Promise<{ headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(`${lab.app.url}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

describe('a feed nobody has', () => {
  it.each([
    'nobody.ics',
    'pupils',
    'pupils.ical',
    'PUPILS.ics',
    'учні.ics',
    '..%2Fpupils.ics',
    '%00.ics',
    'x'.repeat(150) + '.ics',
  ])('%s is answered as a fault', async (file) => {
    const response = await fetch(`/feeds/audiences/${file}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});

describe('the feed of an audience', () => {
  it('is a calendar also without events', async () => {
    const { events, text } = await feed('/feeds/audiences/residents.ics');
    expect(events).toEqual([]);
    expect(text).toContain('NAME:Події: ');
  });

  it('is open to everybody, under the address the schema tells', async () => {
    const { data } = await lab.app.gql<{ audience: { feedUrl: string } }>('{ audience(slug: "pupils") { feedUrl } }');
    expect(data.audience.feedUrl).toBe('http://zakhid.test/feeds/audiences/pupils.ics');
    const { headers } = await fetch(new URL(data.audience.feedUrl).pathname);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(
      'inline; filename="pupils.ics"; filename*=UTF-8\'\'%D1%83%D1%87%D0%BD%D1%96%D0%B2%D1%81%D1%8C%D0%BA%D0%B0%20%D0%BC%D0%BE%D0%BB%D0%BE%D0%B4%D1%8C.ics',
    );
    expect(headers.get('cache-control')).toMatch(/^public, max-age=(\d+), stale-while-revalidate=\d+$/);
    expect(Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1])).toBeLessThanOrEqual(3_600);
    expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
  });

  it('follows an event from its publication to its end', async () => {
    const { id } = await lab.create({ titleEn: 'A lesson', furtherMeasureIds: [lab.measures[0]] });
    expect((await feed()).events).toHaveLength(0);
    await lab.publish(id);
    const first = (await feed()).events[0]!;
    expect(first('uid')).toBe(`${id}@zakhid`);
    expect([first('sequence'), first('status')]).toEqual(['0', 'CONFIRMED']);
    expect(first('dtstart')).toBe('2026-05-20T18:00:00');
    expect(first('location')).toBe('Центральна, вул. Прорізна, 1');
    expect(first('description')).toBe('Пункт 8 плану заходів на 2026 рік\nПункт 7 плану заходів на 2026 рік');
    expect((await feed(`${PUPILS}?lang=en`)).summaries).toEqual(['A lesson']);
    expect((await feed('/feeds/audiences/students.ics')).events).toHaveLength(0);

    lab.app.clock.set('2026-02-03T10:00:00Z');
    await lab.update(id, 2, { startTime: '17:00', audienceIds: [lab.pupils, lab.students] });
    const second = (await feed('/feeds/audiences/students.ics')).events[0]!;
    expect([second('uid'), second('sequence'), second('dtstart')]).toEqual([first('uid'), '1', '2026-05-20T17:00:00']);
    expect([second('dtstamp'), second('last-modified')]).toEqual(['2026-02-03T10:00:00Z', '2026-02-03T10:00:00Z']);
    expect([second('created'), second('created')]).toEqual([first('created'), '2026-02-01T10:00:00Z']);

    await lab.cancel(id, 'Немає світла');
    const third = (await feed()).events[0]!;
    expect([third('uid'), third('sequence'), third('status'), third('transp')]).toEqual([
      first('uid'),
      '2',
      'CANCELLED',
      'TRANSPARENT',
    ]);
    expect(third('description')).toMatch(/^Скасовано: Немає світла\n\n/);
  });

  it('says the same while nothing changes, whatever the time', async () => {
    const before = await feed();
    lab.app.clock.set('2026-02-04T10:00:00Z');
    expect((await feed()).text).toBe(before.text);
  });
});

describe('what stays in a feed', () => {
  const EXPERTS = '/feeds/audiences/experts.ics';
  const STAKEHOLDERS = '/feeds/audiences/stakeholders.ics';

  async function on(day: string, path: string, titleUk = day) {
    const slug = path.split(/[/.]/).at(-2);
    const query = 'query ($slug: String!) { audience(slug: $slug) { id } }';
    const { data } = await lab.app.gql<{ audience: { id: string } }>(query, { slug });
    return lab.published({ titleUk, audienceIds: [data.audience.id], startDate: day });
  }

  beforeAll(() => lab.app.clock.set('2026-02-01T10:00:00Z'));

  it('is what ended less than 90 days ago', async () => {
    for (const day of ['2026-01-05', '2025-11-04', '2025-11-02']) await on(day, EXPERTS);
    expect((await feed(EXPERTS)).summaries).toEqual(['2025-11-04', '2026-01-05']);
  });

  it('is what was cancelled less than 30 days ago, also when its date has long passed', async () => {
    const { id } = await on('2025-10-01', EXPERTS, 'Скасоване');
    expect((await feed(EXPERTS)).summaries).not.toContain('Скасоване');
    await lab.cancel(id);
    expect((await feed(EXPERTS)).summaries).toContain('Скасоване');
    lab.app.clock.set('2026-03-03T09:59:59Z');
    expect((await feed(EXPERTS)).summaries).toContain('Скасоване');
    lab.app.clock.set('2026-03-03T10:00:01Z');
    expect((await feed(EXPERTS)).summaries).not.toContain('Скасоване');
  });

  it('is of too many what is nearest: first ahead, then past; and the feed says so', async () => {
    lab.app.clock.set('2026-02-01T10:00:00Z');
    const days = ['2026-01-05', '2026-01-20', '2026-02-02', '2026-03-01', '2027-05-01'];
    for (const day of days) await on(day, STAKEHOLDERS);
    const whole = await feed(STAKEHOLDERS);
    expect(whole.summaries).toEqual(days);
    expect(whole.calendar.getFirstPropertyValue('x-wr-caldesc')).not.toContain('лише');
    await on('2026-02-10', STAKEHOLDERS);
    const cut = await feed(STAKEHOLDERS);
    expect(cut.summaries).toEqual(['2026-01-20', '2026-02-02', '2026-02-10', '2026-03-01', '2027-05-01']);
    expect(cut.calendar.getFirstPropertyValue('x-wr-caldesc')).toContain('лише 5 найближчих');
    for (const day of ['2026-02-11', '2026-02-12']) await on(day, STAKEHOLDERS);
    const { summaries } = await feed(STAKEHOLDERS);
    expect(summaries).toEqual(['2026-02-02', '2026-02-10', '2026-02-11', '2026-02-12', '2026-03-01']);
  });
});

describe('asking again', () => {
  const unchanged = async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(PUPILS, headers, method);
    return { status: response.status, body: await response.text(), headers: response.headers };
  };

  it.each(['GET', 'HEAD'])(
    'by its tag is answered 304, without a body, with what a cache needs (%s)',
    async (method) => {
      const etag = await header('etag');
      for (const tags of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
        const { status, body, headers } = await unchanged({ 'if-none-match': tags }, method);
        expect([status, body]).toEqual([304, '']);
        expect(headers.get('etag')).toBe(etag);
        expect(headers.get('cache-control')).toContain('public');
        expect(headers.get('vary')).toContain('accept-encoding');
        expect(headers.get('content-type')).toBeNull();
      }
      expect((await unchanged({ 'if-none-match': '"other"' }, method)).status).toBe(200);
    },
  );

  it('by its date is answered 304; the tag goes before the date', async () => {
    const date = await header('last-modified');
    expect((await unchanged({ 'if-modified-since': date })).status).toBe(304);
    expect((await unchanged({ 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': 'soon' })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': date, 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('after a change gets the new calendar, also when the event left this feed', async () => {
    // Later than the code lists, which are as old as this run.
    lab.app.clock.set('2098-02-05T10:00:00Z');
    const { id } = await lab.published({ startDate: '2098-05-01' });
    const [etag, date] = [await header('etag'), await header('last-modified')];
    expect(date).toBe('Wed, 05 Feb 2098 10:00:00 GMT');
    lab.app.clock.set('2098-02-05T10:00:05Z');
    await lab.update(id, 2, { audienceIds: [lab.students] });
    expect((await unchanged({ 'if-none-match': etag })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': date })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': await header('last-modified') })).status).toBe(304);
  });

  it('HEAD is GET without the body', async () => {
    const [full, head] = [await fetch(), await fetch(PUPILS, {}, 'HEAD')];
    const names = [
      'content-type',
      'content-length',
      'etag',
      'last-modified',
      'cache-control',
      'content-disposition',
      'vary',
    ];
    const of = (response: Response) => names.map((name) => response.headers.get(name));
    expect(of(head)).toEqual(of(full));
    expect(of(full)).not.toContain(null);
    expect(await head.text()).toBe('');
    expect(Number(full.headers.get('content-length'))).toBe(Buffer.byteLength(await full.text()));
  });

  it('each content coding has a tag of its own', async () => {
    const [plain, zipped] = [await raw(PUPILS, {}), await raw(PUPILS, { 'accept-encoding': 'gzip, br' })];
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    expect(zipped.headers['etag']).not.toBe(plain.headers['etag']);
    expect([plain.headers['vary'], zipped.headers['vary']]).toEqual(['accept-encoding', 'accept-encoding']);
    expect((await raw(PUPILS, { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
    const again = await raw(PUPILS, { 'accept-encoding': 'gzip', 'if-none-match': String(zipped.headers['etag']) });
    expect(again.body).toHaveLength(0);
  });
});

it('a feed costs the same number of SQL statements whatever its length', async () => {
  lab.app.clock.set('2026-02-05T10:00:00Z');
  const countOf = async (path: string) => {
    const before = lab.app.queries.length;
    const { events } = await feed(path);
    return [events.length > 0, lab.app.queries.length - before] as const;
  };
  const [filled, empty] = [
    await countOf('/feeds/audiences/pupils.ics'),
    await countOf('/feeds/audiences/residents.ics'),
  ];
  expect([filled, empty]).toEqual([
    [true, 7],
    [false, 7],
  ]);
});
