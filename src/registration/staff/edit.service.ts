import { Inject, Injectable } from '@nestjs/common';
import { readEmail } from '../../identity/email.rules.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { resize, tellChange } from '../deciding/changing.ts';
import type { Registered } from '../deciding/entering.ts';
import {
  type AlreadyRegistered,
  alreadyRegistered,
  type KeyReused,
  type NoPlaces,
  type NotHeld,
  notInThisState,
  type NotInThisState,
  type TooManyPeople,
  type TooManySeats,
} from '../deciding/refusal.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { AdultsWrong } from '../deciding/class.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { tooManyIn } from '../deciding/shelter.ts';
import { checkClass } from '../deciding/class.contact.ts';
import { classKey } from '../groups/group.rules.ts';
import { adultsWrongIn, headcountOf } from '../links/headcount.rules.ts';
import { answersUnder } from '../record/key.store.ts';
import { findRegistration } from '../record/registration.store.ts';
import type { Headcount, RegistrationRow } from '../record/registration.tables.ts';
import { lockRosters } from '../record/roster.store.ts';
import { isUnderWay } from './registration.rules.ts';
import { StaffDesk } from './staff.desk.ts';
import type { EditByStaffInput } from './staff.input.types.ts';
import { deleteLinksOf } from './staff.store.ts';

type Refused =
  | NotInThisState
  | NotHeld
  | NoPlaces
  | TooManySeats
  | TooManyPeople
  | AdultsWrong
  | AlreadyRegistered
  | ChangedMeanwhile
  | KeyReused;

/** What staff put right in a registration: how many come, and whom to ask. */
@Injectable()
export class EditByStaffService {
  readonly #database: Database;
  readonly #desk: StaffDesk;

  constructor(@Inject(Database) database: Database, desk: StaffDesk) {
    this.#database = database;
    this.#desk = desk;
  }

  /** Throws BAD_USER_INPUT for what is no address, for seats of a class, and for pupils, grade or letter of a person. */
  async edit(input: EditByStaffInput, asking: Asking): Promise<Registered | Refused> {
    const row = await this.#desk.find(input, asking);
    const email = input.email == null ? input.email : readEmail(input.email);
    if (input.email != null && !email) throw invalidInput('email must be one plain address', { argument: 'email' });
    const isOtherClass = input.grade !== undefined || input.letter !== undefined;
    if (row.kind === 'GROUP') checkClass(row, input);
    else if (isOtherClass) throw invalidInput('grade and letter are of a class', { argument: 'grade' });
    // An answer that says no is kept under the key as well: in a bracket it is no refusal, and nothing is rolled back.
    const { answer } = await this.#database.transaction(async (tx) => {
      const stale = await this.#stale(tx, row, input, asking);
      if (stale) return { answer: stale };
      const asItIs = isOtherClass ? await findRegistration(tx, row.id) : undefined;
      const oneKey = row.kind === 'GROUP' ? asItIs && keyOfClass(asItIs, input) : email;
      const answer = await this.#desk.actWithin<Exclude<Refused, KeyReused>>(
        tx,
        row.rosterId,
        input,
        asking,
        (scene, now) => editRow(scene, now, { ...input, ...(email !== undefined && { email }) }, asking),
        oneKey == null ? [] : [oneKey],
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
  const wrong =
    adultsWrongIn(row, scene.roster, count, asking.language) ?? tooManyIn(scene, row, count, asking.language);
  if (wrong) return wrong;
  const words = wordsOf(row, input);
  const taken = words.oneKey != null && words.oneKey !== row.oneKey && scene.liveUnder(words.oneKey);
  if (taken) return alreadyRegistered(asking.language);
  if (!isSameCount(row, count)) return resize(scene, row, count, words, asking, 'STAFF');
  const after = scene.change(row, words, 'EDIT', asking);
  tellChange(scene, row, after);
  return after;
}

function isSameCount(row: RegistrationRow, { seats, pupils, adults }: Headcount): boolean {
  return seats === row.seats && pupils === row.pupils && adults === row.adults;
}

/** By what a class is one of its roster once it is put right. */
function keyOfClass(row: RegistrationRow, { grade, letter }: EditByStaffInput): string {
  return classKey(row.schoolId ?? '', grade ?? row.grade ?? 0, letter === undefined ? row.letter : letter);
}

/** An address that staff wrote down is nobody's until its reader says so; by it a person is one of the roster. */
function wordsOf(row: RegistrationRow, input: EditByStaffInput): Partial<RegistrationRow> {
  const { name, email, phone, needs, grade, letter } = input;
  const isOther = email !== undefined && email !== row.email;
  return {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone: phone || null }),
    ...(needs !== undefined && { needs: needs.map(({ need, count }) => ({ need, count })) }),
    ...(grade !== undefined && { grade }),
    ...(letter !== undefined && { letter }),
    // Of a class that was forgotten nobody knows the key any more.
    ...((grade !== undefined || letter !== undefined) && row.oneKey !== null && { oneKey: keyOfClass(row, input) }),
    ...(isOther && { email, emailConfirmedAt: null, ...(row.kind !== 'GROUP' && { oneKey: email }) }),
  };
}
