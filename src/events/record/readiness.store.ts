import { eq } from 'drizzle-orm';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { bookings } from '../../venues/bookings/booking.tables.ts';
import type { SessionFacts } from './readiness.rules.ts';
import { eventSessions } from './session.tables.ts';

/** What readiness asks of the sessions of each event. */
export async function sessionFactsOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, SessionFacts[]>> {
  const rows = await reader
    .select({
      eventId: eventSessions.eventId,
      standing: eventSessions.standing,
      place: eventSessions.place,
      happeningStatus: eventSessions.happeningStatus,
      endsAt: eventSessions.endsAt,
      bookingStatus: bookings.status,
    })
    .from(eventSessions)
    .leftJoin(bookings, eq(bookings.id, eventSessions.bookingId))
    .where(among(eventSessions.eventId, eventIds));
  const found = new Map<string, SessionFacts[]>(eventIds.map((id) => [id, []]));
  for (const { eventId, ...facts } of rows) found.get(eventId)?.push(facts);
  return found;
}
