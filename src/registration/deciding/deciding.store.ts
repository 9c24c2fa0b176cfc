import { and, count, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { among } from '../../platform/db/order.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { type RegistrationRow, registrations, schoolTurns } from '../record/registration.tables.ts';
import { rosters } from '../record/roster.tables.ts';

const isOverdue = (now: Instant) =>
  or(
    lte(registrations.expiresAt, now),
    and(
      lte(registrations.reconfirmBy, now),
      isNull(registrations.reconfirmedAt),
      eq(registrations.status, 'CONFIRMED'),
    ),
  );

/** Whose time is over, in order of arrival. */
export async function overdueIn(
  reader: Reader,
  rosterIds: readonly Id<'Roster'>[],
  now: Instant,
): Promise<RegistrationRow[]> {
  return reader
    .select()
    .from(registrations)
    .where(and(among(registrations.rosterId, rosterIds), isOverdue(now)))
    .orderBy(registrations.arrival);
}

/** The rosters in which somebody's time is over, those that wait longest first. */
export async function rostersWithOverdue(reader: Reader, now: Instant, limit: number): Promise<Id<'Roster'>[]> {
  const rows = await reader
    .select({ id: registrations.rosterId })
    .from(registrations)
    .where(isOverdue(now))
    .groupBy(registrations.rosterId)
    .orderBy(sql`min(coalesce(${registrations.expiresAt}, ${registrations.reconfirmBy}))`)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** How many wait in each line of rosters for more seats than there are by now: the rule is `couldFit`. */
export async function stuckIn(
  reader: Reader,
  rosterIds: readonly Id<'Roster'>[],
): Promise<ReadonlyMap<Id<'Roster'>, ReadonlyMap<string | null, number>>> {
  if (rosterIds.length === 0) return new Map();
  const { rosterId, quotaId, seats, smallest, status } = registrations;
  const rows = await reader
    .select({ rosterId, quotaId, waiting: count() })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, rosterId))
    .where(
      and(
        among(rosterId, rosterIds),
        eq(status, 'WAITLISTED'),
        sql`case when ${rosters.policy} = 'OFFER_SMALLER' then ${smallest} else ${seats} end > ${rosters.capacity}`,
      ),
    )
    .groupBy(rosterId, quotaId);
  const found = new Map<Id<'Roster'>, Map<string | null, number>>();
  for (const row of rows) {
    const ofRoster = found.get(row.rosterId) ?? new Map<string | null, number>();
    found.set(row.rosterId, ofRoster.set(row.quotaId, row.waiting));
  }
  return found;
}

/** Takes the turn of schools, so that two classes of one, for two dates, are counted one after the other. */
export async function lockSchoolTurns(
  tx: Tx,
  eventId: Id<'Event'>,
  schoolIds: readonly Id<'School'>[],
  term: string,
): Promise<void> {
  for (const schoolId of schoolIds.toSorted()) {
    await tx.insert(schoolTurns).values({ eventId, schoolId, term }).onConflictDoNothing();
    await tx
      .select({ schoolId: schoolTurns.schoolId })
      .from(schoolTurns)
      .where(and(eq(schoolTurns.eventId, eventId), eq(schoolTurns.schoolId, schoolId), eq(schoolTurns.term, term)))
      .for('update');
  }
}

/** The numbers that the next to arrive are given, by roster. */
export async function writeNextArrivals(tx: Tx, next: ReadonlyMap<Id<'Roster'>, number>): Promise<void> {
  if (next.size === 0) return;
  const rows = [...next].map(([id, arrival]) => ({ id, arrival }));
  await tx.execute(
    sql`update ${rosters} set next_arrival = n.arrival
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n(id uuid, arrival int) where ${rosters.id} = n.id`,
  );
}

/** Whether a quota was to be released by now; coarse, for the rule to decide on its day. */
export async function rostersWithReleases(reader: Reader, now: Instant, limit: number): Promise<Id<'Roster'>[]> {
  const rows = await reader.execute<{ id: Id<'Roster'> }>(sql`
    select distinct q.roster_id as id from quota q
      join roster r on r.id = q.roster_id
      join event_session s on s.id = r.session_id or (r.session_id is null and s.event_id = r.event_id)
    where q.released_at is null and q.release_days_before is not null
      and s.starts_at - make_interval(days => q.release_days_before) <= ${formatUtc(now)}::timestamptz + interval '1 hour'
      and s.starts_at > ${formatUtc(now)}::timestamptz
    limit ${limit}`);
  return [...rows].map(({ id }) => id);
}
