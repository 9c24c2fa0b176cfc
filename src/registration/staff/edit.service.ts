import { Inject, Injectable } from '@nestjs/common';
import { readEmail } from '../../identity/email.rules.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { resize } from '../deciding/changing.ts';
import type { Registered } from '../deciding/entering.ts';
import {
  type AlreadyRegistered,
  alreadyRegistered,
  type KeyReused,
  noPlaces,
  type NoPlaces,
  type NotHeld,
  notInThisState,
  type NotInThisState,
  type TooFewAdults,
  type TooManySeats,
} from '../deciding/refusal.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { checkClass } from '../deciding/class.contact.ts';
import { headcountOf, tooFewIn } from '../links/headcount.rules.ts';
import { answersUnder } from '../record/key.store.ts';
import { findRegistration } from '../record/registration.store.ts';
import type { Headcount, RegistrationRow } from '../record/registration.tables.ts';
import { lockRosters } from '../record/roster.store.ts';
import { isUnderWay } from './registration.rules.ts';
import { StaffDesk } from './staff.desk.ts';
import type { EditByStaffInput } from './staff.input.types.ts';
import { deleteLinksOf } from './staff.store.ts';

type Refused =
  NotInThisState | NotHeld | NoPlaces | TooManySeats | TooFewAdults | AlreadyRegistered | ChangedMeanwhile | KeyReused;

/** What staff put right in a registration: how many come, and whom to ask. */
@Injectable()
export class EditByStaffService {
  readonly #database: Database;
  readonly #desk: StaffDesk;

  constructor(@Inject(Database) database: Database, desk: StaffDesk) {
    this.#database = database;
    this.#desk = desk;
  }

  /** Throws BAD_USER_INPUT for what is no address, for seats of a class, and for pupils of a person. */
  async edit(input: EditByStaffInput, asking: Asking): Promise<Registered | Refused> {
    const row = await this.#desk.find(input, asking);
    const email = input.email == null ? input.email : readEmail(input.email);
    if (input.email != null && !email) throw invalidInput('email must be one plain address', { argument: 'email' });
    if (row.kind === 'GROUP') checkClass(row, input);
    // An answer that says no is kept under the key as well: in a bracket it is no refusal, and nothing is rolled back.
    const { answer } = await this.#database.transaction(async (tx) => {
      const stale = await this.#stale(tx, row, input, asking);
      if (stale) return { answer: stale };
      const keys = email != null && row.kind !== 'GROUP' ? [email] : [];
      const answer = await this.#desk.actWithin<Exclude<Refused, KeyReused>>(
        tx,
        row.rosterId,
        input,
        asking,
        (scene, now) => editRow(scene, now, { ...input, ...(email !== undefined && { email }) }, asking),
        keys,
      );
      // Whoever reads mail at the address before has no more business with it.
      const after = await findRegistration(tx, row.id);
      if (after && after.email !== row.email) await deleteLinksOf(tx, [row.id]);
      return { answer };
    });
    return answer;
  }

  /** What somebody else changed since it was seen; the same request sent again is answered as it was. */
  async #stale(
    tx: Tx,
    { id, rosterId }: RegistrationRow,
    { key, version }: EditByStaffInput,
    { language }: Asking,
  ): Promise<ChangedMeanwhile | null> {
    await lockRosters(tx, [rosterId]);
    if ((await answersUnder(tx, rosterId, [key])).has(key)) return null;
    const now = await findRegistration(tx, id);
    return now ? changedSince(tx, 'Registration', now, version, language) : null;
  }
}

function editRow(
  scene: Scene,
  row: RegistrationRow,
  input: EditByStaffInput,
  asking: Asking,
): RegistrationRow | Exclude<Refused, KeyReused | ChangedMeanwhile | NotHeld> {
  if (!isUnderWay(row)) return notInThisState(row.status, asking.language);
  const count = headcountOf(row, scene.roster, input);
  if (!count) throw invalidInput('a class has pupils and adults, a person seats', { argument: 'input' });
  const fewAdults = tooFewIn(row, scene.roster, count, asking.language);
  if (fewAdults) return fewAdults;
  const words = wordsOf(row, input);
  const taken = words.oneKey != null && words.oneKey !== row.oneKey && scene.liveUnder(words.oneKey);
  if (taken) return alreadyRegistered(asking.language);
  const { capacity } = scene.roster;
  // What never fits would stop the queue for good.
  if (count.seats > row.seats && count.seats > capacity) return noPlaces(scene.grantable(row.quotaId), asking.language);
  const after = isSameCount(row, count)
    ? told(scene, row, scene.change(row, words, 'EDIT', asking))
    : resize(scene, row, count, words, asking, 'STAFF');
  if (!isRefusal(after) && after.status === 'UNCONFIRMED' && after.email !== row.email) {
    scene.tell('CONFIRM_EMAIL', after);
  }
  return after;
}

function told(scene: Scene, before: RegistrationRow, after: RegistrationRow): RegistrationRow {
  scene.tellEdited(before, after);
  return after;
}

function isSameCount(row: RegistrationRow, { seats, pupils, adults }: Headcount): boolean {
  return seats === row.seats && pupils === row.pupils && adults === row.adults;
}

/** An address that staff wrote down is nobody's until its reader says so; by it a person is one of the roster. */
function wordsOf(row: RegistrationRow, { name, email, phone, needs }: EditByStaffInput): Partial<RegistrationRow> {
  const isOther = email !== undefined && email !== row.email;
  return {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone: phone || null }),
    ...(needs !== undefined && { needs: needs.map(({ need, count }) => ({ need, count })) }),
    ...(isOther && { email, emailConfirmedAt: null, ...(row.kind !== 'GROUP' && { oneKey: email }) }),
  };
}
