import { Inject, Injectable } from '@nestjs/common';
import { isAdministrator, type Role, type Viewer } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../platform/faults/fault.ts';
import { type Id, isId, newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusDays } from '../platform/time/instant.ts';
import { type LastAdministrator, lastAdministrator } from './account.rules.ts';
import {
  assignmentsOfPeople,
  assignmentsWithin,
  deleteAssignment,
  findAssignment,
  insertAssignment,
  lockAdministrators,
} from './assignment.store.ts';
import type { AssignmentRow } from './assignment.tables.ts';
import { readEmail } from './email.rules.ts';
import { WELCOME_DAYS } from './link.rules.ts';
import { MAIL_PACES, type TooManyAttempts, tooManyAttempts } from './limit.rules.ts';
import { Limiter } from './limiter.ts';
import { insertLink } from './link.store.ts';
import { People } from './people.ts';
import { maySeePerson } from './person.policy.ts';
import { lockPerson, otherAdministrators } from './person.store.ts';
import { hasJustSignedIn, managesRole, mayRevoke } from './role.policy.ts';
import { type ScopeKind, SCOPES_OF_ROLE, type WrongScope, wrongScope } from './role.rules.ts';
import { ScopeRegistry } from './scope.registry.ts';
import { askForRenewal } from './session.store.ts';
import { type SignInAgain, signInAgain } from './sign-in.rules.ts';

export interface WantedRole {
  readonly role: Role;
  readonly scopeKind: ScopeKind;
  readonly scopeId?: string | null;
}

@Injectable()
export class AssignmentService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #scopes: ScopeRegistry;
  readonly #people: People;
  readonly #mails: Mails;
  readonly #limiter: Limiter;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    scopes: ScopeRegistry,
    people: People,
    mails: Mails,
    limiter: Limiter,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#scopes = scopes;
    this.#people = people;
    this.#mails = mails;
    this.#limiter = limiter;
  }

  /** Gives a role to somebody who has an account; twice is as good as once. */
  async grant(
    input: WantedRole & { readonly personId: string },
    viewer: Viewer,
    language: Language,
  ): Promise<AssignmentRow | WrongScope | SignInAgain> {
    return this.#database.transaction(async (tx) => {
      const refusal = await this.#notGiven(tx, input, viewer, language);
      if (refusal) return refusal;
      const person = isId(input.personId) ? await lockPerson(tx, input.personId as Id<'Person'>) : undefined;
      // Of somebody whom one does not see, one knows no more than the address, and invites them.
      const roles = person && (await assignmentsOfPeople(tx, [person.id])).get(person.id);
      if (!person || person.erasedAt || !maySeePerson(viewer, person.id, roles ?? [])) throw notFound('the person');
      const { assignment, isNew } = await this.give(tx, person.id, input, viewer);
      const told = [{ pace: MAIL_PACES.invited, of: person.email ?? '' }];
      if (isNew && person.joinedAt && (await this.#limiter.admitWithin(tx, told)) === 0) {
        await this.#mails.enqueue(tx, 'ROLE_GRANTED', assignment.id);
      }
      return assignment;
    });
  }

  /** Invites somebody by e-mail; one who has an account just gets the role and hears of it. */
  async invite(
    input: WantedRole & { readonly email: string; readonly name: string; readonly language: Language },
    viewer: Viewer,
    language: Language,
  ): Promise<AssignmentRow | WrongScope | SignInAgain | TooManyAttempts> {
    const email = readEmail(input.email);
    if (!email) throw invalidInput('email is not an e-mail address', { argument: 'email' });
    return this.#database.transaction<AssignmentRow | WrongScope | SignInAgain | TooManyAttempts>(async (tx) => {
      const refusal = await this.#notGiven(tx, input, viewer, language);
      if (refusal) return refusal;
      const wait = await this.#limiter.admitWithin(tx, [
        { pace: MAIL_PACES.inviter, of: viewer.kind === 'person' ? viewer.id : viewer.kind },
        { pace: MAIL_PACES.invited, of: email },
      ]);
      if (wait > 0) return tooManyAttempts(wait, language);
      const { name, language: spoken } = input;
      const { person } = await this.#people.findOrMake(tx, { email, name, language: spoken, invites: true }, viewer);
      const { assignment, isNew } = await this.give(tx, person.id, input, viewer);
      if (!person.joinedAt) await this.welcome(tx, person.id);
      else if (isNew) await this.#mails.enqueue(tx, 'ROLE_GRANTED', assignment.id);
      const scopeIds = assignment.scopeId ? [assignment.scopeId] : [];
      await record(tx, viewer, this.#clock.now(), {
        action: 'INVITE',
        thing: { kind: 'Person', id: person.id },
        scopeIds,
      });
      return assignment;
    });
  }

  /** Sends an invitation; earlier ones, of other people too, work until one of them is used. */
  async welcome(tx: Tx, personId: Id<'Person'>): Promise<void> {
    const now = this.#clock.now();
    const id = newId<'Link'>();
    const expiresAt = plusDays(now, WELCOME_DAYS);
    const link = { id, personId, tokenHash: null, browserHash: null, createdAt: now, expiresAt, usedAt: null };
    await insertLink(tx, { ...link, kind: 'WELCOME' });
    await this.#mails.enqueue(tx, 'WELCOME', id);
  }

  async #notGiven(
    tx: Tx,
    input: WantedRole,
    viewer: Viewer,
    language: Language,
  ): Promise<WrongScope | SignInAgain | null> {
    const { role, scopeKind, scopeId } = input;
    // Whom it is for is told before what is wrong with it.
    if (!managesRole(viewer, role, await this.#around(tx, scopeKind, scopeId))) throw forbidden();
    if (role === 'ADMIN' && !hasJustSignedIn(viewer, this.#clock.now())) return signInAgain(language);
    if (!SCOPES_OF_ROLE[role].includes(scopeKind)) return wrongScope(role, language);
    if ((scopeKind === 'CITY') !== (scopeId == null)) {
      throw invalidInput('scopeId is needed for every kind of scope but CITY', { argument: 'scopeId' });
    }
    if (scopeId != null) {
      const known = isId(scopeId) && (await this.#scopes.find(tx, scopeKind, [scopeId])).has(scopeId.toLowerCase());
      if (!known) throw notFound('the thing of the role');
    }
    return null;
  }

  async #around(tx: Tx, kind: ScopeKind, id: string | null | undefined): Promise<string[]> {
    if (id == null || !isId(id)) return [];
    const key = id.toLowerCase();
    return [key, ...((await this.#scopes.find(tx, kind, [key])).get(key)?.within ?? [])];
  }

  /** Writes a role down, for use cases that have decided on it already. */
  async give(
    tx: Tx,
    personId: Id<'Person'>,
    { role, scopeKind, scopeId }: WantedRole,
    viewer: Viewer,
  ): Promise<{ assignment: AssignmentRow; isNew: boolean }> {
    const now = this.#clock.now();
    const given = await insertAssignment(tx, {
      id: newId<'Assignment'>(),
      personId,
      role,
      scopeKind,
      scopeId: scopeId?.toLowerCase() ?? null,
      grantedBy: viewer.kind === 'person' ? viewer.id : null,
      grantedAt: now,
    });
    if (given.isNew) await this.#written(tx, given.assignment, 'GRANT_ROLE', viewer);
    return given;
  }

  /** Takes a role away; everybody may lay down a role of their own. */
  async revoke(id: string, viewer: Viewer, language: Language): Promise<{ id: string } | LastAdministrator> {
    if (!isId(id)) throw notFound('the role');
    return this.#database.transaction(async (tx) => {
      const found = await findAssignment(tx, id as Id<'Assignment'>);
      // To somebody who may not see it, it is not there.
      if (!found) throw isAdministrator(viewer) ? notFound('the role') : forbidden();
      if (!mayRevoke(viewer, found, await this.#around(tx, found.scopeKind, found.scopeId))) {
        throw forbidden();
      }
      if (found.role === 'ADMIN') {
        await lockAdministrators(tx);
        if (!(await otherAdministrators(tx, found.personId))) return lastAdministrator(language);
      }
      await lockPerson(tx, found.personId);
      const gone = await deleteAssignment(tx, found.id);
      if (!gone) throw notFound('the role');
      await this.#written(tx, gone, 'REVOKE_ROLE', viewer);
      return { id: gone.id };
    });
  }

  /** Ends every role within a thing that is no more, for use cases that have decided on that already. */
  async endWithin(tx: Tx, scopeKind: ScopeKind, scopeId: string, viewer: Viewer): Promise<void> {
    for (const { id, personId } of await assignmentsWithin(tx, scopeKind, scopeId)) {
      await lockPerson(tx, personId);
      // Whoever has it may lay it down at this moment.
      const gone = await deleteAssignment(tx, id);
      if (gone) await this.#written(tx, gone, 'REVOKE_ROLE', viewer);
    }
  }

  async #written(
    tx: Tx,
    assignment: AssignmentRow,
    action: 'GRANT_ROLE' | 'REVOKE_ROLE',
    viewer: Viewer,
  ): Promise<void> {
    const { personId, role, scopeKind, scopeId } = assignment;
    const shown = scopeId ? `${role} ${scopeKind} ${scopeId}` : role;
    const [before, after] = action === 'GRANT_ROLE' ? [null, shown] : [shown, null];
    await askForRenewal(tx, personId);
    await record(tx, viewer, this.#clock.now(), {
      action,
      thing: { kind: 'Person', id: personId },
      changes: [{ field: 'role', before, after }],
      scopeIds: scopeId ? [scopeId] : [],
    });
  }
}
