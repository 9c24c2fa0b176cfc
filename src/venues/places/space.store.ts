import { eq, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among, handedOver, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { roomFacts, type RoomFacts } from './room.store.ts';
import { rooms, spaces, units } from './room.tables.ts';

/**
 * Takes the spaces of these rooms for this transaction, in the order of their ids, and answers the rooms as they are then.
 * While one waits for a space, somebody may have merged it into another: then that one is taken as well.
 */
export async function lockSpacesOf(tx: Tx, roomIds: readonly Id<'Room'>[]): Promise<RoomFacts[]> {
  if (roomIds.length === 0) return [];
  for (;;) {
    // A promise of its own: what drizzle returns asks again each time somebody waits for it.
    const locking = Promise.resolve(
      tx.execute<{ id: string }>(sql`
      select ${spaces.id} from ${spaces}
      where ${spaces.id} in (select ${rooms.spaceId} from ${rooms} where ${rooms.id} = any(${idList(roomIds)}::uuid[]))
      order by ${spaces.id} for update`),
    );
    // One that fails before both are awaited is heard of below.
    locking.catch(() => undefined);
    await handedOver();
    const [locked, found] = await Promise.all([locking, roomFacts(tx, { ids: roomIds })]);
    const ids = new Set<string>(locked.map(({ id }) => id));
    if (found.every(({ spaceId }) => ids.has(spaceId))) return found;
  }
}

/** The spaces of these rooms, each once. */
export async function spacesOfRooms(reader: Reader, roomIds: readonly Id<'Room'>[]): Promise<Id<'Space'>[]> {
  const rows = await reader.selectDistinct({ id: rooms.spaceId }).from(rooms).where(among(rooms.id, roomIds));
  return rows.map(({ id }) => id);
}

export async function insertSpace(tx: Tx, row: typeof spaces.$inferInsert & { id: Id<'Space'> }): Promise<void> {
  await tx.insert(spaces).values(row);
}

export async function insertUnits(tx: Tx, spaceId: Id<'Space'>, ids: readonly Id<'Unit'>[]): Promise<void> {
  await tx.insert(units).values(ids.map((id) => ({ id, spaceId })));
}

/** Makes one space of several, whose locks the transaction has: rooms and units go over, and the emptied ones end. */
export async function mergeSpaces(tx: Tx, into: Id<'Space'>, emptied: readonly Id<'Space'>[]): Promise<void> {
  if (emptied.length === 0) return;
  const gone = [...emptied];
  await tx.update(units).set({ spaceId: into }).where(among(units.spaceId, gone));
  await tx.update(rooms).set({ spaceId: into }).where(among(rooms.spaceId, gone));
  await tx.delete(spaces).where(among(spaces.id, gone));
}

/** Every room within the same walls. */
export async function roomsInSpace(tx: Tx, spaceId: Id<'Space'>): Promise<RoomFacts[]> {
  const found = await tx.select({ id: rooms.id }).from(rooms).where(eq(rooms.spaceId, spaceId));
  return roomFacts(tx, { ids: found.map(({ id }) => id) });
}
