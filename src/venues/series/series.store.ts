import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import type { LocalDateTime } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import {
  type BookingRow,
  bookings,
  bookingSeries,
  type BookingSeriesRow,
  type SeriesDateRow,
  seriesDates,
} from '../bookings/booking.tables.ts';
import { instantList } from '../bookings/occupancy.store.ts';
import type { SeriesDate } from './series-date.rules.ts';

export async function insertSeries(tx: Tx, row: BookingSeriesRow): Promise<void> {
  await tx.insert(bookingSeries).values(row);
}

export async function updateSeriesRow(
  tx: Tx,
  id: Id<'BookingSeries'>,
  change: Partial<BookingSeriesRow>,
): Promise<void> {
  await tx.update(bookingSeries).set(change).where(eq(bookingSeries.id, id));
}

export async function seriesByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BookingSeriesRow>> {
  const rows = await reader.select().from(bookingSeries).where(among(bookingSeries.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** After the spaces' rows and before its bookings', like everybody else. */
export async function lockSeries(tx: Tx, id: Id<'BookingSeries'>): Promise<BookingSeriesRow | undefined> {
  const [row] = await tx.select().from(bookingSeries).where(eq(bookingSeries.id, id)).for('update');
  return row;
}

/** The dates of each series in their order, each with its booking. */
export async function datesOfSeries(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SeriesDate[]>> {
  const rows = await reader
    .select({ date: seriesDates, booking: bookings })
    .from(seriesDates)
    .leftJoin(bookings, eq(bookings.id, seriesDates.bookingId))
    .where(among(seriesDates.seriesId, ids))
    .orderBy(asc(seriesDates.startLocal));
  const dates = rows.map(({ date, booking }) => ({ ...date, booking }));
  return Map.groupBy(dates, ({ seriesId }) => seriesId as string);
}

/** Writes dates, new or in the place of what is known of them. */
export async function writeSeriesDates(tx: Tx, rows: readonly SeriesDateRow[]): Promise<void> {
  await tx
    .insert(seriesDates)
    .values([...rows])
    .onConflictDoUpdate({
      target: [seriesDates.seriesId, seriesDates.startLocal],
      set: { state: sql`excluded.state`, bookingId: sql`excluded.booking_id`, brokenKinds: sql`excluded.broken_kinds` },
    });
}

/** Gives dates up, with whatever held them. */
export async function dropSeriesDates(
  tx: Tx,
  seriesId: Id<'BookingSeries'>,
  startLocals: readonly LocalDateTime[],
): Promise<void> {
  await tx
    .update(seriesDates)
    .set({ state: 'DROPPED', bookingId: null })
    .where(and(eq(seriesDates.seriesId, seriesId), inArray(seriesDates.startLocal, [...startLocals])));
}

/** Takes the rows of all its bookings, in the order of their ids. */
export async function lockBookingsOfSeries(tx: Tx, id: Id<'BookingSeries'>): Promise<BookingRow[]> {
  return tx.select().from(bookings).where(eq(bookings.seriesId, id)).orderBy(asc(bookings.id)).for('update');
}

/** Its bookings, and in which rooms they are. */
export async function bookingsOfSeries(
  reader: Reader,
  id: Id<'BookingSeries'>,
): Promise<Pick<BookingRow, 'id' | 'roomId'>[]> {
  return reader.select({ id: bookings.id, roomId: bookings.roomId }).from(bookings).where(eq(bookings.seriesId, id));
}

/** How many live bookings of the room this person has with a start within each term, by the milliseconds of its start. */
export async function countBookedInTerms(
  reader: Reader,
  { roomId, personId, terms }: { roomId: Id<'Room'>; personId: string; terms: readonly Span[] },
  now: Instant,
): Promise<ReadonlyMap<number, number>> {
  const froms = instantList(terms.map(({ from }) => from));
  const tos = instantList(terms.map(({ to }) => to));
  const rows = await reader.execute<{ since: number; count: number }>(sql`
    select (extract(epoch from t.since) * 1000)::float8 as since, count(*)::int as count
    from unnest(${froms}::timestamptz[], ${tos}::timestamptz[]) as t(since, until)
    join ${bookings} b on b.starts_at >= t.since and b.starts_at < t.until
    where b.asked_by_id = ${personId}::uuid and b.room_id = ${roomId}::uuid
      and (b.status in ('REQUESTED', 'CONFIRMED') or b.status = 'HOLD' and b.hold_until > ${formatUtc(now)}::timestamptz)
    group by t.since`);
  return new Map(rows.map(({ since, count }) => [since, count]));
}
