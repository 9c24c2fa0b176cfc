import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Exchange } from '../platform/access/access.parameters.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { invalidInput } from '../platform/faults/fault.ts';
import { newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { LOGGER } from '../platform/log/logger.module.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusMinutes } from '../platform/time/instant.ts';
import { Cookies } from './cookies.ts';
import { readEmail } from './email.rules.ts';
import { LINK_PACES, PASSWORD_PACES, type TooManyAttempts, tooManyAttempts } from './limit.rules.ts';
import { type Counted, Limiter, networkOf } from './limiter.ts';
import { linkFault, linkRefused, type LinkRefused, SIGN_IN_MINUTES } from './link.rules.ts';
import { deleteOpenLinks, insertLink, lockLinkByToken, writeLink } from './link.store.ts';
import { Passwords } from './passwords.ts';
import { findPerson, lockPerson, writeCredentials } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';
import { readSecret } from './secret.ts';
import { type OpenedSession, SessionService } from './session.service.ts';
import { knownAccount } from './session.store.ts';
import type { SessionRow } from './session.tables.ts';
import { type WrongCredentials, wrongCredentials } from './sign-in.rules.ts';

type Carrier = SessionRow['carrier'];

/** The ways in. Whether an account exists is told by no answer and by no time that an answer takes. */
@Injectable()
export class SignInService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #limiter: Limiter;
  readonly #passwords: Passwords;
  readonly #sessions: SessionService;
  readonly #cookies: Cookies;
  readonly #mails: Mails;
  readonly #logger: Logger;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    limiter: Limiter,
    passwords: Passwords,
    sessions: SessionService,
    cookies: Cookies,
    mails: Mails,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#limiter = limiter;
    this.#passwords = passwords;
    this.#sessions = sessions;
    this.#cookies = cookies;
    this.#mails = mails;
    this.#logger = logger;
  }

  async byPassword(
    input: { readonly email: string; readonly password: string; readonly carrier: Carrier },
    exchange: Exchange,
    language: Language,
  ): Promise<OpenedSession | WrongCredentials | TooManyAttempts> {
    const email = readEmail(input.email);
    // What is no address finds nobody, and its attempts are counted alike.
    const account = email ?? input.email.slice(0, 300).toLowerCase();
    const person = email ? await findPerson(this.#database.reader, { email }) : undefined;
    const counted = await this.#passwordLimits(account, exchange);
    const wait = await this.#limiter.admit(counted);
    if (wait > 0) return tooManyAttempts(wait, language);
    const right = await this.#passwords.verify(person?.passwordHash ?? null, input.password);
    if (!right || !person?.active || !person.joinedAt) {
      this.#logger.info({ personId: person?.id ?? null }, 'sign-in refused');
      return wrongCredentials(language);
    }
    await this.#limiter.forgive(counted);
    const opened = await this.#database.transaction(async (tx) => {
      // What was checked above may have changed while the password was hashed.
      const now = await lockPerson(tx, person.id);
      if (!now?.active || now.passwordHash !== person.passwordHash) return wrongCredentials(language);
      return this.#sessions.open(tx, { person: now, method: 'PASSWORD', carrier: input.carrier }, exchange);
    });
    return isRefusal(opened) ? opened : this.#sessions.keep(opened, exchange);
  }

  async #passwordLimits(account: string, { request }: Exchange): Promise<Counted[]> {
    const browser = this.#cookies.browserOf(request);
    const knownTo = await knownAccount(this.#database.reader, browser, account.replaceAll('\0', ''), this.#clock.now());
    if (knownTo) return [{ pace: PASSWORD_PACES.knownBrowser, of: `${knownTo} ${hex(browser)}` }];
    const address = networkOf(request.ip);
    return [
      { pace: PASSWORD_PACES.accountFromAddress, of: `${account} ${address}` },
      { pace: PASSWORD_PACES.address, of: address },
      { pace: PASSWORD_PACES.account, of: account },
    ];
  }

  /**
   * Sends a sign-in link to the address, if somebody has it, bound to the browser that asks. Everything but the mail
   * itself is done for an unknown address too.
   */
  async requestLink(email: string, exchange: Exchange, language: Language): Promise<{ sent: true } | TooManyAttempts> {
    const account = readEmail(email);
    if (!account) throw invalidInput('email is not an e-mail address', { argument: 'email' });
    const wait = await this.#linkWait(account, exchange);
    if (wait > 0) return tooManyAttempts(wait, language);
    const browserHash = this.#cookies.knowBrowser(exchange.request, exchange.reply);
    await this.#database.transaction(async (tx) => {
      const person = await findPerson(tx, { email: account });
      const now = this.#clock.now();
      const id = newId<'Link'>();
      const personId = person?.active ? person.id : null;
      const expiresAt = plusMinutes(now, SIGN_IN_MINUTES);
      const link = { id, personId, tokenHash: null, browserHash, createdAt: now, expiresAt, usedAt: null };
      await insertLink(tx, { ...link, kind: 'SIGN_IN' });
      await this.#mails.enqueue(tx, 'SIGN_IN_LINK', id);
    });
    return { sent: true };
  }

  /**
   * Whoever asks for links to somebody else's address uses up the account's limit, and not what its owner has: a pace of
   * their own in a browser they have used, and one link for every network that has not asked yet.
   */
  async #linkWait(account: string, { request }: Exchange): Promise<number> {
    const browser = this.#cookies.browserOf(request);
    const knownTo = await knownAccount(this.#database.reader, browser, account, this.#clock.now());
    if (knownTo) return this.#limiter.admit([{ pace: LINK_PACES.knownBrowser, of: `${knownTo} ${hex(browser)}` }]);
    const address = networkOf(request.ip);
    const own = await this.#limiter.admit([
      { pace: LINK_PACES.accountFromAddress, of: `${account} ${address}` },
      { pace: LINK_PACES.address, of: address },
    ]);
    if (own > 0) return own;
    const shared = await this.#limiter.admit([{ pace: LINK_PACES.account, of: account }]);
    if (shared === 0) return 0;
    return this.#limiter.admit([{ pace: LINK_PACES.firstFromNetwork, of: `${account} ${networkOf(request.ip, 48)}` }]);
  }

  /** Uses a link up. A GET never comes here: what scans mails follows links. */
  async byLink(
    input: { readonly token: string; readonly carrier: Carrier },
    exchange: Exchange,
    language: Language,
  ): Promise<OpenedSession | LinkRefused> {
    const hash = readSecret('link', input.token);
    if (!hash) return linkRefused('UNKNOWN', language);
    const opened = await this.#database.transaction(async (tx) => {
      const link = await lockLinkByToken(tx, hash);
      const now = this.#clock.now();
      const fault = linkFault(link, this.#cookies.browserOf(exchange.request), now);
      const person = link?.personId ? await lockPerson(tx, link.personId) : undefined;
      if (fault || !link || !person?.active) return linkRefused(fault ?? 'UNKNOWN', language);
      await writeLink(tx, link.id, { usedAt: now });
      if (link.kind === 'WELCOME') await deleteOpenLinks(tx, person.id, ['WELCOME']);
      return this.enter(tx, person, { method: 'LINK', carrier: input.carrier }, exchange);
    });
    return isRefusal(opened) ? opened : this.#sessions.keep(opened, exchange);
  }

  /** Lets somebody in who has proved their address; the first time, they have joined by it. */
  async enter(
    tx: Tx,
    person: PersonRow,
    proof: { readonly method: SessionRow['method']; readonly carrier: Carrier },
    exchange: Exchange,
  ): Promise<OpenedSession & { secret: string }> {
    const joined = { ...person, joinedAt: person.joinedAt ?? this.#clock.now() };
    if (!person.joinedAt) await writeCredentials(tx, person.id, { joinedAt: joined.joinedAt });
    return this.#sessions.open(tx, { person: joined, ...proof }, exchange);
  }
}

function hex(bytes: Uint8Array | null): string {
  return Buffer.from(bytes ?? []).toString('hex');
}
