import { and, asc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { roomUnits } from '../places/room.tables.ts';
import { type BookingRow, bookings, occupancies } from './booking.tables.ts';

const held = alias(bookings, 'held');
const own = alias(roomUnits, 'own');
const beside = alias(roomUnits, 'beside');

type Buffered = typeof bookings | typeof held;
const occupied = ({ startsAt, endsAt, setUpMinutes, tearDownMinutes }: Buffered) =>
  sql`tstzrange(${startsAt} - ${setUpMinutes} * interval '1 minute', ${endsAt} + ${tearDownMinutes} * interval '1 minute')`;

/** Who waits for each of these bookings to end: for a part of its room, at its time; first come first. */
export async function queuesOfBookings(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BookingRow[]>> {
  const rows = await reader
    .selectDistinct({ of: held.id, booking: bookings })
    .from(held)
    .innerJoin(own, eq(own.roomId, held.roomId))
    .innerJoin(beside, eq(beside.unitId, own.unitId))
    .innerJoin(bookings, and(eq(bookings.roomId, beside.roomId), isNotNull(bookings.queuedAt)))
    .where(
      and(
        among(held.id, ids),
        inArray(held.status, ['HOLD', 'REQUESTED', 'CONFIRMED']),
        sql`${held.queuedAt} is null`,
        ne(bookings.id, held.id),
        sql`${occupied(bookings)} && ${occupied(held)}`,
      ),
    )
    .orderBy(asc(bookings.queuedAt), asc(bookings.id));
  return grouped(ids, rows);
}

/** For which bookings each of these waits: what has a part of its room at its time, by start. */
export async function waitedFor(
  reader: Reader,
  ids: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, BookingRow[]>> {
  const rows = await reader
    .selectDistinct({ of: held.id, booking: bookings })
    .from(held)
    .innerJoin(own, eq(own.roomId, held.roomId))
    .innerJoin(
      occupancies,
      and(
        eq(occupancies.unitId, own.unitId),
        sql`${occupancies.occupied} && ${occupied(held)}`,
        sql`(${occupancies.expiresAt} is null or ${occupancies.expiresAt} > ${formatUtc(now)}::timestamptz)`,
      ),
    )
    .innerJoin(bookings, eq(bookings.id, occupancies.bookingId))
    .where(and(among(held.id, ids), isNotNull(held.queuedAt)))
    .orderBy(asc(bookings.startsAt), asc(bookings.id));
  return grouped(ids, rows);
}

function grouped(ids: readonly string[], rows: readonly { of: string; booking: BookingRow }[]) {
  const found = Map.groupBy(rows, ({ of }) => of);
  return new Map(ids.map((id) => [id, (found.get(id) ?? []).map(({ booking }) => booking)]));
}
