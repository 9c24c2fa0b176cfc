import { Injectable } from '@nestjs/common';
import type { Viewer } from '../platform/access/viewer.ts';
import { MASKED } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Clock } from '../platform/time/clock.ts';
import { findPerson, insertPerson, lockEmail, lockPerson, updatePerson } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';

export interface WantedPerson {
  /** As `readEmail` has read it. */
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  /** True when somebody who manages roles names them, and not whoever has typed the address. */
  readonly invites?: boolean;
}

/** One address, one account: also when it is wanted twice at once. */
@Injectable()
export class People {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The account of an address that `readEmail` has read, made if there is none; it can sign in once it has joined. */
  async findOrMake(tx: Tx, wanted: WantedPerson, viewer: Viewer): Promise<{ person: PersonRow; isNew: boolean }> {
    await lockEmail(tx, wanted.email);
    const now = this.#clock.now();
    const found = await findPerson(tx, { email: wanted.email });
    // Somebody who is erased at this moment has the address no more, when the lock is given.
    const locked = found && (await lockPerson(tx, found.id));
    if (locked?.email === wanted.email) return { person: await this.#renamed(tx, locked, wanted), isNew: false };
    const { email, name, language } = wanted;
    const person: PersonRow = {
      id: newId<'Person'>(),
      ...{ email, name, language },
      active: true,
      joinedAt: null,
      passwordHash: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
      erasedAt: null,
    };
    await insertPerson(tx, person);
    const changes = [{ field: 'email', before: null, after: MASKED }];
    await record(tx, viewer, now, { action: 'CREATE', thing: { kind: 'Person', id: person.id }, changes });
    return { person, isNew: true };
  }

  /** Until somebody has joined, their name is what the last inviter calls them, not what anybody may have typed before. */
  async #renamed(tx: Tx, person: PersonRow, { name, language, invites }: WantedPerson): Promise<PersonRow> {
    if (!invites || person.joinedAt || (person.name === name && person.language === language)) return person;
    return updatePerson(tx, person.id, { name, language, updatedAt: this.#clock.now() });
  }
}
