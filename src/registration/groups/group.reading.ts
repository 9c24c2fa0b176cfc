import { Inject, Injectable } from '@nestjs/common';
import { findEntry } from '../../directory/entry.store.ts';
import { readEmail } from '../../identity/email.rules.ts';
import type { TooManyAttempts } from '../../identity/limit.rules.ts';
import { findPerson } from '../../identity/person.store.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { needsFault } from '../deciding/class.rules.ts';
import { DoorLimit } from '../deciding/door.limit.ts';
import { consentNeeded, type ConsentNeeded } from '../deciding/refusal.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { mayDecideClass } from './class.policy.ts';
import type { BroughtClass } from './group.entering.ts';
import type { ClassInput } from './group.input.types.ts';

/** From where a request came. */
export interface ClassAskedFrom extends Asking {
  /** The client's address, for the limit alone. */
  readonly address: string;
}

/** Reads what somebody says of the class they bring, for one date or for several. */
@Injectable()
export class ClassReading {
  readonly #database: Database;
  readonly #limit: DoorLimit;

  constructor(@Inject(Database) database: Database, limit: DoorLimit) {
    this.#database = database;
    this.#limit = limit;
  }

  /**
   * The class as it is to be registered. Throws BAD_USER_INPUT for what is no address, for needs that nobody has, and for
   * what only a robot fills in; NOT_FOUND for no school.
   */
  async read(input: ClassInput, asking: ClassAskedFrom): Promise<BroughtClass | TooManyAttempts | ConsentNeeded> {
    const contactEmail = readEmail(input.contactEmail);
    if (!contactEmail) throw invalidInput('contactEmail must be one plain address', { argument: 'contactEmail' });
    if (input.website) throw invalidInput('website must be left out', { argument: 'website' });
    const fault = needsFault(input.needs, input.pupils + input.adults);
    if (fault) throw invalidInput(fault, { argument: 'needs' });
    const slow = this.#limit.admit(asking.address, asking.language);
    if (slow) return slow;
    const consent = consentNeeded(input.consentVersion, asking.language);
    if (consent) return consent;
    const school = await findEntry(this.#database.reader, 'school', { slug: input.schoolSlug });
    if (!school) throw notFound('the school');
    const { viewer, language, at } = asking;
    const { grade, letter = null, pupils, adults, smallest = null, needs, answers, audienceSlug = null } = input;
    return {
      schoolId: school.id,
      personId: viewer.kind === 'person' ? viewer.id : null,
      draft: {
        ...{ grade, letter, pupils, adults, smallest, audienceSlug, language, contactEmail },
        needs: needs.map(({ need, count }) => ({ need, count })),
        answers: answers.map(({ questionId, values }) => ({ questionId, values: [...values] })),
        ...{ contactName: input.contactName, contactPhone: input.contactPhone || null },
        ...{ consentVersion: input.consentVersion, consentedAt: at },
        emailConfirmedAt: (await this.#isOwn(contactEmail, asking)) ? at : null,
        asksHead: input.asksHead && !mayDecideClass(viewer, { schoolId: school.id }),
      },
    };
  }

  /** Whether it is the address of the viewer's own account, which needs no further proof. */
  async #isOwn(email: string, { viewer }: Asking): Promise<boolean> {
    if (viewer.kind !== 'person') return false;
    return (await findPerson(this.#database.reader, { id: viewer.id }))?.email === email;
  }
}
