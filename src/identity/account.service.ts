import { Inject, Injectable } from '@nestjs/common';
import type { Exchange } from '../platform/access/access.parameters.ts';
import { ANONYMOUS, type PersonViewer } from '../platform/access/viewer.ts';
import { MASKED } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database } from '../platform/db/database.ts';
import { forbidden, invalidInput, unauthenticated } from '../platform/faults/fault.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import { LEAKED_PASSWORDS } from './leaked-passwords.ts';
import { lockActing } from './acting.store.ts';
import { readEmail } from './email.rules.ts';
import { LINK_PACES, PASSWORD_PACES, type TooManyAttempts, tooManyAttempts } from './limit.rules.ts';
import { Limiter, networkOf } from './limiter.ts';
import { deleteOpenLinks } from './link.store.ts';
import { People } from './people.ts';
import { Passwords } from './passwords.ts';
import { type WeakPassword, weakPassword } from './password.rules.ts';
import { findPerson, writeCredentials } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';
import { isFresh } from './session.rules.ts';
import { SessionService } from './session.service.ts';
import { deleteSessions, findSessionById, forgetBrowsers } from './session.store.ts';
import type { SessionRow } from './session.tables.ts';
import { type SignInAgain, signInAgain, type WrongCredentials, wrongCredentials } from './sign-in.rules.ts';
import { SignInService } from './sign-in.service.ts';
import { deleteTokens } from './token.store.ts';

/** What somebody does with an account of their own. */
@Injectable()
export class AccountService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #limiter: Limiter;
  readonly #passwords: Passwords;
  readonly #sessions: SessionService;
  readonly #signIns: SignInService;
  readonly #people: People;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    limiter: Limiter,
    passwords: Passwords,
    sessions: SessionService,
    signIns: SignInService,
    people: People,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#limiter = limiter;
    this.#passwords = passwords;
    this.#sessions = sessions;
    this.#signIns = signIns;
    this.#people = people;
  }

  /**
   * Makes an account that can do nothing yet, and sends a sign-in link to it, which proves the address. An address that has
   * an account gets a link to that one; the answer is the same.
   */
  async createAccount(
    input: { readonly email: string; readonly name: string; readonly language: Language },
    exchange: Exchange,
    language: Language,
  ): Promise<{ sent: true } | TooManyAttempts> {
    const email = readEmail(input.email);
    if (!email) throw invalidInput('email is not an e-mail address', { argument: 'email' });
    const wait = await this.#limiter.admit([{ pace: LINK_PACES.newAccounts, of: networkOf(exchange.request.ip) }]);
    if (wait > 0) return tooManyAttempts(wait, language);
    await this.#database.transaction(async (tx) => {
      await this.#people.findOrMake(tx, { ...input, email }, ANONYMOUS);
    });
    return this.#signIns.requestLink(email, exchange, language);
  }

  /**
   * Sets the viewer's password. Asks for the one so far, unless there is none or the viewer has just signed in by a link or
   * a provider. All other sessions, the API tokens and the known browsers end, and this session gets a new token.
   */
  async setPassword(
    input: { readonly newPassword: string; readonly currentPassword?: string | null },
    viewer: PersonViewer,
    exchange: Exchange,
    language: Language,
  ): Promise<{ token: string | null } | WeakPassword | WrongCredentials | TooManyAttempts | SignInAgain> {
    const { credential } = viewer;
    if (credential.kind !== 'session') throw forbidden();
    const seen = await findPerson(this.#database.reader, { id: viewer.id });
    const session = await findSessionById(this.#database.reader, credential.id);
    if (!seen?.email || !session) throw unauthenticated();
    const weak = weakPassword(input.newPassword, seen.email, LEAKED_PASSWORDS, language);
    if (weak) return weak;
    const refusal = await this.#notProved(input.currentPassword, seen, session, language);
    if (refusal) return refusal;
    const passwordHash = await this.#passwords.hash(input.newPassword);
    const opened = await this.#database.transaction(async (tx) => {
      // Whoever was signed out meanwhile sets no password and gets no new session.
      const person = await lockActing(tx, viewer);
      if (!person) throw unauthenticated();
      if (person.passwordHash !== seen.passwordHash) return wrongCredentials(language);
      await writeCredentials(tx, person.id, { passwordHash });
      await deleteSessions(tx, person.id);
      await forgetBrowsers(tx, person.id);
      await deleteOpenLinks(tx, person.id, ['SIGN_IN', 'WELCOME']);
      await deleteTokens(tx, person.id);
      const changes = [{ field: 'password', before: seen.passwordHash ? MASKED : null, after: MASKED }];
      const thing = { kind: 'Person', id: person.id };
      await record(tx, viewer, this.#clock.now(), { action: 'SET_PASSWORD', thing, changes });
      return this.#sessions.open(tx, { person, method: session.method, carrier: session.carrier }, exchange);
    });
    if (isRefusal(opened)) return opened;
    return { token: this.#sessions.keep(opened, exchange).token };
  }

  async #notProved(
    current: string | null | undefined,
    person: PersonRow,
    session: SessionRow,
    language: Language,
  ): Promise<WrongCredentials | TooManyAttempts | SignInAgain | null> {
    if (current == null) {
      const proved = !person.passwordHash || session.method !== 'PASSWORD';
      return proved && isFresh(session.authenticatedAt, this.#clock.now()) ? null : signInAgain(language);
    }
    const counted = [{ pace: PASSWORD_PACES.knownBrowser, of: `${person.id} current` }];
    const wait = await this.#limiter.admit(counted);
    if (wait > 0) return tooManyAttempts(wait, language);
    if (!(await this.#passwords.verify(person.passwordHash, current))) return wrongCredentials(language);
    await this.#limiter.forgive(counted);
    return null;
  }
}
