// A made-up city for measuring: 30 branches, 300 rooms, and as many bookings as are asked for, built by Postgres itself. Ten
// times the bookings are ten times the days around today, at the same number a room and day, so that two sizes differ in
// nothing else. Chance comes from hashes of names and numbers: the same day gives the same city.
import type postgres from 'postgres';

const BRANCHES = 30;
const ROOMS_OF_BRANCH = 10;
/** Bookings a calendar day, a little fewer than there are, so that the days made suffice for any number. */
const BOOKINGS_A_DAY = 1_150;
const TAKEN = 1_000;
const TAKEN_DAYS = 14;

export interface CityRoom {
  readonly id: string;
  readonly branchId: string;
  /** 1 and 2 are the halls, 3 is both, 4 to 10 stand alone. */
  readonly place: number;
  readonly units: readonly string[];
  readonly layouts: readonly {
    readonly kind: string;
    readonly capacity: number;
    readonly before: number;
    readonly after: number;
  }[];
}

/** A booking of the days to come: whoever wants the same is refused. */
export interface Taken {
  readonly roomId: string;
  readonly layout: string;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly people: number;
}

export interface City {
  readonly bookings: number;
  readonly occupancies: number;
  readonly today: string;
  /** The first day on which nothing is booked, closed or special any more. */
  readonly freeFrom: string;
  /** The same ones in a city of any size, by their ids apart. */
  readonly taken: readonly Taken[];
  readonly branches: readonly { readonly id: string; readonly districtId: string | null }[];
  readonly rooms: readonly CityRoom[];
  readonly equipment: readonly { readonly id: string; readonly branchId: string; readonly kind: string }[];
  /** How long each part of the building took, in seconds. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** `dice(5, 'text')` is 0 to 4, always the same for the same text. */
const DICE = `create function pg_temp.dice(sides int, of text) returns int language sql immutable parallel safe
  as $$ select ((hashtextextended(of, 2026) & 9007199254740991) % sides)::int $$`;

const PLACES = `
  insert into branch (id, slug, name_uk, name_en, address, district_id, latitude, longitude, zone, step_free, shelter_capacity, created_at)
  select uuidv7(), 'bench-' || n, 'Бібліотека № ' || n, 'Library No. ' || n, 'Київ, вулиця ' || n,
    (select id from district order by slug offset n % (select greatest(count(*), 1) from district) limit 1),
    50.36 + pg_temp.dice(1600, 'lat' || n) / 10000.0, 30.38 + pg_temp.dice(3200, 'lon' || n) / 10000.0, 'Europe/Kyiv',
    pg_temp.dice(3, 'step' || n) > 0, case when n % 5 = 0 then 150 end, now()
  from generate_series(1, ${BRANCHES}) n;

  create temp table place as
    select b.id as branch_id, dense_rank() over (order by b.id)::int as branch_no, place,
      uuidv7() as room_id, case when place > 2 then uuidv7() end as space_id
    from branch b cross join generate_series(1, ${ROOMS_OF_BRANCH}) place where b.slug like 'bench-%' order by b.id, place;
  -- The halls and what they make together share one space.
  update place p set space_id = (select o.space_id from place o where o.branch_id = p.branch_id and o.place = 3) where p.place < 3;
  insert into space (id, branch_id) select distinct space_id, branch_id from place;
  create temp table part as select room_id, space_id, place, uuidv7() as unit_id from place where place <> 3;
  insert into unit (id, space_id) select unit_id, space_id from part;

  insert into room (id, branch_id, space_id, name_uk, name_en, category, floor, step_free, features, needs_approval, created_at, updated_at)
  select room_id, branch_id, space_id, 'Зала ' || place, 'Room ' || place,
    case when place < 4 then 'HALL' else (array['LECTURE_ROOM', 'CLASSROOM', 'MEETING_ROOM', 'COMPUTER_ROOM'])[1 + place % 4] end,
    pg_temp.dice(3, 'floor' || branch_no || '/' || place), pg_temp.dice(4, 'step' || branch_no || '/' || place) > 0,
    array_remove(array['INTERNET',
      case when pg_temp.dice(2, 'projector' || branch_no || '/' || place) = 0 then 'PROJECTOR' end,
      case when pg_temp.dice(2, 'sound' || branch_no || '/' || place) = 0 then 'SOUND' end,
      case when pg_temp.dice(3, 'board' || branch_no || '/' || place) = 0 then 'WHITEBOARD' end], null),
    place = 10, now(), now()
  from place order by room_id;
  insert into room_unit (room_id, unit_id)
  select room_id, unit_id from part
  union all select p.room_id, h.unit_id from place p join part h on h.space_id = p.space_id where p.place = 3;
  -- Halls have all three, others one to three.
  insert into layout (room_id, kind, capacity, set_up_minutes, tear_down_minutes, position)
  select p.room_id, l.kind, greatest(8, (l.share * (case p.place when 1 then 60 when 2 then 40 when 3 then 110
      else 20 + 5 * pg_temp.dice(9, 'size' || branch_no || '/' || place) end))::int), l.before, l.after, l.position
  from place p cross join (values ('THEATRE', 1.0, 30, 15, 1), ('CLASS', 0.55, 15, 10, 2), ('ROUND_TABLE', 0.35, 20, 15, 3))
    l (kind, share, before, after, position)
  where p.place < 4 or l.position <= 1 + pg_temp.dice(3, 'layouts' || branch_no || '/' || place);

  insert into opening_hours (id, branch_id, weekday, opens, closes)
  select uuidv7(), id, weekday, 540, 1200 from branch, generate_series(1, 6) weekday where slug like 'bench-%';
  insert into equipment (id, branch_id, kind, name_uk, name_en, quantity, created_at, updated_at)
  select uuidv7(), b.id, e.kind, e.kind, e.kind, e.quantity, now(), now()
  from branch b cross join (values ('PROJECTOR', 6), ('LAPTOP', 12), ('MICROPHONE', 4), ('FLIPCHART', 3), ('CAMERA', 2)) e (kind, quantity)
  where b.slug like 'bench-%' order by b.id, e.kind;
  insert into person (id, name, email, language, joined_at, created_at, updated_at)
  select uuidv7(), 'Bench ' || n, 'bench' || n || '@bench.example', 'uk', now(), now(), now() from generate_series(1, 400) n;`;

/** About one special day a branch and six weeks, a closed day a month, a room under repair for three days a quarter. */
const EXCEPTIONS = `
  insert into special_hours (id, branch_id, date, opens, closes)
  select uuidv7(), b.id, d.day, 600, 1020 from (select distinct branch_id as id, branch_no from place) b, day d
  where pg_temp.dice(40, 'special' || b.branch_no || d.day) = 0;
  insert into closure (id, branch_id, room_id, kind, reason_uk, start_local, zone, wall_minutes, starts_at, ends_at, created_at, updated_at)
  select uuidv7(), c.branch_id, c.room_id, c.kind, 'Зачинено', c.day, 'Europe/Kyiv', 1440 * c.days,
    c.day::timestamp at time zone 'Europe/Kyiv', (c.day + c.days)::timestamp at time zone 'Europe/Kyiv', now(), now()
  from (
    select b.id as branch_id, null::uuid as room_id, 'EMERGENCY' as kind, d.day, 1 as days
      from (select distinct branch_id as id, branch_no from place) b, day d where pg_temp.dice(26, 'closed' || b.branch_no || d.day) = 0
    union all
    select p.branch_id, p.room_id, 'REPAIR', d.day, 3 from place p, day d where pg_temp.dice(780, 'repair' || branch_no || '/' || place || d.day) = 0
  ) c;`;

/**
 * Each space has its day filled from the morning on: a stretch of 75 to 135 minutes, a gap of up to 20, the next. Two of ten
 * stretches of a divisible hall take it whole, the others have a booking in each half, of its own layout and length.
 */
const DRAFTS = (bookings: number) => `
  create temp table way as
    select l.room_id, l.kind, l.capacity, l.set_up_minutes as before, l.tear_down_minutes as after,
      (row_number() over (partition by l.room_id order by l.position) - 1)::int as nth, count(*) over (partition by l.room_id)::int as ways
    from layout l join place p using (room_id);
  create unique index on way (room_id, nth);
  analyze place; analyze way; analyze day;
  create temp table asker as select id, row_number() over (order by id)::int - 1 as nth from person where email like '%@bench.example';
  create temp table kit as
    select id, branch_id, (row_number() over (partition by branch_id order by kind) - 1)::int as nth from equipment;

  create temp table draft as
  with block as (
    select space_id, branch_no, halls, day, nth, long,
      525 + coalesce(sum(long + gap) over (partition by space_id, day order by nth rows between unbounded preceding and 1 preceding), 0)::int as begins
    from (
      select s.space_id, s.branch_no, s.halls, d.day, nth,
        75 + 15 * pg_temp.dice(5, 'long' || s.branch_no || '/' || s.place || '/' || d.day || '/' || nth) as long,
        5 * pg_temp.dice(5, 'gap' || s.branch_no || '/' || s.place || '/' || d.day || '/' || nth) as gap
      from (select space_id, branch_no, min(place) as place, count(*) > 1 as halls from place group by 1, 2) s
        cross join day d cross join generate_series(1, 8) nth
    ) raw
  ), piece as (
    select p.room_id, p.branch_id, p.place, b.day, b.begins, b.long,
      'p' || p.branch_no || '/' || p.place || '/' || b.day || '/' || b.nth as name
    from block b join place p using (space_id)
    where b.begins + b.long <= 1210
      and (not b.halls or (p.place = 3) = (pg_temp.dice(10, 'whole' || b.branch_no || '/' || b.day || '/' || b.nth) < 2))
  ), dated as (
    select i.*, w.kind, w.capacity, w.before, w.after, pg_temp.dice(100, 'fate' || i.name) as fate,
      i.begins + w.before + 5 * pg_temp.dice(2, 'late' || i.name) as starts, i.begins + i.long - w.after - 5 * pg_temp.dice(2, 'early' || i.name) as ends
    from piece i join way w on w.room_id = i.room_id and w.nth = pg_temp.dice(w.ways, 'way' || i.name)
    order by abs(i.day - current_date), i.name limit ${bookings}
  ), placed as (
    select *, (day + starts * interval '1 minute') at time zone 'Europe/Kyiv' as starts_at,
      (day + ends * interval '1 minute') at time zone 'Europe/Kyiv' as ends_at
    from dated
  ), made as (
    select *, least(starts_at, now()) - (30 + pg_temp.dice(40000, 'made' || name)) * interval '1 minute' as created_at,
      case when fate < 5 then 'CANCELLED' when fate = 5 then 'HOLD'
        when fate < 9 and starts_at > now() then 'REQUESTED' else 'CONFIRMED' end as status
    from placed
  )
  -- In the order in which they came in, and so do their ids.
  select uuidv7(created_at - now()) as id, * from (select * from made order by created_at) m;`;

const BOOKINGS = `
  insert into booking (id, branch_id, room_id, layout_kind, status, purpose, contact, expected_people, start_local, zone, wall_minutes,
    starts_at, ends_at, set_up_minutes, tear_down_minutes, hold_until, approved_from, approved_to, asked_by_id, created_at, updated_at)
  select d.id, branch_id, room_id, kind, status, 'Зустріч ' || name, 'bench@bench.example', 1 + pg_temp.dice(capacity, 'people' || name),
    day + starts * interval '1 minute', 'Europe/Kyiv', ends - starts, starts_at, ends_at, before, after, hold_until,
    case when status = 'CONFIRMED' then starts_at - before * interval '1 minute' end,
    case when status = 'CONFIRMED' then ends_at + after * interval '1 minute' end, a.id, created_at, created_at
  from (select *, ${HOLD_UNTIL()} as hold_until from draft) d
  join asker a on a.nth = pg_temp.dice(400, 'asker' || name)`;

/** Of the holds of what lies ahead, half are live. */
function HOLD_UNTIL(): string {
  return `case when status = 'HOLD' then case when pg_temp.dice(2, 'hold' || name) = 0 then greatest(created_at, now()) + interval '2 days'
    else created_at + interval '30 minutes' end end`;
}

const OCCUPANCIES = `
  insert into occupancy (unit_id, booking_id, occupied, expires_at)
  select u.unit_id, d.id, tstzrange(starts_at - before * interval '1 minute', ends_at + after * interval '1 minute'), ${HOLD_UNTIL()}
  from draft d join room_unit u using (room_id) where status <> 'CANCELLED'`;

/** One piece, of a kind that at most two rooms of the branch take: there are always enough. */
const EQUIPMENT_USES = `
  insert into equipment_use (booking_id, equipment_id, quantity, occupied, expires_at, live)
  select d.id, k.id, 1, tstzrange(starts_at - before * interval '1 minute', ends_at + after * interval '1 minute'), ${HOLD_UNTIL()}, status <> 'CANCELLED'
  from draft d join kit k on k.branch_id = d.branch_id and k.nth = d.place % 5 where pg_temp.dice(100, 'kit' || name) < 3`;

/** Fills a migrated database that has no such city yet. Its connection must be the only one of `sql` (max: 1) and a superuser’s. */
export async function buildCity(sql: postgres.Sql, bookings: number): Promise<City> {
  const seconds: Record<string, number> = {};
  const step = async (name: string, ...texts: string[]) => {
    const begun = performance.now();
    for (const text of texts) await sql.unsafe(text);
    seconds[name] = (performance.now() - begun) / 1000;
  };
  await sql.unsafe(
    `set timezone = 'Europe/Kyiv'; set work_mem = '512MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off`,
  );
  // What is made here refers to what is there: checking a million rows one by one is spared.
  await sql.unsafe(`set session_replication_role = replica; ${DICE}`);
  const days = Math.ceil(bookings / BOOKINGS_A_DAY / 2) + 7;
  const DAYS = `create temp table day as select current_date + n as day from generate_series(-${days}, ${days}) n
    where extract(isodow from current_date + n) < 7`;
  await step('places', DAYS, PLACES, EXCEPTIONS);
  await step('drafts', DRAFTS(bookings), 'analyze draft');
  await withoutIndexes(sql, step);
  await step('analyze', 'drop table draft', 'analyze');
  await sql.unsafe('checkpoint; reset all');
  return { ...(await readCity(sql)), seconds };
}

interface Dropped {
  readonly name: string;
  readonly drop: string;
  readonly create: string;
}

/**
 * Loads the big tables without their plain indexes, which are the same when they are made afterwards. The constraint on
 * occupancies stays, and grows row by row in the order in which bookings came in, as in life: made afterwards it would be
 * sorted by unit, of another shape, and slower both to make and to read.
 */
async function withoutIndexes(
  sql: postgres.Sql,
  step: (name: string, ...texts: string[]) => Promise<void>,
): Promise<void> {
  const dropped = await sql<Dropped[]>`
    select format('drop index %s', i.indexrelid::regclass) as drop, pg_get_indexdef(i.indexrelid) as create, i.indexrelid::regclass::text as name
    from pg_index i where i.indrelid = any(array['booking', 'occupancy', 'equipment_use']::regclass[])
      and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`;
  for (const { drop } of dropped) await sql.unsafe(drop);
  await step('bookings', BOOKINGS);
  await step('occupancy', OCCUPANCIES, EQUIPMENT_USES);
  for (const { name, create } of dropped) await step(`index ${name}`, create);
}

export async function readCity(sql: postgres.Sql): Promise<Omit<City, 'seconds'>> {
  const [counts] = await sql<{ bookings: number; occupancies: number; freeFrom: string; today: string }[]>`
    select (select count(*)::int from booking) as bookings, (select count(*)::int from occupancy) as occupancies,
      (greatest((select max(start_local)::date from booking), (select max(date) from special_hours),
        (select max(ends_at)::date from closure)) + 1)::text as "freeFrom", (now() at time zone 'Europe/Kyiv')::date::text as today`;
  const branches = await sql<{ id: string; districtId: string | null }[]>`
    select id, district_id as "districtId" from branch where slug like 'bench-%' order by id`;
  const rooms = await sql<CityRoom[]>`
    select r.id, r.branch_id as "branchId", substring(r.name_en from 6)::int as place,
      (select array_agg(unit_id::text order by unit_id) from room_unit u where u.room_id = r.id) as units,
      (select json_agg(json_build_object('kind', kind, 'capacity', capacity, 'before', set_up_minutes, 'after', tear_down_minutes) order by position)
        from layout l where l.room_id = r.id) as layouts
    from room r join branch b on b.id = r.branch_id where b.slug like 'bench-%' order by r.id`;
  const equipment = await sql<{ id: string; branchId: string; kind: string }[]>`
    select id, branch_id as "branchId", kind from equipment order by id`;
  const taken = await sql<Taken[]>`
    select room_id as "roomId", layout_kind as layout, start_local::date::text as date, to_char(start_local, 'HH24:MI') as start,
      to_char(start_local + wall_minutes * interval '1 minute', 'HH24:MI') as "end", expected_people as people
    from booking where status = 'CONFIRMED' and start_local > (now() at time zone 'Europe/Kyiv')::date + 1
      and start_local < (now() at time zone 'Europe/Kyiv')::date + ${TAKEN_DAYS}::int
    order by hashtextextended(purpose, 2026) limit ${TAKEN}`;
  if (!counts) throw new Error('the city cannot be counted');
  return { ...counts, taken: [...taken], branches: [...branches], rooms: [...rooms], equipment: [...equipment] };
}
