import { and, asc, eq, exists, gt, inArray, like, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { audiences } from '../directory/entry.tables.ts';
import { scopesOf, type Viewer } from '../platform/access/viewer.ts';
import type { Reader } from '../platform/db/database.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { branches } from '../venues/places/branch.tables.ts';
import type { EventKind } from '../plans/recognition/recognised-plan.ts';
import { DRAFT_READERS } from './event.policy.ts';
import { searchWords } from './event.text.rules.ts';
import { type EditorialStatus, eventAudiences, eventMeasures, type EventRow, events } from './event.tables.ts';

/** What a list of events may ask for; null and absent alike ask for nothing. */
export interface EventCriteria {
  readonly audience?: string | null;
  readonly measureId?: string | null;
  readonly branch?: string | null;
  readonly from?: Instant | null;
  readonly to?: Instant | null;
  readonly text?: string | null;
  readonly kinds?: readonly EventKind[] | null;
  readonly includeCancelled?: boolean;
  readonly status?: EditorialStatus | null;
}

/** Where a page begins: milliseconds of the start, and the id. */
export type EventKey = readonly [string, string];
export const EVENT_KEY = [(text: string) => /^\d{1,15}$/.test(text), isId] as const;
export const eventKey = (event: EventRow): EventKey => [String(event.startsAt.getTime()), event.id];

const none = sql`false`;

/** The events a viewer may see: `maySeeEvent` of event.policy.ts, in SQL. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  const branches = scopesOf(viewer, ...DRAFT_READERS);
  if (branches === 'all') return undefined;
  const published = eq(events.editorialStatus, 'PUBLISHED');
  return branches.length > 0 ? or(published, inArray(events.branchId, branches as Id<'Branch'>[])) : published;
}

/** What comes after a place of such a list. */
export function after(key: EventKey | null): SQL | undefined {
  return key
    ? sql`(${events.startsAt}, ${events.id}) > (to_timestamp(${key[0]}::float8 / 1000), ${key[1]}::uuid)`
    : undefined;
}

/** A page of the events that fit, by start, then id. */
export async function pageOfEvents(
  reader: Reader,
  viewer: Viewer,
  criteria: EventCriteria,
  window: PageWindow<EventKey>,
): Promise<EventRow[]> {
  return reader
    .select()
    .from(events)
    .where(and(visibleTo(viewer), fits(reader, criteria), after(window.after)))
    .orderBy(asc(events.startsAt), asc(events.id))
    .limit(window.limit);
}

/** Malformed ids and slugs find nothing and do not reach Postgres, which would answer them with an error. */
function fits(reader: Reader, criteria: EventCriteria): SQL | undefined {
  const { audience, measureId, branch, from, to, text, kinds, status } = criteria;
  return and(
    audience == null ? undefined : isSlug(audience) ? forAudience(reader, audience) : none,
    measureId == null ? undefined : isId(measureId) ? forMeasure(reader, measureId) : none,
    branch == null ? undefined : isSlug(branch) ? atBranch(reader, branch) : none,
    from == null ? undefined : gt(events.endsAt, from),
    to == null ? undefined : lt(events.startsAt, to),
    ...(text == null ? [] : searchWords(text).map((word) => like(events.searchKey, `%${escapeLike(word)}%`))),
    kinds == null ? undefined : inArray(events.kind, [...kinds]),
    criteria.includeCancelled === false ? ne(events.happeningStatus, 'CANCELLED') : undefined,
    status == null ? undefined : eq(events.editorialStatus, status),
  );
}

function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,200}$/.test(text);
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}

function forAudience(reader: Reader, slug: string): SQL {
  return exists(
    reader
      .select({ one: sql`1` })
      .from(eventAudiences)
      .innerJoin(audiences, eq(audiences.id, eventAudiences.audienceId))
      .where(and(eq(eventAudiences.eventId, events.id), eq(audiences.slug, slug))),
  );
}

function forMeasure(reader: Reader, id: string): SQL {
  return exists(
    reader
      .select({ one: sql`1` })
      .from(eventMeasures)
      .where(and(eq(eventMeasures.eventId, events.id), eq(eventMeasures.measureId, id as Id<'Measure'>))),
  );
}

function atBranch(reader: Reader, slug: string): SQL {
  return inArray(events.branchId, reader.select({ id: branches.id }).from(branches).where(eq(branches.slug, slug)));
}
