import { Inject, Injectable } from '@nestjs/common';
import { readEmail } from '../../identity/email.rules.ts';
import type { TooManyAttempts } from '../../identity/limit.rules.ts';
import { findPerson } from '../../identity/person.store.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { DoorLimit } from '../deciding/door.limit.ts';
import { enter, type Registered } from '../deciding/entering.ts';
import { requestKey } from '../deciding/request.key.ts';
import { quotaOf, smallestOf } from '../deciding/line.rules.ts';
import { NOTHING_SAID } from '../deciding/newcomer.rules.ts';
import { consentNeeded, type ConsentNeeded, type KeyReused, type RegisterRefusal } from '../deciding/refusal.rules.ts';
import type { Asking, Newcomer } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { type AnswersWrong, readAnswers } from '../questions/answer.rules.ts';
import type { RegisterInput } from './individual.types.ts';

/** From where a request came. */
export interface AskedFrom extends Asking {
  /** The client's address, for the limit alone. */
  readonly address: string;
}

type Answer = Registered | RegisterRefusal | AnswersWrong | ConsentNeeded | KeyReused | TooManyAttempts;

/** Registration of people who come for themselves, with or without an account. */
@Injectable()
export class IndividualService {
  readonly #database: Database;
  readonly #desk: RosterDesk;
  readonly #limit: DoorLimit;

  constructor(@Inject(Database) database: Database, desk: RosterDesk, limit: DoorLimit) {
    this.#database = database;
    this.#desk = desk;
    this.#limit = limit;
  }

  /**
   * Takes a registration. Throws NOT_FOUND for no roster, BAD_USER_INPUT for what is no address, and for what only a robot
   * fills in.
   */
  async register(input: RegisterInput, asking: AskedFrom): Promise<Answer> {
    const email = readEmail(input.email);
    if (!email) throw invalidInput('email must be one plain address', { argument: 'email' });
    if (input.website) throw invalidInput('website must be left out', { argument: 'website' });
    if (!isId(input.rosterId)) throw notFound('the roster');
    const slow = this.#limit.admit(asking.address, asking.language);
    if (slow) return slow;
    const consent = consentNeeded(input.consentVersion, asking.language);
    if (consent) return consent;
    const isOwn = await this.#isOwn(email, asking);
    return this.#desk.ask<Answer>(input.rosterId as Id<'Roster'>, {
      asking,
      key: requestKey(input.key, { ...input, by: asking.viewer.kind === 'person' ? asking.viewer.id : null }),
      oneKeys: [email],
      emails: [email],
      decide: (scene) => {
        const read = readAnswers(scene.roster.questions, 'INDIVIDUAL', input.answers, asking.language);
        if (isRefusal(read)) return read;
        return enter(scene, newcomer(scene, input, { email, isOwn, answers: read.answers }, asking), asking);
      },
    });
  }

  /** Whether it is the address of the viewer's own account, which needs no further proof. */
  async #isOwn(email: string, { viewer }: Asking): Promise<boolean> {
    if (viewer.kind !== 'person') return false;
    return (await findPerson(this.#database.reader, { id: viewer.id }))?.email === email;
  }
}

interface Known extends Pick<Newcomer, 'answers'> {
  readonly email: string;
  readonly isOwn: boolean;
}

function newcomer(scene: Scene, input: RegisterInput, known: Known, { viewer, language, at }: Asking): Newcomer {
  const { name, phone = null, seats, needs, note, consentVersion } = input;
  return {
    ...NOTHING_SAID,
    ...{ id: newId<'Registration'>(), rosterId: scene.roster.id, kind: 'INDIVIDUAL', origin: 'SELF' },
    ...{ name, email: known.email, oneKey: known.email, phone, language, answers: known.answers },
    ...{ seats, smallest: smallestOf(seats, input.smallest), needs: needs.map(({ need, count }) => ({ need, count })) },
    ...{ quotaId: quotaOf(scene.quotas, input.audienceSlug), arrivedAt: at, note: note || null },
    ...{ consentVersion, consentedAt: at, emailConfirmedAt: known.isOwn ? at : null },
    personId: viewer.kind === 'person' ? viewer.id : null,
  };
}
