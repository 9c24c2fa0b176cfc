import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { registrations } from './registration.tables.ts';
import { rosters } from './roster.tables.ts';
import { LIVE, type RegistrationStatus } from './seats.rules.ts';

/** Whom a change of dates concerns: who waits to be confirmed, has a place, or waits for one. */
export const CONCERNED: readonly RegistrationStatus[] = LIVE.filter((one) => one !== 'ATTENDED' && one !== 'NO_SHOW');

/** Somebody who is registered for a session, or with the whole of its event. */
export interface Concerned {
  readonly registrationId: Id<'Registration'>;
  readonly email: string | null;
  readonly eventId: Id<'Event'>;
  /** Null for the whole event. */
  readonly sessionId: Id<'Session'> | null;
}

/** Who is registered for these sessions, each for itself or with the whole of its event; oldest first. */
export async function concernedBy(reader: Reader, sessionIds: readonly string[]): Promise<Concerned[]> {
  const ofEvents = reader
    .select({ eventId: eventSessions.eventId })
    .from(eventSessions)
    .where(among(eventSessions.id, sessionIds));
  return reader
    .select({
      ...{ registrationId: registrations.id, email: registrations.email },
      ...{ eventId: rosters.eventId, sessionId: rosters.sessionId },
    })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, registrations.rosterId))
    .where(
      and(
        or(
          and(isNotNull(rosters.sessionId), among(rosters.sessionId, sessionIds)),
          and(inArray(rosters.eventId, ofEvents), sql`${rosters.sessionId} is null`),
        ),
        inArray(registrations.status, [...CONCERNED]),
      ),
    )
    .orderBy(registrations.id);
}

/** Of which event each session is. */
export async function eventsOfSessions(
  reader: Reader,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<Id<'Session'>, Id<'Event'>>> {
  const rows = await reader
    .select({ id: eventSessions.id, eventId: eventSessions.eventId })
    .from(eventSessions)
    .where(among(eventSessions.id, sessionIds));
  return new Map(rows.map(({ id, eventId }) => [id, eventId]));
}

/** How many of an event's registrations have not ended, whatever they are for. */
export async function liveOfEvent(reader: Reader, eventId: Id<'Event'>): Promise<number> {
  return reader.$count(
    registrations,
    and(
      inArray(
        registrations.rosterId,
        reader.select({ id: rosters.id }).from(rosters).where(eq(rosters.eventId, eventId)),
      ),
      inArray(registrations.status, [...CONCERNED]),
    ),
  );
}

/** Who has not ended in rosters, in order of arrival in each. */
export async function liveInRosters(reader: Reader, rosterIds: readonly string[]) {
  return reader
    .select()
    .from(registrations)
    .where(and(among(registrations.rosterId, rosterIds), inArray(registrations.status, [...CONCERNED])))
    .orderBy(registrations.arrival, registrations.id);
}
