import { and, sql, type SQL } from 'drizzle-orm';
import { type CalendarSession, selectCalendarSessions, withLists } from '../../calendar/session.store.ts';
import { audiences, districts } from '../../directory/entry.tables.ts';
import { events } from '../../events/record/event.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { isNumberText } from '../../platform/graphql/connection.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { measures } from '../../plans/measure.tables.ts';
import { goals, plans } from '../../plans/plan.tables.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { EVENT_KINDS, type FeedKind } from '../subjects/address.rules.ts';
import { kindsIn } from '../subjects/kind.words.rules.ts';
import { IS_FIRST } from '../subjects/subjects.store.ts';

/** A feed that is listed: of what it is, and what that is called. What does not go with its kind is null. */
export interface ListedRow extends Record<string, unknown> {
  readonly of: Exclude<FeedKind, 'SESSION' | 'SEARCH'>;
  /** The place of its kind, and within that its own. */
  readonly rank: number;
  readonly sorted: string;
  /** A slug, a code, a number, or an id. */
  readonly name: string;
  readonly id: string | null;
  readonly year: number | null;
  readonly titleUk: string;
  readonly titleEn: string | null;
  readonly address: string | null;
  readonly isFirst: boolean;
}

/** Rank, place, and the name, or the id where that is what tells them apart. */
export type ListedKey = readonly [string, string, string];
export const LISTED_KEY = [isNumberText, () => true, () => true] as const;
export const listedKey = ({ rank, sorted, name, id }: ListedRow): ListedKey => [String(rank), sorted, id ?? name];

/** Each kind's feeds: of what is over, or no longer in its plan, nobody wants to hear. */
const LISTS: Readonly<Record<ListedRow['of'], (now: SQL, year: SQL) => SQL>> = {
  AUDIENCE: () => sql`select name_uk, slug, null, null, name_uk, name_en, null, true from ${audiences}`,
  BRANCH: () => sql`select name_uk, slug, null, null, name_uk, name_en, address, true from ${branches}`,
  DISTRICT: () => sql`select name_uk, slug, null, null, name_uk, name_en, null, true from ${districts}`,
  KIND: () => sql`select name, code, null, null, name, null, null, true
    from json_to_recordset(${JSON.stringify(KINDS)}::json) as kinds (code text, name text)`,
  GOAL: (_, year) => sql`select ${place(sql`g.position`)}, g.slug, g.id, p.year, g.text, null, null, ${IS_FIRST}
    from ${goals} g join ${plans} p on p.id = g.plan_id where p.last_year >= ${year}
      and exists (select 1 from ${measures} m where m.goal_id = g.id and m.in_document)`,
  // Several plans of a year, and several measures of a plan, may have one number: they are one feed.
  MEASURE: (_, year) => sql`select ${place(sql`min(m.position)`)}, m.number, null, p.year,
      (select string_agg(o.title, ' · ' order by q.id, o.ordinal) from ${measures} o join ${plans} q on q.id = o.plan_id
        where o.number = m.number and p.year between q.year and q.last_year), null, null, true
    from ${measures} m join ${plans} p on p.id = m.plan_id where p.last_year >= ${year} and m.in_document
    group by p.year, m.number`,
  SERIES: (now) => eventsWhere(sql`e.arrangement <> 'SINGLE'`, now),
  EVENT: (now) => eventsWhere(sql`e.arrangement = 'SINGLE'`, now),
};
const ORDER = Object.keys(LISTS) as ListedRow['of'][];
const KINDS = EVENT_KINDS.map((code) => ({ code, name: kindsIn('uk', code) }));

/** The newest plan first, and in its order. */
function place(position: SQL): SQL {
  return sql`to_char(9999 - p.year, 'FM0000') || to_char(${position}, 'FM00000000')`;
}

function eventsWhere(condition: SQL, now: SQL): SQL {
  return sql`select to_char(e.first_starts_at at time zone 'UTC', 'YYYYMMDDHH24MISS'), e.id::text, e.id, null,
      e.title_uk, e.title_en, null, true
    from ${events} e where e.editorial_status = 'PUBLISHED' and e.last_ends_at > ${now} and ${condition}`;
}

const BY_PLACE = sql`sorted collate "uk-x-icu"`;

/** A page of the feeds of these kinds, kind by kind; plans from this year on. */
export async function pageOfFeeds(
  reader: Reader,
  kinds: readonly FeedKind[],
  now: Instant,
  year: number,
  { limit, after }: PageWindow<ListedKey>,
): Promise<ListedRow[]> {
  const wanted = ORDER.filter((of) => kinds.includes(of));
  if (wanted.length === 0) return [];
  const parts = wanted.map((of) => {
    const rank = sql.raw(String(ORDER.indexOf(of)));
    const rows = LISTS[of](sql`${formatUtc(now)}::timestamptz`, sql`${year}::int`);
    // A column of nothing but nulls is text to Postgres.
    return sql`select ${of}::text as of, ${rank}::int as rank, sorted, name, id::uuid, year::int, title_uk, title_en, address, is_first
      from (${rows}) list (sorted, name, id, year, title_uk, title_en, address, is_first)`;
  });
  const behind = after
    ? sql`where (rank, ${BY_PLACE}, coalesce(id::text, name)) > (${after[0]}::int, ${after[1]}::text collate "uk-x-icu", ${after[2]}::text)`
    : sql``;
  return reader.execute<ListedRow>(sql`
    select of, rank, sorted, name, id, year, title_uk as "titleUk", title_en as "titleEn", address, is_first as "isFirst"
    from (${sql.join(parts, sql` union all `)}) feeds ${behind}
    order by rank, ${BY_PLACE}, coalesce(id::text, name) limit ${limit}`);
}

/** Where plans begin. */
export async function yearsOfPlans(reader: Reader, planIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.execute<{ id: string; year: number }>(
    sql`select id, year from ${plans} where id = any(${idList(planIds)}::uuid[])`,
  );
  return new Map(rows.map(({ id, year }) => [id, year]));
}

/** What the addresses of goals are made of. */
export async function addressesOfGoals(
  reader: Reader,
  goalIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly year: number; readonly isFirst: boolean }>> {
  const rows = await reader.execute<{ id: string; year: number; isFirst: boolean }>(sql`
    select g.id, p.year, ${IS_FIRST} as "isFirst" from ${goals} g join ${plans} p on p.id = g.plan_id
    where g.id = any(${idList(goalIds)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Of these sessions those that everybody sees, as calendars tell them. */
export async function listedSessions(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CalendarSession>> {
  const rows = await selectCalendarSessions(reader).where(and(among(eventSessions.id, ids), eventSessions.isListed));
  return new Map((await withLists(reader, rows)).map((session) => [session.id, session]));
}
