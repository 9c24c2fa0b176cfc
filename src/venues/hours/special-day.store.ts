import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { specialHours, type SpecialHoursRow } from './opening.tables.ts';

/** A day of a branch, or of a room of it. */
export interface DayOfPlace {
  readonly branchId: Id<'Branch'>;
  readonly roomId: Id<'Room'> | null;
  readonly date: LocalDate;
}

const isThat = ({ branchId, roomId, date }: DayOfPlace) =>
  and(
    eq(specialHours.branchId, branchId),
    roomId === null ? isNull(specialHours.roomId) : eq(specialHours.roomId, roomId),
    eq(specialHours.date, date),
  );

/** By opening; empty when the day is like any other. */
export async function specialHoursOf(reader: Reader, day: DayOfPlace): Promise<SpecialHoursRow[]> {
  return reader.select().from(specialHours).where(isThat(day)).orderBy(asc(specialHours.opens));
}

/** No rows make it a day like any other. */
export async function replaceSpecialHours(
  tx: Tx,
  day: DayOfPlace,
  rows: readonly Pick<SpecialHoursRow, 'opens' | 'closes' | 'noteUk' | 'noteEn'>[],
): Promise<void> {
  await tx.delete(specialHours).where(isThat(day));
  if (rows.length > 0) await tx.insert(specialHours).values(rows.map((row) => ({ ...day, ...row })));
}
