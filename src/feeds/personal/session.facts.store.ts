import { eq, getTableColumns, sql } from 'drizzle-orm';
import { events } from '../../events/record/event.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { instantFromMillis } from '../../platform/time/instant.ts';
import { registrations } from '../../registration/record/registration.tables.ts';
import { rosters } from '../../registration/record/roster.tables.ts';

/** What of a session no public calendar tells. */
export type SessionFacts = Awaited<ReturnType<typeof selectFacts>>[number];

function selectFacts(reader: Reader, ids: readonly string[]) {
  const { standing, isListed, version, updatedAt } = getTableColumns(eventSessions);
  return reader
    .select({
      ...{ id: eventSessions.id, standing, isListed, version, updatedAt },
      ...{ editorialStatus: events.editorialStatus, eventBranchId: events.branchId, joinUrl: events.joinUrl },
      eventUpdatedAt: events.updatedAt,
    })
    .from(eventSessions)
    .innerJoin(events, eq(events.id, eventSessions.eventId))
    .where(among(eventSessions.id, ids));
}

export async function factsOfSessions(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SessionFacts>> {
  return new Map((await selectFacts(reader, ids)).map((facts) => [facts.id, facts]));
}

/** How many seats of a session are taken, and how many wait. */
export interface SeatCount {
  readonly held: number;
  readonly capacity: number;
  readonly waiting: number;
  /** When somebody of it last came, went or moved up. */
  readonly changedAt: Instant;
}

/** Of sessions that one registers for, by themselves or with their whole event. */
export async function seatsOfSessions(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, SeatCount>> {
  const rows = await reader.execute<{ id: string; held: number; capacity: number; waiting: number; changed: number }>(
    sql`select s.id, o.held, o.capacity, o.waiting,
      extract(epoch from greatest(o.updated_at, (select max(r.updated_at) from ${registrations} r where r.roster_id = o.id)))::float8 * 1000 as changed
    from ${eventSessions} s join ${rosters} o on o.event_id = s.event_id and (o.session_id = s.id or o.session_id is null)
    where s.id = any(${idList(ids)}::uuid[]) and o.mode <> 'NONE' order by o.session_id nulls first`,
  );
  return new Map(
    [...rows].map(({ id, held, capacity, waiting, changed }) => [
      id,
      { held, capacity, waiting, changedAt: instantFromMillis(changed) },
    ]),
  );
}
