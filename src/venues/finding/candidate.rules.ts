import { isRefusal } from '../../platform/refusals/refusal.ts';
import { minutesBetween, plusMinutes } from '../../platform/time/instant.ts';
import { addDays, dateOf, type LocalDate, localDateTime, type LocalTime } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { placeInTime, type PlacedTime, type WallTime, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { datesFrom, daySpan } from '../../platform/time/zone.day.ts';
import type { Wish } from '../bookings/wish.rules.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import type { EquipmentRow } from '../places/equipment.tables.ts';
import { closingsOver, type Hours, openSpansOn, withoutClosings } from '../hours/opening.rules.ts';
import { isPartOf } from '../places/room.rules.ts';
import type { RoomFacts } from '../places/room.store.ts';
import type { LayoutRow } from '../places/room.tables.ts';
import type { Candidate, EquipmentNeed } from './alternative.rules.ts';
import { byDistance, metresBetween } from './distance.rules.ts';

/** How many days before and after are looked at when a room is taken all day. */
export const MOST_DAYS_AWAY = 14;
/** How many open days before and after are looked at for another time. */
const MOST_OPEN_DAYS = 3;

const ukrainian = new Intl.Collator('uk', { numeric: true });

export function byNames(
  a: { readonly nameUk: string; readonly id: string },
  b: { readonly nameUk: string; readonly id: string },
): number {
  return ukrainian.compare(a.nameUk, b.nameUk) || (a.id < b.id ? -1 : 1);
}

/**
 * The order in which people would go to other branches: the nearest first; those nowhere on the map last, the ones of the
 * same district before the others, by name.
 */
export const byNearness =
  (from: BranchRow) =>
  (a: BranchRow, b: BranchRow): number => {
    const metres = (branch: BranchRow) => metresBetween(from, branch);
    const abroad = (branch: BranchRow) =>
      metres(branch) === null ? Number(from.districtId === null || branch.districtId !== from.districtId) : 0;
    return byDistance(metres(a), metres(b)) || abroad(a) - abroad(b) || byNames(a, b);
  };

/** What does the same elsewhere: of its kind; what has no kind is known by its name. */
export function sameness({ kind, nameUk }: EquipmentRow): string {
  return kind === 'OTHER' ? `OTHER ${nameUk.toLocaleLowerCase('uk')}` : kind;
}

export function doesTheSame(row: EquipmentRow, sameAs: string): boolean {
  return row.kind === sameAs || sameness(row) === sameAs;
}

/** The same room at the same time of the days around the wished one, as it is said on the wall. */
export function onOtherDays(wish: Wish): Candidate[] {
  const { startDate, startTime, endDate, endTime } = wallTimeOf(wish.time);
  const around = (date: LocalDate) => datesFrom(addDays(date, -MOST_DAYS_AWAY), addDays(date, MOST_DAYS_AWAY));
  const ends = around(endDate);
  return around(startDate).flatMap((date, at) => {
    const end = ends[at];
    if (end === undefined || date === startDate) return [];
    const time = placedOn({ startDate: date, startTime, endDate: end, endTime }, wish.time);
    return time ? [{ kind: 'SAME_ROOM' as const, wish: { ...wish, time }, distanceMetres: 0, needs: [] }] : [];
  });
}

/** Of the days around, the nearest before and after on which the room opens at all. */
export function nearestOpen(days: readonly Candidate[], wished: Wish, hours: Hours): Candidate[] {
  const open = days.filter(({ wish: { room, time } }) => {
    const date = dateOf(time.startLocal);
    const closings = closingsOver(hours, room.kin, daySpan(date, hours.zone));
    return withoutClosings(openSpansOn(hours, room.id, date), closings).length > 0;
  });
  const isBefore = ({ wish: { time } }: Candidate) => time.startsAt < wished.time.startsAt;
  return [
    ...open.filter(isBefore).slice(-MOST_OPEN_DAYS),
    ...open.filter((one) => !isBefore(one)).slice(0, MOST_OPEN_DAYS),
  ];
}

/** By arithmetic, unless the clocks are changed on one of both days; null for a time that is none then. */
function placedOn(wall: WallTime, { zone, wallMinutes }: PlacedTime): PlacedTime | null {
  const [first, last] = [daySpan(wall.startDate, zone), daySpan(wall.endDate, zone)];
  if (isPlain(first) && isPlain(last)) {
    const startsAt = plusMinutes(first.from, minutesOf(wall.startTime));
    const endsAt = plusMinutes(last.from, minutesOf(wall.endTime));
    return { startLocal: localDateTime(wall.startDate, wall.startTime), zone, wallMinutes, startsAt, endsAt };
  }
  const placed = placeInTime(wall, zone, 'uk');
  return isRefusal(placed) ? null : placed;
}

const isPlain = ({ from, to }: Span) => minutesBetween(from, to) === 1_440;
const minutesOf = (time: LocalTime) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Other rooms of the branch at the wished time, those too small for half of the people left out. */
export function inBranch(wish: Wish, rooms: readonly RoomFacts[], needs: readonly EquipmentNeed[]): Candidate[] {
  return rooms
    .filter(({ id, retiredAt }) => id !== wish.room.id && retiredAt === null)
    .flatMap((room) => {
      const layout = layoutFor(wish, room);
      if (!layout || layout.capacity * 2 < wish.expectedPeople) return [];
      return [{ kind: relationOf(room, wish.room), wish: moved(wish, { room, layout }), distanceMetres: 0, needs }];
    });
}

/** Rooms of another branch that hold the people in the wished layout, by the same clock on its wall. */
export function elsewhere(
  wish: Wish,
  branch: BranchRow,
  rooms: readonly RoomFacts[],
  needs: readonly EquipmentNeed[],
): Candidate[] {
  const time = timeAt(wish, branch);
  if (!time) return [];
  const distanceMetres = metresBetween(wish.branch, branch);
  return rooms
    .filter(({ retiredAt }) => retiredAt === null)
    .flatMap((room) => {
      const layout = room.layouts.find(
        ({ kind, capacity }) => kind === wish.layout.kind && capacity >= wish.expectedPeople,
      );
      if (!layout) return [];
      return [
        {
          kind: 'OTHER_BRANCH' as const,
          wish: moved({ ...wish, branch, time }, { room, layout }),
          distanceMetres,
          needs,
        },
      ];
    });
}

function timeAt({ time }: Wish, { zone }: BranchRow): PlacedTime | null {
  if (zone === time.zone) return time;
  const placed = placeInTime(wallTimeOf(time), zone, 'uk');
  return isRefusal(placed) ? null : placed;
}

/** The room's layout of the wished kind; if it has none, the smallest that suffices, else the largest. */
function layoutFor({ layout, expectedPeople }: Wish, room: RoomFacts): LayoutRow | undefined {
  const same = room.layouts.find(({ kind }) => kind === layout.kind);
  if (same) return same;
  const bySize = byCapacity(room.layouts);
  return bySize.find(({ capacity }) => capacity >= expectedPeople) ?? bySize.at(-1);
}

function relationOf(room: RoomFacts, wished: RoomFacts): 'PART' | 'COMBINATION' | 'OTHER_ROOM' {
  if (isPartOf(room, wished)) return 'PART';
  return isPartOf(wished, room) ? 'COMBINATION' : 'OTHER_ROOM';
}

/** Set-up and tear-down are the new layout's, unless others than the layout's were wished for. */
function moved(wish: Wish, { room, layout }: Pick<Wish, 'room' | 'layout'>): Wish {
  const { setUpMinutes, tearDownMinutes } = wish;
  return {
    ...wish,
    room,
    layout,
    setUpMinutes: setUpMinutes === wish.layout.setUpMinutes ? layout.setUpMinutes : setUpMinutes,
    tearDownMinutes: tearDownMinutes === wish.layout.tearDownMinutes ? layout.tearDownMinutes : tearDownMinutes,
  };
}

/** The smallest first; of two as large the one that stands first in the room. */
export function byCapacity(ways: readonly LayoutRow[]): LayoutRow[] {
  return ways.toSorted((a, b) => a.capacity - b.capacity || a.position - b.position);
}
