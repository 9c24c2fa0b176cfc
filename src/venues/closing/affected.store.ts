import { and, asc, type SQL, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { type BookingRow, bookings, occupancies } from '../bookings/booking.tables.ts';

/** What is shut, and when. */
export interface Shut {
  readonly units: readonly Id<'Unit'>[];
  /** All rooms that have one of these units. */
  readonly rooms: readonly Id<'Room'>[];
  readonly span: Span;
}

export interface Affected {
  /** By start, then id; at most as many as were asked for. */
  readonly rows: readonly BookingRow[];
  readonly count: number;
}

/** The live bookings that a closure meets with set-up and tear-down, those that wait behind holds among them. */
export async function affectedBy(reader: Reader, shut: Shut, now: Instant, most: number): Promise<Affected> {
  const affected = isAffected(shut, now);
  const rows = await reader
    .select()
    .from(bookings)
    .where(affected)
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
    .limit(most + 1);
  const count = rows.length <= most ? rows.length : await reader.$count(bookings, affected);
  return { rows: rows.slice(0, most), count };
}

/** The same for a transaction that has the locks of the spaces: nobody changes them until it ends. */
export async function lockAffected(tx: Tx, shut: Shut, now: Instant, most: number): Promise<Affected> {
  const { rows, count } = await affectedBy(tx, shut, now, most);
  if (rows.length === 0 || count > most) return { rows, count };
  const ids = rows.map(({ id }) => id);
  // By id, as whoever else takes several; one that ended while we waited is no longer affected.
  const locked = await tx
    .select()
    .from(bookings)
    .where(and(among(bookings.id, ids), isAffected(shut, now)))
    .orderBy(asc(bookings.id))
    .for('update');
  const sorted = locked.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1));
  return { rows: sorted, count: sorted.length };
}

/**
 * A probe of the exclusion constraint's own index for each unit, and the few that wait behind holds. What lies behind is
 * not affected any more, also where the closure began earlier.
 */
function isAffected({ units, rooms, span }: Shut, now: Instant): SQL | undefined {
  const from = span.from < now ? now : span.from;
  const at = sql`${formatUtc(now)}::timestamptz`;
  const shut = sql`tstzrange(${formatUtc(from)}::timestamptz, ${formatUtc(span.to)}::timestamptz)`;
  const occupied = sql`tstzrange(${bookings.startsAt} - ${bookings.setUpMinutes} * interval '1 minute',
    ${bookings.endsAt} + ${bookings.tearDownMinutes} * interval '1 minute')`;
  return and(
    sql`${bookings.id} in (
      select o.booking_id from unnest(${idList(units)}::uuid[]) as w(unit_id)
      cross join lateral (
        select booking_id from ${occupancies} o
        where o.unit_id = w.unit_id and o.occupied && ${shut} and o.booking_id is not null
          and (o.expires_at is null or o.expires_at > ${at})
        offset 0
      ) o
      union all
      select q.id from ${bookings} q
      where q.queued_at is not null and q.room_id = any(${idList(rooms)}::uuid[]) and q.starts_at > ${at}
    )`,
    // Of those that wait only the time is known.
    sql`${occupied} && ${shut}`,
    sql`(${bookings.status} in ('CONFIRMED', 'REQUESTED') or ${bookings.status} = 'HOLD' and ${bookings.holdUntil} > ${at})`,
  );
}
