// Streams are few for a network, bounded for a process, cheap together, and no program waits for them when it ends.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { EventStreams } from '../src/feeds/push/event.streams.ts';
import { createTestDatabase } from './database.ts';
import { Program, until } from './program.ts';
import { Listening, PushLab } from './push-lab.ts';

jest.setTimeout(60_000);

let lab: PushLab;
/** Asks around the program. */
let beside: postgres.Sql;
beforeAll(async () => {
  lab = await PushLab.start({ FEED_STREAMS: '6', FEED_STREAMS_PER_NETWORK: '4', TRUST_PROXY: '127.0.0.1' });
  beside = postgres({ ...lab.app.postgres.options, max: 1 });
});
afterAll(async () => {
  await beside.end();
  await lab.close();
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const closeAll = async () => {
  for (const one of lab.listening.splice(0)) one.close();
  await until(() => lab.app.nest.get(EventStreams).open === 0, 5);
};

describe('how many listen', () => {
  it('is bounded for a network, and for the process, until one leaves', async () => {
    const [first] = await Promise.all(
      [1, 2, 3, 4].map((n) => lab.listen('', from(`2001:db8:0:1::${n}`)).then((one) => one.ready())),
    );
    const fifth = await lab.app.fetch('/feeds/changes', { headers: from('2001:db8:0:1:ffff::5') });
    expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await fifth.json()).toMatchObject({ error: { code: 'TOO_MANY_REQUESTS' } });
    await lab.listen('', from('203.0.113.1'));
    await lab.listen('', from('203.0.113.2'));
    const seventh = await lab.app.fetch('/feeds/changes', { headers: from('203.0.113.3') });
    expect([seventh.status, await seventh.json()]).toMatchObject([503, { error: { code: 'UNAVAILABLE' } }]);
    first!.close();
    await until(() => lab.app.nest.get(EventStreams).open === 5, 5);
    expect((await lab.listen('', from('203.0.113.3'))).response.statusCode).toBe(200);
    await closeAll();
  });

  it('is not counted of those who were refused or left early', async () => {
    for (let n = 0; n < 10; n += 1) await lab.app.fetch('/feeds/changes?grade=99', { headers: from('203.0.113.4') });
    for (let n = 0; n < 10; n += 1) {
      await lab.app.fetch('/feeds/changes', { method: 'HEAD', headers: from('203.0.113.4') });
      const leaving = new AbortController();
      const asked = lab.app.fetch('/feeds/changes', { headers: from('203.0.113.4'), signal: leaving.signal });
      setTimeout(() => leaving.abort(), n);
      await asked.catch(() => undefined);
    }
    await until(() => lab.app.nest.get(EventStreams).open === 0, 5);
  });
});

describe('a filter', () => {
  const statements = async (work: () => Promise<unknown>) => {
    const before = lab.app.queries.length;
    await work();
    await sleep(400);
    return lab.app.queries.slice(before);
  };

  it('is looked at once for all who listen to it, however they write it, and for nobody not at all', async () => {
    const { session } = await lab.held(['2019-04-10']);
    await lab.quiet();
    let minutes = 0;
    const change = () => beside`update event_session set sequence = ${(minutes += 1)} where id = ${session.id}`;
    expect(await statements(change)).toEqual([]);
    const one = await (await lab.listen('audiences=pupils&kinds=lecture,information-marathon')).ready();
    const forOne = await statements(change);
    expect([forOne.length > 0, one.told]).toEqual([true, ['CHANGED 2']]);
    const others = await Promise.all(
      [2, 3, 4, 5].map((n) =>
        lab.listen(`kinds=information-marathon,lecture&audiences=pupils&lang=en`, from(`203.0.113.${n}`)),
      ),
    );
    await Promise.all(others.map((other) => other.ready()));
    expect(await statements(change)).toHaveLength(forOne.length);
    expect([one, ...others].map(({ told }) => told.at(-1))).toEqual(Array(5).fill('CHANGED 3'));
    await closeAll();
    expect(await statements(change)).toEqual([]);
  });
});

describe('a program that is asked to stop', () => {
  it('ends its streams at once', async () => {
    const database = await createTestDatabase();
    const program = new Program({
      ...{ NODE_ENV: 'test', DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'warn', DEMO: 'off' },
    });
    try {
      const url = await program.running();
      const streams = await Promise.all(Array.from({ length: 10 }, () => Listening.open(`${url}/feeds/changes`)));
      await streams[0]!.ready();
      const asked = performance.now();
      const { code } = await program.kill('SIGTERM');
      expect([code, performance.now() - asked < 2_000]).toEqual([0, true]);
      await until(() => streams.every(({ isOver, response }) => isOver && response.complete), 5);
    } finally {
      await program.kill('SIGKILL');
      await database.drop();
    }
  });
});
