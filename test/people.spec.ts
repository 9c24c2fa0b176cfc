import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { startTestApp, type TestApp } from './app.ts';
import { Browser, PASSWORD, settle } from './identity-lab.ts';
import { personId } from './people.ts';

let app: TestApp;
let browser: Browser;
let count = 0;
let email = '';
let id: Id<'Person'>;

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: 'loopback' }, { jobs: true });
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.database.reader.delete(limits);
  browser = new Browser(app);
  email = `person${(count += 1)}@kyiv.ua`;
  id = await settle(app, email, [], { name: 'Тарас Шульга' });
});

const PERSON = '... on Person { id name email language active version roles { role } viewerCan }';
const UPDATE = `mutation ($input: UpdatePersonInput!) { result: updatePerson(input: $input) {
  kind: __typename ${PERSON} ... on Refusal { message } ... on ChangedMeanwhile { by at current { id version ${PERSON} } } } }`;
interface Seen {
  kind: string;
  version: number;
  [field: string]: unknown;
}
const update = async (input: object, as: 'admin' | 'stranger' | null = 'admin', bearer?: string) => {
  const answer = bearer
    ? await browser.gql<{ result: Seen }>(UPDATE, { input }, { bearer })
    : await app.gql<{ result: Seen }>(UPDATE, { input }, { as, language: 'en' });
  return answer.errors ? answer.errors[0]!.extensions.code : answer.data.result;
};

describe('an account', () => {
  it('is changed by its person in name and language, and by an administrator in everything', async () => {
    const bearer = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
    expect(await update({ id, version: 1, name: '  Тарас\tШ. ', language: 'en' }, null, bearer)).toMatchObject({
      kind: 'Person',
      name: 'Тарас Ш.',
      language: 'en',
      version: 2,
    });
    expect(await update({ id, version: 2, active: false }, null, bearer)).toBe('FORBIDDEN');
    expect(await update({ id, version: 2, email: 'x@y.ua' }, null, bearer)).toBe('FORBIDDEN');
    expect(await update({ id, version: 2, name: 'X' }, 'stranger')).toBe('FORBIDDEN');
    expect(await update({ id, version: 2, email: `NEW${count}@kyiv.ua` })).toMatchObject({
      email: `new${count}@kyiv.ua`,
      version: 3,
    });
    // Another address is another proof: whoever was signed in is not any more.
    expect(await browser.name({ bearer })).toBeNull();
    expect((await browser.signIn(`new${count}@kyiv.ua`)).kind).toBe('SignedIn');
  });

  it('changed meanwhile is not overwritten, and says who did it when, and what is there now', async () => {
    await update({ id, version: 1, name: 'Перша правка' });
    const refused = await update({ id, version: 1, name: 'Друга правка' });
    expect(refused).toEqual({
      kind: 'ChangedMeanwhile',
      message: 'Somebody changed this meanwhile. Look at what it is now, and repeat your edit.',
      by: 'admin of the test',
      at: expect.stringMatching(/Z$/),
      current: expect.objectContaining({ id, version: 2, name: 'Перша правка' }),
    });
  });

  it('of two edits at once takes one', async () => {
    const answers = await Promise.all(['А', 'Б', 'В', 'Г'].map((name) => update({ id, version: 1, name })));
    expect(answers.map((answer) => (answer as Seen).kind).sort()).toEqual([
      ...Array<string>(3).fill('ChangedMeanwhile'),
      'Person',
    ]);
  });

  it('takes no address that another account has, in whatever case, and no address that is none', async () => {
    expect(await update({ id, version: 1, email: 'ADMIN@people.test' })).toMatchObject({ kind: 'EmailTaken' });
    for (const bad of ['x', 'a@b.ua\r\nBcc: c@d.ua', 'оlena@kyiv.ua', `${'a'.repeat(290)}@kyiv.ua`]) {
      expect(await update({ id, version: 1, email: bad })).toBe('BAD_USER_INPUT');
    }
    expect(await update({ id, version: 1, name: ' \u200b ' })).toBe('BAD_USER_INPUT');
    expect(await update({ id, version: 1, name: null })).toBe('BAD_USER_INPUT');
  });

  it('switched off signs in no more, until it is switched on', async () => {
    const bearer = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
    await update({ id, version: 1, active: false });
    expect(await browser.name({ bearer })).toBeNull();
    expect((await browser.signIn(email)).kind).toBe('WrongCredentials');
    await update({ id, version: 2, active: true });
    expect(await browser.name({ bearer })).toBeNull();
    expect((await browser.signIn(email)).kind).toBe('SignedIn');
  });

  it('of the last administrator is neither switched off, erased, nor laid down', async () => {
    const admin = personId('admin');
    expect(await update({ id: admin, version: 1, active: false })).toMatchObject({ kind: 'LastAdministrator' });
    const erased = await app.gql(
      'mutation ($id: ID!) { erasePerson(id: $id) { kind: __typename } }',
      { id: admin },
      { as: 'admin' },
    );
    expect(erased.data).toEqual({ erasePerson: { kind: 'LastAdministrator' } });
    const { data } = await app.gql<{ viewer: { person: { roles: { id: string }[] } } }>(
      '{ viewer { person { roles { id } } } }',
      {},
      { as: 'admin' },
    );
    const revoked = await app.gql(
      'mutation ($id: ID!) { revokeRole(id: $id) { kind: __typename } }',
      { id: data.viewer.person.roles[0]!.id },
      { as: 'admin' },
    );
    expect(revoked.data).toEqual({ revokeRole: { kind: 'LastAdministrator' } });
  });
});

describe('one’s own data', () => {
  const MY_DATA = '{ myData }';
  const ERASE = 'mutation ($id: ID!) { result: erasePerson(id: $id) { kind: __typename ... on Refusal { message } } }';

  it('are told as JSON, all of them and without secrets', async () => {
    const bearer = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
    await browser.gql(
      'mutation { createApiToken(input: { name: "t", scopes: [READ], validDays: 1 }) { __typename } }',
      {},
      { bearer },
    );
    const { data } = await browser.gql<{ myData: Record<string, unknown> }>(MY_DATA, {}, { bearer });
    expect(data.myData).toMatchObject({
      person: { id, email, name: 'Тарас Шульга', hasPassword: true },
      roles: [],
      sessions: [{ carrier: 'BEARER', userAgent: 'node' }],
      apiTokens: [{ name: 't', scopes: ['READ'] }],
      schoolRequests: [],
      uploads: [],
      audit: expect.arrayContaining([expect.objectContaining({ action: 'SIGN_IN', actorId: id })]),
    });
    const text = JSON.stringify(data.myData);
    expect(text).not.toMatch(/argon2|tokenHash|previousHash|Hash"/);
    expect(text).not.toContain(bearer);
  });

  it('miss no table: each that names a person is exported, erased, or known to hold an id alone', async () => {
    const rows = await app.database.reader.execute<{ table_name: string }>(
      `select distinct table_name from information_schema.columns
       where table_schema = 'public' and column_name in ('person_id', 'owner_id', 'actor_id', 'granted_by', 'decided_by')`,
    );
    expect(rows.map((row) => row.table_name).sort()).toEqual(
      // Sessions, tokens, browsers, links, roles go with the person; the rest is registered in identity.data.ts.
      [
        'api_token',
        'audit_entry',
        'date_wish',
        'event_review',
        'known_browser',
        // Who is to be written to by their role, as an id.
        'notice',
        'one_time_link',
        'personal_feed',
        'provider_account',
        'registration',
        // A head of a school who may answer by it, as an id.
        'registration_link',
        'role_assignment',
        'school_request',
        'session',
        'upload',
      ],
    );
  });

  it('go when a person is erased; the audit keeps the id, and nothing of what it stood for', async () => {
    const bearer = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
    await update({ id, version: 1, name: 'Нова назва' }, null, bearer);
    const { data } = await browser.gql(ERASE, { id }, { bearer });
    expect(data).toEqual({ result: { kind: 'ErasedPerson' } });
    expect(await browser.name({ bearer })).toBeNull();
    expect((await browser.signIn(email)).kind).toBe('WrongCredentials');
    const dump = await app.database.reader.execute<{ row: unknown }>(
      [
        'person',
        'session',
        'api_token',
        'known_browser',
        'one_time_link',
        'personal_feed',
        'role_assignment',
        'school_request',
        'provider_account',
        'upload',
        'outgoing_mail',
        'audit_entry',
      ]
        .map((table) => `select to_jsonb(t) as row from ${table} t where to_jsonb(t)::text like '%${id}%'`)
        .join(' union all '),
    );
    const text = JSON.stringify(dump);
    expect(text).not.toContain(email);
    expect(text).not.toMatch(/Тарас|Нова назва|argon2/);
    expect(dump.filter(({ row }) => (row as { action?: string }).action === 'ERASE')).toHaveLength(1);
    const audit = await app.gql<{ audit: { edges: { node: { actorName: string | null; actorId: string } }[] } }>(
      'query ($id: ID!) { audit(actorId: $id) { edges { node { actorId actorName } } } }',
      { id },
      { as: 'admin' },
    );
    expect(audit.data.audit.edges.map(({ node }) => node)).toContainEqual({ actorId: id, actorName: null });
    // The address is free for somebody new, who is another person.
    expect(await settle(app, email)).not.toBe(id);
  });

  it('are erased only by somebody who has just proved who they are', async () => {
    const bearer = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
    app.clock.set(new Date(Date.now() + 16 * 60_000).toISOString());
    const { data } = await browser.gql(ERASE, { id }, { bearer });
    expect(data).toMatchObject({ result: { kind: 'SignInAgain' } });
    app.clock.set(new Date().toISOString());
    const { errors } = await app.gql(ERASE, { id }, { as: 'stranger' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
