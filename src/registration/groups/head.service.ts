import { Inject, Injectable } from '@nestjs/common';
import type { LinkRefused } from '../../identity/link.rules.ts';
import { Database } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { agree, decline } from '../deciding/changing.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { notGoingOn, type Registered } from '../deciding/entering.ts';
import { type KeyReused, type NotHeld, notInThisState, type NotInThisState } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { LinkDesk } from '../links/link.desk.ts';
import { findRegistration } from '../record/registration.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { mayDecideClass } from './class.policy.ts';
import type { AgreeToClassInput, AnswerClassInput, DeclineClassInput } from './head.types.ts';

type Refused = NotInThisState | NotHeld;

/**
 * The yes or no of the head of a school to what a teacher has planned: signed in, or by a link of the mail to that person. No
 * link of the teacher says it.
 */
@Injectable()
export class HeadService {
  readonly #database: Database;
  readonly #desk: RosterDesk;
  readonly #links: LinkDesk;

  constructor(@Inject(Database) database: Database, desk: RosterDesk, links: LinkDesk) {
    this.#database = database;
    this.#desk = desk;
    this.#links = links;
  }

  agree(input: AgreeToClassInput, asking: Asking): Promise<Registered | Refused | KeyReused> {
    return this.#decide(input, asking, (scene, row) => sayYes(scene, row, asking));
  }

  decline(input: DeclineClassInput, asking: Asking): Promise<Registered | Refused | KeyReused> {
    return this.#decide(input, asking, (scene, row) => sayNo(scene, row, input.reason, asking));
  }

  /** The same by the link of their mail. Throws BAD_USER_INPUT for a reason of a yes. */
  async answer(
    { link, key, agrees, reason }: AnswerClassInput,
    asking: Asking,
  ): Promise<Registered | Refused | LinkRefused | KeyReused> {
    if (agrees && reason) throw invalidInput('a reason is for a no', { argument: 'reason' });
    const input = { agrees, reason: reason || null };
    return this.#links.act<Refused>({ link, key }, input, ['HEAD'], asking, (scene, row, by) =>
      agrees ? sayYes(scene, row, by) : sayNo(scene, row, input.reason, by),
    );
  }

  /** Throws NOT_FOUND for what is no class, FORBIDDEN for one of another school. */
  async #decide(
    input: AgreeToClassInput,
    asking: Asking,
    decide: (scene: Scene, row: RegistrationRow) => RegistrationRow | Refused,
  ): Promise<Registered | Refused | KeyReused> {
    const { registrationId } = input;
    const found = isId(registrationId)
      ? await findRegistration(this.#database.reader, registrationId as Id<'Registration'>)
      : undefined;
    if (!found?.schoolId) throw notFound('the class');
    if (!mayDecideClass(asking.viewer, { schoolId: found.schoolId })) throw forbidden();
    return this.#desk.ask<Registered | Refused>(found.rosterId, {
      asking,
      key: requestKey(input.key, input),
      registrationIds: [found.id],
      frees: true,
      decide: (scene) => {
        const row = scene.find(found.id);
        // A class that staff took away meanwhile is as good as cancelled.
        if (!row) return notInThisState('CANCELLED', asking.language);
        const after = decide(scene, row);
        return isRefusal(after) ? after : { kind: 'Registered', receipt: scene.receiptOf(after) };
      },
    });
  }
}

function sayYes(scene: Scene, row: RegistrationRow, asking: Asking): RegistrationRow | Refused {
  return notTheirs(row, asking) ?? notGoingOn(scene, asking.at, asking.language) ?? agree(scene, row, asking);
}

function sayNo(scene: Scene, row: RegistrationRow, reason: string | null, asking: Asking): RegistrationRow | Refused {
  return notTheirs(row, asking) ?? decline(scene, row, reason, asking);
}

/** Of what waits for somebody else's yes, or for none, a head decides nothing. */
function notTheirs({ awaits, status }: RegistrationRow, { language }: Asking): NotInThisState | null {
  return awaits === 'HEAD' ? null : notInThisState(status, language);
}
