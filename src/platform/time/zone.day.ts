import { DateTime } from 'luxon';
import { type Instant, instantFromMillis } from './instant.ts';
import { type LocalDate, localDateTime, resolveLocal } from './local.ts';
import { timeOfMinutes } from './minute.ts';
import type { Span } from './span.rules.ts';

const DAY_MINUTES = 1_440;
const MINUTE = 60_000;
const DAY = DAY_MINUTES * MINUTE;
/** Some years of a few zones; the oldest entry makes room. */
const MOST_DAYS = 10_000;

/**
 * A day of a zone. To look a wall-clock moment up takes luxon some hundred microseconds, and a page of rooms asks for
 * thousands: so a day is looked up once, and on all but two of a year the rest is arithmetic.
 */
interface ZoneDay {
  readonly from: number;
  readonly to: number;
  /** No clock is changed on it: every minute of its wall clock happens once. */
  readonly plain: boolean;
}

const known = new Map<string, ZoneDay>();

/** Which of both is meant when the clocks go back over a moment and it happens twice. */
export type Occurrence = 'first' | 'last';

/**
 * The instant of a wall-clock minute of a day, 0 to 1440; 1440 is where the next day begins. A moment the clocks skip
 * counts as the next valid one.
 */
export function wallInstant(date: LocalDate, minutes: number, zone: string, which: Occurrence = 'first'): Instant {
  const day = zoneDay(date, zone);
  if (minutes >= DAY_MINUTES) return instantFromMillis(day.to);
  if (day.plain) return instantFromMillis(day.from + minutes * MINUTE);
  return instantFromMillis(lookedUp(date, minutes, zone, which));
}

/** From midnight to midnight of a zone: 23 or 25 hours when its clocks are changed. */
export function daySpan(date: LocalDate, zone: string): Span {
  const { from, to } = zoneDay(date, zone);
  return { from: instantFromMillis(from), to: instantFromMillis(to) };
}

/** The day that the calendar of a zone shows at an instant. */
export function dateIn(instant: Instant, zone: string): LocalDate {
  const millis = instant.getTime();
  const date = dateOfMillis(millis);
  // No zone is a whole day from UTC.
  const { from, to } = zoneDay(date, zone);
  if (millis < from) return daysAfter(date, -1);
  return millis < to ? date : daysAfter(date, 1);
}

/** Every day of the calendar from one to another, both included. */
export function datesFrom(first: LocalDate, last: LocalDate): LocalDate[] {
  const days = (millisOf(last) - millisOf(first)) / DAY;
  return Array.from({ length: Math.max(days + 1, 0) }, (_, day) => daysAfter(first, day));
}

/** By ISO 8601: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(millisOf(date)).getUTCDay() || 7;
}

function zoneDay(date: LocalDate, zone: string): ZoneDay {
  const key = `${zone} ${date}`;
  const before = known.get(key);
  if (before) return before;
  const day = dayWithoutChange(date, zone) ?? dayLookedUp(date, zone);
  if (known.size >= MOST_DAYS) forgetOldest();
  known.set(key, day);
  return day;
}

/** A day of a zone whose clocks are not changed around it; null when they are. */
function dayWithoutChange(date: LocalDate, zone: string): ZoneDay | null {
  const midnight = millisOf(date);
  // Wherever the zone is, its day lies between these: none is a whole day from UTC.
  const [before, after] = [midnight - DAY, midnight + 2 * DAY].map((at) => DateTime.fromMillis(at, { zone }).offset);
  if (before === undefined || before !== after) return null;
  const from = midnight - before * MINUTE;
  // Some zones were minutes and seconds from UTC once; luxon's offset then is no whole number, and `from` none either.
  return Number.isInteger(from) ? { from, to: from + DAY, plain: true } : null;
}

function dayLookedUp(date: LocalDate, zone: string): ZoneDay {
  const from = lookedUp(date, 0, zone, 'first');
  const to = lookedUp(daysAfter(date, 1), 0, zone, 'first');
  return { from, to, plain: to - from === DAY };
}

function lookedUp(date: LocalDate, minutes: number, zone: string, which: Occurrence): number {
  const resolved = resolveLocal(localDateTime(date, timeOfMinutes(minutes)), zone);
  if (resolved.kind === 'repeated' && which === 'last') return resolved.last.getTime();
  if (resolved.kind !== 'skipped') return resolved.instant.getTime();
  const next = resolveLocal(resolved.nextValid, zone);
  // The moment after a gap is there in every zone; the compiler cannot know.
  return next.kind === 'skipped' ? millisOf(date) + minutes * MINUTE : next.instant.getTime();
}

function forgetOldest(): void {
  const [oldest] = known.keys();
  if (oldest !== undefined) known.delete(oldest);
}

function millisOf(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dateOfMillis(millis: number): LocalDate {
  return new Date(millis).toISOString().slice(0, 10);
}

function daysAfter(date: LocalDate, days: number): LocalDate {
  return dateOfMillis(millisOf(date) + days * DAY);
}
