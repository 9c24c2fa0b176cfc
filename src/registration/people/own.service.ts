import { Inject, Injectable } from '@nestjs/common';
import { linkRefused, type LinkRefused } from '../../identity/link.rules.ts';
import { findPerson } from '../../identity/person.store.ts';
import { readSecret } from '../../identity/secret.ts';
import type { PersonViewer } from '../../platform/access/viewer.ts';
import { Database, type Reader } from '../../platform/db/database.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { keptFor } from '../../platform/mail/kept-mail.store.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { LinkDesk } from '../links/link.desk.ts';
import { answeredBefore, keepAnswer, scopeOfLink } from '../deciding/answered.ts';
import { lockScope } from '../record/key.store.ts';
import { findRoster } from '../record/roster.store.ts';
import { isUnproven } from '../record/seats.rules.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { Eraser } from './eraser.ts';
import { pageOfOwn, registrationsUnder, wishesOf } from './forgotten.store.ts';
import type { EraseMyDataInput } from './own.types.ts';
import { RegistrationData } from './registration-data.ts';
import { toldRegistration, toldWish, withoutPerson } from './told.rules.ts';

export interface MyDataErased {
  readonly kind: 'MyDataErased';
  readonly registrations: number;
  readonly cancelled: number;
}

/**
 * What people see and do about their own data by the link of a mail. Of an address that was confirmed the link opens all
 * registrations; of one that nobody has shown to be theirs only its own.
 */
@Injectable()
export class OwnDataService {
  readonly #database: Database;
  readonly #links: LinkDesk;
  readonly #eraser: Eraser;
  readonly #data: RegistrationData;

  constructor(@Inject(Database) database: Database, links: LinkDesk, eraser: Eraser, data: RegistrationData) {
    this.#database = database;
    this.#links = links;
    this.#eraser = eraser;
    this.#data = data;
  }

  /** The registration that a link opens; null for a link that opens nothing. */
  async look(link: string, asking: Asking): Promise<RegistrationRow | null> {
    const opened = await this.#open(link, asking);
    return isRefusal(opened) ? null : withoutForm(this.#database.reader, opened);
  }

  /** A page of what somebody with an account is registered for, or has registered others for. */
  async page({ id }: PersonViewer, window: PageWindow<readonly [string]>): Promise<RegistrationRow[]> {
    const { reader } = this.#database;
    const email = (await findPerson(reader, { id }))?.email ?? null;
    const rows = await pageOfOwn(reader, { personId: id, email }, window);
    return rows.map((row) => (isOwn(row, email) ? row : withoutPerson(row)));
  }

  /** Everything that is held; null for a link that opens nothing. */
  async export(link: string, asking: Asking): Promise<Record<string, unknown> | null> {
    const opened = await this.look(link, asking);
    if (!opened) return null;
    const { reader } = this.#database;
    const email = addressOf(opened);
    const rows = email === null ? [opened] : await allOf(reader, opened);
    const more = await this.#data.read(reader, { registrationIds: rows.map(({ id }) => id), email });
    return {
      registrations: rows.map(toldRegistration),
      dateWishes: email === null ? [] : (await wishesOf(reader, { email })).map(toldWish),
      keptMail: email === null ? [] : await keptFor(reader, email),
      ...more,
    };
  }

  async erase(input: EraseMyDataInput, asking: Asking): Promise<MyDataErased | LinkRefused | KeyReused> {
    const hash = readSecret('registration', input.link);
    if (!hash) return linkRefused('UNKNOWN', asking.language);
    const scopeId = scopeOfLink(hash);
    const key = requestKey(input.key, { ...input, link: scopeId });
    // Before the transaction: one that waits in it for another connection could wait for those that wait likewise.
    const opened = await this.#open(input.link, asking);
    return this.#database.transaction(async (tx) => {
      await lockScope(tx, scopeId);
      // The link is gone with what it opened; what was answered is known by it nevertheless.
      const before = await answeredBefore(tx, scopeId, key, asking.language);
      if (before) return 'answer' in before ? (before.answer as MyDataErased) : before;
      if (isRefusal(opened)) return opened;
      const erased = await this.#eraser.erase(tx, await allOf(tx, opened), addressOf(opened), asking);
      const answer: MyDataErased = { kind: 'MyDataErased', ...erased };
      await keepAnswer(tx, scopeId, key, answer, asking.at);
      return answer;
    });
  }

  async #open(link: string, { at, language }: Asking): Promise<RegistrationRow | LinkRefused> {
    const found = await this.#links.look(link);
    if (found?.link.purpose !== 'MANAGE') return linkRefused('UNKNOWN', language);
    return found.link.expiresAt > at ? found.registration : linkRefused('EXPIRED', language);
  }
}

/** Without what the form says, where nobody has shown that the address in it is theirs. */
async function withoutForm(reader: Reader, row: RegistrationRow): Promise<RegistrationRow> {
  const roster = await findRoster(reader, row.rosterId);
  if (!roster || !isUnproven(row, roster)) return row;
  return { ...row, ...{ name: null, phone: null, note: null, jobTitle: null, needs: [], answers: {} } };
}

/** Whether it is under the address of an account, as somebody has shown who reads mail there. */
function isOwn(row: RegistrationRow, email: string | null): boolean {
  return email !== null && addressOf(row) === email;
}

/** What a link opens. */
async function allOf(reader: Reader, opened: RegistrationRow): Promise<readonly RegistrationRow[]> {
  const email = addressOf(opened);
  return email === null ? [opened] : registrationsUnder(reader, email);
}

/** The address, where somebody has shown that they read mail there. */
function addressOf({ email, emailConfirmedAt }: RegistrationRow): string | null {
  return emailConfirmedAt === null ? null : email;
}
