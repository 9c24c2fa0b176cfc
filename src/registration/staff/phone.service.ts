import { Inject, Injectable } from '@nestjs/common';
import { findEntry } from '../../directory/entry.store.ts';
import { readEmail } from '../../identity/email.rules.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { checkClassContact } from '../deciding/class.contact.ts';
import { adultsWrong, needsFault, seatsOfClass } from '../deciding/class.rules.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { enter, type Registered } from '../deciding/entering.ts';
import { PUPILS, quotaOf, smallestOf } from '../deciding/line.rules.ts';
import { NOTHING_SAID } from '../deciding/newcomer.rules.ts';
import {
  consentNeeded,
  type ConsentNeeded,
  type KeyReused,
  noPlaces,
  type RegisterRefusal,
  schoolHasEnough,
} from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking, Newcomer } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { classKey } from '../groups/group.rules.ts';
import { type AnswersWrong, readAnswers } from '../questions/answer.rules.ts';
import type { ClassByPhoneInput, RegisterByPhoneInput } from './phone.input.types.ts';
import { byOf, StaffDesk } from './staff.desk.ts';

type Answer = Registered | RegisterRefusal | AnswersWrong | ConsentNeeded | KeyReused;

/** What was read of the call before the roster is looked at. */
interface Caller {
  readonly input: RegisterByPhoneInput;
  readonly email: string | null;
  /** The class they bring, and its school. */
  readonly brought: (ClassByPhoneInput & { readonly schoolId: Id<'School'> }) | null;
}

/** Registration of people who call. What is asked of those who register themselves staff pass; never the number of seats. */
@Injectable()
export class PhoneService {
  readonly #database: Database;
  readonly #staff: StaffDesk;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, staff: StaffDesk, desk: RosterDesk) {
    this.#database = database;
    this.#staff = staff;
    this.#desk = desk;
  }

  /**
   * Throws NOT_FOUND for no roster or school, FORBIDDEN to whoever does not edit the event, BAD_USER_INPUT for what is no
   * address, and for what a class cannot have.
   */
  async register(input: RegisterByPhoneInput, asking: Asking): Promise<Answer> {
    const { roster } = await this.#staff.subject(input.rosterId, asking.viewer);
    const caller = await this.#read(input);
    const consent = consentNeeded(input.consentVersion, asking.language);
    if (consent) return consent;
    const oneKey = oneKeyOf(caller);
    return this.#desk.ask<Answer>(roster.id, {
      asking,
      key: requestKey(input.key, { ...input, by: byOf(asking) }),
      oneKeys: oneKey === null ? [] : [oneKey],
      emails: caller.email === null ? [] : [caller.email],
      schoolIds: caller.brought ? [caller.brought.schoolId] : [],
      decide: (scene) => enterByPhone(scene, caller, asking),
    });
  }

  async #read(input: RegisterByPhoneInput): Promise<Caller> {
    const email = input.email == null ? null : readEmail(input.email);
    if (input.email != null && !email) throw invalidInput('email must be one plain address', { argument: 'email' });
    const { schoolClass } = input;
    if (!schoolClass) return { input, email, brought: null };
    if (input.seats != null) throw invalidInput('a class has pupils and adults, no seats', { argument: 'seats' });
    const fault = needsFault(input.needs, schoolClass.pupils + schoolClass.adults);
    if (fault) throw invalidInput(fault, { argument: 'needs' });
    checkClassContact(input);
    const school = await findEntry(this.#database.reader, 'school', { slug: schoolClass.schoolSlug });
    if (!school) throw notFound('the school');
    return { input, email, brought: { ...schoolClass, schoolId: school.id } };
  }
}

function oneKeyOf({ email, brought }: Caller): string | null {
  return brought ? classKey(brought.schoolId, brought.grade, brought.letter ?? null) : email;
}

function enterByPhone(scene: Scene, caller: Caller, asking: Asking): Answer {
  const { roster } = scene;
  const { input, brought } = caller;
  const read = readAnswers(roster.questions, brought ? 'GROUP' : 'INDIVIDUAL', input.answers, asking.language);
  if (isRefusal(read)) return read;
  if (brought) {
    const wrong = adultsWrong(roster, brought.pupils, brought.adults, asking.language);
    if (wrong) return wrong;
    const most = roster.classesPerSchool;
    const isThere = scene.liveUnder(oneKeyOf(caller) ?? '') !== undefined;
    if (most !== null && scene.classesOf(brought.schoolId) >= most && !isThere) {
      return schoolHasEnough(most, asking.language);
    }
  }
  const newcomer = newcomerOf(scene, caller, { ...asking, answers: read.answers });
  const { quotaId: line, seats } = newcomer;
  // What never fits would stop the queue for good.
  if (seats > roster.capacity) return noPlaces(scene.grantable(line), asking.language);
  return enter(scene, newcomer, asking, input.orWaits);
}

function newcomerOf(
  { roster, quotas }: Scene,
  caller: Caller,
  { at, answers }: Pick<Asking, 'at'> & Pick<Newcomer, 'answers'>,
): Newcomer {
  const { input, email, brought } = caller;
  const seats = brought ? seatsOfClass(roster, brought.pupils, brought.adults) : (input.seats ?? 1);
  return {
    ...NOTHING_SAID,
    ...{ id: newId<'Registration'>(), rosterId: roster.id, origin: 'STAFF', kind: brought ? 'GROUP' : 'INDIVIDUAL' },
    ...{ name: input.name, email, phone: input.phone || null, oneKey: oneKeyOf(caller), answers },
    ...(brought && {
      ...{ schoolId: brought.schoolId, grade: brought.grade, letter: brought.letter ?? null },
      ...{ pupils: brought.pupils, adults: brought.adults },
    }),
    ...{ seats, smallest: smallestOf(seats, input.smallest), arrivedAt: at, language: input.language },
    quotaId: quotaOf(quotas, input.audienceSlug, brought ? PUPILS : undefined),
    needs: input.needs.map(({ need, count }) => ({ need, count })),
    ...{ consentVersion: input.consentVersion, consentedAt: at },
  };
}
