import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Reader, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { type RepeatedHour, repeatedHours } from '../../platform/time/wall.rules.ts';
import { type Deciding, hasYes } from '../bookings/booking.decision.rules.ts';
import { BookingFollowers, changesSince } from '../bookings/booking.followers.ts';
import { mayBlock } from '../bookings/booking.policy.ts';
import { bookingsByIds } from '../bookings/booking.store.ts';
import type { BookingRow } from '../bookings/booking.tables.ts';
import { onceMoreWhenOvertaken } from '../bookings/booking.writing.ts';
import { HoldSettler } from '../bookings/hold.settler.ts';
import { settle } from '../bookings/settling.ts';
import { writeWants } from '../desk/desk.ts';
import type { JudgedWant, Want } from '../desk/want.rules.ts';
import type { Alternative } from '../finding/alternative.rules.ts';
import { insertClosure } from '../hours/closure.store.ts';
import type { ClosureRow } from '../hours/closure.tables.ts';
import { findBranch, lockBranch } from '../places/branch.store.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { roomFacts, type RoomFacts } from '../places/room.store.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import {
  closureNotApplied,
  type ClosureNotApplied,
  closureOutdated,
  type ClosureOutdated,
  MOST_AFFECTED,
  tooManyAffected,
  type TooManyAffected,
} from './affected.rules.ts';
import { affectedBy, lockAffected, type Shut } from './affected.store.ts';
import type { ApplyClosureArguments, ClosureChoiceInput, ClosureInput } from './closure.input.types.ts';
import { AUDITED_CLOSURE, type ClosureTimeRefusal, placeClosure } from './closure.rules.ts';
import { type KeptYes, placeAll, wantedMoves } from './relocation.ts';
import { waysOut } from './proposals.ts';

export interface AffectedBooking {
  readonly booking: BookingRow;
  /** The first of the alternatives: those of all bookings can be had together. */
  readonly proposal: Alternative | null;
  readonly alternatives: readonly Alternative[];
}

export interface ClosurePreview {
  readonly closure: ClosureRow;
  readonly repeatedHours: readonly RepeatedHour[];
  readonly affected: readonly AffectedBooking[];
}

export interface ClosureApplied {
  readonly closure: ClosureRow;
  readonly moved: readonly BookingRow[];
  readonly cancelled: readonly BookingRow[];
}

type NotApplied = ClosureTimeRefusal | TooManyAffected | ClosureOutdated | ClosureNotApplied;

@Injectable()
export class ClosureWizard {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #holds: HoldSettler;
  readonly #followers: BookingFollowers;

  constructor(@Inject(Database) database: Database, clock: Clock, holds: HoldSettler, followers: BookingFollowers) {
    this.#database = database;
    this.#clock = clock;
    this.#holds = holds;
    this.#followers = followers;
  }

  /** Which bookings a closure would affect, and where each could go; nothing is written. */
  async preview(
    input: ClosureInput,
    viewer: Viewer,
    language: Language,
  ): Promise<ClosurePreview | ClosureTimeRefusal | TooManyAffected> {
    const { reader } = this.#database;
    const now = this.#clock.now();
    const branch = allowed(viewer, await branchOf(reader, input));
    const closure = closureOf(branch, input, now, language);
    if (isRefusal(closure)) return closure;
    const shut = shutBy(closure, await shutRooms(reader, input, branch));
    const { rows, count } = await affectedBy(reader, shut, now, MOST_AFFECTED);
    if (count > MOST_AFFECTED) return tooManyAffected(count, language);
    const deciding = { viewer, language, now };
    const found = await waysOut(reader, rows, closure, deciding, await this.#keptYes(reader, rows, deciding));
    const affected = rows.map((booking): AffectedBooking => {
      const alternatives = found.get(booking.id) ?? [];
      return { booking, proposal: alternatives[0] ?? null, alternatives };
    });
    return { closure, repeatedHours: repeatedHours(closure), affected };
  }

  /** Shuts, and moves or cancels every booking that is affected, or does nothing at all. */
  async apply(
    { input, choices, cancelReason }: ApplyClosureArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<ClosureApplied | NotApplied> {
    const { reader } = this.#database;
    const { id: branchId } = allowed(viewer, await branchOf(reader, input));
    const chosen = choices.map((choice) => ({ ...choice, bookingId: choice.bookingId.toLowerCase() }));
    const rows = await rowsChosen(reader, chosen, branchId);
    const wanted = await wantedMoves(reader, chosen, rows, language);
    const targets = [...wanted.moves.values()].map(({ wish }) => wish.room.id);
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<ClosureApplied | NotApplied>(async (tx) => {
        await this.#followers.lock(
          tx,
          [...rows.values()].map(({ id }) => id),
        );
        const places = await lockPlaces(tx, input, branchId, targets);
        const deciding = { viewer, language, now: this.#clock.now() };
        const met = await lockMet(tx, input, places, chosen, deciding);
        if (isRefusal(met)) return met;
        const { closure, affected } = met;
        const spaceIds = [...new Set(places.locked.map(({ spaceId }) => spaceId))];
        const roomOf = new Map(places.locked.map((room) => [room.id, room]));
        await this.#shut(tx, closure, deciding);
        // What waits behind holds that are over comes before what is moved.
        await settle(tx, spaceIds, deciding.now);
        const moves = affected.flatMap((row): Want[] => {
          const move = wanted.moves.get(row.id);
          if (!move) return [];
          const room = roomOf.get(move.wish.room.id) ?? move.wish.room;
          return [{ ...move, booking: row, wish: { ...move.wish, room } }];
        });
        const kept = await this.#keptYes(tx, affected, deciding);
        const { placed, problems } = await placeAll(tx, affected, moves, { ...deciding, kept });
        const all = [...wanted.problems, ...problems];
        if (all.length > 0) return closureNotApplied(all, language);
        const ended = affected.filter(({ id }) => !wanted.moves.has(id));
        return { closure, ...(await this.#relocate(tx, placed, ended, cancelReason ?? input.reasonUk, deciding)) };
      }),
    );
  }

  /** Of these bookings those that have to keep the yes they have, by what hangs on them; and what else may not be done to them. */
  async #keptYes(reader: Reader, rows: readonly BookingRow[], deciding: Deciding): Promise<KeptYes> {
    const ids = rows.filter(hasYes).map(({ id }) => id);
    const forbidden = await this.#followers.forbidden(reader, ids, deciding);
    return new Map([...forbidden].filter(([, { LOSE_YES }]) => LOSE_YES));
  }

  async #shut(tx: Tx, closure: ClosureRow, { viewer, now }: Deciding): Promise<void> {
    await insertClosure(tx, closure);
    await record(tx, viewer, now, {
      ...{ action: 'CREATE', thing: { kind: 'Closure', id: closure.id }, scopeIds: [closure.branchId] },
      changes: changesBetween(null, closure, AUDITED_CLOSURE),
    });
  }

  async #relocate(
    tx: Tx,
    placed: readonly JudgedWant[],
    ended: readonly BookingRow[],
    reason: string,
    deciding: Deciding,
  ): Promise<Pick<ClosureApplied, 'moved' | 'cancelled'>> {
    await writeWants(tx, placed, ended, reason, deciding);
    for (const { booking, after } of placed) {
      if (after?.holdUntil && after.roomId !== booking?.roomId) {
        await this.#holds.expect(tx, after.roomId, after.holdUntil);
      }
    }
    const moved = await changesSince(
      tx,
      placed.flatMap(({ booking }) => booking ?? []),
    );
    const cancelled = await changesSince(tx, ended);
    await this.#followers.follow(tx, [...moved, ...cancelled], deciding);
    return { moved: moved.map(({ after }) => after), cancelled: cancelled.map(({ after }) => after) };
  }
}

/** The places that a closure is about, under the locks of all of them. */
interface Places {
  readonly branch: BranchRow;
  /** The rooms that are shut. */
  readonly shut: readonly RoomFacts[];
  /** Those, and the rooms that bookings are to go to. */
  readonly locked: readonly RoomFacts[];
}

/** Takes the locks of the places, in the one order. */
async function lockPlaces(
  tx: Tx,
  input: ClosureInput,
  branchId: Id<'Branch'>,
  targets: readonly Id<'Room'>[],
): Promise<Places> {
  // No room is added to the branch meanwhile, nor are its rooms combined.
  const branch = await lockBranch(tx, branchId);
  if (!branch) throw notFound('the branch');
  const ids = (await shutRooms(tx, input, branch)).map(({ id }) => id);
  const locked = await lockSpacesOf(tx, [...new Set([...ids, ...targets])]);
  return { branch, shut: locked.filter(({ id }) => ids.includes(id)), locked };
}

/** The closure, and the bookings it meets by now, by start; each has a choice. */
async function lockMet(
  tx: Tx,
  input: ClosureInput,
  { branch, shut }: Places,
  chosen: readonly ClosureChoiceInput[],
  { now, language }: Deciding,
): Promise<{ closure: ClosureRow; affected: readonly BookingRow[] } | NotApplied> {
  const closure = closureOf(branch, input, now, language);
  if (isRefusal(closure)) return closure;
  const { rows, count } = await lockAffected(tx, shutBy(closure, shut), now, MOST_AFFECTED);
  if (count > MOST_AFFECTED) return tooManyAffected(count, language);
  return closureOutdated(rows, chosen, language) ?? { closure, affected: rows };
}

async function branchOf(reader: Reader, { branchId }: ClosureInput): Promise<BranchRow> {
  const branch = isId(branchId) ? await findBranch(reader, { id: branchId as Id<'Branch'> }) : undefined;
  if (!branch) throw notFound('the branch');
  return branch;
}

function allowed(viewer: Viewer, branch: BranchRow): BranchRow {
  if (!mayBlock(viewer, branch.id)) throw forbidden();
  return branch;
}

/** The rooms that are shut themselves: the one that is named, else all of the branch. */
async function shutRooms(reader: Reader, { roomId }: ClosureInput, branch: BranchRow): Promise<RoomFacts[]> {
  if (roomId == null) return roomFacts(reader, { branchIds: [branch.id] });
  const [room] = isId(roomId) ? await roomFacts(reader, { ids: [roomId as Id<'Room'>] }) : [];
  if (room?.branchId !== branch.id) throw notFound('the room at this branch');
  return [room];
}

function shutBy({ startsAt, endsAt }: ClosureRow, rooms: readonly RoomFacts[]): Shut {
  return {
    units: [...new Set(rooms.flatMap(({ units }) => units))],
    rooms: [...new Set(rooms.flatMap(({ kin }) => kin))],
    span: { from: startsAt, to: endsAt },
  };
}

/** The bookings that are named, by their ids; those of other branches are none of this closure's. */
async function rowsChosen(
  reader: Reader,
  choices: readonly ClosureChoiceInput[],
  branchId: Id<'Branch'>,
): Promise<ReadonlyMap<string, BookingRow>> {
  const ids = choices.map(({ bookingId }) => bookingId).filter(isId);
  const rows = ids.length > 0 ? await bookingsByIds(reader, ids) : new Map<string, BookingRow>();
  return new Map([...rows].filter(([, row]) => row.branchId === branchId));
}

/** The row of a closure that is not there yet. */
function closureOf(
  branch: BranchRow,
  input: ClosureInput,
  now: Instant,
  language: Language,
): ClosureRow | ClosureTimeRefusal {
  const time = placeClosure(input, branch.zone, now, language);
  if (isRefusal(time)) return time;
  const { kind, reasonUk, reasonEn = null } = input;
  const roomId = (input.roomId?.toLowerCase() ?? null) as Id<'Room'> | null; // looked up by whoever asks
  return {
    ...time,
    ...{ kind, reasonUk, reasonEn, roomId },
    id: newId<'Closure'>(),
    branchId: branch.id,
    liftedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
