import { and, asc, eq, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { eventSessions, type SessionRow } from './session.tables.ts';

export async function findSession(reader: Reader, id: Id<'Session'>): Promise<SessionRow | undefined> {
  const [row] = await reader.select().from(eventSessions).where(eq(eventSessions.id, id));
  return row;
}

/** Every date of each event, also those that want a place or were dropped, by start. */
export async function sessionsOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, SessionRow[]>> {
  const rows = await reader
    .select()
    .from(eventSessions)
    .where(among(eventSessions.eventId, eventIds))
    .orderBy(asc(eventSessions.startsAt), asc(eventSessions.id));
  const found = new Map<string, SessionRow[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row);
  return found;
}

/** The sessions whose rooms these bookings hold. */
export async function sessionsOfBookings(
  reader: Reader,
  bookingIds: readonly string[],
): Promise<ReadonlyMap<string, SessionRow>> {
  const rows = await reader.select().from(eventSessions).where(among(eventSessions.bookingId, bookingIds));
  return new Map(rows.map((row) => [row.bookingId ?? '', row]));
}

export async function insertSessions(tx: Tx, rows: readonly SessionRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(eventSessions).values([...rows]);
}

/**
 * What calendars show of an event has changed: they hear of it for every session that stands in them. Stamps never fall,
 * nor stand still, also when two changes fall into one millisecond.
 */
export async function reviseSessions(tx: Tx, eventIds: readonly Id<'Event'>[], now: Instant): Promise<void> {
  await tx
    .update(eventSessions)
    .set({
      sequence: sql`${eventSessions.sequence} + 1`,
      version: sql`${eventSessions.version} + 1`,
      updatedAt: now,
      revisedAt: sql`greatest(${formatUtc(now)}::timestamptz, ${eventSessions.revisedAt} + interval '1 millisecond')`,
    })
    .where(and(sql`${eventSessions.eventId} = any(${idList(eventIds)}::uuid[])`, eventSessions.isListed));
}
