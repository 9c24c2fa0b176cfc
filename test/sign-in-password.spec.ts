import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import { PASSWORD_PACES } from '../src/identity/limit.rules.ts';
import { sessions } from '../src/identity/session.tables.ts';
import { startTestApp, type TestApp } from './app.ts';
import { Browser, PASSWORD, settle } from './identity-lab.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: 'loopback' });
  await settle(app, 'olena@kyiv.ua', [], { name: 'Олена' });
});
afterAll(() => app.stop());

/** The accounts' history of attempts is forgotten, and nobody knows a browser. */
const fresh = async () => {
  await app.database.reader.delete(limits);
  return new Browser(app);
};

describe('a sign-in by password', () => {
  it('opens a session in a cookie that scripts cannot read', async () => {
    const browser = await fresh();
    expect(await browser.name()).toBeNull();
    expect(await browser.signIn('olena@kyiv.ua')).toEqual({ kind: 'SignedIn', token: null });
    const cookie = browser.lastSet.find((line) => line.startsWith('zakhid='));
    expect(cookie).toMatch(/^zakhid=zks_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await browser.name()).toBe('Олена');
  });

  it('answers a token instead, for a bearer, and sets no cookie', async () => {
    const browser = await fresh();
    const { token } = await browser.signIn('olena@kyiv.ua', PASSWORD, 'BEARER');
    expect(token).toMatch(/^zks_[\w-]{43}$/);
    expect(browser.cookies.size).toBe(0);
    expect(await browser.name({ bearer: token! })).toBe('Олена');
    expect(await browser.name()).toBeNull();
  });

  it.each(['OLENA@KYIV.UA', ' olena@Kyiv.ua '])('takes %j for the one account', async (email) => {
    expect((await (await fresh()).signIn(email)).kind).toBe('SignedIn');
  });

  it('takes the same letters, whichever way a machine writes them', async () => {
    const password = 'їжачок у тумані й досі';
    await settle(app, 'nfd@kyiv.ua', [], { password: password.normalize('NFC') });
    expect((await (await fresh()).signIn('nfd@kyiv.ua', password.normalize('NFD'))).kind).toBe('SignedIn');
  });

  it('keeps only a hash of the token, and of the password', async () => {
    const browser = await fresh();
    const { token } = await browser.signIn('olena@kyiv.ua', PASSWORD, 'BEARER');
    const dump = JSON.stringify(
      await app.database.reader.execute(
        'select to_jsonb(s) as s, to_jsonb(p) as p from session s join person p on p.id = s.person_id',
      ),
    );
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(PASSWORD);
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('behind https marks the cookie Secure, for this host alone', async () => {
    const secure = await startTestApp({ BASE_URL: 'https://zakhid.test', TRUST_PROXY: 'loopback' });
    try {
      await settle(secure, 'olena@kyiv.ua');
      const browser = new Browser(secure);
      await browser.signIn('olena@kyiv.ua');
      for (const line of browser.lastSet)
        expect(line).toMatch(/^__Host-zakhid(-browser)?=.*; Path=\/; HttpOnly; Secure;/);
      expect(browser.lastSet).toHaveLength(2);
      expect(await browser.name()).toBe('olena');
    } finally {
      await secure.stop();
    }
  });

  it('gives a new token whatever the browser came with: a session fixed beforehand is worth nothing', async () => {
    const [attacker, victim] = [await fresh(), await fresh()];
    await settle(app, 'mallory@kyiv.ua');
    await attacker.signIn('mallory@kyiv.ua');
    const fixed = attacker.cookies.get('zakhid')!;
    victim.cookies.set('zakhid', fixed);
    await victim.signIn('olena@kyiv.ua');
    expect(victim.cookies.get('zakhid')).not.toBe(fixed);
    expect(await victim.name()).toBe('Олена');
    // The session the browser had has ended, for whoever else holds it too.
    expect(await attacker.name()).toBeNull();
  });

  it('takes no cookie from a page of another site', async () => {
    const browser = await fresh();
    await browser.signIn('olena@kyiv.ua');
    for (const site of ['cross-site', 'same-site']) {
      const { errors } = await browser.gql('mutation { signOut }', {}, { headers: { 'sec-fetch-site': site } });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    for (const origin of ['https://evil.example', 'null']) {
      const { errors } = await browser.gql('mutation { signOut }', {}, { headers: { origin } });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await browser.name()).toBe('Олена');
  });
});

describe('a wrong sign-in', () => {
  const VARIANTS = [
    ['a wrong password', 'olena@kyiv.ua', 'not the one at all'],
    ['nobody’s address', 'nobody@kyiv.ua', PASSWORD],
    ['what is no address', 'olena', PASSWORD],
    ['an address with a line break', 'olena@kyiv.ua\r\nBcc: x@y.ua', PASSWORD],
    ['a look-alike', 'оlena@kyiv.ua', PASSWORD],
    ['an account without a password', 'linkonly@kyiv.ua', PASSWORD],
    ['an account switched off', 'inactive@kyiv.ua', PASSWORD],
    ['an account that never joined', 'invited@kyiv.ua', PASSWORD],
    ['an empty password', 'olena@kyiv.ua', ''],
  ] as const;

  beforeAll(async () => {
    await settle(app, 'linkonly@kyiv.ua', [], { password: null });
    await settle(app, 'inactive@kyiv.ua');
    await settle(app, 'invited@kyiv.ua');
    await app.database.reader.execute(`update person set active = false where email = 'inactive@kyiv.ua'`);
    await app.database.reader.execute(`update person set joined_at = null where email = 'invited@kyiv.ua'`);
  });

  it.each(VARIANTS)('by %s is answered as any other', async (_, email, password) => {
    expect(await (await fresh()).signIn(email, password)).toEqual({
      kind: 'WrongCredentials',
      message: 'The address or the password is wrong. A sign-in link by e-mail works as well.',
    });
  });

  it('takes as long for nobody’s address as for somebody’s', async () => {
    const browser = await fresh();
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 12; round += 1) {
      for (const [kind, email] of [
        ['known', 'olena@kyiv.ua'],
        ['unknown', `nobody${round}@kyiv.ua`],
      ] as const) {
        await app.database.reader.delete(limits);
        const began = performance.now();
        await browser.signIn(email, 'not the one at all');
        times[kind].push(performance.now() - began);
      }
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1]!;
    // A hash takes some 40 ms; had one of both none, they would lie far apart.
    expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.6);
    expect(median(times.unknown) / median(times.known)).toBeLessThan(1.67);
  });

  it('with 300 characters is refused by its size alone', async () => {
    const browser = await fresh();
    expect((await browser.signIn(`${'a'.repeat(288)}@kyiv.ua`, PASSWORD)).kind).toBe('WrongCredentials');
    await expect(browser.signIn(`${'a'.repeat(300)}@kyiv.ua`)).rejects.toThrow('email');
    await expect(browser.signIn('olena@kyiv.ua', 'x'.repeat(1_001))).rejects.toThrow('password');
  });
});

describe('guessing', () => {
  const guess = (browser: Browser, count: number, from: (n: number) => string, at = 50) =>
    inTurns(count, at, (n) => browser.signIn('olena@kyiv.ua', `guess number ${n} of many`, 'BEARER', from(n)));

  it('10,000 times from one address is slowed down; the owner at another address signs in at once', async () => {
    const browser = await fresh();
    const kinds = await guess(browser, 10_000, () => '198.51.100.1');
    expect(kinds.get('WrongCredentials')).toBeLessThanOrEqual(30);
    expect(kinds.get('TooManyAttempts')).toBeGreaterThan(9_900);
    expect((await new Browser(app, '192.0.2.1').signIn('olena@kyiv.ua')).kind).toBe('SignedIn');
  }, 120_000);

  it('10,000 times from 10,000 addresses admits few; the owner waits seconds, and never in a browser of theirs', async () => {
    const owner = await fresh();
    await owner.signIn('olena@kyiv.ua');
    const address = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
    const kinds = await guess(new Browser(app), 10_000, address);
    expect(kinds.get('WrongCredentials')).toBeLessThan(PASSWORD_PACES.account.free + 60);
    // In the browser that is known nothing is felt of it, whatever its address is now.
    const known = new Browser(app, '10.0.0.1');
    known.cookies.set('zakhid-browser', owner.cookies.get('zakhid-browser')!);
    expect((await known.signIn('olena@kyiv.ua')).kind).toBe('SignedIn');
    // In a new one, with the right password, the owner waits for some seconds: no lock-out.
    const elsewhere = new Browser(app, '192.0.2.77');
    const first = await elsewhere.signIn('olena@kyiv.ua');
    if (first.kind === 'TooManyAttempts') {
      expect(first.retryAfter).toBeLessThanOrEqual(10);
      app.clock.set(new Date(Date.now() + first.retryAfter! * 1_000).toISOString());
      expect((await elsewhere.signIn('olena@kyiv.ua')).kind).toBe('SignedIn');
    }
    // Somebody else, meanwhile, does not wait at all.
    await settle(app, 'petro@kyiv.ua');
    expect((await new Browser(app, '192.0.2.78').signIn('petro@kyiv.ua')).kind).toBe('SignedIn');
  }, 120_000);

  it('waits twice as long each time, and tells how long', async () => {
    const browser = await fresh();
    app.clock.set('2026-11-23T12:00:00Z');
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      const { kind, retryAfter = 0 } = await browser.signIn('olena@kyiv.ua', 'not the one at all');
      waits.push(kind === 'TooManyAttempts' ? retryAfter : 0);
      if (retryAfter > 0) app.clock.set(new Date(app.clock.now().getTime() + retryAfter * 1_000).toISOString());
    }
    expect(waits.filter(Boolean)).toEqual([1, 2]);
    expect(waits.slice(0, PASSWORD_PACES.accountFromAddress.free)).toEqual([0, 0, 0, 0, 0]);
  });

  it('counts over all processes: what one admitted another refuses', async () => {
    await fresh();
    const attempts = Array.from({ length: 40 }, (_, n) =>
      new Browser(app, '198.51.100.9').signIn('olena@kyiv.ua', `guess ${n} of the race`),
    );
    const kinds = (await Promise.all(attempts)).map(({ kind }) => kind);
    // All at once and over ten connections: the limit is the database's.
    expect(kinds.filter((kind) => kind === 'WrongCredentials')).toHaveLength(PASSWORD_PACES.accountFromAddress.free);
  });

  it('keeps neither addresses nor accounts in what it remembers', async () => {
    await (await fresh()).signIn('olena@kyiv.ua', 'not the one at all');
    const rows = await app.database.reader.select().from(limits);
    expect(rows).toHaveLength(3);
    for (const { key } of rows) expect(Buffer.from(key).toString('latin1')).not.toMatch(/olena|203\.0/);
  });
});

it('a sign-in leaves no session of somebody who failed', async () => {
  await app.database.reader.delete(sessions);
  await (await fresh()).signIn('olena@kyiv.ua', 'not the one at all');
  expect(await app.database.reader.select().from(sessions)).toEqual([]);
});

/** Runs `count` of them, `at` a time; answers how often each kind of answer came. */
async function inTurns(count: number, at: number, work: (n: number) => Promise<{ kind: string }>) {
  const kinds = new Map<string, number>();
  for (let n = 0; n < count; n += at) {
    const batch = Array.from({ length: Math.min(at, count - n) }, (_, of) => work(n + of));
    for (const { kind } of await Promise.all(batch)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}
