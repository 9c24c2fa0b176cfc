import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { roomUnits, units } from '../places/room.tables.ts';
import { occupancies } from './booking.tables.ts';

/**
 * Puts several new units in the place of one, in every room that has it: whatever occupied the old one occupies each of the
 * new ones. For a transaction that has the lock of its space.
 */
export async function replaceUnit(tx: Tx, old: Id<'Unit'>, instead: readonly Id<'Unit'>[]): Promise<void> {
  const fresh = sql`unnest(${idList(instead)}::uuid[]) as fresh(id)`;
  await tx.execute(
    sql`insert into ${units} (id, space_id) select fresh.id, ${units.spaceId} from ${units}, ${fresh} where ${units.id} = ${old}`,
  );
  await tx.execute(
    sql`insert into ${roomUnits} (room_id, unit_id) select ${roomUnits.roomId}, fresh.id from ${roomUnits}, ${fresh}
        where ${roomUnits.unitId} = ${old}`,
  );
  await tx.execute(
    sql`insert into ${occupancies} (unit_id, booking_id, blocking_id, occupied, expires_at)
        select fresh.id, booking_id, blocking_id, occupied, expires_at from ${occupancies}, ${fresh} where unit_id = ${old}`,
  );
  await tx.delete(occupancies).where(eq(occupancies.unitId, old));
  await tx.delete(roomUnits).where(eq(roomUnits.unitId, old));
  await tx.delete(units).where(eq(units.id, old));
}
