import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { people } from '../src/identity/person.tables.ts';
import { providerAccounts, providerAttempts } from '../src/identity/provider.tables.ts';
import { sessions } from '../src/identity/session.tables.ts';
import { CALLBACK } from './provider-lab.ts';
import { type ProviderScene, START, startScene } from './provider-scene.ts';

let scene: ProviderScene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.stop());

async function totals() {
  const [accounts, persons, opened] = await Promise.all([
    scene.db.$count(providerAccounts),
    scene.db.$count(people),
    scene.db.$count(sessions),
  ]);
  return { accounts, persons, opened };
}

/** The one page that says no, and nothing changed by it: no account, no link, no session, no cookie. */
async function expectNobody(subject: string): Promise<string> {
  const before = await totals();
  const browser = scene.browser();
  const response = await scene.signIn(subject, browser);
  const text = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
  expect(text).toContain('Попросіть запрошення');
  expect(browser.cookies.has('zakhid')).toBe(false);
  expect(await totals()).toEqual(before);
  return text;
}

describe('a sign-in by the identity provider', () => {
  it('lets in by a verified address, and comes back to the page it began on', async () => {
    const olena = await scene.somebody({}, { invited: true });
    const browser = scene.browser();
    const response = await scene.signIn(
      olena.subject,
      browser,
      `${START}?returnTo=${encodeURIComponent('/events?a=1#x')}`,
    );
    expect([response.status, response.headers.get('location')]).toEqual([303, '/events?a=1#x']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(browser.lastSet).toEqual([
      expect.stringMatching(/^zakhid=zks_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(await browser.name()).toBe(olena.name);
    const [account] = await scene.db.select().from(providerAccounts).where(eq(providerAccounts.personId, olena.id));
    expect(account).toMatchObject({ issuer: scene.idp.issuer, subject: olena.subject });
    const [session] = await scene.db.select().from(sessions).where(eq(sessions.personId, olena.id));
    expect(session).toMatchObject({ method: 'OIDC', carrier: 'COOKIE' });
    const [person] = await scene.db.select().from(people).where(eq(people.id, olena.id));
    expect(person?.joinedAt).not.toBeNull();
  });

  it('writes down the link, and each sign-in', async () => {
    const olena = await scene.somebody();
    await scene.signIn(olena.subject);
    await scene.signIn(olena.subject);
    const lines = await scene.db.select().from(auditEntries).where(eq(auditEntries.thingId, olena.id));
    expect(lines.map(({ action }) => action).sort()).toEqual(['CREATE', 'LINK_PROVIDER', 'SIGN_IN', 'SIGN_IN']);
    const linking = lines.find(({ action }) => action === 'LINK_PROVIDER');
    expect(linking).toMatchObject({
      actorId: olena.id,
      via: 'SESSION',
      changes: [{ field: 'issuer', before: null, after: scene.idp.issuer }],
    });
  });

  it('asks with PKCE, state and nonce, and the provider demands the first', async () => {
    const browser = scene.browser();
    const location = new URL((await browser.fetch(START)).headers.get('location')!);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      client_id: 'zakhid',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^zko_[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    const kept = JSON.stringify(await scene.db.select().from(providerAttempts));
    expect(kept).not.toContain(location.searchParams.get('state'));
    location.searchParams.delete('code_challenge');
    location.searchParams.delete('code_challenge_method');
    const refused = await scene.idp.visit(location.href, 'anybody');
    expect(refused.searchParams.get('error')).toBe('invalid_request');
    expect(refused.searchParams.get('error_description')).toMatch(/PKCE/);
  });

  it('finds the account by a verified address in other case', async () => {
    const olena = await scene.somebody();
    scene.idp.accounts.set(olena.subject, { email: ` ${olena.email.toUpperCase()}`, email_verified: true });
    const before = await totals();
    const browser = scene.browser();
    expect((await scene.signIn(olena.subject, browser)).status).toBe(303);
    expect(await browser.name()).toBe(olena.name);
    expect(await totals()).toMatchObject({ persons: before.persons, accounts: before.accounts + 1 });
  });

  it('knows somebody by the subject from then on, whatever their address there becomes', async () => {
    const [olena, petro] = [await scene.somebody(), await scene.somebody()];
    scene.idp.requests.length = 0;
    await scene.signIn(olena.subject);
    expect(scene.idp.requests).toContain('GET /me');
    scene.idp.requests.length = 0;
    for (const account of [
      { email: petro.email, email_verified: true },
      { email: olena.email, email_verified: false },
      {},
    ]) {
      scene.idp.accounts.set(olena.subject, account);
      const browser = scene.browser();
      expect((await scene.signIn(olena.subject, browser)).status).toBe(303);
      expect(await browser.name()).toBe(olena.name);
    }
    expect(await scene.db.$count(providerAccounts, eq(providerAccounts.personId, petro.id))).toBe(0);
    // Nor is the provider asked for it.
    expect(scene.idp.requests).not.toContain('GET /me');
  });

  it('opens a new session whatever the browser came with, and ends that one', async () => {
    const [mallory, olena] = [await scene.somebody(), await scene.somebody()];
    const [attacker, victim] = [scene.browser(), scene.browser()];
    await scene.signIn(mallory.subject, attacker);
    const fixed = attacker.cookies.get('zakhid')!;
    victim.cookies.set('zakhid', fixed);
    await scene.signIn(olena.subject, victim);
    expect(victim.cookies.get('zakhid')).not.toBe(fixed);
    expect(await victim.name()).toBe(olena.name);
    expect(await attacker.name()).toBeNull();
  });

  it('links once when it is done twice at once', async () => {
    const olena = await scene.somebody();
    const browsers = [scene.browser(), scene.browser()];
    const callbacks = await Promise.all(browsers.map((browser) => scene.callbackOf(browser, olena.subject)));
    const answers = await Promise.all(browsers.map((browser, at) => browser.fetch(callbacks[at]!)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await scene.db.$count(providerAccounts, eq(providerAccounts.personId, olena.id))).toBe(1);
  });
});

describe('nobody here', () => {
  it('is one whose address is not verified, or is none', async () => {
    const pages = new Set<string>();
    for (const there of [
      { email_verified: false },
      { email_verified: undefined },
      { email_verified: 'true' },
      { email_verified: 1 },
      { email: undefined },
      { email: 'not an address' },
      { email: `x@kyiv.ua\r\nperson1@kyiv.ua` },
    ]) {
      pages.add(await expectNobody((await scene.somebody(there)).subject));
    }
    expect(pages.size).toBe(1);
  });

  it('is one without an account: none is made', async () => {
    scene.idp.accounts.set('stranger', { email: 'stranger@elsewhere.ua', email_verified: true });
    await expectNobody('stranger');
    scene.idp.accounts.set('look-alike', { email: 'реrson1@kyiv.ua', email_verified: true });
    await expectNobody('look-alike');
  });

  it('is one who is switched off, linked or not', async () => {
    const [linked, fresh] = [await scene.somebody(), await scene.somebody()];
    await scene.signIn(linked.subject);
    await scene.db.delete(sessions).where(eq(sessions.personId, linked.id));
    for (const { id, subject } of [linked, fresh]) {
      await scene.db.update(people).set({ active: false }).where(eq(people.id, id));
      await expectNobody(subject);
    }
  });

  it('is one who has been erased', async () => {
    const olena = await scene.somebody();
    await scene.signIn(olena.subject);
    const erased = { name: '', email: null, passwordHash: null, active: false, erasedAt: scene.app.clock.now() };
    await scene.db.update(people).set(erased).where(eq(people.id, olena.id));
    await expectNobody(olena.subject);
  });

  it('is a second subject with the address of somebody who is linked: an address finds a next holder', async () => {
    const olena = await scene.somebody();
    await scene.signIn(olena.subject);
    scene.idp.accounts.set('next-holder', { email: olena.email, email_verified: true });
    scene.lab.lines.length = 0;
    await expectNobody('next-holder');
    expect(scene.lab.lines).toContainEqual(
      expect.objectContaining({
        msg: 'sign-in by provider refused',
        because: 'another subject is linked',
        personId: olena.id,
      }),
    );
  });

  it('is all but one of many subjects that claim an address at once', async () => {
    const olena = await scene.somebody();
    const browsers = Array.from({ length: 5 }, () => scene.browser());
    const callbacks = await Promise.all(
      browsers.map((browser, at) => {
        scene.idp.accounts.set(`claimant-${at}`, { email: olena.email, email_verified: true });
        return scene.callbackOf(browser, `claimant-${at}`);
      }),
    );
    const answers = await Promise.all(browsers.map((browser, at) => browser.fetch(callbacks[at]!)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403, 403, 403, 403]);
    expect(await scene.db.$count(providerAccounts, eq(providerAccounts.personId, olena.id))).toBe(1);
  });

  it('is whoever had the account before its address was changed here', async () => {
    const olena = await scene.somebody();
    await scene.signIn(olena.subject);
    const { data } = await scene.app.gql<{ result: { kind: string } }>(
      `mutation ($input: UpdatePersonInput!) { result: updatePerson(input: $input) { kind: __typename } }`,
      { input: { id: olena.id, version: 1, email: 'successor@kyiv.ua' } },
      { as: 'admin' },
    );
    expect(data.result.kind).toBe('Person');
    await expectNobody(olena.subject);
  });

  it('is told in English too', async () => {
    const browser = scene.browser();
    const callback = await scene.callbackOf(browser, 'stranger');
    const response = await browser.fetch(callback, { headers: { 'accept-language': 'en' } });
    expect(await response.text()).toContain('Ask an administrator for an invitation');
  });
});

it('is shown with its name', async () => {
  expect((await scene.app.gql('{ signInMethods { password link provider { name path } } }')).data).toEqual({
    signInMethods: { password: true, link: true, provider: { name: 'Київ Цифровий', path: START } },
  });
});
