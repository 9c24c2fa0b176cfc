import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import { IdentitySweep } from '../src/identity/sweep.service.ts';
import { startTestApp, type TestApp } from './app.ts';
import { Browser, PASSWORD, settle, type SignInAnswer } from './identity-lab.ts';

let app: TestApp;
let browser: Browser;
let count = 0;
let email = '';
let id = '';

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: 'loopback' });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-11-23T12:00:00Z');
  await app.database.reader.delete(limits);
  browser = new Browser(app);
  email = `staff${(count += 1)}@kyiv.ua`;
  id = await settle(app, email, [], { name: 'Ірина' });
});

const later = (minutes: number) => app.clock.set(new Date(app.clock.now().getTime() + minutes * 60_000).toISOString());
const bearer = async () => (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
const SESSIONS = '{ signInSessions { id isCurrent carrier method userAgent createdAt lastUsedAt } }';
interface Seen {
  id: string;
  isCurrent: boolean;
  carrier: string;
  method: string;
  userAgent: string;
  lastUsedAt: string;
}
const sessionsOf = async (token: string) =>
  (await browser.gql<{ signInSessions: Seen[] }>(SESSIONS, {}, { bearer: token })).data.signInSessions;

describe('a session', () => {
  it('ends after so long without use, and lives on with it', async () => {
    const token = await bearer();
    for (let day = 0; day < 5; day += 1) {
      later(4_319);
      expect(await browser.name({ bearer: token })).toBe('Ірина');
    }
    later(4_320);
    expect(await browser.name({ bearer: token })).toBeNull();
  });

  it('ends after thirty days, however busy', async () => {
    const token = await bearer();
    for (let day = 0; day < 29; day += 1) {
      later(24 * 60);
      expect(await browser.name({ bearer: token })).toBe('Ірина');
    }
    later(24 * 60);
    expect(await browser.name({ bearer: token })).toBeNull();
  });

  it.each([
    ['truncated', (token: string) => token.slice(0, -1)],
    ['longer', (token: string) => `${token}A`],
    ['of another case', (token: string) => token.toUpperCase()],
    ['changed by one letter', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['its hash', () => 'a'.repeat(64)],
    ['made up', () => `zks_${'A'.repeat(43)}`],
  ])('is not opened by a token that is %s', async (_, change) => {
    const token = await bearer();
    expect(await browser.name({ bearer: change(token) })).toBeNull();
  });

  it('lives where it was begun: a cookie’s token is no bearer, and the other way round', async () => {
    await browser.signIn(email);
    expect(await new Browser(app).name({ bearer: browser.cookies.get('zakhid')! })).toBeNull();
    const token = await bearer();
    const other = new Browser(app);
    other.cookies.set('zakhid', token);
    expect(await other.name()).toBeNull();
  });

  it('ends with a sign-out, in the cookie too', async () => {
    await browser.signIn(email);
    const cookie = browser.cookies.get('zakhid')!;
    await browser.gql('mutation { signOut }');
    expect(browser.cookies.has('zakhid')).toBe(false);
    browser.cookies.set('zakhid', cookie);
    expect(await browser.name()).toBeNull();
  });

  it('ends at once when its person is switched off', async () => {
    const token = await bearer();
    await app.database.reader.execute(`update person set active = false where id = '${id}'`);
    expect(await browser.name({ bearer: token })).toBeNull();
  });

  it('costs one query a request, whatever the request asks', async () => {
    const token = await bearer();
    await browser.name({ bearer: token });
    app.queries.length = 0;
    await browser.gql(
      '{ a: viewer { signedIn viewerCan } b: viewer { signedIn } c: viewer { givesRoles } }',
      {},
      { bearer: token },
    );
    expect(app.queries.filter((query) => query.includes('"session"'))).toHaveLength(1);
    expect(app.queries).toHaveLength(1);
  });

  it.each(['session', 'api_token'])('is found by an index among many: %s', async (table) => {
    const token = await bearer();
    await browser.name({ bearer: table === 'session' ? token : `zkt_${token.slice(4)}` });
    const asked = app.queries.findLast((query) => query.includes('unnest(') && query.includes(`from "${table}"`))!;
    const own =
      table === 'session'
        ? ', carrier, method, authenticated_at, user_agent, last_used_at, idle_until'
        : ', name, scopes';
    const values = table === 'session' ? ", 'BEARER', 'LINK', now(), '', now(), now()" : ", 't', '{READ}'";
    await app.database.reader.execute(
      `insert into ${table} (id, person_id, token_hash, created_at, expires_at${own})
       select gen_random_uuid(), '${id}', sha256((n || '${table}')::bytea), now(), now()${values} from generate_series(1, 20000) n`,
    );
    await app.database.reader.execute(`analyze ${table}`);
    const rows = await app.database.reader.execute<Record<string, string>>(
      `explain ${asked.replaceAll(/\$\d+/g, `'{aa,bb}'`)}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain(`Index Scan on ${table}_token`);
    expect(plan).not.toMatch(new RegExp(`Seq Scan on ${table}\\b`));
  });

  it('is written to once a minute at most', async () => {
    const token = await bearer();
    later(2);
    app.queries.length = 0;
    for (let n = 0; n < 5; n += 1) await browser.name({ bearer: token });
    expect(app.queries.filter((query) => query.startsWith('update "session"'))).toHaveLength(1);
  });
});

describe('one’s sessions', () => {
  it('are listed with what tells them apart, and ended one by one or all', async () => {
    const tokens = [await bearer(), await bearer(), await bearer()];
    const listed = await sessionsOf(tokens[0]!);
    expect(listed).toHaveLength(3);
    expect(listed.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(listed[0]).toMatchObject({ carrier: 'BEARER', method: 'PASSWORD', userAgent: 'node' });
    const other = listed.find(({ isCurrent }) => !isCurrent)!;
    const revoke = 'mutation ($id: ID!) { revokeSignInSession(id: $id) }';
    expect(
      (await browser.gql<{ revokeSignInSession: boolean }>(revoke, { id: other.id }, { bearer: tokens[0]! })).data,
    ).toEqual({
      revokeSignInSession: true,
    });
    const alive = await Promise.all(tokens.map((token) => browser.name({ bearer: token })));
    expect(alive.filter(Boolean)).toHaveLength(2);
    const all = await browser.gql<{ signOutEverywhere: number }>(
      'mutation { signOutEverywhere }',
      {},
      { bearer: tokens[0]! },
    );
    expect(all.data.signOutEverywhere).toBe(2);
    expect(await Promise.all(tokens.map((token) => browser.name({ bearer: token })))).toEqual([null, null, null]);
  });

  it('of somebody else cannot be ended, and are as good as none', async () => {
    await settle(app, `other${count}@kyiv.ua`, [], { name: 'Інша' });
    const theirs = (await browser.signIn(`other${count}@kyiv.ua`, PASSWORD, 'BEARER')).token!;
    const [session] = await sessionsOf(theirs);
    const { errors } = await browser.gql(
      'mutation ($id: ID!) { revokeSignInSession(id: $id) }',
      { id: session!.id },
      { bearer: await bearer() },
    );
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await browser.name({ bearer: theirs })).toBe('Інша');
  });

  it('are swept when they are over, with all that expires', async () => {
    await bearer();
    later(60 * 24 * 40);
    await app.nest.get(IdentitySweep).sweep();
    const rows = await app.database.reader.execute(`select id from session where person_id = '${id}'`);
    expect(rows).toEqual([]);
  });
});

describe('a changed role', () => {
  const roleOf = async (asking = {}) =>
    (await browser.gql<{ viewer: { givesRoles: string[] } }>('{ viewer { givesRoles } }', {}, asking)).data.viewer
      .givesRoles;
  const GRANT = `mutation ($input: GrantRoleInput!) { result: grantRole(input: $input) {
    kind: __typename ... on RoleAssignment { id } ... on Refusal { message } } }`;
  const change = async () => {
    const input = { personId: id, role: 'ADMIN', scopeKind: 'CITY' };
    const { data, errors } = await app.gql<{ result: { id: string } }>(GRANT, { input }, { as: 'admin' });
    if (errors) throw new Error(errors[0]?.message);
    return data.result.id;
  };

  it('is in effect with the next request, and gone with the next', async () => {
    const token = await bearer();
    expect(await roleOf({ bearer: token })).toEqual([]);
    const assignment = await change();
    expect(await roleOf({ bearer: token })).toContain('ADMIN');
    await app.gql('mutation ($id: ID!) { revokeRole(id: $id) { __typename } }', { id: assignment }, { as: 'admin' });
    expect(await roleOf({ bearer: token })).toEqual([]);
  });

  it('gives a cookie a new token; the old one is good for half a minute, and one of many requests renews', async () => {
    await browser.signIn(email);
    const old = browser.cookies.get('zakhid')!;
    await change();
    const twin = new Browser(app);
    twin.cookies.set('zakhid', old);
    await Promise.all([browser.name(), twin.name()]);
    const renewed = [browser, twin].map(({ cookies }) => cookies.get('zakhid')!).filter((cookie) => cookie !== old);
    expect(renewed).toHaveLength(1);
    const holder = new Browser(app);
    holder.cookies.set('zakhid', old);
    expect(await holder.name()).toBe('Ірина');
    expect(holder.cookies.get('zakhid')).toBe(old);
    later(0.5);
    expect(await holder.name()).toBeNull();
    holder.cookies.set('zakhid', renewed[0]!);
    expect(await holder.name()).toBe('Ірина');
  });
});

describe('setting a password', () => {
  const SET = `mutation ($newPassword: String!, $currentPassword: String) {
    result: setPassword(newPassword: $newPassword, currentPassword: $currentPassword) {
      kind: __typename ... on PasswordSet { token } ... on Refusal { message } ... on WeakPassword { weakness } } }`;
  const NEW = 'a second life, and a third';
  const set = async (token: string, newPassword: string, currentPassword?: string) =>
    (await browser.gql<{ result: SignInAnswer }>(SET, { newPassword, currentPassword }, { bearer: token })).data.result;

  it('asks for the one so far, ends all other sessions, and renews this one', async () => {
    const [token, other] = [await bearer(), await bearer()];
    expect((await set(token, NEW)).kind).toBe('SignInAgain');
    expect((await set(token, NEW, 'not the one at all')).kind).toBe('WrongCredentials');
    const done = await set(token, NEW, PASSWORD);
    expect(done).toEqual({ kind: 'PasswordSet', token: expect.stringMatching(/^zks_/) });
    expect(await Promise.all([token, other, done.token!].map((one) => browser.name({ bearer: one })))).toEqual([
      null,
      null,
      'Ірина',
    ]);
    expect((await browser.signIn(email)).kind).toBe('WrongCredentials');
    expect((await browser.signIn(email, NEW)).kind).toBe('SignedIn');
  });

  it.each([
    ['short', 'TOO_SHORT'],
    ['password123456', 'COMMON'],
    ['x'.repeat(201), 'TOO_LONG'],
  ])('refuses %j as %s', async (weak, weakness) => {
    expect(await set(await bearer(), weak, PASSWORD)).toMatchObject({ kind: 'WeakPassword', weakness });
    expect(await set(await bearer(), `my ${email} is long`, PASSWORD)).toMatchObject({ weakness: 'HOLDS_EMAIL' });
  });

  it('guessing the one so far is slowed down', async () => {
    const token = await bearer();
    const kinds: string[] = [];
    for (let n = 0; n < 13; n += 1) kinds.push((await set(token, NEW, `guess ${n}`)).kind);
    expect(kinds.filter((kind) => kind === 'WrongCredentials')).toHaveLength(10);
  });
});
