import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Id } from '../../platform/ids/id.ts';
import { type Changes, EVERYTHING } from '../freshness/changes.rules.ts';
import type { Member } from '../record/membership.store.ts';
import { KeptFeed } from './kept.feed.ts';

const HOUR = { from: 0, until: 1_000 };

/** Sessions as a database would have them: by number when they start, to which event they belong, and what they say. */
class City {
  readonly sessions = new Map<string, { starts: number; eventId: string; text: string; isIn: boolean }>();
  limit = Number.POSITIVE_INFINITY;
  read: number[] = [];
  written: string[] = [];

  members(changes: Changes | null): Member[] {
    const named = (id: string, eventId: string) =>
      !changes || changes.sessionIds.includes(id) || changes.eventIds.includes(eventId);
    return [...this.sessions]
      .filter(([id, { isIn, eventId }]) => isIn && named(id, eventId))
      .map(([id, { starts, eventId }]) => ({
        id: id as Id<'Session'>,
        eventId,
        starts,
        zone: 'Europe/Kyiv',
        revised: 0,
      }))
      .toSorted((a, b) => a.starts - b.starts || (a.id < b.id ? -1 : 1));
  }

  text(): string {
    const shown = this.members(null).slice(0, this.limit);
    return `[${shown.map(({ id }) => this.sessions.get(id)?.text).join(',')}]`;
  }

  feed(between = ','): KeptFeed {
    return new KeptFeed({
      most: this.limit,
      between: Buffer.from(between),
      members: (changes) => {
        const found = this.members(changes);
        this.read.push(found.length);
        return Promise.resolve({ members: found.slice(0, this.limit), isCut: found.length > this.limit });
      },
      pieces: (members) => {
        this.written.push(...members.map(({ id }) => id));
        return Promise.resolve(new Map(members.map(({ id }) => [id, Buffer.from(this.sessions.get(id)?.text ?? '')])));
      },
      frame: () => ({ head: Buffer.from('['), tail: Buffer.from(']') }),
    });
  }
}

const textOf = async (feed: KeptFeed, now = 0) => {
  const answer = await feed.made(now, HOUR);
  const plain = await answer.body('identity');
  expect(gunzipSync(answer.gzip).equals(plain)).toBe(true);
  expect([answer.length('identity'), answer.length('gzip')]).toEqual([plain.length, answer.gzip.length]);
  return plain.toString();
};
const changed = (...sessionIds: string[]): Changes => ({ sessionIds, eventIds: [], everything: false });

describe('a kept feed', () => {
  it('reads and writes once, and after a change what changed alone', async () => {
    const city = new City();
    for (let at = 0; at < 300; at += 1)
      city.sessions.set(`s${at}`, { starts: at, eventId: 'e', text: `t${at}`, isIn: true });
    const feed = city.feed();
    await textOf(feed);
    await textOf(feed);
    expect([city.read, city.written.length]).toEqual([[300], 300]);
    const before = (await feed.made(0, HOUR)).etag('gzip');
    city.sessions.set('s7', { starts: 7, eventId: 'e', text: 'other', isIn: true });
    city.written = [];
    feed.touch(changed('s7'));
    expect(await textOf(feed)).toBe(city.text());
    expect(city.read).toEqual([300, 1]);
    // Its neighbours are taken from the shelf: what is put together anew is the run it stands in.
    expect(city.written.length).toBeLessThanOrEqual(64);
    expect((await feed.made(0, HOUR)).etag('gzip')).not.toBe(before);
  });

  it('has the same tag for the same bytes, also where something changed that is not in it', async () => {
    const city = new City();
    city.sessions.set('a', { starts: 1, eventId: 'e', text: 'a', isIn: true });
    city.sessions.set('b', { starts: 2, eventId: 'f', text: 'b', isIn: false });
    const feed = city.feed();
    const before = await feed.made(0, HOUR);
    feed.touch(changed('b'));
    expect(feed.current(0)).toBeUndefined();
    const after = await feed.made(0, HOUR);
    expect(after).toBe(before);
    expect(new Set(['identity', 'gzip', 'br'].map((coding) => after.etag(coding as 'gzip'))).size).toBe(3);
  });

  it('says of what is otherwise that it changed in a later second, also within one', async () => {
    const city = new City();
    city.sessions.set('a', { starts: 1, eventId: 'e', text: 'a', isIn: true });
    const feed = city.feed();
    const seen: number[] = [];
    for (const text of ['one', 'two', 'three']) {
      city.sessions.set('a', { starts: 1, eventId: 'e', text, isIn: true });
      feed.touch(changed('a'));
      seen.push((await feed.made(700, HOUR)).changedAt.getTime());
    }
    // Read anew, and nothing is otherwise: it is what it was.
    feed.touch(EVERYTHING);
    seen.push((await feed.made(900, HOUR)).changedAt.getTime());
    expect(seen).toEqual([700, 1_000, 2_000, 2_000]);
  });

  it('is looked at anew when its window moves on', async () => {
    const city = new City();
    const feed = city.feed();
    await feed.made(0, HOUR);
    expect(feed.current(999)).toBeDefined();
    expect(feed.current(1_000)).toBeUndefined();
    expect(feed.current(-1)).toBeUndefined();
    await feed.made(1_000, { from: 1_000, until: 2_000 });
    expect(city.read).toEqual([0, 0]);
  });

  it('keeps what it has to look at when that failed', async () => {
    let isDown = true;
    const feed = new KeptFeed({
      most: 1,
      between: Buffer.alloc(0),
      members: () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve({ members: [], isCut: false })),
      pieces: () => Promise.resolve(new Map()),
      frame: () => ({ head: Buffer.from('x'), tail: Buffer.alloc(0) }),
    });
    await expect(feed.made(0, HOUR)).rejects.toThrow('down');
    expect(feed.current(0)).toBeUndefined();
    isDown = false;
    expect(await textOf(feed)).toBe('x');
  });

  it('is the feed of a city after any history of it', async () => {
    const change = fc.record({
      id: fc.integer({ min: 0, max: 180 }),
      starts: fc.integer({ min: 0, max: 20 }),
      eventId: fc.constantFrom('e1', 'e2', 'e3'),
      isIn: fc.boolean(),
      told: fc.constantFrom('session', 'event', 'everything', 'together'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 60 }),
        fc.constantFrom(5, 113, Infinity),
        async (history, limit) => {
          const city = new City();
          city.limit = limit;
          for (let at = 0; at < 150; at += 1) {
            city.sessions.set(`s${at}`, { starts: at % 20, eventId: `e${at % 3}`, text: `t${at}`, isIn: at % 4 > 0 });
          }
          const feed = city.feed();
          for (const [nth, { id, starts, eventId, isIn, told }] of history.entries()) {
            const before = city.sessions.get(`s${id}`)?.eventId ?? eventId;
            city.sessions.set(`s${id}`, {
              starts,
              eventId: told === 'event' ? before : eventId,
              text: `t${id}.${nth}`,
              isIn,
            });
            feed.touch(
              told === 'everything'
                ? EVERYTHING
                : told === 'event'
                  ? { ...changed(), eventIds: [before] }
                  : changed(`s${id}`),
            );
            if (told !== 'together') expect(await textOf(feed)).toBe(city.text());
          }
          expect(await textOf(feed)).toBe(city.text());
        },
      ),
      { numRuns: 150 },
    );
  });
});
