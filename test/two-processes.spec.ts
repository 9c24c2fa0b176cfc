// Identity over real processes: what one of them did the other knows, because it is all in the database.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEMO_PASSWORD, demoAccounts } from '../src/demo/account.list.ts';
import { PASSWORD_PACES } from '../src/identity/limit.rules.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { Program } from './program.ts';

jest.setTimeout(120_000);

let database: TestDatabase;
let environment: Record<string, string>;
let one: Started;
let two: Started;

interface Started {
  readonly url: string;
  readonly program: Program;
}

beforeAll(async () => {
  database = await createTestDatabase();
  environment = {
    NODE_ENV: 'test', // the accounts of the demonstration city stand beside a proxy, which tests need for addresses
    DATABASE_URL: database.url,
    PORT: '0',
    TRUST_PROXY: 'loopback',
    LOG_LEVEL: 'warn',
  };
  one = await start();
  two = await start();
});
afterAll(async () => {
  for (const program of running) await program.kill('SIGKILL');
  await database.drop();
});

const running: Program[] = [];

async function start(more: Record<string, string> = {}): Promise<Started> {
  const program = new Program({ ...environment, ...more });
  running.push(program);
  return { url: await program.running(), program };
}

interface SignedIn {
  kind: string;
  token: string;
  retryAfter?: number;
}

async function ask<Data>(url: string, query: string, variables: object = {}, headers: object = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Data }).data;
}

async function signIn(url: string, email: string, password = DEMO_PASSWORD, from = '203.0.113.1'): Promise<SignedIn> {
  const query = `mutation ($input: SignInInput!) { result: signIn(input: $input) {
    kind: __typename ... on SignedIn { token } ... on TooManyAttempts { retryAfter } } }`;
  const variables = { input: { email, password, carrier: 'BEARER' } };
  return (await ask<{ result: SignedIn }>(url, query, variables, { 'x-forwarded-for': from })).result;
}

const rolesOf = async (url: string, token: string) =>
  (
    await ask<{ viewer: { person: { roles: { role: string }[] } | null } }>(
      url,
      '{ viewer { person { roles { role } } } }',
      {},
      { authorization: `Bearer ${token}` },
    )
  ).viewer.person?.roles.map(({ role }) => role);

describe('the demonstration city', () => {
  it('has one account for each role, printed at the start, known to every process', async () => {
    for (const { role, email } of demoAccounts) {
      expect(one.program.stdout).toMatch(new RegExp(`${role} +${email}`));
      const { kind, token } = await signIn(one.url, email);
      expect([email, kind]).toEqual([email, 'SignedIn']);
      expect(new Set(await rolesOf(two.url, token))).toEqual(new Set([role]));
    }
    expect(one.program.stdout).toContain(`password ${DEMO_PASSWORD}`);
  });
});

describe('zakhid admin create', () => {
  const create = async (...args: string[]) => {
    const program = new Program(environment, 'bin/zakhid.js', ['admin', 'create', ...args]);
    const { code } = await program.ended;
    return { code, link: program.stdout.trim(), said: program.stderr };
  };

  it('prints a link that makes an administrator of whoever presses its button once', async () => {
    const { url } = one;
    const { code, link } = await create('First@Kyiv.UA', '--name', 'Перша Адміністраторка');
    expect([code, link]).toEqual([0, expect.stringMatching(/\/sign-in\/link\/zkl_[\w-]{43}$/)]);
    const path = new URL(link).pathname;
    expect((await fetch(url + path)).status).toBe(200);
    const pressed = await fetch(url + path, { method: 'POST' });
    expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining('Перша Адміністраторка')]);
    const cookie = pressed.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const { viewer } = await ask<{ viewer: { viewerCan: string[] } }>(url, '{ viewer { viewerCan } }', {}, { cookie });
    expect(viewer.viewerCan).toContain('SEE_OUTGOING_MAIL');
    expect((await fetch(url + path, { method: 'POST' })).status).toBe(410);
  });

  it('without a name gives one that is not the address', async () => {
    const { link } = await create('Second.Admin@kyiv.ua');
    const page = await (await fetch(one.url + new URL(link).pathname, { method: 'POST' })).text();
    expect(page).toContain(', second.admin');
    expect(page).not.toContain('@');
  });

  it.each(['nobody', 'a@b.ua,c@d.ua', 'оlena@kyiv.ua'])('refuses %j with status 1', async (email) => {
    expect(await create(email)).toMatchObject({ code: 1, link: '', said: expect.stringContaining('not an e-mail') });
  });
});

describe('two processes', () => {
  it('admit together no more guesses than one would', async () => {
    const guesses = Array.from({ length: 60 }, (_, n) =>
      signIn((n % 2 ? one : two).url, 'librarian@demo.example', `guess number ${n}`, '198.51.100.77'),
    );
    const kinds = (await Promise.all(guesses)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'WrongCredentials')).toHaveLength(PASSWORD_PACES.accountFromAddress.free);
    expect(kinds.filter((kind) => kind === 'TooManyAttempts')).toHaveLength(
      60 - PASSWORD_PACES.accountFromAddress.free,
    );
  });

  it('of two edits of one event with one version take one, wherever they come in', async () => {
    await new Program(environment, 'bin/zakhid.js', ['admin', 'create', 'editor@kyiv.ua']).ended;
    const link = new Program(environment, 'bin/zakhid.js', ['admin', 'create', 'editor@kyiv.ua']);
    await link.ended;
    const token = link.stdout.trim().split('/').at(-1);
    const signed = await ask<{ result: SignedIn }>(
      one.url,
      'mutation ($token: String!) { result: signInByLink(token: $token, carrier: BEARER) { ... on SignedIn { token } } }',
      { token },
    );
    const headers = { authorization: `Bearer ${signed.result.token}` };
    interface Events {
      events: { edges: { node: { id: string; version: number } }[] };
    }
    const found = await ask<Events>(one.url, '{ events(first: 1) { edges { node { id version } } } }', {}, headers);
    const { id, version } = found.events.edges[0]!.node;
    const query = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) {
      kind: __typename ... on ChangedMeanwhile { by current { version } } } }`;
    const edits = Array.from({ length: 10 }, (_, n) =>
      ask<{ result: { kind: string; by?: string } }>(
        (n % 2 ? one : two).url,
        query,
        { input: { id, version, titleUk: `Назва ${n}` } },
        headers,
      ),
    );
    const kinds = (await Promise.all(edits)).map(({ result }) => result.kind);
    expect(kinds.filter((kind) => kind === 'Event')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'ChangedMeanwhile')).toHaveLength(9);
  });
});

describe('beyond the machine', () => {
  it('lets nobody in by a printed password once it listens beyond the machine', async () => {
    const { url } = one;
    const { token } = await signIn(url, 'admin@demo.example');
    const open = await start({ HOST: '0.0.0.0' });
    expect(open.program.stdout).not.toContain(DEMO_PASSWORD);
    expect((await signIn(open.url, 'admin@demo.example')).kind).toBe('WrongCredentials');
    expect(await rolesOf(url, token)).toBeUndefined();
    const rows = new Program(environment, 'bin/zakhid.js', ['admin', 'create', 'admin@demo.example']);
    expect((await rows.ended).code).toBe(0);
    expect((await signIn(url, 'admin@demo.example')).kind).toBe('SignedIn');
  });
});
