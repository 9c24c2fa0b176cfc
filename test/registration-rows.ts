// Rosters put straight into a database, for programs that run as processes of their own.
import type postgres from 'postgres';

/** Rosters of so many dates of one event 300 days ahead, open to everybody, each with so many seats: their ids. */
export async function insertOpenRosters(sql: postgres.Sql, count: number, capacity: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with branch_of as (
      insert into branch (id, slug, name_uk, name_en, address, created_at, updated_at, zone, kind)
      values (uuidv7(), 'rush-' || gen_random_uuid(), 'Бібліотека', 'Library', 'вул. Садова, 1', now(), now(), 'Europe/Kyiv', 'LIBRARY')
      returning id
    ), event_of as (
      insert into event (id, kind, title_uk, branch_id, search_text, editorial_status, registration, created_at, updated_at,
        published_at, arrangement)
      select uuidv7(), 'LECTURE', 'Лекція', id, 'лекція', 'PUBLISHED', '{"mode":"OPEN"}', now(), now(), now(), 'SERIES'
      from branch_of returning id, branch_id
    ), session_of as (
      insert into event_session (id, event_id, branch_id, start_local, zone, wall_minutes, starts_at, ends_at, standing, place,
        happening_status, created_at, updated_at, revised_at)
      select uuidv7(), e.id, e.branch_id, (d.day at time zone 'Europe/Kyiv')::timestamp(0), 'Europe/Kyiv', 60, d.day,
        d.day + interval '1 hour', 'SCHEDULED', 'BRANCH', 'CONFIRMED', now(), now(), now()
      from event_of e, (
        select date_trunc('hour', now()) + interval '300 days' + n * interval '2 hours' as day from generate_series(1, ${count}::int) n
      ) d
      returning id, event_id
    )
    insert into roster (id, event_id, session_id, mode, capacity, confirms_email, created_at, updated_at)
    select uuidv7(), event_id, id, 'OPEN', ${capacity}::int, false, now(), now() from session_of returning id`;
  return rows.map(({ id }) => id);
}
