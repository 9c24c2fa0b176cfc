import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from './app.ts';
import { Browser, settle } from './identity-lab.ts';
import { createProvider, type ProviderLab } from './provider-lab.ts';
import { callbackOf, START } from './provider-scene.ts';

const METHODS = '{ signInMethods { password link provider { name path } } }';

describe('the ways to sign in', () => {
  it('are two where no provider is set, and its routes are nothing', async () => {
    const plain = await startTestApp();
    try {
      expect((await plain.gql(METHODS)).data).toEqual({
        signInMethods: { password: true, link: true, provider: null },
      });
      for (const path of [START, `${START}/callback?state=zko_${'A'.repeat(43)}&code=x`]) {
        expect((await plain.fetch(path)).status).toBe(404);
      }
    } finally {
      await plain.stop();
    }
  });
});

describe('a provider', () => {
  let late: ProviderLab;
  let other: TestApp;
  beforeAll(async () => {
    // Not yet there, with a public client, and one that tells all in the ID token.
    late = await createProvider({ conformIdTokenClaims: false });
    other = await startTestApp(late.settings('public'));
    await settle(other, 'olena@kyiv.ua', [], { name: 'Олена', password: null });
    late.accounts.set('olena', { email: 'olena@kyiv.ua', email_verified: true });
  });
  afterAll(async () => {
    await other.stop();
    await late.stop();
  });

  const expectAway = async (response: Response) => {
    expect([response.status, response.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('зараз не відповідає');
  };

  it('is called by its host where it has no name', async () => {
    const { data } = await other.gql<{ signInMethods: { provider: object } }>(METHODS);
    expect(data.signInMethods.provider).toEqual({ name: '127.0.0.1', path: START });
  });

  it('that is away is a plain page, and is asked again when it is back', async () => {
    const browser = new Browser(other);
    await expectAway(await browser.fetch(START));
    expect((await other.fetch('/health/ready')).status).toBe(200);
    await late.start();
    const callback = await callbackOf(late, browser, 'olena');
    late.requests.length = 0;
    expect((await browser.fetch(callback)).status).toBe(303);
    expect(await browser.name()).toBe('Олена');
    expect(late.requests).toEqual(['POST /token', 'GET /jwks']);
  });

  it('is asked what it is only once, and of its people only as far as needed', async () => {
    late.requests.length = 0;
    const browser = new Browser(other);
    await browser.fetch(await callbackOf(late, browser, 'olena'));
    expect(late.requests.filter((line) => !/ \/(auth|interaction)/.test(line))).toEqual(['POST /token']);
  });

  it('that goes away while somebody signs in is a plain page, too', async () => {
    const browser = new Browser(other);
    const callback = await callbackOf(late, browser, 'olena');
    await late.stop();
    await expectAway(await browser.fetch(callback));
    await late.start();
    expect((await browser.fetch(await callbackOf(late, browser, 'olena'))).status).toBe(303);
  });

  it('that hangs holds no connection to the database, and is given up', async () => {
    const browsers = Array.from({ length: 12 }, () => new Browser(other));
    const callbacks = await Promise.all(browsers.map((browser) => callbackOf(late, browser, 'olena')));
    late.hanging = '/token';
    const began = performance.now();
    const answers = Promise.all(browsers.map((browser, at) => browser.fetch(callbacks[at]!)));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    // More than the pool has connections.
    const meanwhile = performance.now();
    expect((await other.gql('{ viewer { signedIn } audiences(first: 1) { edges { cursor } } }')).status).toBe(200);
    expect(performance.now() - meanwhile).toBeLessThan(2_000);
    for (const answer of await answers) await expectAway(answer);
    expect(performance.now() - began).toBeLessThan(9_000);
    late.hanging = undefined;
  });
});
