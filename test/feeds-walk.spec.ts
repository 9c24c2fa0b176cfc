// A subscriber's year, step by step: pupils at one branch, on Wednesdays at three.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { EditorialLab } from './editorial-lab.ts';
import { type Addressed, CREATE, REVOKE } from './personal-feed-lab.ts';
import { must, type Told } from './session-lab.ts';

const FEED = '/feeds/search.ics?audiences=pupils&branches=central';

let lab: EditorialLab;
beforeAll(async () => {
  lab = await EditorialLab.start();
});
afterAll(() => lab.app.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  lab.app.fetch(path, { headers: { 'accept-encoding': 'gzip', ...headers } });

/** What two readers that know nothing of one another make of the feed: UID, instant of the start, status, SEQUENCE. */
async function read(): Promise<Map<string, readonly [start: string, status: string, sequence: number]>> {
  const text = await (await get(FEED)).text();
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const one = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const start = event.startDate.toJSDate().toISOString();
    return [event.uid, [start, String(component.getFirstPropertyValue('status')), event.sequence ?? 0]] as const;
  });
  const other = Object.values(nodeIcal.sync.parseICS(text)).flatMap((event) =>
    event?.type === 'VEVENT'
      ? [[event.uid, [event.start.toISOString(), event.status ?? '', Number(event.sequence)]] as const]
      : [],
  );
  expect(Object.fromEntries(other)).toEqual(Object.fromEntries(one));
  return new Map(one);
}

it('a subscription keeps itself right', async () => {
  lab.app.clock.set('2019-03-20T08:00:00Z');
  const event = must(await lab.draft({ titleUk: 'Гурток', audienceIds: [lab.audiences['PUPILS']] }));
  const room = await lab.aRoom();
  await lab.wednesdays(event, room, { startDate: '2019-03-27', rule: 'FREQ=WEEKLY;COUNT=5' });
  must(await lab.publish(event.id));

  const first = await get(FEED);
  const etag = first.headers.get('etag') ?? '';
  expect([first.status, etag]).toEqual([200, expect.stringMatching(/^"[\w-]+"$/)]);
  await first.text();
  expect((await get(FEED, { 'if-none-match': etag })).status).toBe(304);

  // The clocks go forward on 31 March: three o'clock stays three o'clock.
  const before = await read();
  const starts = [...before.values()].map(([start]) => start);
  expect(starts.slice(0, 2)).toEqual(['2019-03-27T13:00:00.000Z', '2019-04-03T12:00:00.000Z']);
  expect(starts).toHaveLength(5);

  const sessions = await lab.asked<{ sessions: (Told & { startDate: string })[] }>(
    'query ($id: ID!) { result: event(id: $id) { sessions { id version startDate } } }',
    { id: event.id },
  );
  const [moved, cancelled] = [sessions.sessions[2]!, sessions.sessions[4]!];
  must(await lab.move(moved, { startTime: '15:30', endTime: '17:00' }));
  expect((await get(FEED, { 'if-none-match': etag })).status).toBe(200);
  const after = await read();
  const uid = `${moved.id}@zakhid`;
  expect([before.get(uid), after.get(uid)]).toEqual([
    ['2019-04-10T12:00:00.000Z', 'CONFIRMED', 0],
    ['2019-04-10T12:30:00.000Z', 'CONFIRMED', 1],
  ]);
  expect([...after.keys()]).toEqual([...before.keys()]);

  must(await lab.take('CANCEL', cancelled.id, { reason: 'Немає світла' }));
  const off = `${cancelled.id}@zakhid`;
  for (const now of ['2019-03-20T08:00:01Z', '2019-04-19T07:59:59Z']) {
    lab.app.clock.set(now);
    expect((await read()).get(off)).toEqual(['2019-04-24T12:00:00.000Z', 'CANCELLED', 1]);
  }
  lab.app.clock.set('2019-04-19T09:00:00Z');
  expect([...(await read()).keys()]).toEqual([...before.keys()].filter((one) => one !== off));

  const input = { key: 'a-telephone-of-its-own', of: 'PERSON', name: 'Телефон' };
  const made = must(await lab.asked<Addressed>(CREATE, { input }, { as: 'stranger' }));
  const { pathname } = new URL(made.address);
  const own = await get(pathname);
  const tag = own.headers.get('etag') ?? '';
  expect([own.status, (await get(pathname, { 'if-none-match': tag })).status]).toEqual([200, 304]);
  expect(await lab.asked(REVOKE, { id: made.feed.id }, { as: 'stranger' })).toBe(true);
  expect((await get(pathname, { 'if-none-match': tag })).status).toBe(404);
});
