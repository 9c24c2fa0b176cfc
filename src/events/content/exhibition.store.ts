import { and, asc, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { type ExhibitionDayRow, exhibitionDays } from '../record/event.tables.ts';

/** The days of each exhibition that were counted, by date. */
export async function exhibitionDaysOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, ExhibitionDayRow[]>> {
  const rows = await reader
    .select()
    .from(exhibitionDays)
    .where(among(exhibitionDays.eventId, eventIds))
    .orderBy(asc(exhibitionDays.date));
  const found = new Map<string, ExhibitionDayRow[]>(eventIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(row);
  return found;
}

/** What a person counted. */
export async function exhibitionDaysBy(reader: Reader, personId: Id<'Person'>): Promise<ExhibitionDayRow[]> {
  return reader
    .select()
    .from(exhibitionDays)
    .where(eq(exhibitionDays.countedById, personId))
    .orderBy(asc(exhibitionDays.date), asc(exhibitionDays.eventId));
}

export async function findExhibitionDay(
  reader: Reader,
  eventId: Id<'Event'>,
  date: LocalDate,
): Promise<ExhibitionDayRow | undefined> {
  const [row] = await reader.select().from(exhibitionDays).where(isOf(eventId, date));
  return row;
}

export async function writeExhibitionDay(tx: Tx, row: ExhibitionDayRow): Promise<void> {
  const { visitors, countedById, countedAt } = row;
  await tx
    .insert(exhibitionDays)
    .values(row)
    .onConflictDoUpdate({
      target: [exhibitionDays.eventId, exhibitionDays.date],
      set: { visitors, countedById, countedAt },
    });
}

export async function deleteExhibitionDay(tx: Tx, eventId: Id<'Event'>, date: LocalDate): Promise<void> {
  await tx.delete(exhibitionDays).where(isOf(eventId, date));
}

const isOf = (eventId: Id<'Event'>, date: LocalDate) =>
  and(eq(exhibitionDays.eventId, eventId), eq(exhibitionDays.date, date));
