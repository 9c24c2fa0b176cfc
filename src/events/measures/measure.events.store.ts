import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import { after, type EventKey, FIRST_START, visibleTo } from '../programme/event.list.store.ts';
import { eventMeasures, type EventRow, events } from '../record/event.tables.ts';

interface SharedParts {
  readonly viewer: Viewer;
  readonly window: PageWindow<EventKey>;
}

/** Which page of which measure's events: text, so that a loader can tell equal ones. */
export type MeasurePage = string & { readonly __page: true };

export function measurePage(measureId: Id<'Measure'>, shared: SharedParts): MeasurePage {
  return JSON.stringify([measureId, JSON.stringify(shared)]) as MeasurePage;
}

/** Such pages of several measures, by first start, then id: one statement for all that begin and end alike. */
export async function pagesOfMeasures(
  reader: Reader,
  pages: readonly MeasurePage[],
): Promise<ReadonlyMap<MeasurePage, EventRow[]>> {
  const groups = new Map<string, Map<Id<'Measure'>, MeasurePage>>();
  for (const page of pages) {
    const [measureId, shared] = JSON.parse(page) as [Id<'Measure'>, string];
    const group = groups.get(shared) ?? new Map<Id<'Measure'>, MeasurePage>();
    groups.set(shared, group.set(measureId, page));
  }
  const found = new Map<MeasurePage, EventRow[]>(pages.map((page) => [page, []]));
  for (const [shared, group] of groups) {
    for (const { measureId, ...row } of await firstOfEach(
      reader,
      [...group.keys()],
      JSON.parse(shared) as SharedParts,
    )) {
      const page = group.get(measureId);
      if (page) found.get(page)?.push(row);
    }
  }
  return found;
}

async function firstOfEach(reader: Reader, measureIds: readonly Id<'Measure'>[], { viewer, window }: SharedParts) {
  const ranked = reader
    .select({
      ...getTableColumns(events),
      measureId: eventMeasures.measureId,
      place: sql<number>`row_number() over (
        partition by ${eventMeasures.measureId} order by ${FIRST_START}, ${events.id}
      )`.as('place'),
    })
    .from(eventMeasures)
    .innerJoin(events, eq(events.id, eventMeasures.eventId))
    .where(and(among(eventMeasures.measureId, measureIds), visibleTo(viewer), after(window.after)))
    .as('ranked');
  const rows = await reader
    .select()
    .from(ranked)
    .where(sql`${ranked.place} <= ${window.limit}`)
    .orderBy(asc(ranked.place));
  return rows.map(({ place: _, ...row }) => row);
}
