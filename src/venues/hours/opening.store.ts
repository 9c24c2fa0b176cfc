import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among, idList } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, instantFromMillis, plusDays } from '../../platform/time/instant.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { daySpan } from '../../platform/time/zone.day.ts';
import { branchesByIds } from '../places/branch.store.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { type ClosureKind, closures, holidays } from './closure.tables.ts';
import type { Hours } from './opening.rules.ts';
import type { WeekStretch } from './opening.stretch.rules.ts';
import { openingHours, type OpeningHoursRow, specialHours } from './opening.tables.ts';

/** All on the opening of each branch and its rooms from one day to another, both included. One query for any number. */
export async function hoursOfBranches(
  reader: Reader,
  branches: readonly Pick<BranchRow, 'id' | 'zone' | 'closesOnHolidays'>[],
  fromDate: LocalDate,
  toDate: LocalDate,
): Promise<Map<Id<'Branch'>, Hours>> {
  const ids = [...new Set(branches.map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  // Wherever the zones are: none is a whole day from UTC.
  const [start, end] = [plusDays(daySpan(fromDate, 'utc').from, -1), plusDays(daySpan(toDate, 'utc').to, 1)];
  const [said] = await reader.execute<HoursJson>(sql`
    select
      (select json_agg(w) from ${openingHours} w where w.branch_id = any(${idList(ids)}::uuid[])) as week,
      (select json_agg(s) from ${specialHours} s
        where s.branch_id = any(${idList(ids)}::uuid[]) and s.date between ${fromDate}::date and ${toDate}::date) as special,
      (select json_agg(h) from ${holidays} h where h.date between ${fromDate}::date and ${toDate}::date) as holidays,
      (select json_agg(json_build_object('row', c,
          'startsAt', extract(epoch from c.starts_at) * 1000, 'endsAt', extract(epoch from c.ends_at) * 1000,
          'createdAt', extract(epoch from c.created_at) * 1000, 'updatedAt', extract(epoch from c.updated_at) * 1000))
        from ${closures} c
        where c.branch_id = any(${idList(ids)}::uuid[]) and c.lifted_at is null
          and c.ends_at > ${formatUtc(start)}::timestamptz and c.starts_at < ${formatUtc(end)}::timestamptz) as closures`);
  const { week, special, free, shut } = readHours(said);
  const weekOf = Map.groupBy(week, ({ branchId }) => branchId);
  const specialOf = Map.groupBy(special, ({ branchId }) => branchId);
  const closuresOf = Map.groupBy(shut, ({ branchId }) => branchId);
  const holidayOn = new Map(free.map((holiday) => [holiday.date, holiday]));
  return new Map(
    branches.map(({ id, zone, closesOnHolidays }) => [
      id,
      {
        branchId: id,
        zone,
        week: weekOf.get(id) ?? [],
        special: specialOf.get(id) ?? [],
        holidays: closesOnHolidays ? holidayOn : new Map<LocalDate, never>(),
        closures: closuresOf.get(id) ?? [],
      },
    ]),
  );
}

/** A branch and the first and last of some days. */
type DaysKey = `${string} ${LocalDate} ${LocalDate}`;

/** The hours of branches by such keys; what asks for the same days is read at once. */
export async function hoursOfDays(reader: Reader, keys: readonly DaysKey[]): Promise<ReadonlyMap<DaysKey, Hours>> {
  const asked = keys.map((key) => ({ key, parts: key.split(' ') }));
  const branches = await branchesByIds(
    reader,
    asked.map(({ parts: [id = ''] }) => id),
  );
  const byDays = Map.groupBy(asked, ({ parts: [, from, to] }) => `${from} ${to}`);
  const found = await Promise.all(
    [...byDays.values()].map(async (alike) => {
      const [, from = '', to = ''] = alike[0]?.parts ?? [];
      const rows = alike.flatMap(({ parts: [id = ''] }) => branches.get(id) ?? []);
      const hours = await hoursOfBranches(reader, rows, from, to);
      return alike.flatMap(({ key, parts: [id = ''] }) => {
        const own = hours.get(id as Id<'Branch'>);
        return own ? [[key, own] as const] : [];
      });
    }),
  );
  return new Map(found.flat());
}

const byDay = [asc(openingHours.weekday), asc(openingHours.opens)];

const isOf = (branchId: Id<'Branch'>, roomId: Id<'Room'> | null) =>
  and(
    eq(openingHours.branchId, branchId),
    roomId === null ? isNull(openingHours.roomId) : eq(openingHours.roomId, roomId),
  );

/** The week of a branch, or the own one of a room, from Monday on. */
export async function weekOf(
  reader: Reader,
  branchId: Id<'Branch'>,
  roomId: Id<'Room'> | null,
): Promise<OpeningHoursRow[]> {
  return reader
    .select()
    .from(openingHours)
    .where(isOf(branchId, roomId))
    .orderBy(...byDay);
}

export async function replaceWeek(
  tx: Tx,
  branchId: Id<'Branch'>,
  roomId: Id<'Room'> | null,
  week: readonly WeekStretch[],
): Promise<void> {
  await tx.delete(openingHours).where(isOf(branchId, roomId));
  if (week.length > 0) await tx.insert(openingHours).values(week.map((stretch) => ({ branchId, roomId, ...stretch })));
}

/** The weeks of branches, their rooms' left out. */
export async function weeksOfBranches(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OpeningHoursRow[]>> {
  const rows = await reader
    .select()
    .from(openingHours)
    .where(and(among(openingHours.branchId, ids), isNull(openingHours.roomId)))
    .orderBy(...byDay);
  return Map.groupBy(rows, ({ branchId }) => branchId);
}

/** The weeks of the rooms that have one of their own. */
export async function weeksOfRooms(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OpeningHoursRow[]>> {
  const rows = await reader
    .select()
    .from(openingHours)
    .where(among(openingHours.roomId, ids))
    .orderBy(...byDay);
  return Map.groupBy(rows, ({ roomId }) => roomId ?? '');
}

interface OpeningJson {
  readonly id: Id<'OpeningHours'>;
  readonly branch_id: Id<'Branch'>;
  readonly room_id: Id<'Room'> | null;
  readonly weekday: number;
  readonly opens: number;
  readonly closes: number;
}

interface SpecialJson {
  readonly id: Id<'SpecialHours'>;
  readonly branch_id: Id<'Branch'>;
  readonly room_id: Id<'Room'> | null;
  readonly date: LocalDate;
  readonly opens: number | null;
  readonly closes: number | null;
  readonly note_uk: string | null;
  readonly note_en: string | null;
}

interface ClosureJson {
  readonly row: {
    readonly id: Id<'Closure'>;
    readonly branch_id: Id<'Branch'>;
    readonly room_id: Id<'Room'> | null;
    readonly kind: ClosureKind;
    readonly reason_uk: string;
    readonly reason_en: string | null;
    readonly start_local: string;
    readonly zone: string;
    readonly wall_minutes: number;
    readonly version: number;
  };
  readonly startsAt: number;
  readonly endsAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Rows as Postgres writes them in JSON, by the names of their columns. */
interface HoursJson extends Record<string, unknown> {
  readonly week: readonly OpeningJson[] | null;
  readonly special: readonly SpecialJson[] | null;
  readonly holidays: readonly { date: LocalDate; name_uk: string; name_en: string }[] | null;
  readonly closures: readonly ClosureJson[] | null;
}

function readHours(said: HoursJson | undefined) {
  return {
    week: (said?.week ?? []).map(({ branch_id, room_id, ...row }) => ({
      ...row,
      branchId: branch_id,
      roomId: room_id,
    })),
    special: (said?.special ?? []).map(({ branch_id, room_id, note_uk, note_en, ...row }) => ({
      ...{ ...row, branchId: branch_id, roomId: room_id, noteUk: note_uk, noteEn: note_en },
    })),
    free: (said?.holidays ?? []).map(({ date, name_uk, name_en }) => ({ date, nameUk: name_uk, nameEn: name_en })),
    shut: (said?.closures ?? []).map(({ row, startsAt, endsAt, createdAt, updatedAt }) => ({
      ...{ id: row.id, branchId: row.branch_id, roomId: row.room_id, kind: row.kind, zone: row.zone },
      ...{ reasonUk: row.reason_uk, reasonEn: row.reason_en, startLocal: row.start_local },
      ...{ wallMinutes: row.wall_minutes, version: row.version, liftedAt: null },
      startsAt: instantFromMillis(startsAt),
      endsAt: instantFromMillis(endsAt),
      createdAt: instantFromMillis(createdAt),
      updatedAt: instantFromMillis(updatedAt),
    })),
  };
}
