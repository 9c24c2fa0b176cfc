import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import { links } from '../src/identity/link.tables.ts';
import { startTestApp, type TestApp } from './app.ts';
import {
  Browser,
  mailsTo,
  mailTo,
  REQUEST_LINK,
  settle,
  type SignInAnswer,
  tokenIn,
  USE_LINK,
} from './identity-lab.ts';
import { until } from './program.ts';

let app: TestApp;
let browser: Browser;
let count = 0;
/** A new account for every test: mails are told apart by their address. */
let email = '';

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: 'loopback' }, { jobs: true });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-11-23T12:00:00Z');
  await app.database.reader.delete(limits);
  browser = new Browser(app);
  email = `reader${(count += 1)}@kyiv.ua`;
  await settle(app, email, [], { name: 'Марія', password: null });
});

const request = async (address: string, from = browser) =>
  (await from.gql<{ result: SignInAnswer }>(REQUEST_LINK, { email: address })).data.result;

/** Asks for a link and reads it in the mail. */
const linked = async (mails = 1) => {
  await request(email);
  return tokenIn(await mailTo(app, email, mails));
};
const use = async (token: string, from = browser, carrier = 'COOKIE') =>
  (await from.gql<{ result: SignInAnswer }>(USE_LINK, { token, carrier })).data.result;
const later = (minutes: number) => app.clock.set(new Date(app.clock.now().getTime() + minutes * 60_000).toISOString());

describe('a sign-in link', () => {
  it('comes by mail, in the language of its reader, and signs in', async () => {
    expect(await request(email)).toEqual({ kind: 'MailSent', validMinutes: 15 });
    const mail = await mailTo(app, email);
    expect(mail.subject).toBe('Вхід до Zakhid');
    expect(mail.text).toContain('http://zakhid.test/sign-in/link/zkl_');
    expect(await use(tokenIn(mail))).toEqual({ kind: 'SignedIn', token: null });
    expect(await browser.name()).toBe('Марія');
  });

  it('signs in a bearer', async () => {
    const { token } = await use(await linked(), browser, 'BEARER');
    expect(await browser.name({ bearer: token! })).toBe('Марія');
  });

  it('works once, also for two at the same moment', async () => {
    const token = await linked();
    const answers = await Promise.all([use(token), use(token), use(token)]);
    expect(answers.map(({ kind, reason = '' }) => kind + reason).sort()).toEqual([
      'LinkRefusedUSED',
      'LinkRefusedUSED',
      'SignedIn',
    ]);
    expect(await use(token)).toMatchObject({ reason: 'USED' });
  });

  it('works for 15 minutes', async () => {
    const token = await linked();
    later(14.9);
    expect((await use(token)).kind).toBe('SignedIn');
    const another = await linked(2);
    later(15);
    expect(await use(another)).toMatchObject({ kind: 'LinkRefused', reason: 'EXPIRED' });
  });

  it('works in the browser that asked and in no other', async () => {
    const token = await linked();
    const other = new Browser(app);
    expect(await use(token, other)).toMatchObject({ reason: 'OTHER_BROWSER' });
    await request('somebody@else.ua', other);
    expect(await use(token, other)).toMatchObject({ reason: 'OTHER_BROWSER' });
    expect((await use(token)).kind).toBe('SignedIn');
  });

  it('is not consumed by a GET, however many scanners follow it', async () => {
    const token = await linked();
    for (const method of ['GET', 'HEAD', 'GET']) {
      const response = await browser.fetch(`/sign-in/link/${token}`, { method });
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    const page = await (await browser.fetch(`/sign-in/link/${token}`)).text();
    expect(page).toContain(`<form method="post" action="/sign-in/link/${token}">`);
    expect(page).not.toContain('<script');
    const pressed = await browser.fetch(`/sign-in/link/${token}`, { method: 'POST', body: new URLSearchParams() });
    expect(pressed.status).toBe(200);
    expect(await pressed.text()).toContain('Ви увійшли, Марія');
    expect(await browser.name()).toBe('Марія');
    const again = await browser.fetch(`/sign-in/link/${token}`, { method: 'POST', body: new URLSearchParams() });
    expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('вже використано')]);
  });

  it('is not used by a page of another site, which could sign somebody in to an account of its own', async () => {
    const token = await linked();
    const press = (headers: Record<string, string>) =>
      browser.fetch(`/sign-in/link/${token}`, { method: 'POST', headers, body: new URLSearchParams() });
    const own = new URL(app.url);
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://zakhid.test' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
      { origin: 'nonsense' },
      { origin: 'http://zakhid.test.evil.example' },
      { origin: 'http://evil.zakhid.test' },
      { origin: 'https://zakhid.test' },
      { origin: `http://${own.hostname}:1` },
    ];
    for (const headers of foreign) {
      const response = await press(headers);
      expect([headers, response.status, response.headers.getSetCookie()]).toEqual([headers, 403, []]);
    }
    expect(await browser.name()).toBeNull();
    expect((await press({ 'sec-fetch-site': 'same-origin', origin: 'null' })).status).toBe(200);
    expect(await browser.name()).toBe('Марія');
  });

  it('is used by its own page, under whatever name the browser has it', async () => {
    for (const [at, origin] of ['http://zakhid.test', app.url].entries()) {
      const token = await linked(at + 1);
      const path = `/sign-in/link/${token}`;
      // A browser makes `null` of the origin of a page that lets none out.
      expect((await browser.fetch(path)).headers.get('referrer-policy')).toBe('same-origin');
      const pressed = await browser.fetch(path, { method: 'POST', headers: { origin }, body: new URLSearchParams() });
      expect([origin, pressed.status]).toEqual([origin, 200]);
    }
  });

  it('of anything but a link is refused without a word about what there is', async () => {
    for (const token of ['', 'zkl_', 'x'.repeat(47), `zkl_${'A'.repeat(43)}`, 'zks_' + 'A'.repeat(43), '../../etc']) {
      expect(await use(token)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
      if (token === '' || token.includes('/')) continue;
      const page = await browser.fetch(`/sign-in/link/${encodeURIComponent(token)}`, { method: 'POST', body: '' });
      expect(page.status).toBe(410);
    }
    const hostile = await browser.fetch(`/sign-in/link/${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(await hostile.text()).not.toContain('<script>alert');
  });

  it('is not told by the database: only its hash is there', async () => {
    const token = await linked();
    const rows = JSON.stringify(
      await app.database.reader.execute(
        'select to_jsonb(l) as l from one_time_link l union select to_jsonb(j) from pgboss.job j union select to_jsonb(m) from outgoing_mail m',
      ),
    );
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(email);
  });

  it('goes to nobody when the account is switched off meanwhile', async () => {
    const token = await linked();
    await app.database.reader.execute(`update person set active = false where email = '${email}'`);
    expect(await use(token)).toMatchObject({ reason: 'UNKNOWN' });
  });
});

describe('asking for a link', () => {
  it('says the same for an address that nobody has, sends nothing, and does as much', async () => {
    const before = await app.database.reader.select().from(links);
    expect(await request('nobody@nowhere.ua')).toEqual({ kind: 'MailSent', validMinutes: 15 });
    expect(await app.database.reader.select().from(links)).toHaveLength(before.length + 1);
    await until(async () => {
      const rows = await app.database.reader.execute<{ state: string }>(
        'select state from outgoing_mail order by id desc limit 1',
      );
      return rows[0]?.state === 'DROPPED';
    });
    expect(await mailsTo(app, 'nobody@nowhere.ua')).toEqual([]);
  });

  it.each(['olena', 'olena@kyiv.ua\r\nBcc: evil@x.ua', 'a@b.ua,c@d.ua', `${'a'.repeat(300)}@kyiv.ua`, 'оlena@kyiv.ua'])(
    'refuses %j as no address, and writes to nobody',
    async (address) => {
      const { errors } = await browser.gql(REQUEST_LINK, { email: address });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );

  it('finds the one account in whatever case', async () => {
    await request(email.toUpperCase());
    expect(tokenIn(await mailTo(app, email))).toMatch(/^zkl_/);
  });

  it('again and again is slowed down, alike for somebody’s and nobody’s address', async () => {
    for (const address of [email, 'nobody@nowhere.ua']) {
      const kinds: string[] = [];
      for (let n = 0; n < 7; n += 1) kinds.push((await request(address)).kind);
      expect(kinds).toEqual([...Array<string>(4).fill('MailSent'), ...Array<string>(3).fill('TooManyAttempts')]);
    }
  });
});
