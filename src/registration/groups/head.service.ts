import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { agree, decline } from '../deciding/changing.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { notGoingOn, type Registered } from '../deciding/entering.ts';
import { type KeyReused, type NotHeld, notInThisState, type NotInThisState } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { findRegistration } from '../record/registration.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { mayDecideClass } from './class.policy.ts';
import type { AgreeToClassInput, DeclineClassInput } from './head.types.ts';

type Refused = NotInThisState | NotHeld;

/** The yes or no of the head of a school to what a teacher has planned. No link in a mail says it: mails go to teachers. */
@Injectable()
export class HeadService {
  readonly #database: Database;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, desk: RosterDesk) {
    this.#database = database;
    this.#desk = desk;
  }

  agree(input: AgreeToClassInput, asking: Asking): Promise<Registered | Refused | KeyReused> {
    return this.#decide(
      input,
      asking,
      (scene, row) => notGoingOn(scene, asking.at, asking.language) ?? agree(scene, row, asking),
    );
  }

  decline(input: DeclineClassInput, asking: Asking): Promise<Registered | Refused | KeyReused> {
    return this.#decide(input, asking, (scene, row) => decline(scene, row, input.reason, asking));
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
        if (row?.awaits !== 'HEAD') return notInThisState(row?.status ?? 'CANCELLED', asking.language);
        const after = decide(scene, row);
        return isRefusal(after) ? after : { kind: 'Registered', receipt: scene.receiptOf(after) };
      },
    });
  }
}
