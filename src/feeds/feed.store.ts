import { and, asc, desc, eq, exists, getTableColumns, gte, inArray, or, sql } from 'drizzle-orm';
import { type AudienceRow, audiences } from '../directory/entry.tables.ts';
import { audiencesOfEvents } from '../events/event.store.ts';
import { eventAudiences, eventMeasures, type EventRow, events } from '../events/event.tables.ts';
import type { Reader } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { measures } from '../plans/measure.tables.ts';
import { plans } from '../plans/plan.tables.ts';
import { branches, type BranchRow } from '../venues/places/branch.tables.ts';

type Named = Pick<AudienceRow, 'nameUk' | 'nameEn'>;

export interface FeedMeasure {
  readonly number: string;
  /** Of its plan. */
  readonly year: number;
}

/** An event with all that a calendar tells of it. */
export interface FeedEvent extends Pick<
  EventRow,
  | 'id'
  | 'titleUk'
  | 'titleEn'
  | 'descriptionUk'
  | 'descriptionEn'
  | 'startsAt'
  | 'endsAt'
  | 'zone'
  | 'happeningStatus'
  | 'cancelReason'
  | 'sequence'
  | 'createdAt'
  | 'revisedAt'
> {
  readonly branch: Pick<BranchRow, 'nameUk' | 'nameEn' | 'address'>;
  readonly audiences: readonly Named[];
  /** The primary one first. */
  readonly measures: readonly FeedMeasure[];
}

export interface AudienceFeed {
  readonly audience: Named;
  /** By start, then id. */
  readonly events: readonly FeedEvent[];
  /** True when there are more than a feed may hold. */
  readonly isCut: boolean;
}

export interface FeedWindow {
  readonly now: Instant;
  /** What ended before is left out. */
  readonly endedSince: Instant;
  /** What was cancelled since stays in any case. */
  readonly cancelledSince: Instant;
  readonly limit: number;
}

export async function findFeedAudience(reader: Reader, slug: string): Promise<AudienceRow | undefined> {
  const [row] = await reader.select().from(audiences).where(eq(audiences.slug, slug));
  return row;
}

/** What is searched, as long again as the texts themselves, is of no use here. */
const { searchKey: _, ...shownColumns } = getTableColumns(events);

/**
 * The published events of an audience. Of too many those stay that are nearest in time: first what has not ended, the
 * soonest first, then what has, the latest first.
 */
export async function readFeed(reader: Reader, audience: AudienceRow, window: FeedWindow): Promise<AudienceFeed> {
  const now = window.now.toISOString();
  const rows = await reader
    .select({ event: shownColumns, branch: branches })
    .from(events)
    .innerJoin(branches, eq(branches.id, events.branchId))
    .where(
      and(
        eq(events.editorialStatus, 'PUBLISHED'),
        exists(
          reader
            .select({ one: sql`1` })
            .from(eventAudiences)
            .where(and(eq(eventAudiences.eventId, events.id), eq(eventAudiences.audienceId, audience.id))),
        ),
        or(gte(events.endsAt, window.endedSince), gte(events.cancelledAt, window.cancelledSince)),
      ),
    )
    .orderBy(
      sql`${events.endsAt} < ${now}::timestamptz`,
      sql`abs(extract(epoch from ${events.startsAt} - ${now}::timestamptz))`,
      asc(events.id),
    )
    .limit(window.limit + 1);
  const shown = rows.slice(0, window.limit);
  const ids = shown.map(({ event }) => event.id);
  const [audienceLists, measureLists] = await Promise.all([
    audiencesOfEvents(reader, ids),
    measuresOfFeed(reader, ids),
  ]);
  return {
    audience,
    isCut: rows.length > window.limit,
    events: shown
      .map(({ event, branch }) => ({
        ...event,
        branch,
        audiences: audienceLists.get(event.id) ?? [],
        measures: measureLists.get(event.id) ?? [],
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
 * When anything a feed may tell last changed. Of all published events, not only of those in it: an event that left the
 * feed by an edit is a change of the feed as well.
 */
export async function feedsChangedAt(reader: Reader): Promise<readonly Instant[]> {
  const latest = async <Row extends { at: Instant | null }>(query: Promise<Row[]>) =>
    (await query).flatMap(({ at }) => (at ? [at] : []));
  const found = await Promise.all([
    latest(
      reader
        .select({ at: events.revisedAt })
        .from(events)
        .where(eq(events.editorialStatus, 'PUBLISHED'))
        .orderBy(desc(events.revisedAt))
        .limit(1),
    ),
    latest(reader.select({ at: audiences.updatedAt }).from(audiences).orderBy(desc(audiences.updatedAt)).limit(1)),
    latest(reader.select({ at: measures.updatedAt }).from(measures).orderBy(desc(measures.updatedAt)).limit(1)),
  ]);
  return found.flat();
}
