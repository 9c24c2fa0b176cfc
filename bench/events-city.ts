// A made-up city for measuring the programme: 130 branches, five years of sessions around today, built by Postgres itself.
// Chance comes from hashes of names and numbers: the same day gives the same city.
import type postgres from 'postgres';
import { SEARCH_VERSION } from '../src/events/texts/search.rules.ts';
import { WORDS } from './events-words.ts';

export const SESSIONS = 200_000;
const BRANCHES = 130;
/** Of them one lies ahead. */
const YEARS = 5;
/** What a branch does again and again: of a kind, for somebody, in a language. */
const HABITS = 24;
const MEASURES_OF_PLAN = 20;

export interface ProgrammeCity {
  readonly sessions: number;
  readonly listed: number;
  readonly ahead: number;
  readonly events: number;
  readonly profiles: number;
  readonly branches: readonly string[];
  readonly districts: readonly string[];
  readonly audiences: readonly string[];
  readonly measures: readonly string[];
  /** How long each part of the building took, in seconds. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** `dice(5, 'text')` is 0 to 4, always the same for the same text. */
const DICE = `create function pg_temp.dice(sides int, of text) returns int language sql immutable parallel safe
  as $$ select ((hashtextextended(of, 2026) & 9007199254740991) % sides)::int $$`;

const PLACES = `
  insert into branch (id, slug, name_uk, name_en, address, district_id, zone, created_at)
  select uuidv7(), 'bench-' || n, 'Бібліотека № ' || n, 'Library No. ' || n, 'Київ, вулиця ' || n,
    (select id from district order by slug offset n % (select count(*) from district) limit 1), 'Europe/Kyiv', now()
  from generate_series(1, ${BRANCHES}) n;
  create temp table hall as
    select id as branch_id, substring(slug from 7)::int as branch_no, place, uuidv7() as room_id, uuidv7() as space_id
    from branch cross join generate_series(0, 2) place where slug like 'bench-%';
  insert into space (id, branch_id) select space_id, branch_id from hall;
  insert into room (id, branch_id, space_id, name_uk, name_en, category, created_at, updated_at)
  select room_id, branch_id, space_id, 'Зала ' || place, 'Room ' || place, 'HALL', now(), now() from hall;
  insert into plan (id, year, last_year, title, title_key, created_at, updated_at)
  select uuidv7(), year, year, 'План ' || year, 'план ' || year, now(), now()
  from generate_series(extract(year from now())::int - ${YEARS - 1}, extract(year from now())::int + 1) year;
  insert into measure (id, plan_id, position, number, title, goal_verbatim, title_verbatim, audience_verbatim, funding_verbatim,
    bodies_verbatim, term_verbatim, funding_kind, term_kind, deliverable, event_kinds, source_lines, extras, created_at, updated_at)
  select uuidv7(), p.id, n, n::text, 'Захід ' || n, '', '', '', '', '', '', 'NONE', 'YEAR', 'EVENT', '{}', '{}', '[]', now(), now()
  from plan p cross join generate_series(1, ${MEASURES_OF_PLAN}) n;
  create temp table measure_no as
    select m.id, p.year, m.position as n from measure m join plan p on p.id = m.plan_id;
  create temp table audience_no as select id, (row_number() over (order by slug))::int - 1 as n from audience;`;

/** What each branch does: profiles come of it, one for each year's measure. */
const HABITS_OF_BRANCHES = `
  create temp table habit as
  select h.branch_id, h.branch_no, k as habit_no, h.room_id, 'h' || branch_no || '/' || k as name,
    (array['LECTURE', 'TALK', 'PUBLIC_EVENT', 'THEMATIC_LESSON', 'TRAINING', 'EXHIBITION', 'QUIZ', 'SEMINAR', 'CREATIVE_CONTEST',
      'PRESENTATION', 'EDUCATIONAL_HOUR', 'DEBATE'])[1 + pg_temp.dice(12, 'kind' || branch_no || '/' || k)] as kind,
    (array['uk', 'uk', 'uk', 'uk', 'uk', 'uk', 'uk', 'en', 'pl', 'fr'])[1 + pg_temp.dice(10, 'language' || branch_no || '/' || k)] as language,
    (array['OFFLINE', 'OFFLINE', 'OFFLINE', 'OFFLINE', 'MIXED', 'ONLINE'])[1 + pg_temp.dice(6, 'mode' || branch_no || '/' || k)] as mode,
    pg_temp.dice(20, 'sign' || branch_no || '/' || k) = 0 as sign_language,
    (array[true, true, false, null])[1 + pg_temp.dice(4, 'step' || branch_no || '/' || k)] as step_free,
    case when pg_temp.dice(3, 'age' || branch_no || '/' || k) = 0 then 6 + pg_temp.dice(10, 'from' || branch_no || '/' || k) end as age_from,
    case when pg_temp.dice(4, 'grade' || branch_no || '/' || k) = 0 then 1 + pg_temp.dice(9, 'grades' || branch_no || '/' || k) end as grade_from
  from hall h cross join generate_series(1, ${HABITS}) k where h.place = k % 3;`;

/** Of ten events six have one session, three a month's of them, one a season of weeks. */
const EVENTS = (sessions: number) => `
  create temp table draft_event as
  select uuidv7() as id, h.*, n as event_no, first_day, times, sum(times) over (order by n) as upto,
    case when pg_temp.dice(100, 'state' || n) < 92 then 'PUBLISHED' when pg_temp.dice(2, 'draft' || n) = 0 then 'ARCHIVED' else 'DRAFT' end as editorial_status
  from (
    select n, (array[1, 1, 1, 1, 1, 1, 6, 6, 6, 24])[1 + pg_temp.dice(10, 'times' || n)] as times,
      current_date - ${(YEARS - 1) * 365} + pg_temp.dice(${YEARS * 365 - 30}, 'day' || n) as first_day,
      1 + pg_temp.dice(${BRANCHES}, 'branch' || n) as branch_no, 1 + pg_temp.dice(${HABITS}, 'habit' || n) as habit_no
    from generate_series(1, ${Math.ceil(sessions / 4)}) n
  ) e join habit h using (branch_no, habit_no);
  delete from draft_event where upto - times >= ${sessions};
  create unique index on draft_event (event_no);

  create temp table said as
  select event_no, string_agg(text, ' ' order by place) filter (where place <= 4) as title, string_agg(text, ' ' order by place) as description,
    ' ' || string_agg(forms, ' ') as search_text
  from (
    select e.event_no, place, w.text, w.forms
    from draft_event e cross join generate_series(1, 24) place
      join word w on w.n = floor(pow(pg_temp.dice(10000, 'word' || e.event_no || '/' || place) / 10000.0, 1.3) * ${WORDS.length})::int
  ) words group by event_no;
  insert into event (id, kind, arrangement, registration_unit, title_uk, title_en, description_uk, branch_id, language, sign_language, step_free,
    age_from, grade_from, grade_to, attendance_mode, contact_name, contact_phone, search_text, search_version, editorial_status, created_at, updated_at, published_at)
  select id, kind, case when times = 1 then 'SINGLE' else 'SERIES' end, 'SESSION', title, case when event_no % 3 = 0 then 'Event ' || event_no end, description,
    branch_id, language, sign_language, step_free, age_from, grade_from, grade_from + 2, mode, 'Відділ подій', '+380 44 000 00 00', search_text, ${SEARCH_VERSION},
    editorial_status, now(), now(), case when editorial_status <> 'DRAFT' then now() end
  from draft_event join said using (event_no);
  insert into event_audience (event_id, audience_id, position)
  select distinct on (e.id, a.id) e.id, a.id, k from draft_event e cross join generate_series(1, 2) k
    join audience_no a on a.n = pg_temp.dice((select count(*)::int from audience), 'audience' || e.name || '/' || k) order by e.id, a.id, k;
  insert into event_measure (event_id, measure_id, is_primary, position)
  select distinct on (e.id, m.id) e.id, m.id, k = 1, k from draft_event e cross join generate_series(1, 2) k
    join measure_no m on m.year = extract(year from e.first_day) and m.n = 1 + pg_temp.dice(${MEASURES_OF_PLAN}, 'measure' || e.name || '/' || k)
  where k = 1 or pg_temp.dice(3, 'further' || e.name) = 0 order by e.id, m.id, k;`;

/** As relist of src/events/record/listing.store.ts has it. */
const PROFILES = `
  create temp table profile_of as
  select *, concat_ws('|', kind, branch_id, audience_ids, measure_ids, language, mode, sign_language, coalesce(step_free::text, '-'),
    coalesce(age_from::text, '-'), '-', coalesce(grade_from::text, '-'), coalesce((grade_from + 2)::text, '-')) as key
  from (
    select id, kind, branch_id, language, mode, sign_language, step_free, age_from, grade_from,
      array(select audience_id from event_audience a where a.event_id = e.id order by audience_id) as audience_ids,
      array(select measure_id from event_measure m where m.event_id = e.id order by measure_id) as measure_ids
    from draft_event e
  ) of_event;
  insert into listing_profile (key, kind, branch_id, audience_ids, measure_ids, language, mode, sign_language, step_free, age_from, grade_from, grade_to)
  select distinct key, kind, branch_id, audience_ids, measure_ids, language, mode, sign_language, step_free, age_from, grade_from, grade_from + 2
  from profile_of;`;

/** Exhibitions are open for two weeks, contests for two months; what is over was held, but for a few. */
const SESSIONS_OF_EVENTS = (sessions: number) => `
  create temp table draft_session as
  select uuidv7() as id, uuidv7() as booking_id, *, local at time zone 'Europe/Kyiv' as starts_at,
    (local + minutes * interval '1 minute') at time zone 'Europe/Kyiv' as ends_at, pg_temp.dice(100, 'fate' || event_no || '/' || nth) as fate
  from (
    select e.id as event_id, e.event_no, e.branch_id, e.room_id, e.kind, e.mode, e.editorial_status, nth,
      (e.first_day + 7 * nth)::timestamp + (540 + 30 * pg_temp.dice(18, 'at' || event_no)) * interval '1 minute' as local,
      case e.kind when 'EXHIBITION' then 20160 when 'CREATIVE_CONTEST' then 86400 else 60 + 30 * pg_temp.dice(4, 'long' || event_no) end as minutes
    from draft_event e cross join lateral generate_series(0, e.times - 1) nth
  ) dated order by local limit ${sessions};
  alter table draft_session add status text, add place text;
  update draft_session set status = case when fate < 4 then 'CANCELLED' when fate < 6 then 'RESCHEDULED' when fate = 6 then 'TENTATIVE'
      when ends_at < now() then 'HELD' else 'CONFIRMED' end,
    place = case when mode = 'ONLINE' then 'ONLINE' when minutes > 1440 then 'BRANCH' else 'ROOM' end;
  insert into booking (id, branch_id, room_id, layout_kind, status, purpose, expected_people, start_local, zone, wall_minutes, starts_at, ends_at,
    set_up_minutes, tear_down_minutes, created_at, updated_at)
  select booking_id, branch_id, room_id, 'THEATRE', 'CONFIRMED', 'Подія', 20, local, 'Europe/Kyiv', minutes, starts_at, ends_at, 0, 0, now(), now()
  from draft_session where place = 'ROOM' and status <> 'CANCELLED';
  insert into event_session (id, event_id, branch_id, start_local, zone, wall_minutes, starts_at, ends_at, standing, place, booking_id, room_id,
    layout_kind, expected_people, happening_status, reason, created_at, updated_at, revised_at, is_listed, profile_id)
  select s.id, event_id, s.branch_id, local, 'Europe/Kyiv', minutes, starts_at, ends_at, 'SCHEDULED', place,
    case when place = 'ROOM' and status <> 'CANCELLED' then booking_id end, case when place = 'ROOM' then room_id end, 'THEATRE', 20, status,
    case when status = 'CANCELLED' then 'Немає світла' end, now(), now(), now(), editorial_status <> 'DRAFT', l.id
  from draft_session s join profile_of p on p.id = s.event_id join listing_profile l on l.key = p.key order by s.id;
  update event e set first_starts_at = span.first, last_ends_at = span.last
  from (select event_id, min(starts_at) as first, max(ends_at) as last from event_session group by 1) span where span.event_id = e.id;`;

/** Fills a migrated database. Its connection must be the only one of `sql` (max: 1) and a superuser’s. */
export async function buildProgramme(sql: postgres.Sql, sessions = SESSIONS): Promise<ProgrammeCity> {
  const seconds: Record<string, number> = {};
  const step = async (name: string, ...texts: string[]) => {
    const begun = performance.now();
    for (const text of texts) await sql.unsafe(text);
    seconds[name] = (performance.now() - begun) / 1000;
  };
  await sql.unsafe(
    `set timezone = 'Europe/Kyiv'; set work_mem = '512MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off`,
  );
  // What is made here refers to what is there: checking each row is spared.
  await sql.unsafe(`set session_replication_role = replica; ${DICE}`);
  const words = WORDS.map(({ text, forms }, n) => ({ n, text, forms }));
  await sql.unsafe('create temp table word (n int primary key, text text, forms text)');
  await sql`insert into word ${sql(words)}`;
  await step('places', PLACES, HABITS_OF_BRANCHES, 'analyze habit; analyze word');
  // Made row by row it takes half of the time.
  const [index] = await sql<{ text: string }[]>`select pg_get_indexdef('event_search'::regclass) as text`;
  await step('events', 'drop index event_search', EVENTS(sessions), index?.text ?? '');
  await step('profiles', PROFILES);
  await step('sessions', SESSIONS_OF_EVENTS(sessions));
  // Pages are read from an index alone where the table is known to be settled, as it is after any night.
  await step('settle', 'vacuum analyze', 'checkpoint');
  await sql.unsafe('reset all');
  return { ...(await readProgramme(sql)), seconds };
}

async function readProgramme(sql: postgres.Sql): Promise<Omit<ProgrammeCity, 'seconds'>> {
  const [counts] = await sql<Record<'sessions' | 'listed' | 'ahead' | 'events' | 'profiles', number>[]>`
    select count(*)::int as sessions, count(*) filter (where is_listed)::int as listed,
      count(*) filter (where is_listed and ends_at > now())::int as ahead,
      (select count(*)::int from event) as events, (select count(*)::int from listing_profile) as profiles from event_session`;
  const textsOf = async (query: postgres.PendingQuery<{ text: string }[]>) => (await query).map(({ text }) => text);
  if (!counts) throw new Error('the city cannot be counted');
  return {
    ...counts,
    branches: await textsOf(sql`select slug as text from branch where slug like 'bench-%' order by slug`),
    districts: await textsOf(sql`select slug as text from district order by slug`),
    audiences: await textsOf(sql`select slug as text from audience order by slug`),
    measures: await textsOf(
      sql`select m.id as text from measure m join plan p on p.id = m.plan_id where p.year >= extract(year from now()) order by m.id`,
    ),
  };
}
