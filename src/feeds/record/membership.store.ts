import { setImmediate as turn } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { asksOfProfiles, conditionOf } from '../../events/programme/profile.conditions.store.ts';
import type { ProgrammeCriteria } from '../../events/programme/programme.criteria.ts';
import { hasWords } from '../../events/programme/session.conditions.store.ts';
import { events } from '../../events/record/event.tables.ts';
import { listingProfiles } from '../../events/record/listing.tables.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import type { Changes } from '../freshness/changes.rules.ts';

/** Of which sessions a feed is. */
export interface FeedQuery {
  /** `from` and `to` bound it only where somebody asks for a period. */
  readonly criteria: ProgrammeCriteria;
  readonly hasPeriod: boolean;
  /** Of one event alone; null for all. */
  readonly eventId: string | null;
  /** Of one date of it alone. */
  readonly sessionId?: string | null;
}

export interface FeedWindow {
  readonly now: Instant;
  /** What ended before is left out. */
  readonly endedSince: Instant;
  /** What was cancelled or postponed after this stays, also when its date has passed. */
  readonly cancelledSince: Instant;
  readonly limit: number;
}

/** A session that is in a feed. */
export interface Member {
  readonly id: Id<'Session'>;
  readonly eventId: string;
  /** When it starts, in milliseconds since 1970. */
  readonly starts: number;
  readonly zone: string;
  /** When it was last told otherwise, in the same milliseconds. */
  readonly revised: number;
}

const OFF = sql`s.happening_status in ('CANCELLED', 'POSTPONED')`;

/** The sessions of a feed, or those of them that some changes name. */
export interface Members {
  /** By start, then id. */
  readonly members: readonly Member[];
  /** Whether there are more than it may hold. */
  readonly isCut: boolean;
}

/** So many stand in one row of an answer, and are read before others have a turn. */
const IN_ROW = 1_000;

/**
 * The sessions of a feed. Of too many those are taken that are nearest in time: first what has not ended, the soonest first,
 * then what has, the latest first. Given changes, only those of the sessions that they name.
 */
export async function readMembers(
  reader: Reader,
  { criteria, hasPeriod, eventId, sessionId = null }: FeedQuery,
  { now, endedSince, cancelledSince, limit }: FeedWindow,
  changes: Changes | null,
): Promise<Members> {
  const at = sql`${formatUtc(now)}::timestamptz`;
  const conditions: SQL[] = [
    sql`s.is_listed`,
    sql`case when ${OFF} then ${criteria.includeCancelled}::boolean and s.revised_at > ${formatUtc(cancelledSince)}::timestamptz
      else s.ends_at >= ${formatUtc(endedSince)}::timestamptz end`,
  ];
  if (hasPeriod) conditions.push(sql`s.ends_at > ${criteria.from}::timestamptz`);
  if (criteria.to !== null) conditions.push(sql`s.starts_at < ${criteria.to}::timestamptz`);
  if (eventId !== null) conditions.push(sql`s.event_id = ${eventId}::uuid`);
  if (sessionId !== null) conditions.push(sql`s.id = ${sessionId}::uuid`);
  if (asksOfProfiles(criteria)) {
    conditions.push(sql`s.profile_id in (select p.id from ${listingProfiles} p where ${conditionOf(criteria)})`);
  }
  if (criteria.words.length > 0) {
    conditions.push(
      sql`s.event_id in (select e.id from ${events} e where ${hasWords(sql`e.search_text`, criteria.words)})`,
    );
  }
  if (changes) {
    const { sessionIds, eventIds } = changes;
    conditions.push(sql`(s.id = any(${idList(sessionIds)}::uuid[]) or s.event_id = any(${idList(eventIds)}::uuid[]))`);
  }
  // A hundred thousand rows, each with five values, would hold the loop for longer than anybody may wait.
  const rows = await reader.execute<{ listed: string | null; count: number }>(sql`
    with nearest as (
      select s.id, s.event_id, s.starts_at, s.zone, s.revised_at,
        row_number() over (order by s.ends_at < ${at}, abs(extract(epoch from s.starts_at - ${at})), s.id) as place
      from ${eventSessions} s where ${sql.join(conditions, sql` and `)}
      order by place limit ${limit + 1}
    ), placed as (
      select *, row_number() over (order by starts_at, id) as nth, count(*) over ()::int as count from nearest
    )
    select min(count) as count, string_agg(concat_ws(' ', id, event_id, (extract(epoch from starts_at) * 1000)::bigint,
      floor(extract(epoch from revised_at) * 1000)::bigint, zone), E'\\n' order by starts_at, id) filter (where place <= ${limit}) as listed
    from placed group by (nth - 1) / ${sql.raw(String(IN_ROW))} order by (nth - 1) / ${sql.raw(String(IN_ROW))}`);
  const members: Member[] = [];
  const known = new Map<string, string>();
  for (const { listed } of rows) {
    for (const line of (listed ?? '').split('\n')) if (line !== '') members.push(memberOf(line, known));
    if (rows.length > 1) await turn();
  }
  return { members, isCut: (rows[0]?.count ?? 0) > limit };
}

/** Many are of one event, and nearly all of one zone: each of these texts is kept once. */
function memberOf(line: string, known: Map<string, string>): Member {
  const [id = '', eventId = '', starts, revised, zone = ''] = line.split(' ');
  const once = (text: string) => {
    const other = known.get(text);
    if (other === undefined) known.set(text, text);
    return other ?? text;
  };
  return {
    ...{ id: id as Id<'Session'>, eventId: once(eventId), zone: once(zone) }, // as the table has it
    ...{ starts: Number(starts), revised: Number(revised) },
  };
}
