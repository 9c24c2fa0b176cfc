// Whoever listens to a filter hears of what comes into it, changes in it and leaves it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { PushLab } from './push-lab.ts';

let lab: PushLab;
beforeAll(async () => {
  lab = await PushLab.start();
});
afterAll(() => lab.close());

const write = (statement: ReturnType<typeof sql>) => lab.database.transaction((tx) => tx.execute(statement));

describe('a stream of changes', () => {
  it('says in its head what proxies and clients need', async () => {
    const { response, text } = await (await lab.listen('audiences=pupils', { 'accept-encoding': 'gzip, br' })).ready();
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/./),
    });
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(text).toMatch(/^retry: [2-4]\d\d\d\n\nid: [\w-]+\.0\nevent: reset\ndata: \{\}\n\n$/);
  });

  it('tells what comes, changes and goes, each once and within a second', async () => {
    const pupils = await (await lab.listen('audiences=pupils')).ready();
    const elsewhere = await (await lab.listen('audiences=pupils&branches=next')).ready();
    const { event, session } = await lab.held(['2019-04-10']);
    const [added] = await pupils.sessions(1);
    expect(added).toEqual({
      ...{ sessionId: session.id, eventId: event.id, uid: `${session.id}@zakhid`, sequence: 0 },
      ...{ status: 'CONFIRMED', startsAt: '2019-04-10T10:00:00+03:00', change: 'ADDED' },
    });
    await lab.moved(session.id, '10:30', '11:30');
    const committed = performance.now();
    const [, changed] = await pupils.sessions(2);
    expect(performance.now() - committed).toBeLessThan(1_000);
    expect(changed).toEqual({
      ...{ ...added, sequence: 1, startsAt: '2019-04-10T10:30:00+03:00' },
      ...{ status: 'RESCHEDULED', change: 'CHANGED' },
    });
    await lab.update(event.id, { titleUk: 'Інший марафон' });
    expect((await pupils.sessions(3))[2]).toMatchObject({ sequence: 2, change: 'CHANGED' });
    // What staff note for themselves is nobody's news.
    await lab.update(event.id, { staffNotes: 'Ключі в шафі' });
    await lab.update(event.id, { audienceIds: [lab.audiences['RESIDENTS']] });
    const [, , , removed] = await pupils.sessions(4);
    expect(removed).toMatchObject({ sessionId: session.id, change: 'REMOVED', status: 'RESCHEDULED' });
    expect(elsewhere.told).toEqual([]);
  });

  it('tells of a cancelled one as the filter has it', async () => {
    const { session } = await lab.held(['2019-04-11']);
    await lab.quiet();
    const all = await (await lab.listen('kinds=information-marathon')).ready();
    const held = await (await lab.listen('kinds=information-marathon&cancelled=no')).ready();
    await lab.take('CANCEL', session.id);
    const told = { sessionId: session.id, status: 'CANCELLED', sequence: 1 };
    expect(await all.sessions(1)).toEqual([expect.objectContaining({ ...told, change: 'CHANGED' })]);
    expect(await held.sessions(1)).toEqual([expect.objectContaining({ ...told, change: 'REMOVED' })]);
  });

  it('tells nothing of the other dates of an event', async () => {
    const { sessions } = await lab.held(['2019-04-16', '2019-04-17', '2019-04-18']);
    await lab.quiet();
    const all = await (await lab.listen('audiences=pupils')).ready();
    await lab.take('CANCEL', sessions[1]!.id);
    expect(await all.sessions(1)).toEqual([
      expect.objectContaining({ sessionId: sessions[1]!.id, status: 'CANCELLED', change: 'CHANGED' }),
    ]);
  });

  it('of what nobody sees any more says only that it is gone', async () => {
    const { event, sessions } = await lab.held(['2019-04-12', '2019-04-13']);
    await lab.quiet();
    const all = await (await lab.listen()).ready();
    const [first, second] = sessions.map(({ id }) => id).sort();
    await write(sql`update event_session set is_listed = false, start_local = '2019-05-01' where id = ${first}`);
    await write(sql`delete from event_session where id = ${second}`);
    const nothing = { eventId: event.id, sequence: null, status: null, startsAt: null, change: 'REMOVED' };
    expect(await all.sessions(2)).toEqual(
      [first, second].map((sessionId) => ({ ...nothing, sessionId, uid: `${sessionId}@zakhid` })),
    );
  });

  it('says nothing of drafts, and of words what the search finds', async () => {
    const words = await (await lab.listen('q=гончарі')).ready();
    const { event, sessions } = await lab.planned(['2019-04-14', '2019-04-15'], { titleUk: 'Ярмарок' });
    await lab.update(event.id, { titleUk: 'Ярмарок гончарів' });
    await lab.publish(event.id);
    expect((await words.sessions(2)).map(({ sessionId }) => sessionId)).toEqual(sessions.map(({ id }) => id).sort());
    await lab.update(event.id, { titleUk: 'Ярмарок' });
    expect((await words.sessions(4)).slice(2).map(({ change }) => change)).toEqual(['REMOVED', 'REMOVED']);
  });

  it('keeps to a period', async () => {
    const april = await (await lab.listen('from=2019-04-20&to=2019-04-21')).ready();
    const { session } = await lab.held(['2019-04-19', '2019-04-20', '2019-04-22']);
    expect((await april.sessions(1))[0]).toMatchObject({ change: 'ADDED', startsAt: '2019-04-20T10:00:00+03:00' });
    const { id, version } = await lab.row(session.id);
    await lab.move({ id, version }, { startDate: '2019-04-21' });
    expect((await april.sessions(2))[1]).toMatchObject({ change: 'ADDED', startsAt: '2019-04-21T10:00:00+03:00' });
  });
});

describe('who asks for something else', () => {
  // A question mark may stand within what is asked.
  it.each(['age=old', 'q=lecture?&age=old'])('hears of a value that cannot be meant: %s', async (asked) => {
    const response = await lab.app.fetch(`/feeds/changes?${asked}`);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'BAD_USER_INPUT' } }]);
  });

  it('by HEAD gets the head and no stream', async () => {
    const response = await lab.app.fetch('/feeds/changes', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(await response.text()).toBe('');
  });
});
