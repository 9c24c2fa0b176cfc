import type { Reader, Tx } from '../../platform/db/database.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { type Deed, record } from '../../platform/audit/audit.store.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { isLive, neededOverrides, standing } from '../bookings/booking.decision.rules.ts';
import { isConfirmedAtOnce, mayKnowBooking, mayOverride } from '../bookings/booking.policy.ts';
import { brokenRules } from '../bookings/booking.rules.ts';
import {
  equipmentOfBookings,
  insertUses,
  lockBookings,
  releaseUses,
  removeUses,
  roomsOfBookings,
  updateBookingRows,
} from '../bookings/booking.store.ts';
import type { BookingRow } from '../bookings/booking.tables.ts';
import { AUDITED, bookingOf, type Made, writeBookings } from '../bookings/booking.writing.ts';
import { isAskedAnew, overridesAfter } from '../bookings/change.rules.ts';
import { columnsOf, statusAfter, statusReworded } from '../bookings/change.outcome.ts';
import { occupyAll, vacate } from '../bookings/occupancy.store.ts';
import { settle, settleEquipment } from '../bookings/settling.ts';
import { equipmentList, type Wish, wishedSpan } from '../bookings/wish.rules.ts';
import { wishesOf } from '../bookings/wish.reading.ts';
import { factsOf } from '../finding/alternatives.rules.ts';
import type { Lookup } from '../finding/lookup.ts';
import type { RoomFacts } from '../places/room.store.ts';
import { lockSpacesOf, spacesOfRooms } from '../places/space.store.ts';
import { lookedUp } from './surroundings.ts';
import { type Deciding, isSameWish, type JudgedWant, neighbourAt, type Want } from './want.rules.ts';

/**
 * Takes the locks of all rooms of the wants and of the bookings given, and of their equipment, in the one order, brings them
 * to what is true now, and answers the bookings as they are then. A booking of a want that has ended meanwhile is null, and
 * the want is for a new one; of `ending` those are left out that have ended or are over.
 */
export async function lockForWants(
  tx: Tx,
  wants: readonly Want[],
  ending: readonly Id<'Booking'>[],
  now: Instant,
): Promise<{ wants: Want[]; ending: BookingRow[] }> {
  const ids = [...new Set([...wants.flatMap(({ booking }) => (booking ? [booking.id] : [])), ...ending])];
  const rooms = await lockRooms(tx, [...new Set(wants.map(({ wish }) => wish.room.id))], ids);
  await settle(tx, [...new Set([...rooms.values()].map(({ spaceId }) => spaceId))], now);
  const rows = await lockBookings(tx, ids);
  const had = ids.length > 0 ? [...(await equipmentOfBookings(tx, ids)).values()] : [];
  const equipment = [...had, ...wants.map(({ wish }) => wish.equipment)].flat();
  await settleEquipment(tx, [...new Set(equipment.map(({ equipmentId }) => equipmentId))], now);
  const live = (id: Id<'Booking'>) => {
    const row = rows.get(id);
    return row && isLive(row, now) ? row : null;
  };
  return {
    wants: wants.map((want) => ({
      ...want,
      booking: want.booking && live(want.booking.id),
      wish: { ...want.wish, room: rooms.get(want.wish.room.id) ?? want.wish.room },
    })),
    ending: [...new Set(ending)].flatMap((id) => live(id) ?? []).filter(({ endsAt }) => endsAt > now),
  };
}

/** While one waits for a space, somebody may move a booking into another: then that one is taken as well. */
async function lockRooms(
  tx: Tx,
  wanted: readonly Id<'Room'>[],
  bookingIds: readonly Id<'Booking'>[],
): Promise<ReadonlyMap<string, RoomFacts>> {
  let had = await roomsOfBookings(tx, bookingIds);
  for (;;) {
    const rooms = new Map((await lockSpacesOf(tx, [...new Set([...wanted, ...had])])).map((room) => [room.id, room]));
    had = await roomsOfBookings(tx, bookingIds);
    if (had.every((id) => rooms.has(id))) return rooms;
  }
}

/** A want, its wish as an object of its own, and what its booking has. */
interface Asked {
  readonly want: Want;
  readonly wish: Wish;
  readonly before: Wish | null;
  /** True when it has what is wished for: then nothing is asked of it. */
  readonly stays: boolean;
}

/**
 * What the rules say to the wants, as if every booking of theirs and all of `ending` had given up what they have: one want
 * after the other, each that fits is in the way of the next. What its booking has already is never refused, and is in the
 * way of all others. For previews without locks, or for a transaction that has them.
 */
export async function judgeWants(
  reader: Reader,
  wants: readonly Want[],
  ending: readonly Id<'Booking'>[],
  deciding: Deciding,
): Promise<JudgedWant[]> {
  if (wants.length === 0) return [];
  const asked = await askedOf(reader, wants);
  const but = new Set([...wants.flatMap(({ booking }) => (booking ? [booking.id] : [])), ...ending]);
  const personId = deciding.viewer.kind === 'person' ? deciding.viewer.id : null;
  const askers = new Map(asked.map(({ wish, want: { booking } }) => [wish, booking ? booking.askedById : personId]));
  const known = await lookedUp(reader, [...askers.keys()], {
    ...{ viewer: deciding.viewer, now: deciding.now, but },
    askedById: (wish) => askers.get(wish) ?? null,
  });
  const judged = new Map<Want, JudgedWant>();
  const staying = asked.filter(({ stays }) => stays).map((one) => ({ one, said: judgedWant(one, known, deciding) }));
  for (const { one, said } of staying) {
    judged.set(one.want, said);
    take(known, one.wish, said.after);
  }
  for (const one of asked.filter(({ stays }) => !stays)) {
    const said = judgedWant(one, known, deciding);
    judged.set(one.want, said);
    take(known, one.wish, said.after);
  }
  return wants.flatMap((want) => judged.get(want) ?? []);
}

async function askedOf(reader: Reader, wants: readonly Want[]): Promise<Asked[]> {
  const rows = wants.flatMap(({ booking }) => booking ?? []);
  const befores = rows.length > 0 ? await wishesOf(reader, rows) : new Map<string, Wish>();
  return wants.map((want) => {
    const before = (want.booking && befores.get(want.booking.id)) ?? null;
    return { want, wish: { ...want.wish }, before, stays: before !== null && isSameWish(before, want.wish) };
  });
}

function judgedWant(asked: Asked, known: Lookup, { viewer, language, now }: Deciding): JudgedWant {
  const { want, wish, before, stays } = asked;
  const broken = brokenRules(wish, factsOf(wish, wishedSpan(wish), known), {
    ...{ language, knows: (neighbour) => mayKnowBooking(viewer, neighbour) },
  });
  const given = neededOverrides(broken, want.overrides);
  const anew = before ? broken.filter((rule) => !stays && isAskedAnew(rule, before, wish)) : broken;
  const refusing = standing(anew, given, (rule) => mayOverride(viewer, wish.room, rule));
  if (refusing.length > 0) return { ...want, broken, refusing, after: null };
  if (!want.booking || !before) {
    return {
      ...want,
      broken,
      refusing,
      after: bookingOf(wish, want, { viewer, now, queues: false, overrides: given }),
    };
  }
  const { booking, purpose, contact } = want;
  const after = stays
    ? { ...booking, purpose, contact, ...statusReworded(booking, purpose, isConfirmedAtOnce(viewer, wish.room)) }
    : {
        ...{ ...booking, ...columnsOf(wish), purpose, contact, queuedAt: null },
        ...statusAfter(booking, { before, wish, purpose }, viewer),
        overrides: overridesAfter(broken, booking.overrides, given),
      };
  return { ...want, broken, refusing, after };
}

/** From now on it is in the way; who waits behind a hold has no place. */
function take(known: Lookup, wish: Wish, row: BookingRow | null): void {
  if (!row) return;
  if (row.askedById) known.count({ id: row.id, personId: row.askedById, roomId: row.roomId, startsAt: row.startsAt });
  if (row.queuedAt) return;
  known.take(neighbourAt(row, wish));
  for (const { equipmentId, quantity } of wish.equipment) {
    known.use(equipmentId, { bookingId: row.id, quantity, ...wishedSpan(wish) });
  }
}

/**
 * Writes those that fit, and ends the others as cancelled; whoever waits for what is given up moves up then. Answers the
 * bookings of the wants by their keys. For a transaction that has the locks.
 */
export async function writeWants(
  tx: Tx,
  judged: readonly JudgedWant[],
  ending: readonly BookingRow[],
  reason: string | null,
  deciding: Deciding,
): Promise<ReadonlyMap<string, BookingRow>> {
  const { viewer, now } = deciding;
  const made = judged.flatMap(({ booking, wish, after }): Made[] => (after && !booking ? [{ row: after, wish }] : []));
  const changed = await changesOf(tx, judged, now);
  const moved = changed.filter(({ moves }) => moves);
  const ended = ending.map((row) => endedBy(row, reason, now));
  await giveUp(tx, moved, ended);
  const taking = moved.map(({ after, wish }) => ({
    ...{ bookingId: after.id, units: wish.room.units, equipment: wish.equipment, span: wishedSpan(wish) },
    ...{ expiresAt: after.status === 'HOLD' ? after.holdUntil : null, live: true },
  }));
  const changes = [...changed, ...ended];
  await Promise.all([
    updateBookingRows(
      tx,
      changes.map(({ after }) => after),
    ),
    occupyAll(tx, taking),
    insertUses(tx, taking),
    writeBookings(tx, made, viewer, now),
    record(tx, viewer, now, ...changes.map(({ deed }) => deed)),
  ]);
  const freed = [...moved, ...ended].map(({ row }) => row.roomId);
  if (freed.length > 0) await settle(tx, await spacesOfRooms(tx, freed), now);
  const written = new Map(changed.map(({ after }) => [after.id, after]));
  return new Map(
    judged.flatMap(({ key, booking, after }) => {
      return after ? [[key, booking ? (written.get(booking.id) ?? booking) : after] as const] : [];
    }),
  );
}

/** A booking that is written otherwise, and what the audit says of it. */
interface Changed {
  readonly row: BookingRow;
  readonly after: BookingRow;
  readonly deed: Deed;
}

/** One whose want is granted; it moves where it takes another place or time, or other equipment. */
interface Granted extends Changed {
  readonly wish: Wish;
  readonly moves: boolean;
}

const TAKING = new Set([
  ...['roomId', 'startLocal', 'zone', 'wallMinutes', 'setUpMinutes', 'tearDownMinutes'],
  ...['queuedAt', 'equipment'],
]);

/** The bookings that a want changes; what changes nothing is not written. */
async function changesOf(tx: Tx, judged: readonly JudgedWant[], now: Instant): Promise<Granted[]> {
  const granted = judged.flatMap(({ booking: row, after, wish }) => (row && after ? [{ row, after, wish }] : []));
  if (granted.length === 0) return [];
  const had = await equipmentOfBookings(
    tx,
    granted.map(({ row }) => row.id),
  );
  return granted.flatMap(({ row, after, wish }) => {
    const was = { ...row, equipment: equipmentList(had.get(row.id) ?? []) };
    const changes = changesBetween(was, { ...after, equipment: equipmentList(wish.equipment) }, AUDITED);
    if (changes.length === 0) return [];
    const moves = changes.some(({ field }) => TAKING.has(field));
    return [{ ...changeOf('UPDATE', row, after, changes, now), wish, moves }];
  });
}

function endedBy(row: BookingRow, reason: string | null, now: Instant): Changed {
  const after: BookingRow = { ...row, status: 'CANCELLED', reason, queuedAt: null };
  return changeOf('CANCEL', row, after, changesBetween(row, after, AUDITED), now);
}

function changeOf(
  action: string,
  row: BookingRow,
  after: BookingRow,
  changes: NonNullable<Deed['changes']>,
  now: Instant,
): Changed {
  const thing = { kind: 'Booking', id: row.id };
  const deed = { action, thing, changes, scopeIds: [row.branchId, after.branchId] };
  return { row, after: { ...after, version: row.version + 1, updatedAt: now }, deed };
}

/** What ends keeps the list of its equipment, to be read. */
async function giveUp(tx: Tx, moved: readonly Changed[], ended: readonly Changed[]): Promise<void> {
  const [movedIds, endedIds] = [moved, ended].map((some) => some.map(({ row }) => row.id));
  if (!movedIds || !endedIds || movedIds.length + endedIds.length === 0) return;
  await Promise.all([
    vacate(tx, [...movedIds, ...endedIds]),
    movedIds.length > 0 ? removeUses(tx, movedIds) : undefined,
    endedIds.length > 0 ? releaseUses(tx, endedIds) : undefined,
  ]);
}
