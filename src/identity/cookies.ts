import '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { newSecret, readSecret, type Secret } from './secret.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * Two cookies: the session, and a browser's own secret, to which sign-in links are bound. Both HttpOnly and SameSite=Lax;
 * behind https also Secure with the prefix `__Host-`, which no neighbour under the same domain can set.
 */
@Injectable()
export class Cookies {
  readonly #secure: boolean;
  readonly #prefix: string;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#secure = settings.BASE_URL?.startsWith('https:') ?? false;
    this.#prefix = this.#secure ? '__Host-' : '';
  }

  sessionOf(request: FastifyRequest): string | undefined {
    return request.cookies[`${this.#prefix}zakhid`];
  }

  setSession(reply: FastifyReply, text: string, days: number): void {
    this.#set(reply, 'zakhid', text, days * 24 * 3600);
  }

  clearSession(reply: FastifyReply): void {
    this.#set(reply, 'zakhid', '', 0);
  }

  /** The hash of the browser's own secret; null when it has none yet. */
  browserOf(request: FastifyRequest): Uint8Array | null {
    return readSecret('browser', request.cookies[`${this.#prefix}zakhid-browser`]);
  }

  /** Gives the browser a secret of its own, or keeps the one it has. */
  knowBrowser(request: FastifyRequest, reply: FastifyReply): Uint8Array {
    const known = this.browserOf(request);
    if (known) return known;
    const secret: Secret = newSecret('browser');
    this.#set(reply, 'zakhid-browser', secret.text, YEAR_SECONDS);
    return secret.hash;
  }

  #set(reply: FastifyReply, name: string, value: string, maxAge: number): void {
    void reply.setCookie(`${this.#prefix}${name}`, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
      maxAge,
    });
  }
}
