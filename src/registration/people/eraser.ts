import { Inject, Injectable } from '@nestjs/common';
import { record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { deleteKeptFor } from '../../platform/mail/kept-mail.store.ts';
import { cancel } from '../deciding/changing.ts';
import { RosterDesk } from '../deciding/desk.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { lockRosters, subjectsOfRosters } from '../record/roster.store.ts';
import { registrationsByIds } from '../record/registration.store.ts';
import { isUnderWay } from '../staff/registration.rules.ts';
import { forgetRegistrations, forgetWishes, wishesOf } from './forgotten.store.ts';
import { RegistrationData } from './registration-data.ts';

export interface Erased {
  /** How many registrations nobody knows any more whose they were. */
  readonly registrations: number;
  /** How many of them had not ended: their places go to whoever is next. */
  readonly cancelled: number;
}

/** Forgets registrations because the person asks for it: what has not ended is cancelled first. */
@Injectable()
export class Eraser {
  readonly #desk: RosterDesk;
  readonly #data: RegistrationData;

  constructor(@Inject(RosterDesk) desk: RosterDesk, data: RegistrationData) {
    this.#desk = desk;
    this.#data = data;
  }

  /** The registrations, in whichever rosters; those of the address besides, where one is given: wishes, mails that were kept, what else is held under it. */
  async erase(
    tx: Tx,
    rows: readonly Pick<RegistrationRow, 'id' | 'rosterId'>[],
    email: string | null,
    asking: Asking,
  ): Promise<Erased> {
    const rosterIds = [...new Set(rows.map(({ rosterId }) => rosterId))].toSorted();
    await lockRosters(tx, rosterIds);
    let cancelled = 0;
    for (const rosterId of rosterIds) {
      const ids = rows.filter((row) => row.rosterId === rosterId).map(({ id }) => id);
      cancelled += await this.#cancelIn(tx, rosterId, ids, asking);
    }
    const ids = rows.map(({ id }) => id);
    const forgotten = await forgetRegistrations(tx, ids, asking.at);
    await this.#data.erase(tx, forgotten);
    await this.#audit(tx, forgotten, asking);
    if (email !== null) {
      const wishes = (await wishesOf(tx, { email })).filter(({ purgedAt }) => purgedAt === null);
      await forgetWishes(tx, wishes.map(({ id }) => id), asking.at); // prettier-ignore
      await deleteKeptFor(tx, email);
      await this.#data.eraseAddress(tx, email);
    }
    return { registrations: forgotten.length, cancelled };
  }

  async #cancelIn(
    tx: Tx,
    rosterId: Id<'Roster'>,
    registrationIds: readonly Id<'Registration'>[],
    asking: Asking,
  ): Promise<number> {
    const decide = (scene: Scene) =>
      registrationIds.filter((id) => {
        const row = scene.find(id);
        if (!row || !isUnderWay(row)) return false;
        cancel(scene, row, { by: 'SELF', reason: null }, asking);
        return true;
      }).length;
    const [count] = await this.#desk.askWithin(tx, rosterId, [
      { asking, key: null, registrationIds, frees: true, decide },
    ]);
    return typeof count === 'number' ? count : 0;
  }

  async #audit(tx: Tx, ids: readonly Id<'Registration'>[], { viewer, at, requestId }: Asking): Promise<void> {
    const rows = await registrationsByIds(tx, ids);
    const subjects = await subjectsOfRosters(tx, [...new Set([...rows.values()].map(({ rosterId }) => rosterId))]);
    const deeds = [...rows.values()].map(({ id, rosterId }) => ({
      ...{ action: 'ERASE', thing: { kind: 'Registration', id }, requestId },
      scopeIds: [subjects.get(rosterId)?.event.branchId].filter((branchId) => branchId !== undefined),
    }));
    await record(tx, viewer, at, ...deeds);
  }
}
