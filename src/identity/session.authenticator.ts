import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from '../platform/access/authenticator.ts';
import { ANONYMOUS, type Viewer } from '../platform/access/viewer.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { Database, type Reader } from '../platform/db/database.ts';
import { Clock } from '../platform/time/clock.ts';
import { type Instant, plusMinutes } from '../platform/time/instant.ts';
import { Cookies } from './cookies.ts';
import { refuseForeignPages } from './foreign-page.ts';
import { newSecret, readSecret } from './secret.ts';
import { isCurrent, isLive, isTouchDue, previousUntil } from './session.rules.ts';
import {
  type CheckedSession,
  type CheckedToken,
  findSessions,
  findTokens,
  renewSession,
  touchSession,
} from './session.store.ts';
import { touchToken } from './token.store.ts';

/** Knows people by the token of their session, in a cookie or as a bearer, and programs by an API token. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #cookies: Cookies;
  readonly #sessions: DataLoader<string, CheckedSession | undefined>;
  readonly #tokens: DataLoader<string, CheckedToken | undefined>;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    @Inject(SETTINGS_TOKEN) settings: Settings,
    cookies: Cookies,
  ) {
    super();
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
    this.#cookies = cookies;
    this.#sessions = together(database, findSessions);
    this.#tokens = together(database, findTokens);
  }

  override async viewerOf(request: FastifyRequest, reply: FastifyReply): Promise<Viewer> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const token = readSecret('token', bearer);
      if (token) return this.#byToken(token);
      const session = readSecret('session', bearer);
      return session ? this.#bySession(session, null) : ANONYMOUS;
    }
    const session = readSecret('session', this.#cookies.sessionOf(request));
    if (!session) return ANONYMOUS;
    refuseForeignPages(request, this.#settings);
    return this.#bySession(session, reply);
  }

  async #bySession(hash: Uint8Array, reply: FastifyReply | null): Promise<Viewer> {
    const session = await this.#sessions.load(Buffer.from(hash).toString('hex'));
    const now = this.#clock.now();
    if (!session?.active || !isLive(session, hash, now)) return ANONYMOUS;
    // A token out of a cookie is worth nothing as a bearer, and the other way round.
    if ((session.carrier === 'COOKIE') !== (reply !== null)) return ANONYMOUS;
    if (isTouchDue(session.lastUsedAt, now)) await this.#touch(session, now);
    if (reply && session.renewalDue && isCurrent(session, hash)) await this.#renew(session, reply, now);
    const { personId, name, grants, authenticatedAt } = session;
    return {
      kind: 'person',
      id: personId,
      name,
      grants,
      credential: { kind: 'session', id: session.id, authenticatedAt },
    };
  }

  async #touch({ id }: CheckedSession, now: Instant): Promise<void> {
    const idleUntil = plusMinutes(now, this.#settings.SESSION_IDLE_MINUTES);
    await this.#database.transaction((tx) => touchSession(tx, id, now, idleUntil));
  }

  /** Of several requests at once one renews; the others are still good with the old token for a while. */
  async #renew(session: CheckedSession, reply: FastifyReply, now: Instant): Promise<void> {
    const secret = newSecret('session');
    const renewed = await this.#database.transaction((tx) =>
      renewSession(tx, session, secret.hash, previousUntil(now)),
    );
    if (renewed) this.#cookies.setSession(reply, secret.text, this.#settings.SESSION_DAYS);
  }

  async #byToken(hash: Uint8Array): Promise<Viewer> {
    const token = await this.#tokens.load(Buffer.from(hash).toString('hex'));
    const now = this.#clock.now();
    if (!token?.active || token.expiresAt <= now) return ANONYMOUS;
    if (!token.lastUsedAt || isTouchDue(token.lastUsedAt, now)) {
      await this.#database.transaction((tx) => touchToken(tx, token.id, now));
    }
    const { personId, name, grants, scopes } = token;
    return { kind: 'person', id: personId, name, grants, credential: { kind: 'token', id: token.id, scopes } };
  }
}

/**
 * Asks once for what several requests want to know at the same moment; nothing is kept for the next moment, in which a role
 * may be another.
 */
function together<Row>(
  database: Database,
  find: (reader: Reader, keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
) {
  return new DataLoader<string, Row | undefined>(
    async (keys) => {
      const found = await find(database.reader, [...new Set(keys)]);
      return keys.map((key) => found.get(key));
    },
    { cache: false, maxBatchSize: 200, batchScheduleFn: (ask) => setImmediate(ask) },
  );
}
