import { and, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { Reader } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant, instantFromMillis } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { bookings, equipmentUses } from '../bookings/booking.tables.ts';
import { instantList } from '../bookings/occupancy.store.ts';
import type { EquipmentUse } from '../bookings/wish.rules.ts';
import { branches, type BranchRow } from '../places/branch.tables.ts';
import { type LayoutKind, type LayoutRow, layouts, rooms } from '../places/room.tables.ts';

export async function everyBranch(reader: Reader): Promise<BranchRow[]> {
  return reader.select().from(branches);
}

/** A way to furnish a room in use, and where. */
export type Seats = Pick<LayoutRow, 'roomId' | 'kind' | 'capacity'> & { readonly branchId: Id<'Branch'> };

/** Of the whole city, which rooms in use hold so many in a layout of these kinds. */
export async function roomsHolding(
  reader: Reader,
  people: number,
  kinds: readonly LayoutKind[],
): Promise<readonly Seats[]> {
  return reader
    .select({ roomId: layouts.roomId, kind: layouts.kind, capacity: layouts.capacity, branchId: rooms.branchId })
    .from(layouts)
    .innerJoin(rooms, sql`${rooms.id} = ${layouts.roomId}`)
    .where(and(isNull(rooms.retiredAt), inArray(layouts.kind, [...kinds]), gte(layouts.capacity, people)));
}

/** The rooms in use of these branches. */
export async function roomIdsOf(reader: Reader, branchIds: readonly Id<'Branch'>[]): Promise<Id<'Room'>[]> {
  const rows = await reader
    .select({ id: rooms.id })
    .from(rooms)
    .where(and(isNull(rooms.retiredAt), among(rooms.branchId, branchIds)));
  return rows.map(({ id }) => id);
}

export interface WantedUse {
  readonly equipmentId: Id<'Equipment'>;
  readonly span: Span;
}

/** What is out of each equipment within its span and has not expired; each use once. */
export async function usesOf(
  reader: Reader,
  wanted: readonly WantedUse[],
  now: Instant,
): Promise<ReadonlyMap<string, EquipmentUse[]>> {
  if (wanted.length === 0) return new Map();
  const ids = idList(wanted.map(({ equipmentId }) => equipmentId));
  const froms = instantList(wanted.map(({ span }) => span.from));
  const tos = instantList(wanted.map(({ span }) => span.to));
  const rows = await reader.execute<{
    equipment_id: string;
    booking_id: string;
    quantity: number;
    since: number;
    until: number;
  }>(sql`
    select distinct u.equipment_id, u.booking_id, u.quantity,
      (extract(epoch from lower(u.occupied)) * 1000)::float8 as since,
      (extract(epoch from upper(u.occupied)) * 1000)::float8 as until
    from unnest(${ids}::uuid[], ${froms}::timestamptz[], ${tos}::timestamptz[]) as w(equipment_id, since, until)
    cross join lateral (
      select * from ${equipmentUses} u
      where u.live and u.equipment_id = w.equipment_id and u.occupied && tstzrange(w.since, w.until)
        and (u.expires_at is null or u.expires_at > ${formatUtc(now)}::timestamptz)
      offset 0
    ) u`);
  const uses = rows.map(({ equipment_id, booking_id, quantity, since, until }) => {
    const span = { from: instantFromMillis(since), to: instantFromMillis(until) };
    return { equipmentId: equipment_id, use: { bookingId: booking_id, quantity, ...span } };
  });
  return new Map(
    [...Map.groupBy(uses, ({ equipmentId }) => equipmentId)].map(([id, found]) => [id, found.map(({ use }) => use)]),
  );
}

/** A live booking that counts for somebody's limit. */
export interface Counted {
  readonly id: string;
  readonly personId: string;
  readonly roomId: string;
  readonly startsAt: Instant;
}

/** The live bookings that these people have of these rooms with a start within the span. */
export async function bookingsOf(
  reader: Reader,
  { personIds, roomIds, span }: { personIds: readonly string[]; roomIds: readonly string[]; span: Span },
  now: Instant,
): Promise<Counted[]> {
  const rows = await reader.execute<{ id: string; person_id: string; room_id: string; starts_at: number }>(sql`
    select b.id, b.asked_by_id as person_id, b.room_id, (extract(epoch from b.starts_at) * 1000)::float8 as starts_at
    from ${bookings} b
    where b.asked_by_id = any(${idList(personIds)}::uuid[]) and b.room_id = any(${idList(roomIds)}::uuid[])
      and b.starts_at >= ${formatUtc(span.from)}::timestamptz and b.starts_at < ${formatUtc(span.to)}::timestamptz
      and (b.status in ('REQUESTED', 'CONFIRMED') or b.status = 'HOLD' and b.hold_until > ${formatUtc(now)}::timestamptz)`);
  return rows.map(({ id, person_id, room_id, starts_at }) => {
    return { id, personId: person_id, roomId: room_id, startsAt: instantFromMillis(starts_at) };
  });
}
