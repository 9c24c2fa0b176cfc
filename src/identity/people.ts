import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Clock } from '../platform/time/clock.ts';
import { findPerson, insertPerson, lockEmail } from './person.store.ts';
import type { PersonRow } from './person.tables.ts';

/** One address, one account: also when it is wanted twice at once. */
@Injectable()
export class People {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The account of an address that `readEmail` has read, made if there is none; it can sign in once it has joined. */
  async findOrMake(
    tx: Tx,
    wanted: { readonly email: string; readonly name: string; readonly language: Language },
  ): Promise<{ person: PersonRow; isNew: boolean }> {
    await lockEmail(tx, wanted.email);
    const found = await findPerson(tx, { email: wanted.email });
    if (found) return { person: found, isNew: false };
    const now = this.#clock.now();
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
    return { person, isNew: true };
  }
}
