import { sql } from 'drizzle-orm';
import type { Reader } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import { eventMeasures, events } from '../record/event.tables.ts';
import { eventSessions } from '../record/session.tables.ts';

/** How many sessions serve a measure. Each counts for the measure that its event serves first of all, and so once. */
export interface SessionCountsOfMeasure {
  readonly planned: number;
  readonly held: number;
  readonly cancelled: number;
  readonly postponed: number;
  readonly toPlace: number;
  readonly asFurther: number;
}

const NONE: SessionCountsOfMeasure = { planned: 0, held: 0, cancelled: 0, postponed: 0, toPlace: 0, asFurther: 0 };

export async function sessionCountsOfMeasures(
  reader: Reader,
  measureIds: readonly string[],
): Promise<ReadonlyMap<string, SessionCountsOfMeasure>> {
  const rows = await reader.execute<
    SessionCountsOfMeasure & { readonly measureId: string } & Record<string, unknown>
  >(sql`
    select m.measure_id as "measureId",
      count(*) filter (where own and s.happening_status not in ('HELD', 'CANCELLED', 'POSTPONED'))::int as planned,
      count(*) filter (where own and s.happening_status = 'HELD')::int as held,
      count(*) filter (where own and s.happening_status = 'CANCELLED')::int as cancelled,
      count(*) filter (where own and s.happening_status = 'POSTPONED')::int as postponed,
      count(*) filter (where m.is_primary and s.standing = 'TO_PLACE')::int as "toPlace",
      count(*) filter (where s.is_listed and not m.is_primary)::int as "asFurther"
    from ${eventMeasures} m join ${events} e on e.id = m.event_id and e.editorial_status in ('PUBLISHED', 'ARCHIVED')
      join ${eventSessions} s on s.event_id = e.id
      cross join lateral (select s.is_listed and m.is_primary) counted (own)
    where m.measure_id = any(${idList(measureIds)}::uuid[])
    group by m.measure_id`);
  const found = new Map<string, SessionCountsOfMeasure>(measureIds.map((id) => [id, NONE]));
  for (const { measureId, ...counts } of rows) found.set(measureId, counts);
  return found;
}
