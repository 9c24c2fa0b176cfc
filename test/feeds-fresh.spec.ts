// Whatever is committed is in every feed of every process within a second, also where the word of it is lost on the way.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../src/app.ts';
import { FastPath } from '../src/feeds/answering/fast.path.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { Clock } from '../src/platform/time/clock.ts';
import { FeedLab, PUPILS } from './feed-lab.ts';
import { until } from './program.ts';

jest.setTimeout(60_000);

let lab: FeedLab;
let other: { url: string; nest: NestFastifyApplication; database: Database; queries: string[] };

beforeAll(async () => {
  lab = await FeedLab.start();
  const queries: string[] = [];
  const database = new Database(lab.app.postgres.options, { pool: 5, onQuery: (query) => queries.push(query) });
  const settings = readSettings({ NODE_ENV: 'test', DEMO: 'off', LOG_LEVEL: 'silent', BASE_URL: 'http://zakhid.test' });
  const nest = await createApp(settings, database, createLogger('silent'));
  nest.get(Clock).now = () => lab.app.clock.now();
  await nest.listen(0, '127.0.0.1');
  const { port } = nest.getHttpServer().address() as AddressInfo;
  other = { url: `http://127.0.0.1:${port}`, nest, database, queries };
});
afterAll(async () => {
  await other.nest.close();
  await other.database.close();
  await lab.app.stop();
});

const there = async (headers: Record<string, string> = {}, path = PUPILS) => {
  const response = await fetch(`${other.url}${path}`, { headers });
  return {
    status: response.status,
    text: (await response.text()).replaceAll('\r\n ', ''),
    etag: response.headers.get('etag') ?? '',
  };
};
const rename = (id: string, title: string) =>
  lab.database.transaction((tx) =>
    tx.execute(sql`with e as (update event set title_uk = ${title} where id = ${id}::uuid returning id)
      update event_session s set revised_at = now() from e where s.event_id = e.id`),
  );
/** How long it takes until the other process tells of something. */
async function seenAfter(words: string): Promise<number> {
  const begun = performance.now();
  await until(async () => (await there()).text.includes(words), 5);
  return performance.now() - begun;
}
const cut = () =>
  lab.app.database.reader.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zakhid-feeds' and datname = current_database()`,
  );

describe('a change', () => {
  it('by another process, and by hand, is seen within a second', async () => {
    const { event } = await lab.held('2019-05-20', { titleUk: 'Перша назва' });
    expect(await seenAfter('Перша назва')).toBeLessThan(1_000);
    for (const title of ['Друга назва', 'Третя назва', 'Четверта назва']) {
      await rename(event.id, title);
      expect(await seenAfter(title)).toBeLessThan(1_000);
    }
  });

  it('of names that stand in every feed is seen within a second', async () => {
    await lab.held('2019-05-21');
    await there();
    await lab.database.transaction((tx) =>
      tx.execute(sql`update branch set address = 'вул. Нова, 7', updated_at = now()`),
    );
    expect(await seenAfter('вул. Нова\\, 7')).toBeLessThan(1_000);
  });

  it('that was rolled back is seen by nobody', async () => {
    const { event } = await lab.held('2019-05-22', { titleUk: 'Лишиться' });
    await seenAfter('Лишиться');
    await lab.database
      .transaction(async (tx) => {
        await tx.execute(sql`update event set title_uk = 'Не станеться' where id = ${event.id}::uuid`);
        throw new Error('taken back');
      })
      .catch(() => undefined);
    await sleep(300);
    expect((await there()).text).not.toContain('Не станеться');
  });
});

describe('while nothing changes', () => {
  it('the same is answered again without a statement, and before the framework sees the request', async () => {
    await lab.held('2019-05-23');
    const { etag } = await there();
    await there();
    const [asked, served] = [other.queries.length, other.nest.get(FastPath).served];
    for (let nth = 0; nth < 50; nth += 1) {
      expect((await there()).etag).toBe(etag);
      expect((await there({ 'if-none-match': etag })).status).toBe(304);
    }
    expect(other.queries.length - asked).toBe(0);
    expect(other.nest.get(FastPath).served - served).toBe(100);
  });
});

describe('where the connection dies that tells of changes', () => {
  it('nothing is older than a second', async () => {
    const { event } = await lab.held('2019-05-24', { titleUk: 'До обриву' });
    await seenAfter('До обриву');
    for (const title of ['Обрив перший', 'Обрив другий', 'Обрив третій']) {
      await cut();
      await rename(event.id, title);
      expect(await seenAfter(title)).toBeLessThan(1_000);
    }
  });

  it('nor while it is cut again and again', async () => {
    const { event } = await lab.held('2019-05-25', { titleUk: 'Мить спокою' });
    await seenAfter('Мить спокою');
    let isOver = false;
    const cutting = (async () => {
      while (!isOver) {
        await cut();
        await sleep(40);
      }
    })();
    for (let nth = 0; nth < 5; nth += 1) {
      await rename(event.id, `Під обривами ${nth}`);
      expect(await seenAfter(`Під обривами ${nth}`)).toBeLessThan(1_000);
      await sleep(150);
    }
    isOver = true;
    await cutting;
  });
});
