import { and, asc, desc, eq, exists, gte, inArray, ne, or, sql } from 'drizzle-orm';
import { type CalendarSession, selectCalendarSessions, withLists } from '../calendar/session.store.ts';
import { type AudienceRow, audiences } from '../directory/entry.tables.ts';
import { listingProfiles } from '../events/record/listing.tables.ts';
import { eventSessions } from '../events/record/session.tables.ts';
import type { Reader } from '../platform/db/database.ts';
import type { Instant } from '../platform/time/instant.ts';
import { measures } from '../plans/measure.tables.ts';
import { branches } from '../venues/places/branch.tables.ts';
import { rooms } from '../venues/places/room.tables.ts';

export interface AudienceFeed {
  readonly audience: Pick<AudienceRow, 'nameUk' | 'nameEn'>;
  /** By start, then id. */
  readonly sessions: readonly CalendarSession[];
  /** True when there are more than a feed may hold. */
  readonly isCut: boolean;
}

export interface FeedWindow {
  readonly now: Instant;
  /** What ended before is left out. */
  readonly endedSince: Instant;
  /** What was cancelled or postponed since stays in any case. */
  readonly cancelledSince: Instant;
  readonly limit: number;
}

export async function findFeedAudience(reader: Reader, slug: string): Promise<AudienceRow | undefined> {
  const [row] = await reader.select().from(audiences).where(eq(audiences.slug, slug));
  return row;
}

/**
 * The listed sessions of an audience. Of too many those stay that are nearest in time: first what has not ended, the
 * soonest first, then what has, the latest first.
 */
export async function readFeed(reader: Reader, audience: AudienceRow, window: FeedWindow): Promise<AudienceFeed> {
  const now = window.now.toISOString();
  const rows = await selectCalendarSessions(reader)
    .where(
      and(
        eventSessions.isListed,
        exists(
          reader
            .select({ one: sql`1` })
            .from(listingProfiles)
            .where(
              and(
                eq(listingProfiles.id, eventSessions.profileId),
                sql`${audience.id}::uuid = any(${listingProfiles.audienceIds})`,
              ),
            ),
        ),
        or(
          gte(eventSessions.endsAt, window.endedSince),
          and(
            inArray(eventSessions.happeningStatus, ['CANCELLED', 'POSTPONED']),
            gte(eventSessions.revisedAt, window.cancelledSince),
          ),
        ),
      ),
    )
    .orderBy(
      sql`${eventSessions.endsAt} < ${now}::timestamptz`,
      sql`abs(extract(epoch from ${eventSessions.startsAt} - ${now}::timestamptz))`,
      asc(eventSessions.id),
    )
    .limit(window.limit + 1);
  return {
    audience,
    isCut: rows.length > window.limit,
    sessions: await withLists(reader, rows.slice(0, window.limit)),
  };
}

/**
 * When anything a feed may tell last changed. Of all listed sessions, not only of those in it: one that left the feed by an
 * edit is a change of the feed as well, and so is one that was dropped.
 */
export async function feedsChangedAt(reader: Reader): Promise<readonly Instant[]> {
  const latest = async <Row extends { at: Instant | null }>(query: Promise<Row[]>) =>
    (await query).flatMap(({ at }) => (at ? [at] : []));
  const found = await Promise.all([
    latest(
      reader
        .select({ at: eventSessions.revisedAt })
        .from(eventSessions)
        .where(or(eventSessions.isListed, ne(eventSessions.standing, 'SCHEDULED')))
        .orderBy(desc(eventSessions.revisedAt))
        .limit(1),
    ),
    latest(reader.select({ at: audiences.updatedAt }).from(audiences).orderBy(desc(audiences.updatedAt)).limit(1)),
    // By their names and addresses feeds tell the way.
    latest(reader.select({ at: branches.updatedAt }).from(branches).orderBy(desc(branches.updatedAt)).limit(1)),
    latest(reader.select({ at: rooms.updatedAt }).from(rooms).orderBy(desc(rooms.updatedAt)).limit(1)),
    latest(reader.select({ at: measures.updatedAt }).from(measures).orderBy(desc(measures.updatedAt)).limit(1)),
  ]);
  return found.flat();
}
