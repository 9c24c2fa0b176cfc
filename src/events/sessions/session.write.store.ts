import { getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { events } from '../record/event.tables.ts';
import { eventSessions, type SessionRow } from '../record/session.tables.ts';

/** Every column but the id and those that only lists keep. */
const WRITTEN = Object.fromEntries(
  Object.entries(getTableColumns(eventSessions))
    .filter(([name]) => !['id', 'isListed', 'profileId'].includes(name))
    .map(([name, column]) => [name, sql.raw(`excluded.${column.name}`)]),
);

/** Writes rows that are there already, all in one statement. */
export async function updateSessionRows(tx: Tx, rows: readonly SessionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(eventSessions)
    .values([...rows])
    .onConflictDoUpdate({ target: eventSessions.id, set: WRITTEN });
}

export async function sessionsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, SessionRow>> {
  const rows = await reader.select().from(eventSessions).where(among(eventSessions.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everything of an event that was never announced goes with it. */
export async function deleteEvent(tx: Tx, id: Id<'Event'>): Promise<void> {
  await tx.delete(events).where(inArray(events.id, [id]));
}
