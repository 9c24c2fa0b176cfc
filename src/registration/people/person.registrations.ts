import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../identity/personal-data.ts';
import { findPerson } from '../../identity/person.store.ts';
import { SYSTEM } from '../../platform/access/viewer.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { Eraser } from './eraser.ts';
import {
  disownRegistrations,
  forgetWishes,
  registrationsMadeBy,
  registrationsUnder,
  wishesOf,
} from './forgotten.store.ts';
import { RegistrationData } from './registration-data.ts';
import { toldRegistration, toldWish } from './told.rules.ts';

/** What registration holds on people with an account: by their address, and by what they made signed in. */
@Injectable()
export class PersonRegistrations implements OnModuleInit {
  readonly #personal: PersonalData;
  readonly #eraser: Eraser;
  readonly #data: RegistrationData;
  readonly #clock: Clock;

  constructor(personal: PersonalData, eraser: Eraser, data: RegistrationData, clock: Clock) {
    this.#personal = personal;
    this.#eraser = eraser;
    this.#data = data;
    this.#clock = clock;
  }

  onModuleInit(): void {
    this.#personal.register({
      name: 'registrations',
      read: (reader, personId) => this.#read(reader, personId),
      erase: (tx, personId) => this.#erase(tx, personId),
    });
  }

  async #read(reader: Reader, personId: Id<'Person'>): Promise<unknown> {
    const { own, ofOthers, email } = await this.#known(reader, personId);
    return {
      registrations: own.map(toldRegistration),
      // Who they are is not the business of whoever registered them.
      madeForOthers: ofOthers.map(({ id, rosterId, status, seats }) => ({ id, rosterId, status, seats })),
      dateWishes: (await wishesOf(reader, { email, personId })).map(toldWish),
      ...(await this.#data.read(reader, { registrationIds: own.map(({ id }) => id), email })),
    };
  }

  /** Their own go as if they had asked by the link of a mail; those of others stay, and nobody knows who made them. */
  async #erase(tx: Tx, personId: Id<'Person'>): Promise<void> {
    const { own, email } = await this.#known(tx, personId);
    const asking: Asking = { viewer: SYSTEM, language: 'uk', at: this.#clock.now(), requestId: null };
    await this.#eraser.erase(tx, own, email, asking);
    const wishes = (await wishesOf(tx, { email: null, personId })).filter(({ purgedAt }) => purgedAt === null);
    await forgetWishes(tx, wishes.map(({ id }) => id), asking.at); // prettier-ignore
    await disownRegistrations(tx, personId);
  }

  async #known(reader: Reader, personId: Id<'Person'>): Promise<Known> {
    const email = (await findPerson(reader, { id: personId }))?.email ?? null;
    const own = email === null ? [] : await registrationsUnder(reader, email);
    const made = await registrationsMadeBy(reader, personId);
    const ids = new Set<string>(own.map(({ id }) => id));
    return { email, own, ofOthers: made.filter(({ id }) => !ids.has(id)) };
  }
}

interface Known {
  readonly email: string | null;
  readonly own: readonly RegistrationRow[];
  readonly ofOthers: readonly RegistrationRow[];
}
