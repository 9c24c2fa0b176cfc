// A real identity provider (oidc-provider) on a loopback port, and people who sign in there.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { jest } from '@jest/globals';
import Provider, { type Configuration, type InteractionResults } from 'oidc-provider';

const BASE_URL = 'http://zakhid.test';
export const CALLBACK = `${BASE_URL}/sign-in/oidc/callback`;
const SECRET = 'a secret of the + client: %';

/** What the provider says of one of its people. */
export interface Account {
  readonly email?: unknown;
  readonly email_verified?: unknown;
}

export class ProviderLab {
  readonly issuer: string;
  /** Its people, by subject. */
  readonly accounts = new Map<string, Account>();
  /** Every request so far: method and path. */
  readonly requests: string[] = [];
  /** A path that is never answered. */
  hanging: string | undefined;
  /** What somebody on the way makes of an ID token: one subject out of another of the same length. */
  tampering: readonly [from: string, to: string] | undefined;
  readonly #port: number;
  readonly #provider: Provider;
  #server: Server | undefined;

  constructor(port: number, configuration: Configuration) {
    this.#port = port;
    this.issuer = `http://127.0.0.1:${port}`;
    // Of keeping all in memory, which is what a test wants.
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    this.#provider = new Provider(this.issuer, {
      clients: [
        { client_id: 'zakhid', client_secret: SECRET, redirect_uris: [CALLBACK] },
        { client_id: 'public', token_endpoint_auth_method: 'none', redirect_uris: [CALLBACK] },
      ],
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      cookies: { keys: [randomUUID()] },
      jwks: { keys: [{ ...privateKey(), alg: 'RS256', use: 'sig', kid: randomUUID() }] },
      ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...this.accounts.get(sub), sub }) }),
      ...configuration,
    });
    warn.mockRestore();
  }

  async start(): Promise<void> {
    const answer = this.#provider.callback();
    this.#server = createServer((request, response) => {
      const path = request.url?.split('?', 1)[0] ?? '';
      this.requests.push(`${request.method} ${path}`);
      if (path === this.hanging) return;
      if (path === '/token') this.#tamper(response);
      if (path.startsWith('/interaction/')) void this.#interact(request, response);
      else void answer(request, response);
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  #tamper(response: ServerResponse): void {
    if (!this.tampering) return;
    const [from, to] = this.tampering;
    const end = response.end.bind(response) as (body: string) => ServerResponse;
    response.end = ((body: string) => {
      const token = (JSON.parse(body) as { id_token: string }).id_token;
      const [head = '', payload = '', signature = ''] = token.split('.');
      const changed = Buffer.from(payload, 'base64url').toString().replace(from, to);
      return end(body.replace(token, `${head}.${Buffer.from(changed).toString('base64url')}.${signature}`));
    }) as typeof response.end;
  }

  /** The page on which somebody types a password and agrees; whom a test has chosen comes in a header. */
  async #interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session } = await this.#provider.interactionDetails(request, response);
    let result: InteractionResults;
    if (request.headers['x-account'] === 'nobody') result = { error: 'access_denied', error_description: 'no' };
    else if (prompt.name === 'login') result = { login: { accountId: String(request.headers['x-account']) } };
    else {
      const grant = new this.#provider.Grant({ accountId: session!.accountId, clientId: String(params['client_id']) });
      grant.addOIDCScope('openid email');
      result = { consent: { grantId: await grant.save() } };
    }
    await this.#provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  /** Signs in at the provider in a browser it does not know; answers the callback to which it is sent. */
  async visit(location: string, subject: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let at = new URL(location);
    for (let hops = 0; !at.href.startsWith(CALLBACK); hops += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(at, { redirect: 'manual', headers: { cookie, 'x-account': subject } });
      const next = response.headers.get('location');
      if (!next || hops > 8) throw new Error(`${at.pathname} answered ${response.status}: ${await response.text()}`);
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      at = new URL(next, at);
    }
    return at;
  }

  /** For the program; `client` names one of the two. */
  settings(client: 'zakhid' | 'public' = 'zakhid'): Record<string, string> {
    return {
      BASE_URL,
      TRUST_PROXY: 'loopback',
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: client,
      ...(client === 'zakhid' && { OIDC_CLIENT_SECRET: SECRET, OIDC_NAME: 'Київ Цифровий' }),
    };
  }
}

/** Not yet listening: `start` it. */
export async function createProvider(configuration: Configuration = {}): Promise<ProviderLab> {
  const probe = createSocketServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return new ProviderLab(port, configuration);
}

function privateKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' });
}
