import { and, asc, gt, lt } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { type EventRow, events } from '../record/event.tables.ts';
import type { SearchedWords } from './event.rules.ts';

/** Takes the events behind `after`, by id, whose text was made by rules before these. */
export async function lockOutdatedEvents(
  tx: Tx,
  version: number,
  { after, most }: { readonly after: Id<'Event'> | null; readonly most: number },
): Promise<(SearchedWords & Pick<EventRow, 'id'>)[]> {
  const { id, titleUk, titleEn, descriptionUk, descriptionEn, tags } = events;
  return tx
    .select({ id, titleUk, titleEn, descriptionUk, descriptionEn, tags })
    .from(events)
    .where(and(lt(events.searchVersion, version), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(most)
    .for('no key update');
}

export async function isAnyEventOutdated(reader: Reader, version: number): Promise<boolean> {
  const [row] = await reader.select({ id: events.id }).from(events).where(lt(events.searchVersion, version)).limit(1);
  return row !== undefined;
}
