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
}

const OFF = sql`s.happening_status in ('CANCELLED', 'POSTPONED')`;

/**
 * The sessions of a feed, by start, then id; one more than it may hold where there are more. Of too many those are taken that
 * are nearest in time: first what has not ended, the soonest first, then what has, the latest first. Given changes, only
 * those of the sessions that they name.
 */
export async function readMembers(
  reader: Reader,
  { criteria, hasPeriod, eventId, sessionId = null }: FeedQuery,
  { now, endedSince, cancelledSince, limit }: FeedWindow,
  changes: Changes | null,
): Promise<Member[]> {
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
  const rows = await reader.execute<{ id: Id<'Session'>; event_id: string; starts: string; zone: string }>(sql`
    select s.id, s.event_id, extract(epoch from s.starts_at) * 1000 as starts, s.zone
    from ${eventSessions} s where ${sql.join(conditions, sql` and `)}
    order by s.ends_at < ${at}, abs(extract(epoch from s.starts_at - ${at})), s.id limit ${limit + 1}`);
  return [...rows].map((row) => ({ id: row.id, eventId: row.event_id, starts: Number(row.starts), zone: row.zone }));
}
