import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  ResponseBodyError,
} from 'openid-client';
import type { Logger } from 'pino';
import { addressOf } from '../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { notFound } from '../platform/faults/fault.ts';
import { LOGGER } from '../platform/log/logger.module.ts';
import { readEmail } from './email.rules.ts';

export const PROVIDER_PATH = '/sign-in/oidc';

/** For each request to the provider: one that hangs holds a browser this long, and nothing of ours. */
const TIMEOUT_SECONDS = 5;

/** What a sign-in at the provider is known by when it comes back. */
interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Whom the provider has recognised. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Of the ID token; the rest has to be asked for. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly accessToken: string;
}

/** The identity provider of the settings, asked by OpenID Connect: authorization code with PKCE (RFC 7636, S256). */
@Injectable()
export class IdentityProvider {
  readonly #settings: Settings;
  readonly #logger: Logger;
  readonly #callback: string;
  #discovered: Promise<Configuration> | undefined;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings, @Inject(LOGGER) logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
    this.#callback = new URL(`${addressOf(settings)}${PROVIDER_PATH}/callback`).href;
  }

  /** What it is called on pages; null when there is none. */
  get name(): string | null {
    const { OIDC_ISSUER: issuer, OIDC_NAME: name } = this.#settings;
    return issuer ? (name ?? new URL(issuer).hostname) : null;
  }

  /** Where a browser is sent to sign in, and what to keep until it is back. */
  async invite(state: string): Promise<(Checks & { location: string }) | 'AWAY'> {
    const nonce = randomNonce();
    const codeVerifier = randomPKCECodeVerifier();
    try {
      const location = buildAuthorizationUrl(await this.#discover(), {
        redirect_uri: this.#callback,
        scope: 'openid email',
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { state, nonce, codeVerifier, location: location.href };
    } catch (error) {
      return this.#away(error);
    }
  }

  /** Whom it has recognised, by the query string with which it sent the browser back. */
  async identify(query: string, checks: Checks): Promise<Identity | 'AWAY' | 'STALE' | 'DECLINED'> {
    try {
      const tokens = await authorizationCodeGrant(await this.#discover(), new URL(`${this.#callback}?${query}`), {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.codeVerifier,
      });
      const claims = tokens.claims();
      if (!claims) return this.#away(new Error('no ID token'));
      return { issuer: claims.iss, subject: claims.sub, claims, accessToken: tokens.access_token };
    } catch (error) {
      if (error instanceof AuthorizationResponseError) return this.#declined(error.error);
      if (error instanceof ResponseBodyError && error.error === 'invalid_grant') return 'STALE';
      return this.#away(error);
    }
  }

  /** The address that the provider vouches for, as accounts are told apart by; null when there is none. */
  async verifiedEmailOf({ claims, accessToken, subject }: Identity): Promise<{ email: string | null } | 'AWAY'> {
    try {
      // Both from one place, so that the one is said of the other.
      const told = 'email' in claims ? claims : await fetchUserInfo(await this.#discover(), accessToken, subject);
      const { email, email_verified: verified } = told;
      return { email: verified === true && typeof email === 'string' ? readEmail(email) : null };
    } catch (error) {
      return this.#away(error);
    }
  }

  /** Asked for when first needed and then kept; a provider that was away is asked again. */
  async #discover(): Promise<Configuration> {
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret } = this.#settings;
    if (!issuer || !id) throw notFound('the page');
    const server = new URL(issuer);
    this.#discovered ??= discovery(server, id, undefined, secret ? clientAuth(secret) : None(), {
      timeout: TIMEOUT_SECONDS,
      // The signature is checked though the token comes straight from the provider: the way there may lead over a proxy
      // that opens TLS.
      execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [overLoopback] : [])],
    }).catch((error: unknown) => {
      this.#discovered = undefined;
      throw error;
    });
    return this.#discovered;
  }

  #declined(code: string): 'DECLINED' | 'AWAY' {
    this.#logger.info({ code: code.slice(0, 60) }, 'the identity provider declined');
    return code === 'server_error' || code === 'temporarily_unavailable' ? 'AWAY' : 'DECLINED';
  }

  #away(error: unknown): 'AWAY' {
    const code = error instanceof ResponseBodyError ? error.error : undefined;
    this.#logger.warn({ err: error, code }, 'the identity provider does not answer as it should');
    return 'AWAY';
  }
}

/** The settings let http through on loopback alone. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to stand out
const overLoopback = allowInsecureRequests;

/** Basic is what a provider takes that says nothing (OpenID Connect Discovery 1.0, section 3). */
function clientAuth(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...request);
  };
}
