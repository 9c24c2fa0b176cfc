import { eq, type SQL, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant, instantFromMillis } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { blockings } from '../hours/closure.tables.ts';
import { equipment } from '../places/equipment.tables.ts';
import { bookings, equipmentUses, occupancies } from './booking.tables.ts';
import type { BookingStatus } from './booking.tables.ts';
import type { EquipmentFacts, Neighbour } from './wish.rules.ts';

const rangeOf = ({ from, to }: Span) => sql`tstzrange(${formatUtc(from)}::timestamptz, ${formatUtc(to)}::timestamptz)`;

/** As `idList`, of moments. */
export function instantList(instants: readonly Instant[]): string {
  return `{${instants.map(formatUtc).join(',')}}`;
}

/** Units, each with the span in which it is wanted, as rows of `w(unit_id, since, until)`. */
export function wantedUnits(wanted: readonly { readonly unitId: Id<'Unit'>; readonly span: Span }[]): SQL {
  const froms = instantList(wanted.map(({ span }) => span.from));
  const tos = instantList(wanted.map(({ span }) => span.to));
  const units = idList(wanted.map(({ unitId }) => unitId));
  return sql`select * from unnest(${units}::uuid[], ${froms}::timestamptz[], ${tos}::timestamptz[]) as u(unit_id, since, until)`;
}

/**
 * The rows of occupancy, not expired, that may take `w.unit_id` between `w.since` and `w.until`: the last that starts before,
 * whose end is still to be compared, and those that start in between.
 */
export function takenIn(now: Instant): SQL {
  const live = sql`o.unit_id = w.unit_id and (o.expires_at is null or o.expires_at > ${formatUtc(now)}::timestamptz)`;
  return sql`
    (select o.* from ${occupancies} o where ${live} and lower(o.occupied) <= w.since order by lower(o.occupied) desc limit 1)
    union all
    (select o.* from ${occupancies} o where ${live} and lower(o.occupied) > w.since and lower(o.occupied) < w.until)`;
}

/** Whatever takes one of the units within the span and has not expired, each booking and blocking once. */
export async function neighboursWithin(
  reader: Reader,
  unitIds: readonly Id<'Unit'>[],
  span: Span,
  now: Instant,
): Promise<Neighbour[]> {
  return neighboursOf(
    reader,
    unitIds.map((unitId) => ({ unitId, span })),
    now,
  );
}

/** The same, for a span of its own for each unit. */
export async function neighboursOf(
  reader: Reader,
  wanted: readonly { readonly unitId: Id<'Unit'>; readonly span: Span }[],
  now: Instant,
): Promise<Neighbour[]> {
  const rows = await reader.execute<TakenRow>(sql`
    select o.booking_id, o.blocking_id, o.unit_id,
      coalesce(b.branch_id, k.branch_id) as branch_id,
      coalesce(b.room_id, k.room_id) as room_id,
      b.status, coalesce(b.purpose, k.reason) as purpose, b.asked_by_id,
      (extract(epoch from coalesce(b.starts_at, k.starts_at)) * 1000)::float8 as starts_at,
      (extract(epoch from coalesce(b.ends_at, k.ends_at)) * 1000)::float8 as ends_at,
      coalesce(b.set_up_minutes, 0) as set_up_minutes, coalesce(b.tear_down_minutes, 0) as tear_down_minutes,
      (extract(epoch from b.hold_until) * 1000)::float8 as hold_until
    from (${wantedUnits(wanted)}) w
    cross join lateral (
      select t.booking_id, t.blocking_id, t.unit_id from (${takenIn(now)}) t where upper(t.occupied) > w.since
    ) o
    left join ${bookings} b on b.id = o.booking_id
    left join ${blockings} k on k.id = o.blocking_id`);
  return collected(rows);
}

interface TakenRow extends Record<string, unknown> {
  readonly booking_id: string | null;
  readonly blocking_id: string | null;
  readonly unit_id: Id<'Unit'>;
  readonly branch_id: Id<'Branch'>;
  readonly room_id: Id<'Room'>;
  readonly status: BookingStatus | null;
  readonly purpose: string;
  readonly asked_by_id: Id<'Person'> | null;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly set_up_minutes: number;
  readonly tear_down_minutes: number;
  readonly hold_until: number | null;
}

function collected(rows: Iterable<TakenRow>): Neighbour[] {
  const found = new Map<string, Neighbour & { units: Set<Id<'Unit'>> }>();
  for (const row of rows) {
    const id = row.booking_id ?? row.blocking_id ?? '';
    const known = found.get(id);
    if (known) {
      known.units.add(row.unit_id);
      continue;
    }
    found.set(id, {
      kind: row.booking_id ? 'BOOKING' : 'BLOCKING',
      id,
      branchId: row.branch_id,
      roomId: row.room_id,
      status: row.status,
      purpose: row.purpose,
      askedById: row.asked_by_id,
      startsAt: instantFromMillis(row.starts_at),
      endsAt: instantFromMillis(row.ends_at),
      setUpMinutes: row.set_up_minutes,
      tearDownMinutes: row.tear_down_minutes,
      holdUntil: row.hold_until === null ? null : instantFromMillis(row.hold_until),
      units: new Set([row.unit_id]),
    });
  }
  return [...found.values()];
}

/** Takes the rows of these equipments, after the spaces and in the order everybody takes them. */
export async function lockEquipment(tx: Tx, ids: readonly Id<'Equipment'>[]): Promise<void> {
  await tx
    .select({ id: equipment.id })
    .from(equipment)
    .where(among(equipment.id, ids))
    .orderBy(equipment.id)
    .for('update');
}

/** These equipments, with what is out of them within the span and has not expired. */
export async function equipmentWithin(
  reader: Reader,
  ids: readonly Id<'Equipment'>[],
  span: Span,
  now: Instant,
): Promise<ReadonlyMap<string, EquipmentFacts>> {
  if (ids.length === 0) return new Map();
  const [rows, uses] = await Promise.all([
    reader.select().from(equipment).where(among(equipment.id, ids)),
    reader.execute<{ equipment_id: string; booking_id: string; quantity: number; since: number; until: number }>(sql`
      select equipment_id, booking_id, quantity, (extract(epoch from lower(occupied)) * 1000)::float8 as since,
        (extract(epoch from upper(occupied)) * 1000)::float8 as until
      from ${equipmentUses} u
      where u.live and u.equipment_id = any(${idList(ids)}::uuid[]) and u.occupied && ${rangeOf(span)}
        and (u.expires_at is null or u.expires_at > ${formatUtc(now)}::timestamptz)`),
  ]);
  const taken = Map.groupBy(uses, ({ equipment_id }) => equipment_id);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        row,
        uses: (taken.get(row.id) ?? []).map(({ booking_id, quantity, since, until }) => ({
          bookingId: booking_id,
          quantity,
          from: instantFromMillis(since),
          to: instantFromMillis(until),
        })),
      },
    ]),
  );
}

/** How many live bookings of the room this person has with a start within the span, one of them left out. */
export async function countBooked(
  reader: Reader,
  { roomId, personId, term, but }: { roomId: Id<'Room'>; personId: string; term: Span; but: string | null },
  now: Instant,
): Promise<number> {
  const [row] = await reader.execute<{ count: number }>(sql`
    select count(*)::int as count from ${bookings} b
    where b.asked_by_id = ${personId}::uuid and b.room_id = ${roomId}::uuid
      and b.starts_at >= ${formatUtc(term.from)}::timestamptz and b.starts_at < ${formatUtc(term.to)}::timestamptz
      and (b.status in ('REQUESTED', 'CONFIRMED') or b.status = 'HOLD' and b.hold_until > ${formatUtc(now)}::timestamptz)
      and b.id is distinct from ${but}::uuid`);
  return row?.count ?? 0;
}

/** Gives a booking its units for its span; the constraint refuses what is taken already. */
export async function occupy(
  tx: Tx,
  of: { readonly bookingId: Id<'Booking'> } | { readonly blockingId: Id<'Blocking'> },
  { units, span, expiresAt }: { units: readonly Id<'Unit'>[]; span: Span; expiresAt: Instant | null },
): Promise<void> {
  await tx.insert(occupancies).values(units.map((unitId) => ({ ...of, unitId, occupied: span, expiresAt })));
}

/** The same for several bookings or blockings at once. */
export async function occupyAll(
  tx: Tx,
  taken: readonly (({ readonly bookingId: Id<'Booking'> } | { readonly blockingId: Id<'Blocking'> }) & {
    readonly units: readonly Id<'Unit'>[];
    readonly span: Span;
    readonly expiresAt: Instant | null;
  })[],
): Promise<void> {
  const rows = taken.flatMap(({ units, span, expiresAt, ...of }) =>
    units.map((unitId) => ({
      bookingId: 'bookingId' in of ? of.bookingId : null,
      blockingId: 'blockingId' in of ? of.blockingId : null,
      ...{ unitId, occupied: span, expiresAt },
    })),
  );
  if (rows.length > 0) await tx.insert(occupancies).values(rows);
}

/** Gives up whatever bookings have of units. */
export async function vacate(tx: Tx, bookingIds: readonly Id<'Booking'>[]): Promise<void> {
  await tx.delete(occupancies).where(among(occupancies.bookingId, bookingIds));
}

export async function vacateBlocking(tx: Tx, blockingId: Id<'Blocking'>): Promise<void> {
  await tx.delete(occupancies).where(eq(occupancies.blockingId, blockingId));
}

export async function vacateBlockings(tx: Tx, blockingIds: readonly Id<'Blocking'>[]): Promise<void> {
  await tx.delete(occupancies).where(among(occupancies.blockingId, blockingIds));
}
