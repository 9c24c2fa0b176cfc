import { type SQL, sql } from 'drizzle-orm';
import { eventSpeakers, events } from '../../events/record/event.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import { speakers } from '../../events/speakers/speaker.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isLiveRow, registrations } from '../../registration/record/registration.tables.ts';
import { rosters } from '../../registration/record/roster.tables.ts';
import { inWindow, IS_PUBLIC, nearestFirst, type ShownWindow } from './shown.sessions.store.ts';
import type { Task } from './taking.part.words.rules.ts';

/** A session that somebody takes part in, and by what. */
export interface TakenPart {
  readonly sessionId: Id<'Session'>;
  readonly registrationIds: readonly Id<'Registration'>[];
  readonly tasks: readonly Task[];
}

const NOBODY = sql`false`;

/**
 * What a person takes part in: what their account registered for, what is registered under its address once that was
 * confirmed, where they speak, and what the public asks them about. What has ended, or is not announced, is not among it.
 */
export function partsOfPerson(
  reader: Reader,
  { id, email }: { readonly id: Id<'Person'>; readonly email: string | null },
  window: ShownWindow,
): Promise<TakenPart[]> {
  const underAddress =
    email === null ? NOBODY : sql`${registrations.email} = ${email} and ${registrations.emailConfirmedAt} is not null`;
  const isOwn = sql`${registrations.personId} = ${id}::uuid or (${underAddress})`;
  return partsOf(reader, isOwn, email, window);
}

/** What classes of a school come to; only those that one person registered, where one is named. */
export function partsOfSchool(
  reader: Reader,
  { schoolId, byId }: { readonly schoolId: Id<'School'>; readonly byId: string | null },
  window: ShownWindow,
): Promise<TakenPart[]> {
  const by = byId === null ? sql`true` : sql`${registrations.personId} = ${byId}::uuid`;
  const isOfSchool = sql`${registrations.kind} = 'GROUP' and ${registrations.schoolId} = ${schoolId}::uuid and ${by}`;
  return partsOf(reader, isOfSchool, null, window);
}

async function partsOf(
  reader: Reader,
  isOwn: SQL,
  staffEmail: string | null,
  window: ShownWindow,
): Promise<TakenPart[]> {
  const rows = await reader.execute<{
    id: Id<'Session'>;
    registration_ids: Id<'Registration'>[];
    tasks: Task[];
  }>(sql`
    with mine as materialized (
      select ${registrations.id} as id, ${rosters.sessionId} as session_id, ${rosters.eventId} as event_id
      from ${registrations} join ${rosters} on ${rosters.id} = ${registrations.rosterId}
      where ${isLiveRow} and (${isOwn})
    ), staffed as materialized (
      select p.event_id, p.role as task from ${eventSpeakers} p join ${speakers} k on k.id = p.speaker_id
      where k.email = ${staffEmail}
      union all select c.id, 'CONTACT' from ${events} c where lower(c.contact_email) = ${staffEmail}
    ), found as (
      select session_id as id from mine where session_id is not null
      union select t.id from mine join ${eventSessions} t on t.event_id = mine.event_id where mine.session_id is null
      union select t.id from staffed f join ${eventSessions} t on t.event_id = f.event_id where t.is_listed
    )
    select s.id,
      array(select m.id from mine m where m.session_id = s.id or (m.session_id is null and m.event_id = s.event_id) order by m.id) as registration_ids,
      array(select distinct f.task from staffed f where f.event_id = s.event_id order by f.task) as tasks
    from found join ${eventSessions} s on s.id = found.id join ${events} e on e.id = s.event_id
    where ${IS_PUBLIC} and ${inWindow(window)}
    ${nearestFirst(window)}`);
  return [...rows].map(({ id, registration_ids: registrationIds, tasks }) => ({
    ...{ sessionId: id, registrationIds, tasks },
  }));
}
