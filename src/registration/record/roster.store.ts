import { asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { audiences } from '../../directory/entry.tables.ts';
import { eventSessions, type SessionRow } from '../../events/record/session.tables.ts';
import { type EventRow, events } from '../../events/record/event.tables.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { type QuotaRow, quotas, type RosterRow, rosters } from './roster.tables.ts';

/** What a roster is of. */
export interface RosterSubject {
  readonly roster: RosterRow;
  readonly event: EventRow;
  /** Its session; of a whole event the first that is scheduled, or else the first of all. Null where it has none. */
  readonly session: SessionRow | null;
}

export async function findRoster(reader: Reader, id: Id<'Roster'>): Promise<RosterRow | undefined> {
  const [row] = await reader.select().from(rosters).where(eq(rosters.id, id));
  return row;
}

/** Locks the rows in the order of their ids: after those of events, before those of rooms. */
export async function lockRosters(tx: Tx, ids: readonly string[]): Promise<RosterRow[]> {
  return tx.select().from(rosters).where(among(rosters.id, ids)).orderBy(asc(rosters.id)).for('update');
}

/** The same for those that nobody else holds at the moment; the others are left out. */
export async function lockFreeRosters(tx: Tx, ids: readonly string[]): Promise<RosterRow[]> {
  return tx
    .select()
    .from(rosters)
    .where(among(rosters.id, ids))
    .orderBy(asc(rosters.id))
    .for('update', { skipLocked: true });
}

export async function rostersOfEvents(reader: Reader, eventIds: readonly string[]): Promise<RosterRow[]> {
  return reader.select().from(rosters).where(among(rosters.eventId, eventIds)).orderBy(asc(rosters.id));
}

/** By what each roster is judged: its event and the date that counts. */
export async function subjectsOfRosters(
  reader: Reader,
  rosterIds: readonly string[],
): Promise<ReadonlyMap<string, RosterSubject>> {
  const counts = sql`(select s.id from ${eventSessions} s where s.id = ${rosters.sessionId} or (${rosters.sessionId} is null and s.event_id = ${rosters.eventId})
    order by s.standing <> 'SCHEDULED', s.happening_status in ('CANCELLED', 'POSTPONED'), s.starts_at, s.id limit 1)`;
  const rows = await reader
    .select({ roster: rosters, event: events, session: eventSessions })
    .from(rosters)
    .innerJoin(events, eq(events.id, rosters.eventId))
    .leftJoin(eventSessions, eq(eventSessions.id, counts))
    .where(among(rosters.id, rosterIds));
  return new Map(rows.map((row) => [row.roster.id, row]));
}

/** A quota, by whose name it is asked for. */
export interface RosterQuota extends QuotaRow {
  /** Null for one of a body or an outlet. */
  readonly audienceSlug: string | null;
}

/** The quotas of each roster, as they were listed. */
export async function quotasOfRosters(
  reader: Reader,
  rosterIds: readonly string[],
): Promise<ReadonlyMap<string, RosterQuota[]>> {
  const rows = await reader
    .select({ ...getTableColumns(quotas), audienceSlug: audiences.slug })
    .from(quotas)
    .leftJoin(audiences, eq(audiences.id, quotas.audienceId))
    .where(among(quotas.rosterId, rosterIds))
    .orderBy(asc(quotas.position), asc(quotas.id));
  const found = new Map<string, RosterQuota[]>(rosterIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.rosterId)?.push(row);
  return found;
}

/** Adds rosters; one that is there already stays as it is. Answers the ids of those that were added. */
export async function insertRosters(tx: Tx, rows: readonly (typeof rosters.$inferInsert)[]): Promise<Id<'Roster'>[]> {
  if (rows.length === 0) return [];
  const added = await tx
    .insert(rosters)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: rosters.id });
  return added.map(({ id }) => id);
}

export async function updateRoster(tx: Tx, id: Id<'Roster'>, change: Partial<RosterRow>): Promise<void> {
  await tx.update(rosters).set(change).where(eq(rosters.id, id));
}

export async function insertQuotas(tx: Tx, rows: readonly (typeof quotas.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(quotas).values([...rows]);
}

export async function updateQuota(tx: Tx, id: Id<'Quota'>, change: Partial<QuotaRow>): Promise<void> {
  await tx.update(quotas).set(change).where(eq(quotas.id, id));
}

export async function deleteQuotas(tx: Tx, ids: readonly Id<'Quota'>[]): Promise<void> {
  await tx.delete(quotas).where(among(quotas.id, ids));
}
