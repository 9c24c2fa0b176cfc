import { asc, eq, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { branches, type BranchRow } from './branch.tables.ts';
import { type LayoutRow, layouts, type RoomRow, rooms, roomUnits } from './room.tables.ts';

/** A room with all that says what it holds and with whom it shares its walls. */
export interface RoomFacts extends RoomRow {
  readonly units: readonly Id<'Unit'>[];
  /** All rooms that share a unit with it, itself included, ordered by id. */
  readonly kin: readonly Id<'Room'>[];
  /** In their order. */
  readonly layouts: readonly LayoutRow[];
  /** Whether it is of a place that is not ours. */
  readonly external: boolean;
}

/** The rooms of these ids or branches, retired ones included, ordered by id; one query for any number. */
export async function roomFacts(
  reader: Reader,
  by: { readonly ids: readonly Id<'Room'>[] } | { readonly branchIds: readonly Id<'Branch'>[] },
): Promise<RoomFacts[]> {
  const wanted = 'ids' in by ? by.ids : by.branchIds;
  if (wanted.length === 0) return [];
  const wantedIds =
    'ids' in by
      ? sql`${idList(wanted)}::uuid[]`
      : sql`array(select id from ${rooms} where branch_id = any(${idList(wanted)}::uuid[]))`;
  // Grouped before they are joined: for each room by itself Postgres would read these small tables again and again.
  const found = await reader
    .select({
      room: rooms,
      units: sql<Id<'Unit'>[]>`own.units`,
      kin: sql<Id<'Room'>[]>`beside.rooms`,
      layouts: sql<LayoutJson[] | null>`furnished.layouts`,
      branchKind: branches.kind,
    })
    .from(rooms)
    .innerJoin(branches, eq(branches.id, rooms.branchId))
    .innerJoin(
      sql`(select room_id, array_agg(unit_id order by unit_id) as units
        from ${roomUnits} where room_id = any(${wantedIds}) group by 1) own`,
      sql`own.room_id = ${rooms.id}`,
    )
    .innerJoin(
      sql`(select u.room_id, array_agg(distinct k.room_id order by k.room_id) as rooms
        from ${roomUnits} u join ${roomUnits} k on k.unit_id = u.unit_id
        where u.room_id = any(${wantedIds}) group by 1) beside`,
      sql`beside.room_id = ${rooms.id}`,
    )
    .leftJoin(
      sql`(select room_id, json_agg(l order by l.position) as layouts
        from ${layouts} l where room_id = any(${wantedIds}) group by 1) furnished`,
      sql`furnished.room_id = ${rooms.id}`,
    )
    .where(sql`${rooms.id} = any(${wantedIds})`)
    .orderBy(asc(rooms.id));
  return found.map(({ room, units, kin, layouts: furnished, branchKind }) => ({
    ...room,
    units,
    kin,
    external: branchKind === 'EXTERNAL',
    layouts: (furnished ?? []).map(({ kind, capacity, set_up_minutes, tear_down_minutes, position }) => ({
      ...{ roomId: room.id, kind, capacity, position },
      setUpMinutes: set_up_minutes,
      tearDownMinutes: tear_down_minutes,
    })),
  }));
}

export async function branchOfRoom(reader: Reader, roomId: Id<'Room'>): Promise<BranchRow | undefined> {
  const [row] = await reader
    .select({ branch: branches })
    .from(rooms)
    .innerJoin(branches, eq(branches.id, rooms.branchId))
    .where(eq(rooms.id, roomId));
  return row?.branch;
}

/** A row of layouts, by the names of its columns. */
interface LayoutJson extends Pick<LayoutRow, 'kind' | 'capacity' | 'position'> {
  readonly set_up_minutes: number;
  readonly tear_down_minutes: number;
}

export async function roomsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, RoomFacts>> {
  const found = await roomFacts(reader, { ids: ids as Id<'Room'>[] });
  return new Map(found.map((room) => [room.id, room]));
}

/** The rooms of each branch by Ukrainian name, numbers in it by their value; then by id. Retired ones included. */
export async function roomsOfBranches(
  reader: Reader,
  branchIds: readonly string[],
): Promise<ReadonlyMap<string, RoomFacts[]>> {
  const found = await roomFacts(reader, { branchIds: branchIds as Id<'Branch'>[] });
  const ofBranch = Map.groupBy(byName(found), ({ branchId }) => branchId);
  return new Map(branchIds.map((id) => [id, ofBranch.get(id as Id<'Branch'>) ?? []]));
}

const ukrainian = new Intl.Collator('uk', { numeric: true });

export function byName<Named extends { readonly nameUk: string; readonly id: string }>(
  things: readonly Named[],
): Named[] {
  return things.toSorted((a, b) => ukrainian.compare(a.nameUk, b.nameUk) || (a.id < b.id ? -1 : 1));
}

export async function countRooms(reader: Reader, branchId: Id<'Branch'>): Promise<number> {
  return reader.$count(rooms, eq(rooms.branchId, branchId));
}

export async function insertRoom(
  tx: Tx,
  row: typeof rooms.$inferInsert & { readonly id: Id<'Room'> },
  units: readonly Id<'Unit'>[],
  furnished: readonly LayoutParts[],
): Promise<void> {
  await tx.insert(rooms).values(row);
  await tx.insert(roomUnits).values(units.map((unitId) => ({ roomId: row.id, unitId })));
  await insertLayouts(tx, row.id, furnished);
}

export async function updateRoomRow(tx: Tx, id: Id<'Room'>, change: Partial<RoomRow>): Promise<void> {
  await tx.update(rooms).set(change).where(eq(rooms.id, id));
}

/** A layout before it is some room's. */
export type LayoutParts = Pick<LayoutRow, 'kind' | 'capacity' | 'setUpMinutes' | 'tearDownMinutes'>;

async function insertLayouts(tx: Tx, roomId: Id<'Room'>, furnished: readonly LayoutParts[]): Promise<void> {
  await tx.insert(layouts).values(
    furnished.map(({ kind, capacity, setUpMinutes, tearDownMinutes }, position) => ({
      ...{ roomId, kind, capacity, setUpMinutes, tearDownMinutes, position },
    })),
  );
}

export async function replaceLayouts(tx: Tx, roomId: Id<'Room'>, furnished: readonly LayoutParts[]): Promise<void> {
  await tx.delete(layouts).where(eq(layouts.roomId, roomId));
  await insertLayouts(tx, roomId, furnished);
}
