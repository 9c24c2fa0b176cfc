import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { districts } from '../../directory/entry.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { type Instant, instantFromMillis } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { takenIn, wantedUnits } from '../bookings/occupancy.store.ts';
import { branches, type BranchRow } from '../places/branch.tables.ts';
import {
  type LayoutKind,
  type LayoutRow,
  layouts,
  type RoomCategory,
  type RoomFeature,
  rooms,
  roomUnits,
} from '../places/room.tables.ts';

/** Null asks for nothing; a slug that nobody has finds nothing. */
export async function branchesWhere(
  reader: Reader,
  { branch, district }: { readonly branch: string | null; readonly district: string | null },
): Promise<BranchRow[]> {
  return reader
    .select()
    .from(branches)
    .where(
      and(
        branch === null ? undefined : eq(branches.slug, branch),
        district === null
          ? undefined
          : inArray(
              branches.districtId,
              reader.select({ id: districts.id }).from(districts).where(eq(districts.slug, district)),
            ),
      ),
    );
}

export interface RoomsWanted {
  readonly people: number;
  readonly layout: LayoutKind | null;
  readonly features: readonly RoomFeature[];
  readonly category: RoomCategory | null;
  readonly stepFree: boolean | null;
  readonly branchIds: readonly Id<'Branch'>[];
}

/** A layout of a room in use that suits, whether it is free or not. */
export interface SuitedLayout extends Pick<LayoutRow, 'roomId' | 'kind' | 'setUpMinutes' | 'tearDownMinutes'> {
  readonly branchId: Id<'Branch'>;
  readonly units: readonly Id<'Unit'>[];
}

export async function suitedLayouts(reader: Reader, wanted: RoomsWanted): Promise<readonly SuitedLayout[]> {
  const { people, layout, features, category, stepFree, branchIds } = wanted;
  return reader
    .select({
      roomId: layouts.roomId,
      branchId: rooms.branchId,
      kind: layouts.kind,
      setUpMinutes: layouts.setUpMinutes,
      tearDownMinutes: layouts.tearDownMinutes,
      units: sql<Id<'Unit'>[]>`own.units`,
    })
    .from(layouts)
    .innerJoin(rooms, eq(rooms.id, layouts.roomId))
    .innerJoin(
      sql`(select room_id, array_agg(unit_id) as units from ${roomUnits} group by 1) own`,
      sql`own.room_id = ${rooms.id}`,
    )
    .where(
      and(
        isNull(rooms.retiredAt),
        gte(layouts.capacity, people),
        sql`${rooms.branchId} = any(${idList(branchIds)}::uuid[])`,
        layout === null ? undefined : eq(layouts.kind, layout),
        category === null ? undefined : eq(rooms.category, category),
        stepFree === null ? undefined : eq(rooms.stepFree, stepFree),
        features.length === 0 ? undefined : sql`${rooms.features} @> ${`{${features.join(',')}}`}::text[]`,
      ),
    );
}

/** When each unit is taken within its span, by whatever has not expired: nothing but spans, for the whole city is asked for. */
export async function takenSpans(
  reader: Reader,
  wanted: readonly { readonly unitId: Id<'Unit'>; readonly span: Span }[],
  now: Instant,
): Promise<ReadonlyMap<Id<'Unit'>, readonly Span[]>> {
  if (wanted.length === 0) return new Map();
  const rows = await reader.execute<{ unit_id: Id<'Unit'>; since: number; until: number }>(sql`
    select w.unit_id, o.since, o.until
    from (${wantedUnits(wanted)}) w
    cross join lateral (
      select (extract(epoch from lower(t.occupied)) * 1000)::float8 as since,
        (extract(epoch from upper(t.occupied)) * 1000)::float8 as until
      from (${takenIn(now)}) t where upper(t.occupied) > w.since
    ) o`);
  const taken = new Map<Id<'Unit'>, Span[]>();
  for (const { unit_id, since, until } of rows) {
    const span = { from: instantFromMillis(since), to: instantFromMillis(until) };
    const known = taken.get(unit_id);
    if (known) known.push(span);
    else taken.set(unit_id, [span]);
  }
  return taken;
}
