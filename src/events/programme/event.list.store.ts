import { and, asc, eq, exists, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { audiences } from '../../directory/entry.tables.ts';
import { scopesOf, type Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isSlug } from '../../platform/ids/slug.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { PROGRAMME_STAFF } from '../record/event.policy.ts';
import { type EditorialStatus, eventAudiences, eventMeasures, type EventRow, events } from '../record/event.tables.ts';
import { searchWords } from '../texts/search.rules.ts';
import { hasWords } from './session.conditions.store.ts';

/** What a list of events may ask for; null and absent alike ask for nothing. */
export interface EventCriteria {
  readonly editorialStatuses?: readonly EditorialStatus[] | null;
  readonly branch?: string | null;
  readonly kinds?: readonly EventKind[] | null;
  readonly audience?: string | null;
  readonly measureId?: string | null;
  readonly mine?: boolean;
  readonly from?: Instant | null;
  readonly to?: Instant | null;
  readonly text?: string | null;
}

/** Where a page begins: milliseconds of the first start, of those without sessions `Infinity`; and the id. */
export type EventKey = readonly [string, string];
export const EVENT_KEY = [(text: string) => /^(?:-?\d{1,15}|Infinity)$/.test(text), isId] as const;
export const eventKey = (event: EventRow): EventKey => [String(event.firstStartsAt?.getTime() ?? 'Infinity'), event.id];

const none = sql`false`;
/** What has no date yet comes last. */
export const FIRST_START = sql`coalesce(${events.firstStartsAt}, 'infinity')`;

/** The events a viewer may see: `maySeeEvent` of event.policy.ts, in SQL. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  const staffAt = scopesOf(viewer, ...PROGRAMME_STAFF);
  if (staffAt === 'all') return undefined;
  const open = inArray(events.editorialStatus, ['PUBLISHED', 'ARCHIVED']);
  return staffAt.length > 0 ? or(open, among(events.branchId, staffAt)) : open;
}

/** What comes after a place of such a list. */
export function after(key: EventKey | null): SQL | undefined {
  return key
    ? sql`(${FIRST_START}, ${events.id}) > (to_timestamp(${key[0]}::float8 / 1000), ${key[1]}::uuid)`
    : undefined;
}

/** A page of the events that fit, by first start, then id. */
export async function pageOfEvents(
  reader: Reader,
  viewer: Viewer,
  criteria: EventCriteria,
  window: PageWindow<EventKey>,
): Promise<EventRow[]> {
  return reader
    .select()
    .from(events)
    .where(and(visibleTo(viewer), fits(reader, viewer, criteria), after(window.after)))
    .orderBy(FIRST_START, asc(events.id))
    .limit(window.limit);
}

/** Malformed ids and slugs find nothing and do not reach Postgres, which would answer them with an error. */
function fits(reader: Reader, viewer: Viewer, criteria: EventCriteria): SQL | undefined {
  const { editorialStatuses, audience, measureId, branch, from, to, kinds } = criteria;
  const words = criteria.text == null ? [] : searchWords(criteria.text);
  return and(
    editorialStatuses == null ? undefined : inArray(events.editorialStatus, [...editorialStatuses]),
    branch == null ? undefined : isSlug(branch) ? atBranch(reader, branch) : none,
    kinds == null ? undefined : inArray(events.kind, [...kinds]),
    audience == null ? undefined : isSlug(audience) ? forAudience(reader, audience) : none,
    measureId == null ? undefined : isId(measureId) ? forMeasure(reader, measureId) : none,
    criteria.mine ? (viewer.kind === 'person' ? eq(events.authorId, viewer.id) : none) : undefined,
    from == null ? undefined : gt(events.lastEndsAt, from),
    to == null ? undefined : lt(events.firstStartsAt, to),
    words.length === 0 ? undefined : hasWords(sql`${events.searchText}`, words),
  );
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
