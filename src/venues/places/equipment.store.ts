import { asc, eq, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { equipment, type EquipmentRow } from './equipment.tables.ts';

/** What each branch has, by kind, then by Ukrainian name. */
export async function equipmentOfBranches(
  reader: Reader,
  branchIds: readonly string[],
): Promise<ReadonlyMap<string, EquipmentRow[]>> {
  const rows = await reader
    .select()
    .from(equipment)
    .where(among(equipment.branchId, branchIds))
    .orderBy(asc(equipment.kind), sql`${equipment.nameUk} collate "uk-x-icu"`, asc(equipment.id));
  const ofBranch = Map.groupBy(rows, ({ branchId }) => branchId);
  return new Map(branchIds.map((id) => [id, ofBranch.get(id as Id<'Branch'>) ?? []]));
}

/** Takes an equipment for this transaction: whoever lends of it waits, and whoever changes its number. */
export async function lockEquipment(tx: Tx, id: Id<'Equipment'>): Promise<EquipmentRow | undefined> {
  const [row] = await tx.select().from(equipment).where(eq(equipment.id, id)).for('update');
  return row;
}

export async function insertEquipment(tx: Tx, row: EquipmentRow): Promise<void> {
  await tx.insert(equipment).values(row);
}

export async function updateEquipmentRow(tx: Tx, id: Id<'Equipment'>, change: Partial<EquipmentRow>): Promise<void> {
  await tx.update(equipment).set(change).where(eq(equipment.id, id));
}

export async function equipmentByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EquipmentRow>> {
  const rows = await reader.select().from(equipment).where(among(equipment.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}
