import { and, asc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant, parseInstant } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { type BlockingRow, blockings } from '../hours/closure.tables.ts';

export async function insertBlocking(tx: Tx, row: BlockingRow): Promise<void> {
  await tx.insert(blockings).values(row);
}

export async function insertBlockings(tx: Tx, rows: readonly BlockingRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(blockings).values([...rows]);
}

export async function blockingsByIds(reader: Reader, ids: readonly string[]): Promise<BlockingRow[]> {
  return reader.select().from(blockings).where(among(blockings.id, ids));
}

/** The same as `lockBlocking`, of several: in one order. */
export async function lockBlockings(tx: Tx, ids: readonly string[]): Promise<BlockingRow[]> {
  return tx.select().from(blockings).where(among(blockings.id, ids)).orderBy(asc(blockings.id)).for('update');
}

/** Says of blockings that they no longer hold. */
export async function liftBlockings(tx: Tx, ids: readonly Id<'Blocking'>[], at: Instant): Promise<void> {
  const change = { liftedAt: at, updatedAt: at, version: sql`${blockings.version} + 1` };
  await tx.update(blockings).set(change).where(among(blockings.id, ids));
}

export async function updateBlockingRow(tx: Tx, id: Id<'Blocking'>, change: Partial<BlockingRow>): Promise<void> {
  await tx.update(blockings).set(change).where(eq(blockings.id, id));
}

export async function findBlocking(reader: Reader, id: Id<'Blocking'>): Promise<BlockingRow | undefined> {
  const [row] = await reader.select().from(blockings).where(eq(blockings.id, id));
  return row;
}

/** After the space's row, like everybody else. */
export async function lockBlocking(tx: Tx, id: Id<'Blocking'>): Promise<BlockingRow | undefined> {
  const [row] = await tx.select().from(blockings).where(eq(blockings.id, id)).for('update');
  return row;
}

/** Names the blockings of a room that meet a span: what `blockingsOfRooms` is asked for. */
export function blockingsWanted(roomId: string, { from, to }: Span): string {
  return [roomId, formatUtc(from), formatUtc(to)].join(' ');
}

/** For each of these wishes the blockings that hold, by start. All of one request are for the same span, or for few. */
export async function blockingsOfRooms(
  reader: Reader,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, BlockingRow[]>> {
  const wishes = wanted.map((key) => {
    const [roomId = '', from = '', to = ''] = key.split(' ');
    return { key, roomId: roomId as Id<'Room'>, span: `${from} ${to}`, from: parseInstant(from), to: parseInstant(to) };
  });
  const found = new Map<string, BlockingRow[]>(wanted.map((key) => [key, []]));
  for (const ofSpan of Map.groupBy(wishes, ({ span }) => span).values()) {
    const [first] = ofSpan;
    if (!first?.from || !first.to) continue;
    const rows = await reader
      .select()
      .from(blockings)
      .where(
        and(
          inArray(
            blockings.roomId,
            ofSpan.map(({ roomId }) => roomId),
          ),
          isNull(blockings.liftedAt),
          gt(blockings.endsAt, first.from),
          lt(blockings.startsAt, first.to),
        ),
      )
      .orderBy(asc(blockings.startsAt), asc(blockings.id));
    const ofRoom = Map.groupBy(rows, ({ roomId }) => roomId);
    for (const { key, roomId } of ofSpan) found.set(key, ofRoom.get(roomId) ?? []);
  }
  return found;
}
