import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Exchange } from '../platform/access/access.parameters.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { notFound } from '../platform/faults/fault.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { LOGGER } from '../platform/log/logger.module.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusMinutes } from '../platform/time/instant.ts';
import { Cookies } from './cookies.ts';
import { type Identity, IdentityProvider } from './identity-provider.ts';
import { type TooManyAttempts, tooManyAttempts } from './limit.rules.ts';
import { Limiter, networkOf } from './limiter.ts';
import { findPerson, lockPerson } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';
import {
  ATTEMPT_MINUTES,
  PROVIDER_PACE,
  type ProviderFault,
  type ProviderRefused,
  providerRefused,
  readReturnTo,
} from './provider.rules.ts';
import { accountsOf, findAccount, insertAccount, insertAttempt, takeAttempt } from './provider.store.ts';
import type { ProviderAttemptRow } from './provider.tables.ts';
import { newSecret, readSecret } from './secret.ts';
import { type OpenedSession, SessionService } from './session.service.ts';
import { SignInService } from './sign-in.service.ts';

/** Why an identity is nobody here: for the log alone, people are told the same of all. */
interface Nobody {
  readonly because:
    'no verified address' | 'no account' | 'inactive' | 'another subject is linked' | 'linked elsewhere';
  readonly personId: Id<'Person'> | null;
}

interface Known {
  readonly person: PersonRow;
  readonly isNewLink: boolean;
}

/** Signing in by an identity provider. It makes no accounts: it opens those there are. */
@Injectable()
export class ProviderService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #limiter: Limiter;
  readonly #cookies: Cookies;
  readonly #provider: IdentityProvider;
  readonly #signIns: SignInService;
  readonly #sessions: SessionService;
  readonly #logger: Logger;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    limiter: Limiter,
    cookies: Cookies,
    provider: IdentityProvider,
    signIns: SignInService,
    sessions: SessionService,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#limiter = limiter;
    this.#cookies = cookies;
    this.#provider = provider;
    this.#signIns = signIns;
    this.#sessions = sessions;
    this.#logger = logger;
  }

  /** Where to send the browser, to which the attempt is bound: nobody can be signed in by somebody else's callback. */
  async begin(
    wanted: unknown,
    { request, reply }: Exchange,
    language: Language,
  ): Promise<{ location: string } | ProviderRefused | TooManyAttempts> {
    this.#mustBeSet();
    const wait = await this.#limiter.admit([{ pace: PROVIDER_PACE, of: networkOf(request.ip) }]);
    if (wait > 0) return tooManyAttempts(wait, language);
    const state = newSecret('state');
    const invited = await this.#provider.invite(state.text);
    if (invited === 'AWAY') return providerRefused(invited, language);
    const { nonce, codeVerifier, location } = invited;
    const attempt: ProviderAttemptRow = {
      ...{ nonce, codeVerifier },
      stateHash: state.hash,
      browserHash: this.#cookies.knowBrowser(request, reply),
      returnTo: readReturnTo(wanted),
      expiresAt: plusMinutes(this.#clock.now(), ATTEMPT_MINUTES),
    };
    await this.#database.transaction((tx) => insertAttempt(tx, attempt));
    return { location };
  }

  /** Ends an attempt, well or not, by the query string with which the provider sent the browser back. */
  async finish(query: string, exchange: Exchange, language: Language): Promise<{ location: string } | ProviderRefused> {
    this.#mustBeSet();
    const state = new URLSearchParams(query).get('state') ?? '';
    const attempt = await this.#take(state, exchange);
    if (!attempt) return providerRefused('STALE', language);
    // No transaction is open while the provider is asked: it may take its time.
    const known = await this.#recognise(query, { ...attempt, state });
    if (typeof known === 'string') return providerRefused(known, language);
    const { identity, email } = known;
    const opened = await this.#database.transaction((tx) => this.#enter(tx, identity, email, exchange));
    if ('because' in opened) {
      this.#logger.info(opened, 'sign-in by provider refused');
      return providerRefused('NO_ACCOUNT', language);
    }
    await this.#limiter.forgive([{ pace: PROVIDER_PACE, of: networkOf(exchange.request.ip) }]);
    this.#sessions.keep(opened, exchange);
    return { location: attempt.returnTo };
  }

  #mustBeSet(): void {
    if (this.#provider.name === null) throw notFound('the page');
  }

  async #take(state: string, { request }: Exchange): Promise<ProviderAttemptRow | undefined> {
    const stateHash = readSecret('state', state);
    const browserHash = this.#cookies.browserOf(request);
    if (!stateHash || !browserHash) return undefined;
    return this.#database.transaction((tx) => takeAttempt(tx, stateHash, browserHash, this.#clock.now()));
  }

  async #recognise(
    query: string,
    checks: { readonly state: string; readonly nonce: string; readonly codeVerifier: string },
  ): Promise<{ identity: Identity; email: string | null } | ProviderFault> {
    const identity = await this.#provider.identify(query, checks);
    if (typeof identity === 'string') return identity;
    // Whoever is linked is known by the subject, whatever has become of the address.
    const linked = await findAccount(this.#database.reader, identity.issuer, identity.subject);
    const told = linked ? { email: null } : await this.#provider.verifiedEmailOf(identity);
    return told === 'AWAY' ? told : { identity, ...told };
  }

  async #enter(
    tx: Tx,
    identity: Identity,
    email: string | null,
    exchange: Exchange,
  ): Promise<(OpenedSession & { secret: string }) | Nobody> {
    const known = await this.#whoIs(tx, identity, email);
    if ('because' in known) return known;
    const { person, isNewLink } = known;
    const opened = await this.#signIns.enter(tx, person, { method: 'OIDC', carrier: 'COOKIE' }, exchange);
    if (isNewLink) {
      const thing = { kind: 'Person', id: person.id };
      const changes = [{ field: 'issuer', before: null, after: identity.issuer }];
      await record(tx, opened.viewer, this.#clock.now(), { action: 'LINK_PROVIDER', thing, changes });
    }
    return opened;
  }

  async #whoIs(tx: Tx, { issuer, subject }: Identity, email: string | null): Promise<Known | Nobody> {
    const linked = await findAccount(tx, issuer, subject);
    if (!linked && !email) return { because: 'no verified address', personId: null };
    const personId = linked?.personId ?? (email ? (await findPerson(tx, { email }))?.id : undefined);
    const person = personId ? await lockPerson(tx, personId) : undefined;
    // Between finding and locking the address may have become somebody else's.
    if (!person || (!linked && person.email !== email)) return { because: 'no account', personId: null };
    if (!person.active) return { because: 'inactive', personId: person.id };
    if (linked) return { person, isNewLink: false };
    const before = (await accountsOf(tx, person.id)).find((account) => account.issuer === issuer);
    if (before?.subject === subject) return { person, isNewLink: false }; // linked in another tab, just now
    // An address that a provider gives to its next holder must not hand over the account of the last one.
    if (before) return { because: 'another subject is linked', personId: person.id };
    const isNewLink = await insertAccount(tx, { issuer, subject, personId: person.id, linkedAt: this.#clock.now() });
    return isNewLink ? { person, isNewLink } : { because: 'linked elsewhere', personId: person.id };
  }
}
