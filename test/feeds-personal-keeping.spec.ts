// Personal calendars and their secrets: made, told once, renewed, ended, at once and in every process.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { personalFeeds } from '../src/feeds/personal/personal.feed.tables.ts';
import { hashOf } from '../src/identity/secret.ts';
import { CREATE, pathOf, PersonalFeedLab, RENAME, REVOKE, ROTATE } from './personal-feed-lab.ts';
import { aKey } from './registration-lab.ts';
import { must } from './session-lab.ts';

let lab: PersonalFeedLab;
beforeAll(async () => {
  lab = await PersonalFeedLab.start();
});
afterAll(() => lab.app.stop());
beforeEach(() => lab.database.transaction((tx) => tx.delete(personalFeeds)));

const secretOf = (path: string) => path.slice('/feeds/me/'.length, -'.ics'.length);

describe('a calendar that is made', () => {
  it('tells its address once, and is listed with all but that', async () => {
    const made = must(
      await lab.create({ name: ' Мій  телефон ', language: 'en', pastDays: 0, includeCancelled: false }),
    );
    expect(made.feed).toMatchObject({ version: 1, of: 'PERSON', name: 'Мій телефон', language: 'en', pastDays: 0 });
    expect(made.feed).toMatchObject({ includeCancelled: false, isOpen: true, lastUsedAt: null, school: null });
    expect(made.feed).toMatchObject({ createdAt: '2019-03-01T08:00:00.000Z', secretSince: '2019-03-01T08:00:00.000Z' });
    expect(made.subscribeAddress).toBe(made.address.replace('http:', 'webcal:'));
    expect(await lab.status(pathOf(made.address))).toBe(200);
    const [listed, ...others] = await lab.list();
    expect(others).toEqual([]);
    expect({ ...listed, lastUsedAt: null }).toEqual(made.feed);
    expect(JSON.stringify(listed)).not.toContain('zkc_');
    for (const as of ['admin', 'teacher'] as const) expect(await lab.list(as)).toEqual([]);
  });

  it('has the language of the account and the days of public calendars where nothing is said', async () => {
    expect((await lab.made()).feed).toMatchObject({ language: 'uk', pastDays: 10, includeCancelled: true });
  });

  it('is made once by a key, and its address is not told again: it says how to have a new one', async () => {
    const input = { key: aKey(), name: 'Годинник' };
    const { feed, address } = must(await lab.create(input));
    expect(await lab.create(input)).toMatchObject({
      kind: 'PersonalFeedMadeBefore',
      before: { id: feed.id },
      message: expect.stringContaining('rotatePersonalFeed'),
    });
    expect(await lab.create({ ...input, name: 'Інший' })).toMatchObject({ kind: 'KeyReused' });
    expect(await lab.list()).toHaveLength(1);
    // Another person may have the same key.
    expect((await lab.made(input, 'teacher')).feed.id).not.toBe(feed.id);
    expect(await lab.status(pathOf(address))).toBe(200);
    await lab.revoke(feed.id);
    expect(await lab.create(input)).toMatchObject({ kind: 'PersonalFeedMadeBefore', before: null });
  });

  it('is one also when its request comes many times at once', async () => {
    const input = { key: aKey() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => lab.create(input)));
    const kinds = answers.map(({ kind }) => kind ?? 'made').sort();
    expect(kinds).toEqual([...Array<string>(7).fill('PersonalFeedMadeBefore'), 'made']);
    const [made] = answers.filter(({ address }) => address);
    expect(await lab.status(pathOf(made!.address))).toBe(200);
    expect(await lab.list()).toHaveLength(1);
  });

  it('is one of twenty at most, also of many made at once', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => lab.create()));
    expect(answers.filter(({ kind }) => kind === undefined)).toHaveLength(20);
    expect(answers.find(({ kind }) => kind)).toMatchObject({ kind: 'TooManyPersonalFeeds', most: 20 });
    expect(await lab.list()).toHaveLength(20);
    expect(must(await lab.create({}, { as: 'teacher' })).feed.of).toBe('PERSON');
  });

  const never = '01990000-0000-7000-8000-00000000dead';
  it.each([
    ['nothing named', { of: 'SCHOOL' }, 'BAD_USER_INPUT'],
    ['more than one thing', { of: 'PERSON', schoolId: never }, 'BAD_USER_INPUT'],
    ['another thing', { of: 'ROOM', branchId: never }, 'BAD_USER_INPUT'],
    ['what is not there', { of: 'BRANCH', branchId: never }, 'NOT_FOUND'],
    ['no id', { of: 'ROOM', roomId: 'x' }, 'NOT_FOUND'],
    ['a long name', { name: 'я'.repeat(81) }, 'BAD_USER_INPUT'],
    ['an empty name', { name: ' \u200b ' }, 'BAD_USER_INPUT'],
    ['a name of two lines', { name: 'a\nb' }, 'BAD_USER_INPUT'],
    ['too long ago', { pastDays: 367 }, 'BAD_USER_INPUT'],
    ['no key', { key: 'x' }, 'BAD_USER_INPUT'],
  ])('is refused: %s', async (_, parts, code) => {
    const input = { key: aKey(), of: 'PERSON', name: 'Телефон', ...parts };
    expect(await lab.codeOf(CREATE, { input }, 'admin')).toBe(code);
  });
});

describe('somebody else', () => {
  it('sees, renews, renames and ends nobody’s calendar but their own', async () => {
    const { feed, path } = await lab.made();
    for (const as of ['teacher', 'admin', null] as const) {
      const expected = as ? 'NOT_FOUND' : 'UNAUTHENTICATED';
      expect(await lab.codeOf(ROTATE, { input: { id: feed.id } }, as)).toBe(expected);
      expect(await lab.codeOf(RENAME, { input: { id: feed.id, name: 'x' } }, as)).toBe(expected);
      expect(await lab.codeOf(REVOKE, { id: feed.id }, as)).toBe(expected);
    }
    expect(await lab.status(path)).toBe(200);
    expect(await lab.list()).toMatchObject([{ name: 'Телефон', version: 1 }]);
  });
});

describe('a calendar that gets a new address', () => {
  it('ends at the old one at once, in every process', async () => {
    const other = await lab.anotherProcess();
    try {
      const { feed, path } = await lab.made();
      const there = (at: string) => fetch(other.url + at).then(({ status }) => status);
      expect([await lab.status(path), await there(path)]).toEqual([200, 200]);
      lab.app.clock.set('2019-03-02T08:00:00Z');
      const rotated = must(await lab.rotate(feed.id));
      const now = pathOf(rotated.address);
      expect(now).not.toBe(path);
      expect([await lab.status(path), await there(path)]).toEqual([404, 404]);
      expect([await lab.status(now), await there(now)]).toEqual([200, 200]);
      expect(rotated.feed).toMatchObject({ id: feed.id, version: 2, lastUsedAt: null });
      expect(rotated.feed.secretSince).toBe('2019-03-02T08:00:00.000Z');
      await lab.revoke(feed.id);
      expect([await lab.status(now), await there(now)]).toEqual([404, 404]);
      expect(await lab.codeOf(REVOKE, { id: feed.id }, 'stranger')).toBe('NOT_FOUND');
      expect(await lab.list()).toEqual([]);
    } finally {
      lab.app.clock.set('2019-03-01T08:00:00Z');
      await other.stop();
    }
  });

  it('gets one, where two ask for it at once with the version they saw', async () => {
    const { feed } = await lab.made();
    const answers = await Promise.all([lab.rotate(feed.id, 1), lab.rotate(feed.id, 1)]);
    expect(answers.map(({ kind }) => kind ?? 'done').sort()).toEqual(['ChangedMeanwhile', 'done']);
    const [done] = answers.filter(({ address }) => address);
    expect(await lab.status(pathOf(done!.address))).toBe(200);
  });
});

it('a new name is a new version, the same name is none, and an old version is refused', async () => {
  const { feed, path } = await lab.made();
  expect(must(await lab.rename({ id: feed.id, version: 1, name: 'Планшет' }))).toMatchObject({ version: 2 });
  expect(must(await lab.rename({ id: feed.id, version: 2, name: 'Планшет' }))).toMatchObject({ version: 2 });
  const refused = await lab.rename({ id: feed.id, version: 1, name: 'Телевізор' });
  expect(refused).toMatchObject({ kind: 'ChangedMeanwhile', current: { id: feed.id, version: 2 } });
  expect(await lab.list()).toMatchObject([{ name: 'Планшет' }]);
  expect(await lab.status(path)).toBe(200);
});

it('says when it was last fetched, to the minute, and writes it down now and then', async () => {
  const { path } = await lab.made();
  const used = async () => (await lab.list())[0]!.lastUsedAt;
  const at = async (time: string, writes: boolean) => {
    lab.app.clock.set(time);
    const before = lab.app.queries.length;
    expect(await lab.status(path)).toBe(200);
    const written = lab.app.queries.slice(before).filter((query) => /update "personal_feed"/i.test(query));
    expect([time, written.length > 0]).toEqual([time, writes]);
  };
  await at('2019-03-01T09:10:45Z', true);
  expect(await used()).toBe('2019-03-01T09:10:00.000Z');
  await at('2019-03-01T09:12:00Z', false);
  await at('2019-03-01T09:24:59Z', false);
  expect(await used()).toBe('2019-03-01T09:10:00.000Z');
  await at('2019-03-01T09:25:00Z', true);
  expect(await used()).toBe('2019-03-01T09:25:00.000Z');
  // To be fetched is no edit.
  expect((await lab.list())[0]!.version).toBe(1);
  lab.app.clock.set('2019-03-01T08:00:00Z');
});

describe('its secret', () => {
  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const tables = await lab.database.reader.execute<{ name: string }>(
      sql`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const rows = await lab.database.reader.execute<{ text: string }>(
        sql.raw(`select t::text as text from ${name} t`),
      );
      texts.push(...[...rows].map(({ text }) => text));
    }
    return texts.join('\n');
  }

  it('stands nowhere in the database, only its hash; and the audit tells what was done without it', async () => {
    const { feed, path } = await lab.made({ name: 'Телефон Оксани' });
    const second = secretOf(pathOf(must(await lab.rotate(feed.id)).address));
    await lab.status(path);
    const kept = await everything();
    expect(kept).toContain(Buffer.from(hashOf(second)).toString('hex'));
    expect(kept).not.toContain(Buffer.from(hashOf(secretOf(path))).toString('hex'));
    for (const secret of [secretOf(path), second]) {
      for (const part of [secret, secret.slice(4), Buffer.from(secret).toString('hex')])
        expect(kept).not.toContain(part);
    }
    await lab.rename({ id: feed.id, name: 'Телефон мами' });
    await lab.revoke(feed.id);
    const lines = (await lab.database.reader.select().from(auditEntries)).filter(({ thingId }) => thingId === feed.id);
    expect(lines.map(({ action }) => action).sort()).toEqual(['CREATE', 'REVOKE', 'ROTATE', 'UPDATE']);
    expect(JSON.stringify(lines)).not.toMatch(/Телефон|secret/i);
  });

  it('stands in no line of the log, however it is fetched', async () => {
    const lines: string[] = [];
    const other = await lab.anotherProcess({ LOG_LEVEL: 'trace' }, (line) => lines.push(line));
    try {
      const { feed, path } = await lab.made();
      const ask = (at: string, init: RequestInit = {}) => fetch(other.url + at, init).then(({ status }) => status);
      expect(await ask(path)).toBe(200);
      expect(await ask(`${path}?token=${secretOf(path)}`)).toBe(200);
      expect(await ask(path, { method: 'HEAD' })).toBe(200);
      await ask(path, { method: 'POST' });
      await ask(`${path}/more`);
      await ask(path.replace('.ics', ''));
      await ask(path.replace('.ics', '%ZZ.ics'));
      await ask(path.replace('/me/', '/me/%2e%2e/'));
      await ask(`/feeds/me/${'x'.repeat(300)}${secretOf(path)}.ics`);
      await lab.revoke(feed.id);
      expect(await ask(path)).toBe(404);
      expect(lines.filter((line) => line.includes('/feeds/me/')).length).toBeGreaterThan(4);
      expect(lines.join('\n')).not.toContain(secretOf(path).slice(4));
    } finally {
      await other.stop();
    }
  });
});
