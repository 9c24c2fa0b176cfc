import { and, asc, eq, getTableColumns, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { rooms, roomUnits, units } from '../places/room.tables.ts';
import { type BookingRow, bookings, equipmentUses, occupancies } from './booking.tables.ts';
import type { WishedEquipment } from './wish.rules.ts';

export async function insertBookings(tx: Tx, rows: readonly BookingRow[]): Promise<void> {
  await tx.insert(bookings).values([...rows]);
}

export async function updateBookingRow(tx: Tx, id: Id<'Booking'>, change: Partial<BookingRow>): Promise<void> {
  await tx.update(bookings).set(change).where(eq(bookings.id, id));
}

const WHOLE = Object.fromEntries(
  Object.entries(getTableColumns(bookings)).map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]),
);

/** The whole rows of bookings that are there, in one statement: Postgres has none to update rows to different values. */
export async function updateBookingRows(tx: Tx, rows: readonly BookingRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(bookings)
    .values([...rows])
    .onConflictDoUpdate({ target: bookings.id, set: WHOLE });
}

export async function findBooking(reader: Reader, id: Id<'Booking'>): Promise<BookingRow | undefined> {
  const [row] = await reader.select().from(bookings).where(eq(bookings.id, id));
  return row;
}

/** After the spaces' rows, like everybody else. */
export async function lockBooking(tx: Tx, id: Id<'Booking'>): Promise<BookingRow | undefined> {
  const [row] = await tx.select().from(bookings).where(eq(bookings.id, id)).for('update');
  return row;
}

/** The same for several, in the one order. */
export async function lockBookings(tx: Tx, ids: readonly Id<'Booking'>[]): Promise<ReadonlyMap<string, BookingRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select().from(bookings).where(among(bookings.id, ids)).orderBy(asc(bookings.id)).for('update');
  return new Map(rows.map((row) => [row.id, row]));
}

/** In which rooms bookings are, each once. */
export async function roomsOfBookings(reader: Reader, ids: readonly Id<'Booking'>[]): Promise<Id<'Room'>[]> {
  if (ids.length === 0) return [];
  const rows = await reader.selectDistinct({ id: bookings.roomId }).from(bookings).where(among(bookings.id, ids));
  return rows.map(({ id }) => id);
}

export async function bookingsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, BookingRow>> {
  const rows = await reader.select().from(bookings).where(among(bookings.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

interface Use {
  readonly span: Span;
  readonly expiresAt: Instant | null;
  readonly live: boolean;
}

/** Writes what a booking has of equipment, instead of what it had; the trigger refuses what is out already. */
export async function writeUses(
  tx: Tx,
  bookingId: Id<'Booking'>,
  equipment: readonly WishedEquipment[],
  use: Use,
): Promise<void> {
  await removeUses(tx, [bookingId]);
  await insertUses(tx, [{ bookingId, equipment, ...use }]);
}

/** For bookings that are about to have others. */
export async function removeUses(tx: Tx, bookingIds: readonly Id<'Booking'>[]): Promise<void> {
  await tx.delete(equipmentUses).where(among(equipmentUses.bookingId, bookingIds));
}

/** What bookings have that are new, or had theirs removed. */
export async function insertUses(
  tx: Tx,
  uses: readonly (Use & { readonly bookingId: Id<'Booking'>; readonly equipment: readonly WishedEquipment[] })[],
): Promise<void> {
  const rows = uses.flatMap(({ bookingId, equipment, span: occupied, expiresAt, live }) =>
    equipment.map(({ equipmentId, quantity }) => ({ bookingId, equipmentId, quantity, occupied, expiresAt, live })),
  );
  if (rows.length === 0) return;
  // In one order everywhere: the trigger takes the equipment's row.
  await tx.insert(equipmentUses).values(rows.sort((a, b) => (a.equipmentId < b.equipmentId ? -1 : 1)));
}

/** What bookings had or have of equipment stays readable, but takes none any more. */
export async function releaseUses(tx: Tx, bookingIds: readonly Id<'Booking'>[]): Promise<void> {
  await tx.update(equipmentUses).set({ live: false }).where(among(equipmentUses.bookingId, bookingIds));
}

export async function equipmentOfBookings(
  reader: Reader,
  bookingIds: readonly string[],
): Promise<ReadonlyMap<string, WishedEquipment[]>> {
  const rows = await reader
    .select({
      bookingId: equipmentUses.bookingId,
      equipmentId: equipmentUses.equipmentId,
      quantity: equipmentUses.quantity,
    })
    .from(equipmentUses)
    .where(among(equipmentUses.bookingId, bookingIds))
    .orderBy(asc(equipmentUses.equipmentId));
  return Map.groupBy(rows, ({ bookingId }) => bookingId as string);
}

/** Bookings of holds in these spaces that are past their time and were not written down as expired. */
export async function expiredHolds(
  reader: Reader,
  spaceIds: readonly Id<'Space'>[],
  now: Instant,
): Promise<BookingRow[]> {
  return reader
    .select()
    .from(bookings)
    .where(
      inArray(
        bookings.id,
        sql`(select o.booking_id from ${occupancies} o join ${units} u on u.id = o.unit_id
          where u.space_id = any(${idList(spaceIds)}::uuid[]) and o.expires_at <= ${formatUtc(now)}::timestamptz)`,
      ),
    )
    .orderBy(asc(bookings.id));
}

/**
 * Who waits behind holds in these spaces and has nothing in the way any more, or is too late by now; first come first. What
 * still stands in somebody's way is most often a hold with days to live, so those are passed over before anything is judged.
 */
export async function queuedIn(reader: Reader, spaceIds: readonly Id<'Space'>[], now: Instant): Promise<BookingRow[]> {
  const rows = await reader
    .select({ booking: bookings })
    .from(rooms)
    .innerJoin(bookings, and(eq(bookings.roomId, rooms.id), isNotNull(bookings.queuedAt)))
    .where(sql`${rooms.spaceId} = any(${idList(spaceIds)}::uuid[]) and ${canMoveUp(now)}`)
    .orderBy(asc(bookings.queuedAt), asc(bookings.id));
  return rows.map(({ booking }) => booking);
}

function canMoveUp(now: Instant): SQL {
  const at = sql`${formatUtc(now)}::timestamptz`;
  return sql`(booking.starts_at <= ${at} or not exists (
    select from ${roomUnits} ru join ${occupancies} o on o.unit_id = ru.unit_id
    where ru.room_id = booking.room_id and (o.expires_at is null or o.expires_at > ${at})
      and o.occupied && tstzrange(
        booking.starts_at - make_interval(mins => booking.set_up_minutes),
        booking.ends_at + make_interval(mins => booking.tear_down_minutes))))`;
}

/** How many wait in these rooms within the span, and whether this person is among them. */
export async function queueWithin(
  reader: Reader,
  roomIds: readonly Id<'Room'>[],
  span: Span,
  personId: string | null,
): Promise<{ readonly waiting: number; readonly own: number }> {
  const [row] = await reader.execute<{ waiting: number; own: number }>(sql`
    select count(*)::int as waiting, (count(*) filter (where asked_by_id = ${personId}::uuid))::int as own
    from ${bookings}
    where room_id = any(${idList(roomIds)}::uuid[]) and queued_at is not null
      and starts_at < ${formatUtc(span.to)}::timestamptz and ends_at > ${formatUtc(span.from)}::timestamptz`);
  return { waiting: row?.waiting ?? 0, own: row?.own ?? 0 };
}

/** Writes down that these holds ran out of time. */
export async function expireBookings(tx: Tx, ids: readonly Id<'Booking'>[], at: Instant): Promise<void> {
  await tx
    .update(bookings)
    .set({ status: 'EXPIRED', queuedAt: null, updatedAt: at, version: sql`${bookings.version} + 1` })
    .where(among(bookings.id, ids));
}

/** Of these equipments: what holds had that are past their time takes none any more. */
export async function releaseExpiredUses(
  tx: Tx,
  equipmentIds: readonly Id<'Equipment'>[],
  now: Instant,
): Promise<void> {
  await tx.execute(sql`
    update ${equipmentUses} set live = false
    where live and equipment_id = any(${idList(equipmentIds)}::uuid[]) and expires_at <= ${formatUtc(now)}::timestamptz`);
}

/** Whether anything in these spaces is past its time, or waits; most often nothing is. */
export async function isSettlingDue(reader: Reader, spaceIds: readonly Id<'Space'>[], now: Instant): Promise<boolean> {
  const [row] = await reader.execute<{ due: boolean }>(sql`
    select exists (
      select from ${units} u join ${occupancies} o on o.unit_id = u.id
      where u.space_id = any(${idList(spaceIds)}::uuid[]) and o.expires_at <= ${formatUtc(now)}::timestamptz
    ) or exists (
      select from ${rooms} r join ${bookings} on booking.room_id = r.id and booking.queued_at is not null
      where r.space_id = any(${idList(spaceIds)}::uuid[]) and ${canMoveUp(now)}
    ) as due`);
  return row?.due ?? false;
}
