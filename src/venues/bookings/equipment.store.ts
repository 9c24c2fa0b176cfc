import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant, instantFromMillis } from '../../platform/time/instant.ts';
import type { Fullest } from '../places/equipment.rules.ts';
import { bookings, equipmentUses } from './booking.tables.ts';

/** The moment from now on at which most of an equipment is out; null when none is. A hold that has expired takes none. */
export async function fullestUse(reader: Reader, id: Id<'Equipment'>, now: Instant): Promise<Fullest | null> {
  const at = sql`${formatUtc(now)}::timestamptz`;
  const live = sql`equipment_id = ${id}::uuid and live and (expires_at is null or expires_at > ${at})`;
  // Use is fullest where some use begins.
  const [row] = await reader.execute<{ most: number; at: number }>(sql`
    select moment.most::int as most, (extract(epoch from moment.at) * 1000)::float8 as at
    from (
      select start.at, (
        select sum(quantity) from ${equipmentUses} where ${live} and occupied @> start.at
      ) as most
      from (
        select distinct greatest(lower(occupied), ${at}) as at
        from ${equipmentUses} where ${live} and upper(occupied) > ${at}
      ) start
    ) moment
    order by moment.most desc, moment.at
    limit 1`);
  return row ? { most: row.most, at: instantFromMillis(row.at) } : null;
}

/** In which rooms somebody waits behind a hold who wants of this equipment. */
export async function roomsQueuedFor(reader: Reader, id: Id<'Equipment'>): Promise<Id<'Room'>[]> {
  const rows = await reader
    .selectDistinct({ id: bookings.roomId })
    .from(bookings)
    .innerJoin(equipmentUses, eq(equipmentUses.bookingId, bookings.id))
    .where(and(isNotNull(bookings.queuedAt), eq(equipmentUses.equipmentId, id)));
  return rows.map((row) => row.id);
}
