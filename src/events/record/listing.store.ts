import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { eventAudiences, eventMeasures, events } from './event.tables.ts';
import { listingProfiles } from './listing.tables.ts';
import { eventSessions } from './session.tables.ts';

/**
 * Brings what lists read to what events and sessions say by now: whether each session is listed and by what it is filtered,
 * and when the event begins and ends. Whatever writes events or sessions ends with it.
 */
export async function relist(tx: Tx, eventIds: readonly Id<'Event'>[]): Promise<void> {
  const ids = sql`any(${idList(eventIds)}::uuid[])`;
  // What several sessions have in common is written once; somebody else may write the same at this moment.
  await tx.execute(sql`
    insert into ${listingProfiles} (key, kind, branch_id, audience_ids, measure_ids, language, mode, sign_language,
      step_free, age_from, age_to, grade_from, grade_to)
    select distinct key, kind, branch_id, audience_ids, measure_ids, language, mode, sign_language,
      step_free, age_from, age_to, grade_from, grade_to
    from (${said(ids)}) said
    where not exists (select from ${listingProfiles} known where known.key = said.key)
    on conflict (key) do nothing`);
  await tx.execute(sql`
    update ${eventSessions} set is_listed = said.is_listed, profile_id = profile.id
    from (${said(ids)}) said join ${listingProfiles} profile on profile.key = said.key
    where event_session.id = said.session_id
      and (event_session.is_listed, event_session.profile_id) is distinct from (said.is_listed, profile.id)`);
  await tx.execute(sql`
    update ${events} set first_starts_at = span.first, last_ends_at = span.last
    from (
      select e.id, min(s.starts_at) as first, max(s.ends_at) as last
      from ${events} e left join ${eventSessions} s on s.event_id = e.id and s.standing = 'SCHEDULED'
      where e.id = ${ids} group by e.id
    ) span
    where event.id = span.id
      and (event.first_starts_at, event.last_ends_at) is distinct from (span.first, span.last)`);
}

/** What each session of the events says of itself. */
function said(ids: ReturnType<typeof sql>) {
  return sql`
    select *, concat_ws('|', kind, branch_id, audience_ids, measure_ids, language, mode, sign_language,
      coalesce(step_free::text, '-'), coalesce(age_from::text, '-'), coalesce(age_to::text, '-'),
      coalesce(grade_from::text, '-'), coalesce(grade_to::text, '-')) as key
    from (
      select s.id as session_id, s.branch_id, e.kind, e.language, e.sign_language, e.step_free, e.age_from, e.age_to,
        e.grade_from, e.grade_to,
        s.standing = 'SCHEDULED' and e.editorial_status in ('PUBLISHED', 'ARCHIVED') as is_listed,
        case when s.happening_status = 'MOVED_ONLINE' then 'ONLINE' else e.attendance_mode end as mode,
        array(select audience_id from ${eventAudiences} a where a.event_id = e.id order by audience_id) as audience_ids,
        array(select measure_id from ${eventMeasures} m where m.event_id = e.id order by measure_id) as measure_ids
      from ${eventSessions} s join ${events} e on e.id = s.event_id
      where e.id = ${ids}
    ) of_session`;
}
