import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CREATE as CREATE_EVENT } from './content-lab.ts';
import { Browser, PASSWORD, settle } from './identity-lab.ts';
import { ProgrammeLab } from './programme-lab.ts';

let lab: ProgrammeLab;
let browser: Browser;
let session = '';
let count = 0;
beforeAll(async () => {
  lab = await ProgrammeLab.start({ TRUST_PROXY: 'loopback' });
});
afterAll(() => lab.app.stop());
beforeEach(async () => {
  lab.app.clock.set('2026-02-01T10:00:00Z');
  browser = new Browser(lab.app, `192.0.2.${(count += 1)}`);
  const email = `librarian${count}@kyiv.ua`;
  const role = { role: 'LIBRARIAN', scopeKind: 'BRANCH', scopeId: lab.branches.central } as const;
  await settle(lab.app, email, [role], { name: 'Бібліотекарка' });
  session = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
});

const CREATE = `mutation ($input: CreateApiTokenInput!) { result: createApiToken(input: $input) {
  kind: __typename ... on CreatedApiToken { secret apiToken { id name scopes expiresAt lastUsedAt } } ... on Refusal { message } } }`;
interface Created {
  kind: string;
  secret: string;
  apiToken: { id: string };
}
const create = async (scopes: string[], validDays = 30) =>
  (
    await browser.gql<{ result: Created }>(
      CREATE,
      { input: { name: 'Сайт бібліотеки', scopes, validDays } },
      { bearer: session },
    )
  ).data.result;
const later = (minutes: number) =>
  lab.app.clock.set(new Date(lab.app.clock.now().getTime() + minutes * 60_000).toISOString());
const codeOf = async (query: string, bearer: string, variables = {}) =>
  (await browser.gql(query, variables, { bearer })).errors?.[0]?.extensions.code ?? 'in';

describe('an API token', () => {
  it('is shown once, and does what its scopes and its owner may', async () => {
    const { secret } = await create(['READ', 'EVENTS']);
    expect(secret).toMatch(/^zkt_[\w-]{43}$/);
    expect(await browser.name({ bearer: secret })).toBe('Бібліотекарка');
    expect(await codeOf(CREATE_EVENT, secret, { input: lab.eventInput() })).toBe('in');
    expect(await codeOf(CREATE_EVENT, secret, { input: lab.eventInput({ branchId: lab.branches.next }) })).toBe(
      'FORBIDDEN',
    );
    const { data } = await browser.gql<{ apiTokens: object[] }>(
      '{ apiTokens { name scopes lastUsedAt } }',
      {},
      { bearer: session },
    );
    expect(data.apiTokens).toEqual([
      { name: 'Сайт бібліотеки', scopes: ['READ', 'EVENTS'], lastUsedAt: '2026-02-01T10:00:00.000Z' },
    ]);
    expect(JSON.stringify(data)).not.toContain(secret);
  });

  it('does nothing beyond its scopes', async () => {
    const [reader, writer] = [await create(['READ']), await create(['EVENTS'])];
    expect(await codeOf(CREATE_EVENT, reader.secret, { input: lab.eventInput() })).toBe('FORBIDDEN');
    expect(await codeOf('{ viewer { signedIn } }', writer.secret)).toBe('FORBIDDEN');
    expect(await codeOf('{ events { edges { node { id } } } }', writer.secret)).toBe('FORBIDDEN');
  });

  it('reaches no account settings, whatever its scopes', async () => {
    const { secret, apiToken } = await create(['READ', 'EVENTS', 'PLANS', 'DIRECTORY', 'PEOPLE']);
    for (const query of [
      '{ signInSessions { id } }',
      '{ apiTokens { id } }',
      '{ myData }',
      'mutation { signOut }',
      'mutation { signOutEverywhere }',
      'mutation { setPassword(newPassword: "a new way in, for a thief") { __typename } }',
      'mutation { createApiToken(input: { name: "x", scopes: [READ], validDays: 1 }) { __typename } }',
      `mutation { revokeApiToken(id: "${apiToken.id}") }`,
    ]) {
      expect([query, await codeOf(query, secret)]).toEqual([query, 'FORBIDDEN']);
    }
  });

  it.each([
    ['truncated', (token: string) => token.slice(0, -1)],
    ['changed', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['renamed to a session', (token: string) => token.replace('zkt_', 'zks_')],
  ])('%s is nobody’s', async (_, change) => {
    const { secret } = await create(['READ']);
    expect(await browser.name({ bearer: change(secret) })).toBeNull();
  });

  it('ends on its day, and at once when it is revoked; others cannot revoke it', async () => {
    const [short, long] = [await create(['READ'], 1), await create(['READ'], 2)];
    later(24 * 60);
    expect(await browser.name({ bearer: short.secret })).toBeNull();
    expect(await browser.name({ bearer: long.secret })).toBe('Бібліотекарка');
    const revoke = (as: 'stranger' | null) =>
      lab.app.gql('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id: long.apiToken.id }, { as });
    expect((await revoke('stranger')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await browser.name({ bearer: long.secret })).toBe('Бібліотекарка');
    await browser.gql('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id: long.apiToken.id }, { bearer: session });
    expect(await browser.name({ bearer: long.secret })).toBeNull();
  });

  it('is made only just after a sign-in, and at most twenty times', async () => {
    const kinds: string[] = [];
    for (let n = 0; n < 22; n += 1) kinds.push((await create(['READ'])).kind);
    expect(kinds).toEqual([...Array<string>(20).fill('CreatedApiToken'), 'TooManyTokens', 'TooManyTokens']);
    later(16);
    expect((await create(['READ'])).kind).toBe('SignInAgain');
  });

  it.each([
    ['without scopes', { scopes: [] }],
    ['with a scope twice', { scopes: ['READ', 'READ'] }],
    ['without a name', { name: ' ' }],
    ['for no day', { validDays: 0 }],
    ['for ever', { validDays: 367 }],
  ])('is not made %s', async (_, parts) => {
    const input = { name: 'x', scopes: ['READ'], validDays: 1, ...parts };
    expect(await codeOf(CREATE, session, { input })).toBe('BAD_USER_INPUT');
  });
});
