import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { dateOf, plusWallMinutes } from '../../platform/time/local.ts';
import { mayBlock } from '../bookings/booking.policy.ts';
import { settle } from '../bookings/settling.ts';
import { lockClosure, updateClosureRow } from '../hours/closure.store.ts';
import type { ClosureRow } from '../hours/closure.tables.ts';
import { roomFacts } from '../places/room.store.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import type { LiftClosureArguments, UpdateClosureInput } from './closure.input.types.ts';
import {
  AUDITED_CLOSURE,
  type ClosureNotShorter,
  type ClosureOver,
  closureOver,
  type ClosureTimeRefusal,
  isOver,
  shortened,
} from './closure.rules.ts';

/** What becomes of closures. None is made longer here: that could shut what is booked by now, and is the wizard's. */
@Injectable()
export class ClosureService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Changes what is given; an edit that changes nothing writes nothing. */
  async update(
    input: UpdateClosureInput,
    viewer: Viewer,
    language: Language,
  ): Promise<ClosureRow | ClosureTimeRefusal | ClosureNotShorter | ChangedMeanwhile> {
    return this.#locked<ClosureRow | ClosureTimeRefusal | ClosureNotShorter>(
      input,
      viewer,
      language,
      async (tx, before) => {
        const now = this.#clock.now();
        const { kind = before.kind, reasonUk = before.reasonUk, reasonEn = before.reasonEn } = input;
        const end = endOf(before, input, { now, language });
        if (isRefusal(end)) return end;
        return this.#written(tx, viewer, 'UPDATE', before, { ...before, kind, reasonUk, reasonEn, ...end });
      },
    );
  }

  /** From now on it shuts nothing; bookings that were moved or cancelled for it stay so. */
  async lift(
    input: LiftClosureArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<ClosureRow | ClosureOver | ChangedMeanwhile> {
    return this.#locked<ClosureRow | ClosureOver>(input, viewer, language, async (tx, before) => {
      const now = this.#clock.now();
      if (isOver(before, now)) return closureOver(language);
      return this.#written(tx, viewer, 'CANCEL', before, { ...before, liftedAt: now });
    });
  }

  #locked<Result>(
    { id, version }: LiftClosureArguments,
    viewer: Viewer,
    language: Language,
    work: (tx: Tx, before: ClosureRow) => Promise<Result>,
  ): Promise<Result | ChangedMeanwhile> {
    if (!isId(id)) throw notFound('the closure');
    return this.#database.transaction<Result | ChangedMeanwhile>(async (tx) => {
      const before = await lockClosure(tx, id as Id<'Closure'>);
      if (!before) throw notFound('the closure');
      if (!mayBlock(viewer, before.branchId)) throw forbidden();
      const stale = await changedSince(tx, 'Closure', before, version, language);
      return stale ?? work(tx, before);
    });
  }

  async #written(tx: Tx, viewer: Viewer, action: string, before: ClosureRow, after: ClosureRow): Promise<ClosureRow> {
    const changes = changesBetween(before, after, AUDITED_CLOSURE);
    if (changes.length === 0) return before;
    const now = this.#clock.now();
    const stamped = { ...after, version: before.version + 1, updatedAt: now };
    await updateClosureRow(tx, before.id, stamped);
    const thing = { kind: 'Closure', id: before.id };
    await record(tx, viewer, now, { action, thing, changes, scopeIds: [before.branchId] });
    if (after.liftedAt || after.endsAt < before.endsAt) await settleOpened(tx, before, now);
    return stamped;
  }
}

/**
 * What was shut is open again, perhaps for somebody who waits there. Nobody who has a space waits for a closure's row, so
 * that it may come first.
 */
async function settleOpened(tx: Tx, { branchId, roomId }: ClosureRow, now: Instant): Promise<void> {
  const opened = roomId ? [roomId] : (await roomFacts(tx, { branchIds: [branchId] })).map(({ id }) => id);
  const rooms = await lockSpacesOf(tx, opened);
  await settle(tx, [...new Set(rooms.map(({ spaceId }) => spaceId))], now);
}

/** A time alone is of the last day, a day alone ends with its midnight. */
function endOf(
  before: ClosureRow,
  { endDate, endTime }: UpdateClosureInput,
  { now, language }: { readonly now: Instant; readonly language: Language },
): ReturnType<typeof shortened> | Record<string, never> {
  if (endDate === undefined && endTime === undefined) return {};
  // What ends at midnight ends with the day before.
  const lastDay = dateOf(plusWallMinutes(before.startLocal, before.wallMinutes - 1));
  return shortened(before, { endDate: endDate ?? lastDay, endTime }, now, language);
}
