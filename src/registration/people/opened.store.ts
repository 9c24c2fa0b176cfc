import { asc, inArray, and } from 'drizzle-orm';
import { eventMaterials, type MaterialRow } from '../../events/record/event.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';

/** What of each event whoever has a place in it reads, in its order. */
export async function materialsForParticipants(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, MaterialRow[]>> {
  const rows = await reader
    .select()
    .from(eventMaterials)
    .where(
      and(
        among(eventMaterials.eventId, eventIds),
        inArray(eventMaterials.visibility, ['PUBLIC', 'AFTER_CONFIRMATION']),
      ),
    )
    .orderBy(asc(eventMaterials.position), asc(eventMaterials.id));
  const found = new Map<string, MaterialRow[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row);
  return found;
}
