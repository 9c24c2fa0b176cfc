import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { startTestApp, type TestApp } from './app.ts';
import { Browser, mailsTo, mailTo, settle, type SignInAnswer, tokenIn, USE_LINK } from './identity-lab.ts';

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

describe('an invitation', () => {
  const INVITE = `mutation ($input: InvitePersonInput!) { result: invitePerson(input: $input) {
    kind: __typename ... on RoleAssignment { id role person { id name email joinedAt } scope { kind nameUk } }
    ... on Refusal { message } ... on WrongScope { fitting } } }`;
  interface Invited {
    kind: string;
    person: { id: string; joinedAt: string | null };
    fitting?: string[];
  }
  const invite = async (parts: object, as: 'admin' | 'head' | 'librarian' = 'admin') => {
    const input = {
      email: `guest${count}@kyiv.ua`,
      name: 'Гостя',
      language: 'en',
      role: 'TRAINER',
      scopeKind: 'CITY',
      ...parts,
    };
    const { data, errors } = await app.gql<{ result: Invited }>(INVITE, { input }, { as, language: 'en' });
    return errors ? errors[0]!.extensions.code : data.result;
  };

  it('comes by mail, in the guest’s language, works once from any browser within a week, and gives the role', async () => {
    const invited = (await invite({})) as Invited;
    expect(invited).toMatchObject({
      kind: 'RoleAssignment',
      person: { email: `guest${count}@kyiv.ua`, joinedAt: null },
      scope: { kind: 'CITY' },
    });
    const mail = await mailTo(app, `guest${count}@kyiv.ua`);
    expect([mail.subject, mail.text]).toEqual(['Your invitation to Zakhid', expect.stringContaining('trainer')]);
    const token = tokenIn(mail);
    const use = (from: Browser) => from.gql<{ result: SignInAnswer }>(USE_LINK, { token });
    expect((await use(browser)).data.result.kind).toBe('SignedIn');
    expect(await browser.name()).toBe('Гостя');
    expect((await use(new Browser(app))).data.result).toMatchObject({ kind: 'LinkRefused', reason: 'USED' });
    const set = await browser.gql<{ result: { kind: string } }>(
      'mutation { result: setPassword(newPassword: "a new guest’s own words") { kind: __typename } }',
    );
    expect(set.data.result.kind).toBe('PasswordSet');
  });

  it('again sends another link; who invites later ends nobody’s invitation, and the first that is used ends the others', async () => {
    await invite({});
    const first = tokenIn(await mailTo(app, `guest${count}@kyiv.ua`));
    await invite({ role: 'ADMIN' });
    const second = tokenIn(await mailTo(app, `guest${count}@kyiv.ua`, 2));
    const use = async (token: string) =>
      (await new Browser(app).gql<{ result: SignInAnswer }>(USE_LINK, { token })).data.result;
    expect((await use(first)).kind).toBe('SignedIn');
    expect(await use(second)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
  });

  it('calls a guest who has not come yet as the last inviter does, whoever typed the address before', async () => {
    const input = { email: `guest${count}@kyiv.ua`, name: 'Погане слово', language: 'en' };
    await browser.gql('mutation ($input: CreateAccountInput!) { createAccount(input: $input) { __typename } }', {
      input,
    });
    expect(await invite({ name: 'Марія Іванівна', language: 'uk' })).toMatchObject({
      person: { name: 'Марія Іванівна' },
    });
  });

  it('is sent to one address a few times, and by one person so many, and no more for a while', async () => {
    const kinds: string[] = [];
    for (let n = 0; n < 5; n += 1) kinds.push(((await invite({})) as Invited).kind);
    expect(kinds).toEqual(['RoleAssignment', 'RoleAssignment', 'RoleAssignment', 'TooManyAttempts', 'TooManyAttempts']);
    const { errors } = await app.gql(
      `mutation ($input: InvitePersonInput!) { a: invitePerson(input: $input) { __typename } b: invitePerson(input: $input) { __typename } }`,
      { input: { email: 'x@y.ua', name: 'Г', language: 'uk', role: 'TRAINER', scopeKind: 'CITY' } },
      { as: 'admin' },
    );
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_LARGE');
  });

  it('of one address twice at once, in two cases, makes one account', async () => {
    const both = await Promise.all([
      invite({ email: `twin${count}@kyiv.ua` }),
      invite({ email: `TWIN${count}@KYIV.UA` }),
      invite({ email: `Twin${count}@kyiv.ua`, role: 'ADMIN' }),
    ]);
    expect(new Set(both.map((one) => (one as Invited).person.id)).size).toBe(1);
  });

  it('of somebody who has an account keeps their name, gives the role and tells them', async () => {
    const invited = (await invite({ email, name: 'Зовсім інше ім’я' })) as Invited;
    expect(invited.person).toMatchObject({ id, name: 'Тарас Шульга' });
    const mail = await mailTo(app, email);
    expect([mail.subject, mail.text]).toEqual(['Нова роль у Zakhid', expect.stringContaining('тренер')]);
    expect(mail.text).not.toContain('/sign-in/link/');
    await invite({ email });
    await new Promise((resume) => setTimeout(resume, 300));
    expect(await mailsTo(app, email)).toHaveLength(1);
  });

  it('refuses a scope the role has not, one that is not there, and roles that are not the viewer’s to give', async () => {
    expect(await invite({ role: 'LIBRARIAN' })).toMatchObject({ kind: 'WrongScope', fitting: ['BRANCH'] });
    expect(await invite({ role: 'TEACHER', scopeKind: 'SCHOOL' })).toBe('BAD_USER_INPUT');
    expect(await invite({ role: 'TEACHER', scopeKind: 'SCHOOL', scopeId: id })).toBe('NOT_FOUND');
    expect(await invite({ role: 'ADMIN' }, 'librarian')).toBe('FORBIDDEN');
    expect(await invite({ role: 'TRAINER' }, 'head')).toBe('FORBIDDEN');
    expect(await invite({ email: 'a@b.ua\r\nBcc: c@d.ua' })).toBe('BAD_USER_INPUT');
  });
});

describe('making an account of one’s own', () => {
  const CREATE = `mutation ($input: CreateAccountInput!) { result: createAccount(input: $input) {
    kind: __typename ... on MailSent { validMinutes } ... on Refusal { message } } }`;
  const create = async (address: string) =>
    (
      await browser.gql<{ result: SignInAnswer }>(CREATE, {
        input: { email: address, name: 'Учителька', language: 'uk' },
      })
    ).data.result;

  it('says the same for an address that has one, which gets a link to that one', async () => {
    expect(await create(`teacher${count}@school.ua`)).toEqual(await create(email));
    const token = tokenIn(await mailTo(app, `teacher${count}@school.ua`));
    expect((await browser.gql<{ result: SignInAnswer }>(USE_LINK, { token })).data.result.kind).toBe('SignedIn');
    expect(await browser.name()).toBe('Учителька');
    const other = tokenIn(await mailTo(app, email));
    await browser.gql(USE_LINK, { token: other });
    expect(await browser.name()).toBe('Тарас Шульга');
  });
});
