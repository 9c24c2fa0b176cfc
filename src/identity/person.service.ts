import { Inject, Injectable } from '@nestjs/common';
import type { PersonViewer, Viewer } from '../platform/access/viewer.ts';
import { changesBetween } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import { changedSince } from '../platform/audit/changed.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../platform/faults/fault.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { ChangedMeanwhile } from '../platform/refusals/changed.ts';
import { Clock } from '../platform/time/clock.ts';
import { type EmailTaken, emailTaken, type LastAdministrator, lastAdministrator } from './account.rules.ts';
import { deleteAssignments, grantsOfPerson, lockAdministrators } from './assignment.store.ts';
import { readEmail } from './email.rules.ts';
import { deleteOpenLinks } from './link.store.ts';
import { mayEditAccount, mayEditProfile, mayErase } from './person.policy.ts';
import { findPerson, lockEmail, lockPerson, otherAdministrators, updatePerson } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';
import type { UpdatePersonInput } from './person.types.ts';
import { PersonalData } from './personal-data.ts';
import { deleteAccounts } from './provider.store.ts';
import { hasJustSignedIn } from './role.policy.ts';
import { deleteSessions, forgetBrowsers } from './session.store.ts';
import { type SignInAgain, signInAgain } from './sign-in.rules.ts';
import { deleteTokens } from './token.store.ts';

/** Contact data and names outlive nobody: of their change the audit tells only that it was. */
const MASKED = ['name', 'email'];

@Injectable()
export class PersonService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #personalData: PersonalData;

  constructor(@Inject(Database) database: Database, clock: Clock, personalData: PersonalData) {
    this.#database = database;
    this.#clock = clock;
    this.#personalData = personalData;
  }

  async update(
    input: UpdatePersonInput,
    viewer: Viewer,
    language: Language,
  ): Promise<PersonRow | EmailTaken | LastAdministrator | SignInAgain | ChangedMeanwhile> {
    const { id, version, email: wantedEmail, ...profile } = input;
    if (!mayEditProfile(viewer, id.toLowerCase())) throw forbidden();
    const changesAccount = wantedEmail !== undefined || profile.active !== undefined;
    if (changesAccount && !mayEditAccount(viewer)) throw forbidden();
    if (changesAccount && !hasJustSignedIn(viewer, this.#clock.now())) return signInAgain(language);
    const email = wantedEmail === undefined ? undefined : readEmail(wantedEmail);
    if (email === null) throw invalidInput('email is not an e-mail address', { argument: 'email' });
    return this.#database.transaction(async (tx) => {
      if (email) await lockEmail(tx, email);
      const person = isId(id) ? await lockPerson(tx, id as Id<'Person'>) : undefined;
      if (!person || person.erasedAt) throw notFound('the person');
      const stale = await changedSince(tx, 'Person', person, version, language);
      if (stale) return stale;
      const wanted = { ...given(profile), ...(email && { email }) };
      const changes = changesBetween(person, { ...person, ...wanted }, { masked: MASKED });
      if (changes.length === 0) return person;
      if (email && email !== person.email && (await findPerson(tx, { email }))) return emailTaken(language);
      if (profile.active === false && (await this.#isLastAdministrator(tx, person.id))) {
        return lastAdministrator(language);
      }
      if (profile.active === false || (email && email !== person.email)) await this.#end(tx, person.id);
      const now = this.#clock.now();
      await record(tx, viewer, now, { action: 'UPDATE', thing: { kind: 'Person', id: person.id }, changes });
      return updatePerson(tx, person.id, { ...wanted, updatedAt: now });
    });
  }

  /** Ends every way in that a person has but their password. */
  async #end(tx: Tx, id: Id<'Person'>): Promise<void> {
    await deleteSessions(tx, id);
    await deleteTokens(tx, id);
    await forgetBrowsers(tx, id);
    await deleteAccounts(tx, id);
    await deleteOpenLinks(tx, id, ['SIGN_IN', 'WELCOME']);
  }

  async #isLastAdministrator(tx: Tx, id: Id<'Person'>): Promise<boolean> {
    if (!(await grantsOfPerson(tx, id)).some(({ role }) => role === 'ADMIN')) return false;
    await lockAdministrators(tx);
    return !(await otherAdministrators(tx, id));
  }

  /** Erases a person who asks for it, or for whom an administrator does: the id stays as a pseudonym, and nothing else. */
  async erase(
    id: string,
    viewer: PersonViewer,
    language: Language,
  ): Promise<{ id: string } | LastAdministrator | SignInAgain> {
    if (!mayErase(viewer, id.toLowerCase())) throw forbidden();
    if (!hasJustSignedIn(viewer, this.#clock.now())) return signInAgain(language);
    return this.#database.transaction(async (tx) => {
      const person = isId(id) ? await lockPerson(tx, id as Id<'Person'>) : undefined;
      if (!person || person.erasedAt) throw notFound('the person');
      if (await this.#isLastAdministrator(tx, person.id)) return lastAdministrator(language);
      await this.eraseRow(tx, person, viewer);
      return { id: person.id };
    });
  }

  /** Removes all that is held on a person; the features that hold more have said how in `PersonalData`. */
  async eraseRow(tx: Tx, person: PersonRow, viewer: Viewer): Promise<void> {
    const now = this.#clock.now();
    await this.#end(tx, person.id);
    await deleteAssignments(tx, person.id);
    await this.#personalData.erase(tx, person.id);
    await updatePerson(tx, person.id, {
      ...{ name: '', email: null, passwordHash: null, active: false },
      erasedAt: now,
      updatedAt: now,
    });
    await record(tx, viewer, now, { action: 'ERASE', thing: { kind: 'Person', id: person.id } });
  }

  /** All that is held on the viewer, by where it is held. */
  async export(viewer: PersonViewer): Promise<Record<string, unknown>> {
    return this.#personalData.export(this.#database.reader, viewer.id);
  }
}

/** Without what was left out: an absent field keeps. */
function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
