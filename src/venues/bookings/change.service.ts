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
import type { WallRefusal } from '../../platform/time/wall.rules.ts';
import { type RoomFacts, roomsByIds } from '../places/room.store.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import {
  bookingRefused,
  type BookingRefused,
  type Deciding,
  neededOverrides,
  standing,
} from './booking.decision.rules.ts';
import { BookingFollowers, type ServesEvent } from './booking.followers.ts';
import type { BookingArguments, ChangeBookingInput, EndBookingArguments } from './booking.input.types.ts';
import { isConfirmedAtOnce, mayOverride } from './booking.policy.ts';
import { judged } from './booking.service.ts';
import { AUDITED, onceMoreWhenOvertaken } from './booking.writing.ts';
import { findBooking, lockBooking, releaseUses, updateBookingRow, writeUses } from './booking.store.ts';
import type { BookingRow } from './booking.tables.ts';
import { severityOf } from './broken.rules.ts';
import { mayDo } from './change.policy.ts';
import {
  type BookingAction,
  type BookingStatusWrong,
  bookingStatusWrong,
  deedOf,
  isAskedAnew,
  goesBy,
  losesYes,
  overridesAfter,
} from './change.rules.ts';
import {
  approval,
  changedWish,
  columnsOf,
  equipmentOf,
  isAboutWords,
  roomNamed,
  statusAfter,
  statusReworded,
  wishOf,
} from './change.outcome.ts';
import { HoldSettler } from './hold.settler.ts';
import { occupy, vacate } from './occupancy.store.ts';
import { settle, settleEquipment } from './settling.ts';
import { equipmentList, type Wish, wishedSpan } from './wish.rules.ts';

type Stopped = BookingStatusWrong | ChangedMeanwhile;
type Unchanged = BookingRefused | WallRefusal | ServesEvent;

/** Who asks for a change, and how they are answered. */
type Asker = Omit<Deciding, 'now'>;

/** A booking under the locks of its space and of the room it may move to; what expired there is written down. */
interface Locked extends Deciding {
  readonly row: BookingRow;
  readonly room: RoomFacts;
  readonly spaceIds: readonly Id<'Space'>[];
}

@Injectable()
export class ChangeService {
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

  /**
   * Changes what is given. What was approved stays so inside the approved time; beyond it somebody has to say yes again.
   * Throws NOT_FOUND for a room, layout or equipment that is not there.
   */
  async change(
    input: ChangeBookingInput,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingRow | Unchanged | Stopped> {
    const asker = { viewer, language };
    const rewords = isAboutWords(input);
    const action = rewords ? 'REWORD' : 'CHANGE';
    return this.#locked<BookingRow | Unchanged>(action, input, asker, roomNamed(input), (tx, locked) =>
      rewords ? this.#reword(tx, locked, input) : this.#move(tx, locked, input),
    );
  }

  /** Makes a booking of a hold, if nothing has come in between. */
  async confirm(
    input: BookingArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingRow | BookingRefused | Stopped> {
    return this.#locked<BookingRow | BookingRefused>('CONFIRM', input, { viewer, language }, [], async (tx, locked) => {
      const { row } = locked;
      const { wish, broken } = await this.#asItIs(tx, locked);
      // Whether it was asked for in time was decided when it was held.
      const asked = broken.filter(({ kind }) => kind !== 'OutsideBookingWindow');
      const refusing = standing(asked, row.overrides, () => true);
      if (refusing.length > 0) return bookingRefused(refusing, wish, language, row.id);
      const yes = isConfirmedAtOnce(viewer, wish.room) ? approval(wish, viewer) : null;
      const after = { ...row, status: yes ? ('CONFIRMED' as const) : ('REQUESTED' as const), holdUntil: null, ...yes };
      await take(tx, after, wish);
      return this.#written(tx, 'CONFIRM', locked, after);
    });
  }

  /** Says yes to what somebody asks for; what nobody can set aside may have come in between. */
  async approve(
    input: BookingArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingRow | BookingRefused | Stopped> {
    return this.#locked<BookingRow | BookingRefused>('APPROVE', input, { viewer, language }, [], async (tx, locked) => {
      const { wish, broken } = await this.#asItIs(tx, locked);
      const refusing = broken.filter((rule) => severityOf(rule) === 'HARD');
      if (refusing.length > 0) return bookingRefused(refusing, wish, language, locked.row.id);
      const after = { ...locked.row, status: 'CONFIRMED' as const, ...approval(wish, viewer) };
      return this.#written(tx, 'APPROVE', locked, after);
    });
  }

  /** A no to what somebody asks for is never forbidden by what hangs on it. */
  async reject(input: EndBookingArguments, viewer: Viewer, language: Language): Promise<BookingRow | Stopped> {
    const decidedById = viewer.kind === 'person' ? viewer.id : null;
    return this.#locked<BookingRow>('REJECT', input, { viewer, language }, [], (tx, locked) =>
      this.#end(tx, 'REJECT', locked, { status: 'REJECTED', decidedById, reason: input.reason }),
    );
  }

  async cancel(
    input: EndBookingArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingRow | ServesEvent | Stopped> {
    return this.#locked<BookingRow | ServesEvent>('CANCEL', input, { viewer, language }, [], async (tx, locked) => {
      const forbidden = await this.#followers.forbids(tx, locked.row.id, 'END', locked);
      return forbidden ?? this.#end(tx, 'CANCEL', locked, { status: 'CANCELLED', reason: input.reason });
    });
  }

  async #end(tx: Tx, action: 'REJECT' | 'CANCEL', locked: Locked, end: Partial<BookingRow>): Promise<BookingRow> {
    const { row, spaceIds, now } = locked;
    await vacate(tx, [row.id]);
    await releaseUses(tx, [row.id]);
    const ended = await this.#written(tx, action, locked, { ...row, ...end, queuedAt: null });
    await settle(tx, spaceIds, now);
    return ended;
  }

  async #reword(tx: Tx, locked: Locked, input: ChangeBookingInput): Promise<BookingRow | ServesEvent> {
    const { row, room, viewer } = locked;
    const words = wordsOf(row, input);
    const yes = statusReworded(row, words.purpose, isConfirmedAtOnce(viewer, room));
    const after = { ...row, ...words, ...yes };
    return (await this.#loses(tx, locked, after)) ?? this.#written(tx, 'UPDATE', locked, after);
  }

  async #move(tx: Tx, locked: Locked, input: ChangeBookingInput): Promise<BookingRow | Unchanged> {
    const { row, viewer, language, now, spaceIds } = locked;
    const before = await wishOf(tx, row);
    const wish = await changedWish(tx, before, input, language);
    if (isRefusal(wish)) return wish;
    const deed = deedOf(before, wish);
    const forbidden = deed && (await this.#followers.forbids(tx, row.id, deed, locked));
    if (forbidden) return forbidden;
    await settleEquipment(tx, equipmentOf(before, wish), now);
    const { broken } = await judged(tx, wish, [], { viewer, language, now, but: row });
    const given = neededOverrides(broken, input.overrides ?? []);
    const asked = broken.filter((rule) => isAskedAnew(rule, before, wish));
    const refusing = standing(asked, given, (rule) => mayOverride(viewer, wish.room, rule));
    if (refusing.length > 0) return bookingRefused(refusing, wish, language, row.id);
    const words = wordsOf(row, input);
    const after = {
      ...{ ...row, ...columnsOf(wish), ...words },
      ...statusAfter(row, { before, wish, purpose: words.purpose }, viewer),
      overrides: overridesAfter(broken, row.overrides, given),
    };
    const lost = await this.#loses(tx, locked, after);
    if (lost) return lost;
    await take(tx, after, wish);
    const changed = await this.#written(tx, 'UPDATE', locked, after, { before, wish });
    if (after.holdUntil && after.roomId !== row.roomId) await this.#holds.expect(tx, after.roomId, after.holdUntil);
    await settle(tx, spaceIds, now);
    return changed;
  }

  /** Why a change may not cost the booking its yes, or put it into the past, by what hangs on it; null when it may or does not. */
  async #loses(tx: Tx, locked: Locked, after: BookingRow): Promise<ServesEvent | null> {
    const { row, now } = locked;
    const deed = losesYes(row, after) ? 'LOSE_YES' : goesBy(row, after, now) ? 'GO_BY' : null;
    return deed && this.#followers.forbids(tx, row.id, deed, locked);
  }

  /** The booking as a wish, and every rule that it breaks now. */
  async #asItIs(tx: Tx, { row, viewer, language, now }: Locked) {
    const wish = await wishOf(tx, row);
    await settleEquipment(tx, equipmentOf(wish), now);
    const { broken } = await judged(tx, wish, [], { viewer, language, now, but: row });
    return { wish, broken };
  }

  /** What every change begins with: access, the locks in their order, the version the viewer saw, and the state. */
  #locked<Result>(
    action: BookingAction,
    input: { readonly id: string; readonly version?: number | null },
    asker: Asker,
    further: readonly Id<'Room'>[],
    work: (tx: Tx, locked: Locked) => Promise<Result | BookingStatusWrong>,
  ): Promise<Result | Stopped> {
    if (!isId(input.id)) throw notFound('the booking');
    const id = input.id as Id<'Booking'>;
    const { viewer, language } = asker;
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<Result | Stopped>(async (tx) => {
        const seen = await findBooking(tx, id);
        const room = seen && (await roomsByIds(tx, [seen.roomId])).get(seen.roomId);
        if (!room) throw notFound('the booking');
        if (!mayDo(viewer, action, seen, room)) throw forbidden();
        await this.#followers.lock(tx, [seen.id]);
        const rooms = await lockSpacesOf(tx, [seen.roomId, ...further]);
        const spaceIds = [...new Set(rooms.map(({ spaceId }) => spaceId))];
        const now = this.#clock.now();
        const row = await lockBooking(tx, id);
        if (!row) throw notFound('the booking');
        // Moved while we waited, to a room whose space we have not taken: whoever moved it was faster.
        const version = row.roomId === seen.roomId ? input.version : seen.version;
        const stale = await changedSince(tx, 'Booking', row, version, language);
        if (stale) return stale;
        const wrong = row.queuedAt ? null : bookingStatusWrong(action, row, now, language);
        if (wrong) return wrong;
        await settle(tx, spaceIds, now);
        // Who waits behind a hold may have moved up just now, or be too late.
        const settled = (row.queuedAt && (await lockBooking(tx, id))) || row;
        const late = bookingStatusWrong(action, settled, now, language);
        return late ?? work(tx, { ...asker, row: settled, room, spaceIds, now });
      }),
    );
  }

  /** Writes the row as it is afterwards, and the line of the audit; an edit that changes nothing writes nothing. */
  async #written(
    tx: Tx,
    action: string,
    locked: Locked,
    after: BookingRow,
    wishes?: { readonly before: Wish; readonly wish: Wish },
  ): Promise<BookingRow> {
    const { row, viewer, now } = locked;
    const changes = changesBetween(
      { ...row, ...(wishes && { equipment: equipmentList(wishes.before.equipment) }) },
      { ...after, ...(wishes && { equipment: equipmentList(wishes.wish.equipment) }) },
      AUDITED,
    );
    if (changes.length === 0) return row;
    const stamped = { ...after, version: row.version + 1, updatedAt: now };
    await updateBookingRow(tx, row.id, stamped);
    const thing = { kind: 'Booking', id: row.id };
    await record(tx, viewer, now, { action, thing, changes, scopeIds: [row.branchId, after.branchId] });
    await this.#followers.follow(tx, [{ before: row, after: stamped }], locked);
    return stamped;
  }
}

/** The words of a booking after a change. */
function wordsOf(
  { purpose, contact }: BookingRow,
  change: ChangeBookingInput,
): Pick<BookingRow, 'purpose' | 'contact'> {
  return { purpose: change.purpose ?? purpose, contact: change.contact === undefined ? contact : change.contact };
}

/** Gives a booking what its wish says, instead of what it had. */
async function take(tx: Tx, { id, status, holdUntil }: BookingRow, wish: Wish): Promise<void> {
  const span = wishedSpan(wish);
  const expiresAt = status === 'HOLD' ? holdUntil : null;
  await vacate(tx, [id]);
  await occupy(tx, { bookingId: id }, { units: wish.room.units, span, expiresAt });
  await writeUses(tx, id, wish.equipment, { span, expiresAt, live: true });
}
