import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { findEntry } from '../directory/entry.store.ts';
import { addressOf } from '../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { ComposedMail } from '../platform/mail/mail.kinds.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import { assignmentsOfPeople, findAssignment } from './assignment.store.ts';
import type { AssignmentRow } from './assignment.tables.ts';
import {
  type MailText,
  ROLE_NAMES,
  roleGrantedText,
  schoolDecidedText,
  schoolRequestedText,
  signInLinkText,
  welcomeText,
} from './identity.texts.rules.ts';
import { SIGN_IN_MINUTES, WELCOME_DAYS } from './link.rules.ts';
import { findLink, writeLink } from './link.store.ts';
import { findPerson } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';
import { findRequest } from './school-request.store.ts';
import { ScopeRegistry } from './scope.registry.ts';
import { newSecret } from './secret.ts';

type Named = Readonly<Record<Language, string>>;

/** The mails of identity. Secrets and addresses are looked up and made here, at the moment of sending. */
@Injectable()
export class IdentityMails implements OnModuleInit {
  readonly #mails: Mails;
  readonly #scopes: ScopeRegistry;
  readonly #clock: Clock;
  readonly #base: string;

  constructor(mails: Mails, scopes: ScopeRegistry, clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#mails = mails;
    this.#scopes = scopes;
    this.#clock = clock;
    this.#base = addressOf(settings);
  }

  onModuleInit(): void {
    this.#mails.register('SIGN_IN_LINK', (tx, id) =>
      this.#link(tx, id as Id<'Link'>, (_person, address) => Promise.resolve(signInLinkText(address, SIGN_IN_MINUTES))),
    );
    this.#mails.register('WELCOME', (tx, id) =>
      this.#link(tx, id as Id<'Link'>, async (person, address) => {
        const held = (await assignmentsOfPeople(tx, [person.id])).get(person.id) ?? [];
        const roles = await Promise.all(held.map((assignment) => this.#named(tx, assignment)));
        return welcomeText(address, WELCOME_DAYS, { uk: roles.map(({ uk }) => uk), en: roles.map(({ en }) => en) });
      }),
    );
    this.#mails.register('ROLE_GRANTED', (tx, id) => this.#roleGranted(tx, id as Id<'Assignment'>));
    this.#mails.register('SCHOOL_REQUESTED', (tx, id) => this.#schoolRequested(tx, id as Id<'Assignment'>));
    this.#mails.register('SCHOOL_DECIDED', (tx, id) => this.#schoolDecided(tx, id as Id<'SchoolRequest'>));
  }

  /** A mail sent again has a link of its own; the one before stops working. */
  async #link(
    tx: Tx,
    id: Id<'Link'>,
    write: (person: PersonRow, address: string) => Promise<Readonly<Record<Language, MailText>>>,
  ): Promise<ComposedMail | null> {
    const link = await findLink(tx, id);
    const person = link?.personId ? await findPerson(tx, { id: link.personId }) : undefined;
    if (!link || link.usedAt || link.expiresAt <= this.#clock.now() || !person) return null;
    const secret = newSecret('link');
    await writeLink(tx, id, { tokenHash: secret.hash });
    return mailTo(person, await write(person, `${this.#base}/sign-in/link/${secret.text}`));
  }

  async #roleGranted(tx: Tx, id: Id<'Assignment'>): Promise<ComposedMail | null> {
    const assignment = await findAssignment(tx, id);
    const person = assignment && (await findPerson(tx, { id: assignment.personId }));
    return person ? mailTo(person, roleGrantedText(this.#base, await this.#named(tx, assignment))) : null;
  }

  async #schoolRequested(tx: Tx, id: Id<'Assignment'>): Promise<ComposedMail | null> {
    const assignment = await findAssignment(tx, id);
    const head = assignment && (await findPerson(tx, { id: assignment.personId }));
    const school = assignment?.scopeId ? await schoolNamed(tx, assignment.scopeId) : undefined;
    return head && school ? mailTo(head, schoolRequestedText(this.#base, school)) : null;
  }

  async #schoolDecided(tx: Tx, id: Id<'SchoolRequest'>): Promise<ComposedMail | null> {
    const request = await findRequest(tx, id);
    const person = request && (await findPerson(tx, { id: request.personId }));
    const school = request && (await schoolNamed(tx, request.schoolId));
    if (!person || !school) return null;
    return mailTo(person, schoolDecidedText(this.#base, school, request.state === 'APPROVED'));
  }

  async #named(reader: Reader, { role, scopeKind, scopeId }: AssignmentRow): Promise<Named> {
    const facts = scopeId ? (await this.#scopes.find(reader, scopeKind, [scopeId])).get(scopeId) : undefined;
    const { uk, en } = ROLE_NAMES[role];
    return facts ? { uk: `${uk}, ${facts.nameUk}`, en: `${en}, ${facts.nameEn ?? facts.nameUk}` } : { uk, en };
  }
}

async function schoolNamed(reader: Reader, id: string): Promise<Named | undefined> {
  const school = await findEntry(reader, 'school', { id });
  return school && { uk: school.nameUk, en: school.nameEn };
}

/** Nobody is written to who was erased or switched off. */
function mailTo(person: PersonRow, texts: Readonly<Record<Language, MailText>>): ComposedMail | null {
  return person.active && person.email ? { to: person.email, ...texts[person.language] } : null;
}
