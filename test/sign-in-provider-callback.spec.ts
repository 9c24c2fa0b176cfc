import { request as ask } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import { PROVIDER_PACE } from '../src/identity/provider.rules.ts';
import { CALLBACK } from './provider-lab.ts';
import { type ProviderScene, START, startScene } from './provider-scene.ts';

let scene: ProviderScene;
beforeAll(async () => {
  scene = await startScene({ LOG_LEVEL: 'trace' });
});
afterAll(() => scene.stop());

describe('a callback', () => {
  const expectStale = async (response: Response) => {
    expect([response.status, response.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('Почніть вхід знову');
    expect(response.headers.getSetCookie()).toEqual([]);
  };

  it('works only in the browser that began: nobody is signed in as somebody else', async () => {
    const mallory = await scene.somebody();
    const [attacker, victim, stranger] = [scene.browser(), scene.browser(), scene.browser()];
    const callback = await scene.callbackOf(attacker, mallory.subject);
    await victim.fetch(START); // a browser with an attempt and a secret of its own
    await expectStale(await victim.fetch(callback));
    await expectStale(await stranger.fetch(callback));
    expect(await victim.name()).toBeNull();
    // Nor is the attempt used up by it.
    expect((await attacker.fetch(callback)).status).toBe(303);
  });

  it('works once, also when it comes five times at once', async () => {
    const olena = await scene.somebody();
    const browser = scene.browser();
    const callback = await scene.callbackOf(browser, olena.subject);
    const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await browser.fetch(callback)).status));
    expect(statuses.sort()).toEqual([303, 410, 410, 410, 410]);
    await expectStale(await browser.fetch(callback));
  });

  it.each<[string, (callback: URL) => void]>([
    ['another state', ({ searchParams }) => searchParams.set('state', `zko_${'A'.repeat(43)}`)],
    ['a malformed state', ({ searchParams }) => searchParams.set('state', '\u0000')],
    ['no state', ({ searchParams }) => searchParams.delete('state')],
    ['nothing', (callback) => (callback.search = '')],
  ])('with %s is none', async (_, change) => {
    const olena = await scene.somebody();
    const browser = scene.browser();
    const callback = new URL(await scene.callbackOf(browser, olena.subject), CALLBACK);
    change(callback);
    await expectStale(await browser.fetch(callback.pathname + callback.search));
    expect(await browser.name()).toBeNull();
  });

  it('with the code of somebody else’s sign-in is none: its PKCE verifier is another', async () => {
    const [mallory, olena] = [await scene.somebody(), await scene.somebody()];
    const [attacker, victim] = [scene.browser(), scene.browser()];
    const stolen = new URL(await scene.callbackOf(victim, olena.subject), CALLBACK).searchParams.get('code')!;
    const own = new URL(await scene.callbackOf(attacker, mallory.subject), CALLBACK);
    own.searchParams.set('code', stolen);
    await expectStale(await attacker.fetch(own.pathname + own.search));
    expect(await attacker.name()).toBeNull();
  });

  it('with the issuer of another provider is none (RFC 9207)', async () => {
    const olena = await scene.somebody();
    const browser = scene.browser();
    const callback = new URL(await scene.callbackOf(browser, olena.subject), CALLBACK);
    callback.searchParams.set('iss', 'https://evil.test');
    expect((await browser.fetch(callback.pathname + callback.search)).status).toBe(503);
    expect(await browser.name()).toBeNull();
  });

  it('with an ID token made for another sign-in is none: its nonce is another', async () => {
    const olena = await scene.somebody();
    const browser = scene.browser();
    const location = new URL((await browser.fetch(START)).headers.get('location')!);
    location.searchParams.set('nonce', 'another');
    const { pathname, search } = await scene.idp.visit(location.href, olena.subject);
    expect((await browser.fetch(pathname + search)).status).toBe(503);
    expect(await browser.name()).toBeNull();
  });

  it('with an ID token that somebody changed on the way is none', async () => {
    const [olena, mallory] = [await scene.somebody(), await scene.somebody()];
    await scene.signIn(olena.subject);
    scene.idp.tampering = [mallory.subject, olena.subject];
    const browser = scene.browser();
    expect((await scene.signIn(mallory.subject, browser)).status).toBe(503);
    expect(await browser.name()).toBeNull();
    scene.idp.tampering = undefined;
    expect((await scene.signIn(mallory.subject, browser)).status).toBe(303);
  });

  it('from a provider that was told no is a plain page', async () => {
    const browser = scene.browser();
    const callback = await scene.callbackOf(browser, 'nobody');
    expect(callback).toContain('error=access_denied');
    const response = await browser.fetch(callback);
    expect([response.status, response.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('Служба входу не підтвердила, хто ви');
    await expectStale(await browser.fetch(callback));
  });

  it('works for ten minutes', async () => {
    const olena = await scene.somebody();
    const [early, late] = [scene.browser(), scene.browser()];
    const begun = Date.now();
    const at = (seconds: number) => scene.app.clock.set(new Date(begun + seconds * 1_000).toISOString());
    at(0);
    const callbacks = [await scene.callbackOf(early, olena.subject), await scene.callbackOf(late, olena.subject)];
    at(599);
    expect((await early.fetch(callbacks[0]!)).status).toBe(303);
    at(600);
    await expectStale(await late.fetch(callbacks[1]!));
  });
});

describe('what somebody writes into an address', () => {
  it.each(['//evil.test', '/\\evil.test', '/\t/evil.test', '/.//evil.test', 'https://evil.test', 'evil', ''])(
    'leads nowhere else: returnTo=%j',
    async (returnTo) => {
      const olena = await scene.somebody();
      const start = `${START}?returnTo=${encodeURIComponent(returnTo)}`;
      const response = await scene.signIn(olena.subject, scene.browser(), start);
      expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    },
  );

  it('is read once: a second returnTo makes none', async () => {
    const olena = await scene.somebody();
    const response = await scene.signIn(olena.subject, scene.browser(), `${START}?returnTo=/a&returnTo=/b`);
    expect(response.headers.get('location')).toBe('/');
  });

  it('may be Ukrainian', async () => {
    const olena = await scene.somebody();
    const response = await scene.signIn(
      olena.subject,
      scene.browser(),
      `${START}?returnTo=${encodeURIComponent('/події')}`,
    );
    expect(response.headers.get('location')).toBe(encodeURI('/події'));
  });

  it('is no part of the address the provider sends back to', async () => {
    const { port } = new URL(scene.app.url);
    const headers = { host: 'evil.test', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' };
    const location = await new Promise<string | undefined>((resolve, reject) => {
      ask({ host: '127.0.0.1', port, path: START, headers }, (answer) => {
        answer.resume();
        resolve(answer.headers.location);
      })
        .on('error', reject)
        .end();
    });
    expect(new URL(location!).searchParams.get('redirect_uri')).toBe(CALLBACK);
  });
});

describe('too many sign-ins', () => {
  it('from one network wait; those that came to their end do not count', async () => {
    await scene.db.delete(limits);
    const olena = await scene.somebody();
    const crowd = () => scene.browser('198.51.100.9');
    expect((await scene.signIn(olena.subject, crowd())).status).toBe(303);
    for (let one = 0; one < PROVIDER_PACE.free; one += 1) expect((await crowd().fetch(START)).status).toBe(303);
    const response = await crowd().fetch(START);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await scene.browser('198.51.100.10').fetch(START)).status).toBe(303);
  });
});

describe('the log', () => {
  it('holds no code, no state, no address, and no name', async () => {
    const [olena, stranger] = [await scene.somebody(), await scene.somebody({ email: 'stranger@elsewhere.ua' })];
    scene.lab.lines.length = 0;
    const secrets: string[] = [olena.email, olena.name, 'stranger@elsewhere.ua', 'evil.test'];
    for (const [subject, status] of [
      [olena.subject, 303],
      [stranger.subject, 403],
      ['nobody', 403],
    ] as const) {
      const browser = scene.browser();
      const callback = await scene.callbackOf(browser, subject, `${START}?returnTo=//evil.test`);
      const { searchParams } = new URL(callback, CALLBACK);
      secrets.push(...['code', 'state'].flatMap((name) => searchParams.get(name) ?? []));
      expect((await browser.fetch(callback)).status).toBe(status);
    }
    const text = JSON.stringify(scene.lab.lines);
    expect(secrets).toHaveLength(4 + 5);
    for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false]);
    expect(text).toContain('"path":"/sign-in/oidc/callback"');
    expect(text).toContain('"because":"no account"');
    expect(text).toContain('"code":"access_denied"');
  });
});
