import { Inject, Injectable } from '@nestjs/common';
import { mayEditEvent } from '../../events/record/event.policy.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import { RosterDesk } from '../deciding/desk.ts';
import type { Registered } from '../deciding/entering.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import type { RosterRequest } from '../deciding/request.ts';
import { findRegistration } from '../record/registration.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { type RosterSubject, subjectsOfRosters } from '../record/roster.store.ts';
import type { StaffInput } from './staff.input.types.ts';

/** A decision of staff about one registration, under the lock of its roster. */
export type DecideOnRow<Refused extends Refusal> = (scene: Scene, row: RegistrationRow) => RegistrationRow | Refused;

/** Where staff decide: only those who edit the event, and each request once. */
@Injectable()
export class StaffDesk {
  readonly #database: Database;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, desk: RosterDesk) {
    this.#database = database;
    this.#desk = desk;
  }

  /** Throws NOT_FOUND for no registration, FORBIDDEN to whoever does not edit its event. */
  async find({ registrationId }: Pick<StaffInput, 'registrationId'>, { viewer }: Asking): Promise<RegistrationRow> {
    const { reader } = this.#database;
    const row = isId(registrationId) ? await findRegistration(reader, registrationId as Id<'Registration'>) : undefined;
    if (!row) throw notFound('the registration');
    await this.subject(row.rosterId, viewer);
    return row;
  }

  /** Throws NOT_FOUND for no roster, FORBIDDEN to whoever does not edit its event. */
  async subject(rosterId: string, viewer: Asking['viewer']): Promise<RosterSubject> {
    const subjects = isId(rosterId) ? await subjectsOfRosters(this.#database.reader, [rosterId]) : null;
    const subject = subjects?.get(rosterId);
    if (!subject) throw notFound('the roster');
    if (!mayEditEvent(viewer, subject.event)) throw forbidden();
    return subject;
  }

  /** Decides about one registration. */
  async act<Refused extends Refusal>(
    input: StaffInput,
    asking: Asking,
    decide: DecideOnRow<Refused>,
  ): Promise<Registered | Refused | KeyReused> {
    const { rosterId } = await this.find(input, asking);
    return this.#desk.ask(rosterId, requestOn(input, asking, decide));
  }

  /** The same in a transaction that has more to do. */
  async actWithin<Refused extends Refusal>(
    tx: Tx,
    rosterId: Id<'Roster'>,
    input: StaffInput,
    asking: Asking,
    decide: DecideOnRow<Refused>,
    oneKeys: readonly string[] = [],
  ): Promise<Registered | Refused | KeyReused> {
    const request = { ...requestOn(input, asking, decide), oneKeys };
    const [answer] = await this.#desk.askWithin(tx, rosterId, [request]);
    if (!answer) throw new Error('a request was not answered');
    return answer;
  }
}

function requestOn<Refused extends Refusal>(
  input: StaffInput,
  asking: Asking,
  decide: DecideOnRow<Refused>,
): RosterRequest<Registered | Refused> {
  return {
    asking,
    key: requestKey(input.key, { ...input, by: byOf(asking) }),
    registrationIds: [input.registrationId],
    frees: true,
    decide: (scene) => {
      const row = scene.find(input.registrationId);
      if (!row) throw notFound('the registration');
      const decided = decide(scene, row);
      return isRefusal(decided) ? decided : { kind: 'Registered', receipt: scene.receiptOf(decided) };
    },
  };
}

/** Keys are of whoever makes them up: somebody else's is another request. */
export function byOf({ viewer }: Asking): string | null {
  return viewer.kind === 'person' ? viewer.id : null;
}
