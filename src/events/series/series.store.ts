import { eq, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { eventSessions } from '../record/session.tables.ts';
import type { SessionTally } from './tally.rules.ts';
import { eventSeries, type EventSeriesRow } from '../record/series.tables.ts';

export async function seriesOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, EventSeriesRow>> {
  const rows = await reader.select().from(eventSeries).where(among(eventSeries.eventId, eventIds));
  return new Map(rows.map((row) => [row.eventId, row]));
}

/** Writes how the dates of a series came about, in the place of what stood there. */
export async function writeSeries(tx: Tx, row: EventSeriesRow): Promise<void> {
  await tx.insert(eventSeries).values(row).onConflictDoUpdate({ target: eventSeries.eventId, set: row });
}

/** An event is no series any more. */
export async function removeSeries(tx: Tx, eventId: Id<'Event'>): Promise<void> {
  await tx.delete(eventSeries).where(eq(eventSeries.eventId, eventId));
}

/** How many sessions of each event stand how. */
export async function talliesOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, SessionTally[]>> {
  const { eventId, standing, happeningStatus } = eventSessions;
  const rows = await reader
    .select({ eventId, standing, happeningStatus, count: sql<number>`count(*)::int` })
    .from(eventSessions)
    .where(among(eventId, eventIds))
    .groupBy(eventId, standing, happeningStatus);
  return Map.groupBy(rows, (row) => row.eventId);
}
