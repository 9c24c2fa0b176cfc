-- What an event said of its time becomes its one session, under the same id: calendars know it by that (UID).
insert into event_session (id, event_id, branch_id, start_local, zone, wall_minutes, starts_at, ends_at, standing, place,
  happening_status, status_before, reason, sequence, version, created_at, updated_at, revised_at)
select id, id, branch_id, start_local, zone, wall_minutes, starts_at, ends_at, 'SCHEDULED', 'BRANCH',
  happening_status, case when happening_status = 'CANCELLED' then 'CONFIRMED' end, cancel_reason, sequence, version,
  created_at, updated_at, revised_at
from event;
--> statement-breakpoint
update event set search_text = search_key, first_starts_at = starts_at, last_ends_at = ends_at;
--> statement-breakpoint
-- As relist of src/events/record/listing.store.ts does it.
create temporary table said on commit drop as
select *, concat_ws('|', kind, branch_id, audience_ids, measure_ids, language, mode, sign_language, '-', '-', '-', '-', '-') as key
from (
  select id, branch_id, kind, language, sign_language, attendance_mode as mode, editorial_status = 'PUBLISHED' as is_listed,
    array(select audience_id from event_audience a where a.event_id = e.id order by audience_id) as audience_ids,
    array(select measure_id from event_measure m where m.event_id = e.id order by measure_id) as measure_ids
  from event e
) of_event;
--> statement-breakpoint
insert into listing_profile (key, kind, branch_id, audience_ids, measure_ids, language, mode, sign_language)
select distinct key, kind, branch_id, audience_ids, measure_ids, language, mode, sign_language from said;
--> statement-breakpoint
update event_session set is_listed = said.is_listed, profile_id = listing_profile.id
from said join listing_profile on listing_profile.key = said.key
where event_session.id = said.id;
