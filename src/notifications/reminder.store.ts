import { sql } from 'drizzle-orm';
import { events } from '../events/record/event.tables.ts';
import { eventSessions } from '../events/record/session.tables.ts';
import type { Reader } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import { formatUtc, type Instant } from '../platform/time/instant.ts';
import { registrations } from '../registration/record/registration.tables.ts';
import { rosters } from '../registration/record/roster.tables.ts';
import { notices } from './notice.tables.ts';

export interface DueReminder {
  readonly registrationId: Id<'Registration'>;
  readonly sessionId: Id<'Session'>;
  /** ISO 8601, UTC. */
  readonly startsAt: string;
}

/** What is held, and of a whole event what is held first: with its date a roster begins. */
const FIRST_DATES = sql`
  select s.id, s.event_id, s.starts_at, r.id as roster_id, r.reconfirm_days_before
  from ${eventSessions} s
    join ${events} e on e.id = s.event_id and e.editorial_status = 'PUBLISHED'
    join ${rosters} r on r.session_id = s.id or (r.session_id is null and r.event_id = s.event_id and not exists (
      select from ${eventSessions} f where f.event_id = s.event_id and f.standing = 'SCHEDULED'
        and f.happening_status not in ('CANCELLED', 'POSTPONED') and (f.starts_at, f.id) < (s.starts_at, s.id)))
  where s.standing = 'SCHEDULED' and s.happening_status not in ('CANCELLED', 'POSTPONED')`;

/** Who has a place in what begins within these hours, came before that moment, and has heard nothing of it since. */
export async function dueReminders(reader: Reader, now: Instant, hours: number, limit: number): Promise<DueReminder[]> {
  const at = sql`${formatUtc(now)}::timestamptz`;
  const rows = await reader.execute<{ registration_id: string; session_id: string; starts_at: string }>(sql`
    select p.id as registration_id, d.id as session_id,
      to_char(d.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as starts_at
    from (${FIRST_DATES}) d
      join ${registrations} p on p.roster_id = d.roster_id and p.status = 'CONFIRMED' and p.email is not null
        and p.arrived_at < d.starts_at - make_interval(hours => ${hours})
    where d.starts_at > ${at} and d.starts_at <= ${at} + make_interval(hours => ${hours})
      and not exists (select from ${notices} n where n.registration_id = p.id
        and n.kind in ('CONFIRMED', 'MOVED', 'SESSIONS_CHANGED', 'REMINDER')
        and n.created_at >= d.starts_at - make_interval(hours => ${hours}))
    order by d.starts_at, p.id limit ${limit}`);
  return [...rows].map((row) => ({
    registrationId: row.registration_id as Id<'Registration'>,
    sessionId: row.session_id as Id<'Session'>,
    startsAt: row.starts_at,
  }));
}

/** Who may have to say by now that they still come, by roster: coarse, for the rule to decide on its hour. */
export async function maybeToReconfirm(
  reader: Reader,
  now: Instant,
  limit: number,
): Promise<ReadonlyMap<Id<'Roster'>, Id<'Registration'>[]>> {
  const at = sql`${formatUtc(now)}::timestamptz`;
  const asked = sql`d.starts_at - make_interval(days => d.reconfirm_days_before)`;
  const rows = await reader.execute<{ roster_id: string; id: string }>(sql`
    select p.roster_id, p.id from (${FIRST_DATES}) d
      join ${registrations} p on p.roster_id = d.roster_id and p.status = 'CONFIRMED' and p.email is not null
        and p.reconfirm_by is null and p.reconfirmed_at is null and p.arrived_at < ${asked}
    where d.reconfirm_days_before is not null and d.starts_at > ${at} and ${asked} <= ${at} + interval '2 hours'
      and not exists (select from ${notices} n where n.registration_id = p.id and n.kind in ('CONFIRMED', 'MOVED')
        and n.created_at >= ${asked})
    order by d.starts_at, p.roster_id, p.id limit ${limit}`);
  const found = new Map<Id<'Roster'>, Id<'Registration'>[]>();
  for (const row of rows) {
    const rosterId = row.roster_id as Id<'Roster'>;
    found.set(rosterId, [...(found.get(rosterId) ?? []), row.id as Id<'Registration'>]);
  }
  return found;
}
