import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { RosterDesk } from '../deciding/desk.ts';
import type { Registered } from '../deciding/entering.ts';
import { type KeyReused, type NotInThisState, notInThisState } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import type { RosterRequest } from '../deciding/request.ts';
import { answeredBefore, keepAnswer, keepRefused } from '../deciding/answered.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { lockRosters, quotasOfRosters, type RosterQuota } from '../record/roster.store.ts';
import { arrive, type MoveRefusal } from './arriving.ts';
import { isUnderWay } from './registration.rules.ts';
import { byOf, StaffDesk } from './staff.desk.ts';
import type { MoveRegistrationInput } from './staff.input.types.ts';

interface Left {
  readonly kind: 'Left';
  readonly row: RegistrationRow;
}

/** Moves registrations from one date to another: both happen, or neither. */
@Injectable()
export class MoveService {
  readonly #database: Database;
  readonly #staff: StaffDesk;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, staff: StaffDesk, desk: RosterDesk) {
    this.#database = database;
    this.#staff = staff;
    this.#desk = desk;
  }

  /**
   * Throws NOT_FOUND for no registration or roster, FORBIDDEN to whoever does not edit both events, BAD_USER_INPUT for a
   * move to where it is.
   */
  async move(
    input: MoveRegistrationInput,
    asking: Asking,
  ): Promise<Registered | MoveRefusal | NotInThisState | KeyReused> {
    const row = await this.#staff.find(input, asking);
    const { roster: to } = await this.#staff.subject(input.toRosterId, asking.viewer);
    if (to.id === row.rosterId) throw invalidInput('it is there already', { argument: 'toRosterId' });
    const key = requestKey(input.key, { ...input, by: byOf(asking) });
    const moved = await this.#database.transaction<Registered | MoveRefusal | NotInThisState | KeyReused>(
      async (tx) => {
        // In the order of their ids, so that two who move to and fro do not wait for each other.
        await lockRosters(tx, [row.rosterId, to.id]);
        const before = await answeredBefore(tx, row.rosterId, key, asking.language);
        if (before) return 'answer' in before ? (before.answer as Registered) : before;
        const quotas = (await quotasOfRosters(tx, [row.rosterId])).get(row.rosterId) ?? [];
        const left = await this.#ask(tx, row.rosterId, leaving(row.id, input.reason ?? null, asking));
        if (isRefusal(left)) return left;
        const quota = quotas.find(({ id }) => id === left.row.quotaId) ?? null;
        const arrived = await this.#ask(tx, to.id, arriving(left.row, quota, input.reason ?? null, asking));
        if (isRefusal(arrived)) return arrived;
        await keepAnswer(tx, row.rosterId, key, arrived, asking.at);
        return arrived;
      },
    );
    return keepRefused(this.#database, row.rosterId, key, moved, asking.at);
  }

  async #ask<Answer>(
    tx: Tx,
    rosterId: RegistrationRow['rosterId'],
    request: RosterRequest<Answer>,
  ): Promise<Answer | KeyReused> {
    const [answer] = await this.#desk.askWithin(tx, rosterId, [request]);
    if (!answer) throw new Error('a request was not answered');
    return answer;
  }
}

/** Ends it where it was; whoever is next there has its places. */
function leaving(
  id: RegistrationRow['id'],
  reason: string | null,
  asking: Asking,
): RosterRequest<Left | NotInThisState> {
  const decide = (scene: Scene): Left | NotInThisState => {
    const row = scene.find(id);
    if (!row) throw notFound('the registration');
    if (!isUnderWay(row)) return notInThisState(row.status, asking.language);
    scene.change(row, { status: 'CANCELLED', endedBy: 'MOVED', reason }, 'MOVE', asking);
    scene.moveUp(asking);
    return { kind: 'Left', row };
  };
  return { asking, key: null, registrationIds: [id], frees: true, decide };
}

function arriving(
  row: RegistrationRow,
  quota: RosterQuota | null,
  reason: string | null,
  asking: Asking,
): RosterRequest<Registered | MoveRefusal> {
  const oneKeys = row.oneKey === null ? [] : [row.oneKey];
  const decide = (scene: Scene) => arrive(scene, row, { quota, reason }, asking);
  return { asking, key: null, oneKeys, frees: true, decide };
}
