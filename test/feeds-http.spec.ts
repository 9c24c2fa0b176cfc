// How a feed is asked for and answered (RFC 9110).
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FeedLab, PUPILS } from './feed-lab.ts';
import { until } from './program.ts';
import { must, type Told } from './session-lab.ts';

let lab: FeedLab;
beforeAll(async () => {
  lab = await FeedLab.start();
});
afterAll(() => lab.app.stop());

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
    const response = await lab.fetch(`/feeds/audiences/${file}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});

describe('asking again', () => {
  beforeAll(async () => {
    await lab.held('2019-05-20');
  });

  const unchanged = async (headers: Record<string, string>, method = 'GET') => {
    const response = await lab.fetch(PUPILS, headers, method);
    return { status: response.status, body: await response.text(), headers: response.headers };
  };

  it.each(['GET', 'HEAD'])(
    'by its tag is answered 304, without a body, with what a cache needs (%s)',
    async (method) => {
      const etag = await lab.header('etag');
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
    const date = await lab.header('last-modified');
    expect((await unchanged({ 'if-modified-since': date })).status).toBe(304);
    expect((await unchanged({ 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': 'soon' })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': date, 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('after a change gets the new calendar, also when the session left this feed', async () => {
    // Later than the code lists, which are as old as this run.
    lab.app.clock.set('2098-02-05T10:00:00Z');
    const { event } = await lab.held('2098-05-01');
    const [etag, date] = [await lab.header('etag'), await lab.header('last-modified')];
    expect(date).toBe('Wed, 05 Feb 2098 10:00:00 GMT');
    lab.app.clock.set('2098-02-05T10:00:05Z');
    await lab.update(event.id, { audienceIds: [lab.audiences['STUDENTS']] });
    expect((await unchanged({ 'if-none-match': etag })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': date })).status).toBe(200);
    expect((await unchanged({ 'if-modified-since': await lab.header('last-modified') })).status).toBe(304);
  });

  it('after a new address of a branch or a new name of a room gets the new calendar', async () => {
    const { branches, rooms } = lab;
    lab.app.clock.set('2098-02-06T10:00:00Z');
    const parts = { titleUk: 'У залі А', audienceIds: [lab.audiences['PUPILS']] };
    const hall = { startDate: '2098-06-02', place: lab.inRoom(rooms.hallA) };
    const { session } = await lab.announced(hall, parts);
    const online = await lab.announced({ startDate: '2098-06-03' }, { ...parts, titleUk: 'Онлайн' });
    must(await lab.take('MOVE_ONLINE', online.session.id));
    const seen = async ({ id }: Told) => {
      const one = (await lab.feed()).events.find((event) => event('uid') === `${id}@zakhid`)!;
      return ['location', 'sequence', 'dtstamp', 'last-modified'].map((name) => one(name));
    };
    let onlineBefore = await seen(online.session);
    let date = await lab.header('last-modified');
    const changes = [
      ['Branch', branches.central, { address: 'вул. Нова, 2' }, 'Центральна бібліотека, Зала А, вул. Нова, 2'],
      ['Room', rooms.hallA, { nameUk: 'Зала Ялта' }, 'Центральна бібліотека, Зала Ялта, вул. Нова, 2'],
    ] as const;
    for (const [at, [type, id, change, location]] of changes.entries()) {
      const now = `2098-02-07T10:00:0${at}Z`;
      lab.app.clock.set(now);
      const query = `mutation ($input: Update${type}Input!) { result: update${type}(input: $input) {
        ... on ${type} { id } ... on Refusal { kind message } } }`;
      must(await lab.asked<Told>(query, { input: { id, version: 1, ...change } }, { as: 'librarian' }));
      await until(async () => (await unchanged({ 'if-modified-since': date })).status === 200, 1);
      // The place is the same one: SEQUENCE stays.
      expect(await seen(session)).toEqual([location, '0', now, now]);
      // What is online names its branch, and no room.
      const told = type === 'Branch' ? [...onlineBefore.slice(0, 2), now, now] : onlineBefore;
      expect(await seen(online.session)).toEqual(told);
      onlineBefore = told;
      date = await lab.header('last-modified');
      expect((await unchanged({ 'if-modified-since': date })).status).toBe(304);
    }
  });

  it('HEAD is GET without the body', async () => {
    const [full, head] = [await lab.fetch(), await lab.fetch(PUPILS, {}, 'HEAD')];
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
    const [plain, zipped] = [await raw(PUPILS, {}), await raw(PUPILS, { 'accept-encoding': 'gzip, br;q=0.9' })];
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    expect(zipped.headers['etag']).not.toBe(plain.headers['etag']);
    expect([plain.headers['vary'], zipped.headers['vary']]).toEqual(
      Array(2).fill('accept, accept-encoding, accept-language'),
    );
    // Nobody waits for the smaller one: it is there a moment later.
    await until(
      async () => (await raw(PUPILS, { 'accept-encoding': 'gzip, br' })).headers['content-encoding'] === 'br',
    );
    const small = await raw(PUPILS, { 'accept-encoding': 'br' });
    expect(brotliDecompressSync(small.body).equals(plain.body)).toBe(true);
    expect(new Set([plain, zipped, small].map(({ headers }) => headers['etag'])).size).toBe(3);
    const again = await raw(PUPILS, { 'accept-encoding': 'gzip', 'if-none-match': String(zipped.headers['etag']) });
    expect(again.body).toHaveLength(0);
  });
});

it('a feed costs a few SQL statements whatever its length, and asked again none', async () => {
  lab.app.clock.set('2019-03-05T10:00:00Z');
  const countOf = async (path: string) => {
    const before = lab.app.queries.length;
    const { events } = await lab.feed(path);
    return [events.length > 0, lab.app.queries.length - before] as const;
  };
  const filled = '/feeds/audiences/pupils.ics?past=366';
  const empty = '/feeds/audiences/residents.ics?past=366';
  expect(await countOf(filled)).toEqual([true, 8]);
  // Of no session is anything read.
  expect(await countOf(empty)).toEqual([false, 2]);
  expect(await countOf(filled)).toEqual([true, 0]);
});
