// A listener whose connection broke goes on where it was, or is told to ask anew; so is everybody when changes were not heard.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { until } from './program.ts';
import { type Listening, type OtherApp, PushLab } from './push-lab.ts';

let lab: PushLab;
let other: OtherApp;
beforeAll(async () => {
  lab = await PushLab.start();
  other = await lab.another();
});
afterAll(() => lab.close());

const PUPILS = 'audiences=pupils';
const lastId = ({ events }: Listening) => ({ 'last-event-id': events.at(-1)?.id ?? '' });

describe('Last-Event-ID', () => {
  it('goes on with what was told meanwhile, also while nobody listened', async () => {
    const first = await (await lab.listen(PUPILS)).ready();
    const { session } = await lab.held(['2019-04-10']);
    await first.sessions(1);
    first.close();
    await lab.moved(session.id, '10:30', '11:30');
    await lab.moved(session.id, '11:00', '12:00');
    const again = await lab.listen(PUPILS, lastId(first));
    // Of both moves, which nobody heard, it tells where the session is now.
    expect(await again.sessions(1)).toEqual([
      expect.objectContaining({ change: 'CHANGED', sequence: 2, startsAt: '2019-04-10T11:00:00+03:00' }),
    ]);
    const beside = await lab.listen(PUPILS, lastId(first));
    expect([await beside.sessions(1), beside.resets]).toEqual([await again.sessions(1), 0]);
    await lab.moved(session.id, '11:30', '12:30');
    expect((await again.sessions(2))[1]).toMatchObject({ sequence: 3 });
    expect([again.resets, again.events.map(({ id }) => id)]).toEqual([0, beside.events.map(({ id }) => id)]);
  });

  it.each(['', 'nobody.1', 'x', '9'.repeat(300)])('that is not known (%j) begins with reset', async (id) => {
    const listening = await (await lab.listen(PUPILS, { 'last-event-id': id })).ready();
    expect(listening.events.map(({ event }) => event)).toEqual(['reset']);
  });

  it('of another process begins with reset', async () => {
    const here = await (await lab.listen(PUPILS)).ready();
    const there = await (await lab.listen(PUPILS, lastId(here), other.url)).ready();
    expect(there.resets).toBe(1);
  });

  it('is for the filter it was given with', async () => {
    const pupils = await (await lab.listen(PUPILS)).ready();
    const all = await (await lab.listen('', lastId(pupils))).ready();
    expect(all.resets).toBe(1);
  });
});

describe('another process', () => {
  it('tells of what is committed here within a second', async () => {
    const there = await (await lab.listen(PUPILS, {}, other.url)).ready();
    const { session } = await lab.held(['2019-04-11']);
    const committed = performance.now();
    expect((await there.sessions(1))[0]).toMatchObject({ sessionId: session.id, change: 'ADDED' });
    expect(performance.now() - committed).toBeLessThan(1_000);
  });
});

describe('what was not heard', () => {
  it('is asked anew: after a change of lists, and an older place is none any more', async () => {
    const listening = await (await lab.listen(PUPILS)).ready();
    const before = lastId(listening);
    await lab.database.transaction((tx) =>
      tx.execute(sql`update branch set name_uk = name_uk || '!' where slug = 'central'`),
    );
    await listening.ready(2);
    expect(lastId(listening)).not.toEqual(before);
    const again = await (await lab.listen(PUPILS, before)).ready();
    expect(again.resets).toBe(1);
  });

  it('is asked anew: after the connection that hears was cut, and then everything is heard', async () => {
    const listening = await (await lab.listen(PUPILS)).ready();
    await lab.database.transaction((tx) =>
      tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'zakhid-feeds'`),
    );
    const { session } = await lab.held(['2019-04-12']);
    await listening.ready(2);
    await lab.moved(session.id, '10:30', '11:30');
    await until(() => listening.events.some(({ data }) => data.sequence === 1));
    // How soon it was heard again nobody knows: what is not told from then on is in the feed that is asked for.
    expect([listening.resets, listening.told.at(-1)]).toEqual([2, 'CHANGED 1']);
  });
});
