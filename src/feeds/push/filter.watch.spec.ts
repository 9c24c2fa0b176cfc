import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '../../platform/ids/id.ts';
import type { Changes } from '../freshness/changes.rules.ts';
import type { SeenSession } from './difference.rules.ts';
import { FilterWatch } from './filter.watch.ts';
import { readCursor } from './sse.rules.ts';

const LONG = 1e9;
const changesOf = (...sessionIds: string[]): Changes => ({ sessionIds, eventIds: [], everything: false });

/** What is in the filter, by id; the number is what is to be seen of it. */
let inFilter: Map<string, number>;
let isAway: boolean;
let watch: FilterWatch;
beforeEach(async () => {
  [inFilter, isAway] = [new Map([['a', 0]]), false];
  watch = new FilterWatch((changes) => {
    if (isAway) return Promise.reject(new Error('away'));
    const ids = [...inFilter.keys()].filter((id) => !changes || changes.sessionIds.includes(id));
    return Promise.resolve(ids.map((id) => ({ id: id as Id<'Session'>, eventId: 'e' })));
  });
  await watch.load(LONG);
});

function seen(id: string): SeenSession {
  const number = inFilter.get(id) ?? 0;
  return {
    ...{ sessionId: id, eventId: 'e', uid: id, sequence: number, status: 'CONFIRMED', startsAt: '' },
    ...{ digest: String(number), isPast: false },
  };
}

/** Makes a session as it is to be, or takes it out of the filter, and tells. */
async function put(...sessions: [id: string, number: number | null][]): Promise<void> {
  for (const [id, number] of sessions) {
    if (number === null) inFilter.delete(id);
    else inFilter.set(id, number);
  }
  const ids = sessions.map(([id]) => id);
  await watch.tell(changesOf(...ids), new Map(ids.map((id) => [id, seen(id)])));
}

function listener(after: string | undefined = undefined) {
  let text = '';
  const send = (more: string) => (text += more);
  watch.join(send, readCursor(after));
  return {
    leave: () => watch.leave(send),
    get lastId() {
      return [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? '';
    },
    get told() {
      return [...text.matchAll(/^event: (.+)\ndata: (.+)$/gm)].map(([, event, data = '']) => {
        const { change, sessionId } = JSON.parse(data) as Record<string, string>;
        return event === 'reset' ? 'reset' : `${change} ${sessionId}`;
      });
    },
  };
}

describe('a listener', () => {
  it('is told to ask anew after a second, then what came meanwhile, then the rest as it comes', async () => {
    const one = listener();
    await put(['b', 1]);
    await sleep(700);
    expect(one.told).toEqual([]);
    await sleep(500);
    expect(one.told).toEqual(['reset', 'ADDED b']);
    await put(['b', 2]);
    await put(['b', 2]);
    await put(['a', null], ['b', 3]);
    expect(one.told).toEqual(['reset', 'ADDED b', 'CHANGED b', 'REMOVED a', 'CHANGED b']);
  });

  it('who comes again goes on where it was, also before the first reset was followed by anything', async () => {
    const one = listener();
    await sleep(1_100);
    one.leave();
    await put(['b', 1]);
    expect([one.told, listener(one.lastId).told]).toEqual([['reset'], ['ADDED b']]);
  });

  it('is told to ask anew, when more changed at once than is told one by one', async () => {
    const one = listener();
    await sleep(1_100);
    const before = one.lastId;
    await put(...Array.from({ length: 251 }, (_, n): [string, number] => [`s${n}`, 1]));
    expect(one.told).toEqual(['reset']);
    await sleep(1_100);
    expect([one.told, listener(before).told]).toEqual([['reset', 'reset'], []]);
    await put(...Array.from({ length: 250 }, (_, n): [string, number] => [`s${n}`, 2]));
    expect(one.told).toHaveLength(252);
  });

  it('who waits to be told so waits on, while more changes than is kept', async () => {
    const one = listener();
    await sleep(600);
    for (let n = 1; n <= 2; n += 1) {
      await put(...Array.from({ length: 200 }, (_, at): [string, number] => [`s${at}`, n]));
    }
    await sleep(600);
    expect(one.told).toEqual([]);
    await sleep(1_000);
    expect(one.told).toEqual(['reset']);
  });

  it('goes on from nothing that was before what was lost', async () => {
    const one = listener();
    await sleep(1_100);
    const before = one.lastId;
    watch.lose();
    await put(['c', 1]);
    expect([watch.isLost(LONG), one.told]).toEqual([true, ['reset']]);
    await Promise.all([watch.load(LONG), watch.load(LONG)]);
    await put(['c', 2]);
    expect(listener(before).told).toEqual([]);
    await sleep(1_100);
    expect(one.told).toEqual(['reset', 'reset', 'CHANGED c']);
  });

  it('hears nothing of what could not be read, and all is read anew', async () => {
    const one = listener();
    await sleep(1_100);
    isAway = true;
    await expect(put(['b', 1])).rejects.toThrow('away');
    await expect(watch.load(LONG)).rejects.toThrow('away');
    expect(watch.isLost(LONG)).toBe(true);
    isAway = false;
    await watch.load(LONG);
    await sleep(1_100);
    expect([watch.isLost(LONG), watch.size, one.told]).toEqual([false, 2, ['reset', 'reset']]);
  });
});
