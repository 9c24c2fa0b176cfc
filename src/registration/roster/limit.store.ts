import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { layouts } from '../../venues/places/room.tables.ts';
import { rosters } from '../record/roster.tables.ts';
import type { SeatLimit } from './capacity.rules.ts';

/** What the places of a date, or of all dates of a whole event, hold. */
export interface SeatLimits {
  readonly limits: readonly SeatLimit[];
  /** How many people staff expect at the date that expects most; null where nobody has said. */
  readonly expected: number | null;
}

/** By the ids of sessions, what each holds; what is online has no limit. */
export async function limitsOfSessions(
  reader: Reader,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, SeatLimits>> {
  const rows = await reader
    .select({
      id: eventSessions.id,
      expected: eventSessions.expectedPeople,
      layout: layouts.capacity,
      shelter: sql<
        number | null
      >`case when ${eventSessions.place} = 'ONLINE' or ${eventSessions.happeningStatus} = 'MOVED_ONLINE' then null else ${branches.shelterCapacity} end`,
    })
    .from(eventSessions)
    .innerJoin(branches, eq(branches.id, eventSessions.branchId))
    .leftJoin(
      layouts,
      and(
        eq(layouts.roomId, eventSessions.roomId),
        eq(layouts.kind, eventSessions.layoutKind),
        eq(eventSessions.place, 'ROOM'),
        ne(eventSessions.happeningStatus, 'MOVED_ONLINE'),
      ),
    )
    .where(among(eventSessions.id, sessionIds));
  return new Map(
    rows.map(({ id, expected, layout, shelter }) => [
      id,
      {
        expected,
        limits: [
          ...(layout === null ? [] : [{ most: layout, cause: 'LAYOUT' as const }]),
          ...(shelter === null ? [] : [{ most: shelter, cause: 'SHELTER' as const }]),
        ],
      },
    ]),
  );
}

/** The sessions that each roster is for: its own, or those of the event that are to be held. */
export async function sessionsOfRosters(
  reader: Reader,
  rosterIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await reader
    .select({ rosterId: rosters.id, sessionId: eventSessions.id })
    .from(rosters)
    .innerJoin(
      eventSessions,
      sql`${eventSessions.id} = ${rosters.sessionId} or (${rosters.sessionId} is null and ${eventSessions.eventId} = ${rosters.eventId})`,
    )
    .where(
      and(
        among(rosters.id, rosterIds),
        eq(eventSessions.standing, 'SCHEDULED'),
        inArray(eventSessions.happeningStatus, ['TENTATIVE', 'CONFIRMED', 'RESCHEDULED', 'MOVED_ONLINE', 'HELD']),
      ),
    )
    .orderBy(eventSessions.startsAt, eventSessions.id);
  const found = new Map<string, string[]>(rosterIds.map((id) => [id, []]));
  for (const { rosterId, sessionId } of rows) found.get(rosterId)?.push(sessionId);
  return found;
}
