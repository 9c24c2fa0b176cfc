import { and, asc, eq, gte, isNull, or, sql } from 'drizzle-orm';
import { events } from '../../events/record/event.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { bookings } from '../../venues/bookings/booking.tables.ts';
import { blockings, type ClosureRow, closures } from '../../venues/hours/closure.tables.ts';
import type { RoomFacts } from '../../venues/places/room.store.ts';
import { inWindow, nearestFirst, type ShownWindow } from './shown.sessions.store.ts';

/** Of a booking or a blocking: what a calendar says of its revisions. */
export interface Revision {
  readonly zone: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** By the ids of bookings and blockings. */
export async function revisionsOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Revision>> {
  const columns = ({ id, zone, version, createdAt, updatedAt }: typeof bookings | typeof blockings) => ({
    ...{ id, zone, version, createdAt, updatedAt },
  });
  const [booked, blocked] = await Promise.all([
    reader.select(columns(bookings)).from(bookings).where(among(bookings.id, ids)),
    reader.select(columns(blockings)).from(blockings).where(among(blockings.id, ids)),
  ]);
  return new Map([...booked, ...blocked].map(({ id, ...revision }) => [id, revision]));
}

/** The sessions that bookings are for, by the ids of these. */
export async function sessionsOfBookings(
  reader: Reader,
  bookingIds: readonly string[],
): Promise<ReadonlyMap<string, Id<'Session'>>> {
  const rows = await reader
    .select({ id: eventSessions.id, bookingId: eventSessions.bookingId })
    .from(eventSessions)
    .where(among(eventSessions.bookingId, bookingIds));
  return new Map(rows.flatMap(({ id, bookingId }) => (bookingId ? [[bookingId, id] as const] : [])));
}

/** Announced sessions that were to be in a room, or in a part of it, and are not held then. */
export async function sessionsCalledOff(
  reader: Reader,
  { kin }: Pick<RoomFacts, 'kin'>,
  window: ShownWindow,
): Promise<Id<'Session'>[]> {
  const rows = await reader.execute<{ id: Id<'Session'> }>(sql`
    select s.id from ${eventSessions} s join ${events} e on e.id = s.event_id
    where s.room_id = any(${idList(kin)}::uuid[]) and s.place = 'ROOM' and s.booking_id is null and s.standing <> 'TO_PLACE'
      and e.published_at is not null and ${inWindow(window)}
    ${nearestFirst(window)}`);
  return [...rows].map(({ id }) => id);
}

/** Closures of a room and of its whole branch that hold, those that ended before a moment left out. */
export async function closuresOfRoom(
  reader: Reader,
  { branchId, kin }: Pick<RoomFacts, 'branchId' | 'kin'>,
  endedSince: Instant,
): Promise<ClosureRow[]> {
  return reader
    .select()
    .from(closures)
    .where(
      and(
        eq(closures.branchId, branchId),
        isNull(closures.liftedAt),
        gte(closures.endsAt, endedSince),
        or(isNull(closures.roomId), among(closures.roomId, kin)),
      ),
    )
    .orderBy(asc(closures.startsAt), asc(closures.id));
}
