// How a personal calendar is asked for and answered: for its owner's devices alone, and for no cache on the way.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeptCalendars } from '../src/feeds/personal/kept.calendars.ts';
import { newSecret } from '../src/identity/secret.ts';
import { PersonalFeedLab } from './personal-feed-lab.ts';
import { must } from './session-lab.ts';

const MINE = { email: 'stranger@people.test' };
const ME = { as: 'stranger' } as const;

let lab: PersonalFeedLab;
let path: string;
let rosterId: string;
let registrationId: string;
beforeAll(async () => {
  lab = await PersonalFeedLab.start();
  ({ path } = await lab.made());
  ({ rosterId } = await lab.aRoster({}, { titleUk: 'Лекція' }));
  registrationId = (await lab.registered(rosterId, MINE, ME)).id;
});
afterAll(() => lab.app.stop());

/** fetch of Node decodes what it gets; this does not. */
function raw(headers: Record<string, string>): Promise<{ headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(`${lab.app.url}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

describe('the answer', () => {
  it('is a calendar for one reader: no cache keeps it, no robot lists it, no other page reads it', async () => {
    const { status, headers } = await lab.fetch(path, { origin: 'https://elsewhere.example' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('vary')).toContain('accept-encoding');
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-language')).toBe('uk');
    expect(headers.get('content-disposition')).toBe(
      `inline; filename="zakhid-person.ics"; filename*=UTF-8''${encodeURIComponent('Мої події')}.ics`,
    );
  });

  it('has its strong tag in each coding, and the same bytes in all of them', async () => {
    const plain = await raw({ 'accept-encoding': 'identity' });
    const gzip = await raw({ 'accept-encoding': 'gzip' });
    const br = await raw({ 'accept-encoding': 'gzip, br' });
    const codings = [plain, gzip, br].map(({ headers }) => headers['content-encoding']);
    expect(codings).toEqual([undefined, 'gzip', 'br']);
    expect([gunzipSync(gzip.body), brotliDecompressSync(br.body)]).toEqual([plain.body, plain.body]);
    const tag = String(plain.headers['etag']).slice(0, -1);
    expect([gzip.headers['etag'], br.headers['etag']]).toEqual([`${tag}-gzip"`, `${tag}-br"`]);
    expect((await raw({})).body).toEqual(plain.body);
  });

  it('to HEAD is that to GET without its body', async () => {
    const [head, whole] = [await lab.fetch(path, {}, 'HEAD'), await lab.fetch(path)];
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const name of ['etag', 'last-modified', 'content-type', 'content-length', 'cache-control', 'x-robots-tag']) {
      expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
    }
  });

  it.each(['GET', 'HEAD'])('is 304 to whoever has it (%s), and nothing is written for it', async (method) => {
    const { headers: first } = await lab.fetch(path);
    const etag = first.get('etag')!;
    const kept = lab.app.nest.get(KeptCalendars);
    const { written } = kept;
    for (const tags of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const { status, headers } = await lab.fetch(path, { 'if-none-match': tags }, method);
      expect([tags, status, headers.get('etag')]).toEqual([tags, 304, etag]);
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(headers.get('content-type')).toBeNull();
    }
    const date = first.get('last-modified')!;
    expect((await lab.fetch(path, { 'if-modified-since': date }, method)).status).toBe(304);
    expect((await lab.fetch(path, { 'if-none-match': '"x"', 'if-modified-since': date }, method)).status).toBe(200);
    await lab.fetch(path);
    expect(kept.written).toBe(written);
  });

  it('is a new one, by its tag and by its date, after a change, also where something only went away', async () => {
    const conditions = async (): Promise<Record<string, string>[]> => {
      const { headers } = await lab.fetch(path);
      return [{ 'if-none-match': headers.get('etag')! }, { 'if-modified-since': headers.get('last-modified')! }];
    };
    const statuses = async (sent: Record<string, string>[]) =>
      Promise.all(sent.map(async (headers) => (await lab.fetch(path, headers)).status));
    const before = await conditions();
    expect(await statuses(before)).toEqual([304, 304]);
    // Within the same second, and by another process too.
    must(await lab.act('cancel', registrationId));
    expect(await statuses(before)).toEqual([200, 200]);
    const without = await conditions();
    expect(await statuses(without)).toEqual([304, 304]);
    await lab.registered(rosterId, MINE, ME);
    expect(await statuses([...before.slice(1), ...without])).toEqual([200, 200, 200]);
    expect(await statuses(await conditions())).toEqual([304, 304]);
  });
});

describe('what nobody has', () => {
  let network = 0;
  let from: Record<string, string>;
  beforeEach(() => {
    network += 1;
    from = { 'x-forwarded-for': `198.51.100.${network}` };
  });

  it('is answered alike, and looked for alike, whatever is wrong with it', async () => {
    const { path: gone, feed } = await lab.made();
    await lab.revoke(feed.id);
    const secret = path.slice('/feeds/me/'.length, -'.ics'.length);
    const wrong = [
      gone,
      `/feeds/me/${newSecret('calendar').text}.ics`,
      ...[secret, `${secret}.ICS`, `${secret}.atom`, `${secret}x.ics`, `${secret.slice(0, -1)}.ics`].map(
        (file) => `/feeds/me/${file}`,
      ),
      ...['x.ics', '.ics', '%00.ics', 'учні.ics', `zks_${secret.slice(4)}.ics`].map((file) => `/feeds/me/${file}`),
    ];
    for (const at of wrong) {
      const before = lab.app.queries.length;
      const response = await lab.fetch(at, from);
      const asked = lab.app.queries.slice(before).map((query) => /from "(\w+)"/.exec(query)?.[1]);
      expect([at, response.status, asked]).toEqual([at, 404, [expect.stringMatching(/assignment|personal_feed/)]]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('x-robots-tag')).toBe('noindex, nofollow');
      const { error } = (await response.json()) as { error: object };
      expect(error).toEqual({
        ...{ code: 'NOT_FOUND', message: 'the calendar was not found' },
        requestId: expect.any(String),
      });
    }
  });

  it('is looked for no more after many of them from one network, which is told when to come again', async () => {
    const guess = () => lab.fetch(`/feeds/me/${newSecret('calendar').text}.ics`, from);
    const statuses: number[] = [];
    for (let at = 0; at < 32; at += 1) statuses.push((await guess()).status);
    expect(statuses.slice(0, 30)).toEqual(Array<number>(30).fill(404));
    expect(statuses.slice(30)).toEqual([429, 429]);
    const before = lab.app.queries.length;
    const refused = await guess();
    expect(lab.app.queries.length).toBe(before);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await refused.json()).toMatchObject({ error: { code: 'TOO_MANY_REQUESTS' } });
    // What was good here before is still answered, and other networks are not slowed down.
    expect((await lab.fetch(path, from)).status).toBe(200);
    expect((await lab.fetch(`/feeds/me/x.ics`, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(404);
    lab.app.clock.set('2019-03-01T08:00:03Z');
    expect((await guess()).status).toBe(404);
    expect((await guess()).headers.get('retry-after')).toBe('4');
    lab.app.clock.set('2019-03-01T08:20:00Z');
    expect((await guess()).status).toBe(404);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('is refused also where the guesses come at once', async () => {
    const guess = () => lab.fetch(`/feeds/me/${newSecret('calendar').text}.ics`, from);
    const statuses = (await Promise.all(Array.from({ length: 60 }, guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
  });
});
