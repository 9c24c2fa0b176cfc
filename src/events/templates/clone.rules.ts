import {
  addDays,
  dateOf,
  type LocalDate,
  localDateTime,
  type LocalDateTime,
  plusWallMinutes,
  wallMinutesBetween,
} from '../../platform/time/local.ts';
import { type WallTime, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { KIND_FACTS } from '../kinds/kind.facts.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionPlace, SessionRow } from '../record/session.tables.ts';
import type { RoomWish } from './slot.rules.ts';

/** A date of a clone before it is placed: the one it comes from, and when it is to be. */
export interface CloneDate {
  readonly original: SessionRow;
  readonly wall: WallTime;
  /** When the rule of its series would have it; null for what no rule gives. */
  readonly originalLocal: LocalDateTime | null;
}

/**
 * The dates that a clone has too, by start: what was called off is not repeated, unless all of it was, and somebody wants
 * to make up for it.
 */
export function datesToClone({ arrangement }: Pick<EventRow, 'arrangement'>, sessions: readonly SessionRow[]) {
  const standing = sessions.filter((session) => session.standing !== 'DROPPED');
  const held = standing.filter(({ happeningStatus }) => happeningStatus !== 'CANCELLED');
  const dates = held.length > 0 ? held : standing;
  return arrangement === 'SINGLE' ? dates.slice(0, 1) : dates;
}

/** Where a date of the clone is to be; what was moved online though it is held on the spot is to be in a room again. */
export function placeOfClone(
  { place, roomId, layoutKind, expectedPeople }: SessionRow,
  { attendanceMode }: Pick<EventRow, 'attendanceMode'>,
): SessionPlace {
  if (place === 'BRANCH' || (place === 'ONLINE' && attendanceMode !== 'OFFLINE')) return place;
  return roomId && layoutKind && expectedPeople ? 'ROOM' : 'TO_BE_FOUND';
}

/** About a class, or a small audience. */
export const USUAL_PEOPLE = 30;

/** What the first date asks of a room, apart from equipment. */
type Asked = Pick<RoomWish, 'layoutKind' | 'expectedPeople' | 'setUpMinutes' | 'tearDownMinutes'>;

/** As staff of its branch know it. */
export function roomOfStaff({ layoutKind, expectedPeople, setUpMinutes, tearDownMinutes }: SessionRow): Asked {
  const asked = { layoutKind: layoutKind ?? 'THEATRE', expectedPeople: expectedPeople ?? 1 };
  return { ...asked, setUpMinutes, tearDownMinutes };
}

/** As everybody may guess it: how the room is furnished is public, whom and what the staff expect there is not. */
export function roomOfPublic(
  { place, layoutKind }: Pick<SessionRow, 'place' | 'layoutKind'>,
  { kind, registration }: Pick<EventRow, 'kind' | 'registration'>,
): Asked {
  return {
    layoutKind: (place === 'ROOM' ? layoutKind : null) ?? KIND_FACTS[kind].layout,
    expectedPeople: registration.capacity ?? USUAL_PEOPLE,
    ...{ setUpMinutes: null, tearDownMinutes: null },
  };
}

/** By how many minutes of the wall clock the dates move when the first of them takes this start. */
export function shiftTo(first: Pick<SessionRow, 'startLocal'>, { startDate, startTime }: WallTime): number {
  return wallMinutesBetween(first.startLocal, localDateTime(startDate, startTime));
}

/** The same in whole days of the calendar; null where there is no first date. */
export function daysTo(
  first: Pick<SessionRow, 'startLocal'> | undefined,
  { startDate }: Pick<WallTime, 'startDate'>,
): number | null {
  return first ? daysBetween(dateOf(first.startLocal), startDate) : null;
}

/**
 * The dates of the original, moved so that the first takes the slot: the others keep their distance from it by the clock on
 * the wall, and those that were as long as it become as long as the slot.
 */
export function datesOfClone(originals: readonly SessionRow[], slot: WallTime, hasRule: boolean): CloneDate[] {
  const [first] = originals;
  if (!first) return [];
  const shift = shiftTo(first, slot);
  const long = wallMinutesBetween(
    localDateTime(slot.startDate, slot.startTime),
    localDateTime(slot.endDate, slot.endTime),
  );
  return originals.map((original) => ({
    original,
    wall: wallTimeOf({
      startLocal: plusWallMinutes(original.startLocal, shift),
      wallMinutes: original.wallMinutes === first.wallMinutes ? long : original.wallMinutes,
    }),
    originalLocal: hasRule && original.originalLocal ? plusWallMinutes(original.originalLocal, shift) : null,
  }));
}

/** The first day from which on the original can be repeated: its own, or the same weekday of the first week ahead. */
export function usualStart(first: LocalDate, today: LocalDate): LocalDate {
  if (first > today) return first;
  return addDays(first, (Math.floor(daysBetween(first, today) / 7) + 1) * 7);
}

/** When the clone begins if it begins on this day. */
export function startingOn(first: Pick<SessionRow, 'startLocal' | 'wallMinutes'>, date: LocalDate): WallTime {
  return wallTimeOf({ startLocal: `${date}${first.startLocal.slice(10)}`, wallMinutes: first.wallMinutes });
}

/**
 * The rule of a series (RFC 5545 3.3.10) whose first date moves by so many minutes; null where it would give other dates
 * then: months are not equally long, and weekdays named in it are not those any more.
 */
export function ruleOfClone(rule: string, startLocal: LocalDateTime, shift: number): string | null {
  const [from, to] = [dateOf(startLocal), dateOf(plusWallMinutes(startLocal, shift))];
  const days = daysBetween(from, to);
  const parts = rule.split(';').map((part) => part.split('='));
  const isNamed = (name: string) => parts.some(([one]) => one === name);
  const isByMonth = parts.some(([name, value]) => name === 'FREQ' && (value === 'MONTHLY' || value === 'YEARLY'));
  if (days !== 0 && (isByMonth || isNamed('BYMONTH') || isNamed('BYMONTHDAY'))) return null;
  if (days % 7 !== 0 && isNamed('BYDAY')) return null;
  return parts
    .map(([name = '', value = '']) => `${name}=${name === 'UNTIL' ? daysLater(value, days) : value}`)
    .join(';');
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return wallMinutesBetween(`${from}T00:00:00`, `${to}T00:00:00`) / 1_440;
}

/** `20190626`, maybe with a time behind it, so many days later. */
function daysLater(until: string, days: number): string {
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  return `${addDays(date, days).replaceAll('-', '')}${until.slice(8)}`;
}
