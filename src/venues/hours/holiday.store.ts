import { asc, between, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { type HolidayRow, holidays } from './closure.tables.ts';

/** By date. */
export async function holidaysOfYear(reader: Reader, year: number): Promise<HolidayRow[]> {
  return reader
    .select()
    .from(holidays)
    .where(between(holidays.date, `${year}-01-01`, `${year}-12-31`))
    .orderBy(asc(holidays.date));
}

/** Takes the list for this transaction, so that two imports come one after the other. */
export async function lockHolidays(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('holidays', 0))`);
}

export async function holidaysOn(
  reader: Reader,
  dates: readonly LocalDate[],
): Promise<ReadonlyMap<LocalDate, HolidayRow>> {
  const rows = await reader
    .select()
    .from(holidays)
    .where(inArray(holidays.date, [...dates]));
  return new Map(rows.map((row) => [row.date, row]));
}

/** Adds holidays; one whose date is known gets the names given. */
export async function upsertHolidays(tx: Tx, rows: readonly HolidayRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(holidays)
    .values([...rows])
    .onConflictDoUpdate({
      target: holidays.date,
      set: { nameUk: sql`excluded.name_uk`, nameEn: sql`excluded.name_en` },
    });
}

export async function deleteHoliday(tx: Tx, date: LocalDate): Promise<HolidayRow | undefined> {
  const [row] = await tx.delete(holidays).where(eq(holidays.date, date)).returning();
  return row;
}
