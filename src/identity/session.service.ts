import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Exchange } from '../platform/access/access.parameters.ts';
import { becomeViewer } from '../platform/access/request.viewer.ts';
import { ANONYMOUS, type PersonViewer } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { notFound } from '../platform/faults/fault.ts';
import { type Id, isId, newId } from '../platform/ids/id.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusDays } from '../platform/time/instant.ts';
import { grantsOfPerson } from './assignment.store.ts';
import { Cookies } from './cookies.ts';
import type { PersonRow } from './person.tables.ts';
import { newSecret, readSecret } from './secret.ts';
import { timesOf } from './session.rules.ts';
import {
  deleteSession,
  deleteSessionByToken,
  deleteSessions,
  insertSession,
  rememberBrowser,
} from './session.store.ts';
import type { SessionRow } from './session.tables.ts';
import { deleteTokens } from './token.store.ts';

const BROWSER_DAYS = 365;
const USER_AGENT_LENGTH = 200;

/** Somebody has proved who they are, and how. */
export interface Proof {
  readonly person: PersonRow;
  readonly method: SessionRow['method'];
  readonly carrier: SessionRow['carrier'];
}

export interface OpenedSession {
  readonly viewer: PersonViewer;
  /** The token, for a bearer; null where it travels in a cookie. */
  readonly token: string | null;
}

@Injectable()
export class SessionService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #cookies: Cookies;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    @Inject(SETTINGS_TOKEN) settings: Settings,
    cookies: Cookies,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
    this.#cookies = cookies;
  }

  /**
   * Opens a session under a new token, whatever the request came with: a session fixed beforehand is worth nothing, and
   * the one the browser had ends. The cookie is set by `keep`, after the commit.
   */
  async open(tx: Tx, proof: Proof, { request, reply }: Exchange): Promise<OpenedSession & { secret: string }> {
    const { person, method, carrier } = proof;
    const now = this.#clock.now();
    const secret = newSecret('session');
    const session: SessionRow = {
      id: newId<'SignInSession'>(),
      personId: person.id,
      tokenHash: secret.hash,
      carrier,
      previousHash: null,
      previousUntil: null,
      renewalDue: false,
      method,
      authenticatedAt: now,
      userAgent: (request.headers['user-agent'] ?? '').slice(0, USER_AGENT_LENGTH).replace(/[^\x20-\x7e]/g, ''),
      lastUsedAt: now,
      ...timesOf(now, { idleMinutes: this.#settings.SESSION_IDLE_MINUTES, days: this.#settings.SESSION_DAYS }),
    };
    if (carrier === 'COOKIE') {
      await this.#endPresented(tx, request);
      const tokenHash = this.#cookies.knowBrowser(request, reply);
      await rememberBrowser(tx, { tokenHash, personId: person.id, expiresAt: plusDays(now, BROWSER_DAYS) });
    }
    await insertSession(tx, session);
    const viewer: PersonViewer = {
      kind: 'person',
      id: person.id,
      name: person.name,
      grants: await grantsOfPerson(tx, person.id),
      credential: { kind: 'session', id: session.id, authenticatedAt: now },
    };
    const thing = { kind: 'Person', id: person.id };
    await record(tx, viewer, now, {
      action: 'SIGN_IN',
      thing,
      changes: [{ field: 'method', before: null, after: method }],
    });
    return { viewer, token: carrier === 'BEARER' ? secret.text : null, secret: secret.text };
  }

  /** Hands a session that is committed to its owner: the cookie, and the rest of this request. */
  keep({ secret, viewer, token }: OpenedSession & { secret: string }, { request, reply }: Exchange): OpenedSession {
    if (token === null) this.#cookies.setSession(reply, secret, this.#settings.SESSION_DAYS);
    becomeViewer(request, viewer);
    return { viewer, token };
  }

  async #endPresented(tx: Tx, request: FastifyRequest): Promise<void> {
    const hash = readSecret('session', this.#cookies.sessionOf(request));
    if (hash) await deleteSessionByToken(tx, hash);
  }

  /** Ends the session the request came with. */
  async signOut(viewer: PersonViewer, { request, reply }: Exchange): Promise<void> {
    const { credential } = viewer;
    if (credential.kind !== 'session') return;
    await this.#database.transaction(async (tx) => {
      await deleteSession(tx, credential.id, viewer.id);
      await record(tx, viewer, this.#clock.now(), { action: 'SIGN_OUT', thing: { kind: 'Person', id: viewer.id } });
    });
    this.#leave(request, reply);
  }

  /** Ends every session and API token of the viewer, this session included; answers how many sessions. */
  async signOutEverywhere(viewer: PersonViewer, { request, reply }: Exchange): Promise<number> {
    const ended = await this.#database.transaction(async (tx) => {
      await record(tx, viewer, this.#clock.now(), {
        action: 'SIGN_OUT_EVERYWHERE',
        thing: { kind: 'Person', id: viewer.id },
      });
      await deleteTokens(tx, viewer.id);
      return deleteSessions(tx, viewer.id);
    });
    this.#leave(request, reply);
    return ended;
  }

  #leave(request: FastifyRequest, reply: FastifyReply): void {
    if (this.#cookies.sessionOf(request)) this.#cookies.clearSession(reply);
    becomeViewer(request, ANONYMOUS);
  }

  /** Ends one session of the viewer's own; somebody else's is as good as none. */
  async revoke(id: string, viewer: PersonViewer): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const ended = isId(id) && (await deleteSession(tx, id as Id<'SignInSession'>, viewer.id));
      if (!ended) throw notFound('the session');
      await record(tx, viewer, this.#clock.now(), {
        action: 'REVOKE_SESSION',
        thing: { kind: 'Person', id: viewer.id },
      });
    });
  }
}
