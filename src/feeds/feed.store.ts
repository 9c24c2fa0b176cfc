import { and, asc, desc, eq, exists, gte, inArray, ne, or, sql } from 'drizzle-orm';
import { type AudienceRow, audiences } from '../directory/entry.tables.ts';
import { audiencesOfEvents } from '../events/record/event.store.ts';
import { eventMeasures, type EventRow, events } from '../events/record/event.tables.ts';
import { listingProfiles } from '../events/record/listing.tables.ts';
import { eventSessions, type SessionRow } from '../events/record/session.tables.ts';
import type { Reader } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { measures } from '../plans/measure.tables.ts';
import { plans } from '../plans/plan.tables.ts';
import { branches, type BranchRow } from '../venues/places/branch.tables.ts';
import { type RoomRow, rooms } from '../venues/places/room.tables.ts';

type Named = Pick<AudienceRow, 'nameUk' | 'nameEn'>;

export interface FeedMeasure {
  readonly number: string;
  /** Of its plan. */
  readonly year: number;
}

const sessionColumns = {
  id: eventSessions.id,
  eventId: eventSessions.eventId,
  startsAt: eventSessions.startsAt,
  endsAt: eventSessions.endsAt,
  zone: eventSessions.zone,
  place: eventSessions.place,
  happeningStatus: eventSessions.happeningStatus,
  reason: eventSessions.reason,
  sequence: eventSessions.sequence,
  createdAt: eventSessions.createdAt,
  revisedAt: eventSessions.revisedAt,
};

/** Not what is searched or for staff: a feed has no use for it, and never tells it. */
const eventColumns = {
  titleUk: events.titleUk,
  titleEn: events.titleEn,
  descriptionUk: events.descriptionUk,
  descriptionEn: events.descriptionEn,
};

/** A session with all that a calendar tells of it. */
export interface FeedSession
  extends Pick<SessionRow, Exclude<keyof typeof sessionColumns, 'eventId'>>, Pick<EventRow, keyof typeof eventColumns> {
  readonly branch: Pick<BranchRow, 'nameUk' | 'nameEn' | 'address' | 'updatedAt'>;
  /** Null where none is booked. */
  readonly room: Pick<RoomRow, 'nameUk' | 'nameEn' | 'updatedAt'> | null;
  readonly audiences: readonly Named[];
  /** The primary one first. */
  readonly measures: readonly FeedMeasure[];
}

export interface AudienceFeed {
  readonly audience: Named;
  /** By start, then id. */
  readonly sessions: readonly FeedSession[];
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
  const rows = await reader
    .select({ session: sessionColumns, event: eventColumns, branch: branches, room: rooms })
    .from(eventSessions)
    .innerJoin(events, eq(events.id, eventSessions.eventId))
    .innerJoin(branches, eq(branches.id, eventSessions.branchId))
    .leftJoin(rooms, and(eq(rooms.id, eventSessions.roomId), eq(eventSessions.place, 'ROOM')))
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
  const shown = rows.slice(0, window.limit);
  const ids = [...new Set(shown.map(({ session }) => session.eventId))];
  const [audienceLists, measureLists] = await Promise.all([
    audiencesOfEvents(reader, ids),
    measuresOfFeed(reader, ids),
  ]);
  return {
    audience,
    isCut: rows.length > window.limit,
    sessions: shown
      .map(({ session: { eventId, ...session }, event, branch, room }) => ({
        ...session,
        ...event,
        branch,
        room,
        audiences: audienceLists.get(eventId) ?? [],
        measures: measureLists.get(eventId) ?? [],
      }))
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1)),
  };
}

async function measuresOfFeed(reader: Reader, eventIds: Id<'Event'>[]): Promise<ReadonlyMap<string, FeedMeasure[]>> {
  const rows = await reader
    .select({
      eventId: eventMeasures.eventId,
      measure: { number: measures.number, year: plans.year },
    })
    .from(eventMeasures)
    .innerJoin(measures, eq(measures.id, eventMeasures.measureId))
    .innerJoin(plans, eq(plans.id, measures.planId))
    .where(inArray(eventMeasures.eventId, eventIds))
    .orderBy(desc(eventMeasures.isPrimary), asc(eventMeasures.position));
  const found = new Map<string, FeedMeasure[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row.measure);
  return found;
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
