// What an attacker, or a moment badly chosen, must not achieve.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import { lockPerson } from '../src/identity/person.store.ts';
import { deleteSessions } from '../src/identity/session.store.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { startTestApp, type TestApp } from './app.ts';
import { Browser, mailsTo, mailTo, PASSWORD, REQUEST_LINK, settle, type SignInAnswer } from './identity-lab.ts';
import { grant } from './people.ts';
import { until } from './program.ts';

let app: TestApp;
let browser: Browser;
let count = 0;
let email = '';
let id: Id<'Person'>;
let bearer = '';

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: 'loopback' }, { jobs: true });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set(new Date().toISOString());
  await app.database.reader.delete(limits);
  browser = new Browser(app);
  email = `victim${(count += 1)}@kyiv.ua`;
  id = await settle(app, email, [], { name: 'Жертва' });
  bearer = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
});

const CREATE_TOKEN =
  'mutation { createApiToken(input: { name: "Тут ім’я", scopes: [READ], validDays: 1 }) { kind: __typename ... on CreatedApiToken { secret } } }';
const rowsOf = (table: string) => app.database.reader.execute(`select * from ${table} where person_id = '${id}'`);

async function newSchool(): Promise<string> {
  const input = { nameUk: `Школа нападів ${count} ${Math.random()}`, nameEn: `School ${Math.random()}`, aliases: [] };
  const { data } = await app.gql<{ createSchool: { id: string } }>(
    'mutation ($input: CreateSchoolInput!) { createSchool(input: $input) { ... on School { id } } }',
    { input },
    { as: 'admin' },
  );
  return data.createSchool.id;
}

describe('what was let in and is overtaken by', () => {
  it('a switching off leaves no token behind', async () => {
    for (let round = 0; round < 4; round += 1) {
      const off =
        'mutation ($id: ID!, $version: Int!, $active: Boolean!) { updatePerson(input: { id: $id, version: $version, active: $active }) { kind: __typename } }';
      const version = round * 2 + 1;
      await Promise.all([
        ...Array.from({ length: 3 }, () => browser.gql(CREATE_TOKEN, {}, { bearer })),
        app.gql(off, { id, version, active: false }, { as: 'admin' }),
        ...Array.from({ length: 3 }, () => browser.gql(CREATE_TOKEN, {}, { bearer })),
      ]);
      expect(await rowsOf('api_token')).toEqual([]);
      await app.gql(off, { id, version: version + 1, active: true }, { as: 'admin' });
      bearer = (await browser.signIn(email, PASSWORD, 'BEARER')).token!;
    }
  });

  it('an erasure leaves nothing of the person behind', async () => {
    const schools = [await newSchool(), await newSchool(), await newSchool()];
    await Promise.all([
      ...schools.map((schoolId) =>
        browser.gql(
          'mutation ($schoolId: ID!) { askForSchool(schoolId: $schoolId) { __typename } }',
          { schoolId },
          { bearer },
        ),
      ),
      ...Array.from({ length: 3 }, () => browser.gql(CREATE_TOKEN, {}, { bearer })),
      app.gql('mutation ($id: ID!) { erasePerson(id: $id) { __typename } }', { id }, { as: 'admin' }),
      app.gql(
        'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { __typename } }',
        { input: { email, name: 'Інша', language: 'uk', role: 'TRAINER', scopeKind: 'CITY' } },
        { as: 'admin' },
      ),
    ]);
    for (const table of ['api_token', 'session', 'school_request', 'role_assignment', 'one_time_link']) {
      expect([table, await rowsOf(table)]).toEqual([table, []]);
    }
  });

  it('the end of its session sets no password and opens no other session', async () => {
    const set = `mutation ($new: String!, $old: String!) { result: setPassword(newPassword: $new, currentPassword: $old) { kind: __typename } }`;
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    let answer: ReturnType<Browser['gql']> | undefined;
    await app.database.transaction(async (tx) => {
      await lockPerson(tx, id);
      answer = browser.gql(set, { new: `${PASSWORD} more`, old: PASSWORD }, { bearer });
      await until(async () => (await app.database.reader.execute(waits)).length > 0);
      await deleteSessions(tx, id);
    });
    expect((await answer)?.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await rowsOf('session')).toEqual([]);
    expect((await browser.signIn(email)).kind).toBe('SignedIn');
  });

  it('a sign-out everywhere leaves neither session nor token', async () => {
    const { data } = await browser.gql<{ createApiToken: { secret: string } }>(CREATE_TOKEN, {}, { bearer });
    await browser.gql('mutation { signOutEverywhere }', {}, { bearer });
    expect(await browser.name({ bearer: data.createApiToken.secret })).toBeNull();
  });
});

describe('nobody is locked out by somebody else', () => {
  const ask = async (from: Browser) =>
    (await from.gql<{ result: SignInAnswer }>(REQUEST_LINK, { email })).data.result.kind;

  it('who asks for links to an address from many places, its owner still gets one: in a known browser, and in a new one', async () => {
    await browser.signIn(email);
    for (let n = 0; n < 60; n += 1) await ask(new Browser(app, `198.51.${n}.1`));
    expect(await ask(browser)).toBe('MailSent');
    const known = (await mailsTo(app, email)).length;
    expect(await ask(new Browser(app, '192.0.2.200'))).toBe('MailSent');
    await mailTo(app, email, known + 1);
  });

  it('asking over and over from one place sends few', async () => {
    const kinds: string[] = [];
    for (let n = 0; n < 40; n += 1) kinds.push(await ask(new Browser(app, `2001:db8:1:${n.toString(16)}::1`)));
    // One customer’s network, however many addresses it has.
    expect(kinds.filter((kind) => kind === 'MailSent').length).toBeLessThanOrEqual(14);
  });
});

describe('mail to somebody else', () => {
  it('asking for a school and taking it back, again and again, tells its head once', async () => {
    const schoolId = await newSchool();
    await grant(app.database, 'head', 'SCHOOL_HEAD', 'SCHOOL', schoolId);
    const before = (await mailsTo(app, 'head@people.test')).length;
    for (let n = 0; n < 12; n += 1) {
      const { data } = await browser.gql<{ r: { id?: string } }>(
        'mutation ($schoolId: ID!) { r: askForSchool(schoolId: $schoolId) { ... on SchoolRequest { id } } }',
        { schoolId },
        { bearer },
      );
      if (data.r.id)
        await browser.gql(
          'mutation ($id: ID!) { withdrawSchoolRequest(id: $id) { __typename } }',
          { id: data.r.id },
          { bearer },
        );
    }
    await mailTo(app, 'head@people.test', before + 1);
    expect(await mailsTo(app, 'head@people.test')).toHaveLength(before + 1);
    expect(await rowsOf('school_request')).toHaveLength(10);
  });
});

describe('a mail that failed for good', () => {
  it('is seen by an administrator, with what went wrong and without the address, and tried again on their word', async () => {
    const [mail] = await app.database.reader.execute<{ id: string }>(
      `insert into outgoing_mail (id, kind, about_id, state, attempts, last_error, created_at, ended_at)
       values (gen_random_uuid(), 'SCHOOL_DECIDED', gen_random_uuid(), 'FAILED', 3, '550 no such mailbox', now(), now()) returning id`,
    );
    const read = async () =>
      (
        await app.gql<{ outgoingMails: { edges: { node: Record<string, unknown> }[] } }>(
          '{ outgoingMails(state: FAILED) { edges { node { id kind state attempts lastError } } } }',
          {},
          { as: 'admin' },
        )
      ).data.outgoingMails.edges.map(({ node }) => node);
    const failed = {
      id: mail!.id,
      kind: 'SCHOOL_DECIDED',
      state: 'FAILED',
      attempts: 3,
      lastError: '550 no such mailbox',
    };
    expect(await read()).toEqual([failed]);
    const { data } = await app.gql('mutation ($id: ID!) { retryMail(id: $id) }', { id: mail!.id }, { as: 'admin' });
    expect([data, await read()]).toEqual([{ retryMail: true }, []]);
  });
});

describe('an administrator’s stolen', () => {
  const TAKE =
    'mutation ($id: ID!) { result: updatePerson(input: { id: $id, version: 1, email: "thief@evil.ua" }) { kind: __typename } }';
  const CROWN = `mutation ($id: ID!) { result: grantRole(input: { personId: $id, role: ADMIN, scopeKind: CITY }) { kind: __typename } }`;
  let admin = '';
  beforeEach(async () => {
    await settle(app, `boss${count}@kyiv.ua`, [{ role: 'ADMIN', scopeKind: 'CITY' }]);
    admin = (await browser.signIn(`boss${count}@kyiv.ua`, PASSWORD, 'BEARER')).token!;
  });

  it('API token takes over no account and makes no administrator', async () => {
    const all =
      'mutation { r: createApiToken(input: { name: "t", scopes: [READ, PEOPLE], validDays: 1 }) { ... on CreatedApiToken { secret } } }';
    const { secret } = (await browser.gql<{ r: { secret: string } }>(all, {}, { bearer: admin })).data.r;
    for (const query of [TAKE, CROWN]) {
      expect((await browser.gql(query, { id }, { bearer: secret })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('session, a quarter of an hour old, does neither', async () => {
    app.clock.set(new Date(Date.now() + 15 * 60_000).toISOString());
    for (const query of [TAKE, CROWN]) {
      expect((await browser.gql(query, { id }, { bearer: admin })).data).toEqual({ result: { kind: 'SignInAgain' } });
    }
  });
});

describe('the truth about an account', () => {
  it('who changed it last is who edited it, not who signed in to it', async () => {
    const edit =
      'mutation ($input: UpdatePersonInput!) { result: updatePerson(input: $input) { kind: __typename ... on ChangedMeanwhile { by } } }';
    await app.gql(edit, { input: { id, version: 1, name: 'Інакше' } }, { as: 'admin' });
    await browser.signIn(email);
    const { data } = await app.gql(edit, { input: { id, version: 1, name: 'Ще інакше' } }, { as: 'admin' });
    expect(data).toEqual({ result: { kind: 'ChangedMeanwhile', by: 'admin of the test' } });
  });

  it('what was done to it its person reads, and how it began', async () => {
    await app.gql(
      'mutation ($id: ID!) { grantRole(input: { personId: $id, role: TRAINER, scopeKind: CITY }) { __typename } }',
      { id },
      { as: 'admin' },
    );
    const { data } = await browser.gql<{ audit: { edges: { node: { action: string } }[] } }>(
      'query ($id: ID!) { audit(thingId: $id) { edges { node { action } } } }',
      { id },
      { bearer },
    );
    expect(data.audit.edges.map(({ node }) => node.action)).toEqual(['GRANT_ROLE', 'SIGN_IN', 'CREATE']);
  });

  it('of somebody else’s roles one sees those one manages', async () => {
    await app.gql(
      'mutation ($id: ID!) { grantRole(input: { personId: $id, role: TRAINER, scopeKind: CITY }) { __typename } }',
      { id },
      { as: 'admin' },
    );
    await app.gql(
      'mutation ($id: ID!) { grantRole(input: { personId: $id, role: ADMIN, scopeKind: CITY }) { __typename } }',
      { id },
      { as: 'admin' },
    );
    const roles = async (as: 'admin' | 'librarian') =>
      (
        await app.gql<{ person: { roles: { role: string }[] } }>(
          'query ($id: ID!) { person(id: $id) { roles { role } } }',
          { id },
          { as },
        )
      ).data.person.roles.map(({ role }) => role);
    expect(await roles('admin')).toEqual(['TRAINER', 'ADMIN']);
    expect(await roles('librarian')).toEqual(['TRAINER']);
  });

  it('giving and taking one role at once, many times, is no bug', async () => {
    const give = () =>
      app.gql<{ r: { id: string } }>(
        'mutation ($id: ID!) { r: grantRole(input: { personId: $id, role: TRAINER, scopeKind: CITY }) { ... on RoleAssignment { id } } }',
        { id },
        { as: 'admin' },
      );
    const codes: (string | undefined)[] = [];
    for (let round = 0; round < 15; round += 1) {
      const { data } = await give();
      const answers = await Promise.all([
        give(),
        app.gql('mutation ($id: ID!) { revokeRole(id: $id) { __typename } }', { id: data.r.id }, { as: 'admin' }),
        give(),
        give(),
      ]);
      codes.push(...answers.map(({ errors }) => errors?.[0]?.extensions.code));
    }
    expect(codes).not.toContain('INTERNAL');
  });
});

describe('an edit that changes nothing', () => {
  it('writes nothing and refuses nobody', async () => {
    const schoolId = await newSchool();
    const read = async () =>
      (
        await app.gql<{ audience: { version: number } }>(
          '{ audience(slug: "pupils") { id version nameUk nameEn aliases } }',
        )
      ).data.audience as { version: number } & Record<string, unknown>;
    const seen = await read();
    const { data } = await app.gql(
      'mutation ($input: DirectoryEntryInput!) { r: updateAudience(input: $input) { ... on Audience { version } } }',
      { input: seen },
      { as: 'coordinator' },
    );
    expect([data, await read()]).toEqual([{ r: { version: seen.version } }, seen]);
    const lines = await app.gql<{ audit: { edges: unknown[] } }>(
      'query ($id: ID!) { audit(thingId: $id) { edges { node { action } } } }',
      { id: schoolId },
      { as: 'admin' },
    );
    expect(lines.data.audit.edges).toHaveLength(1);
  });
});
