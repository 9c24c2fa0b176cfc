import { DateTime } from 'luxon';
import type { Instant } from './instant.ts';

/** A wall-clock moment without a zone: `2026-03-29T18:00:00`. */
export type LocalDateTime = string;
/** A calendar day: `2026-03-29`. */
export type LocalDate = string;
/** A time of day to the minute: `18:00`. */
export type LocalTime = string;

export const KYIV = 'Europe/Kyiv';

export function readLocalDate(text: string): LocalDate | null {
  // There is no year 0 before year 1, and Postgres says so with an error.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return null;
  return DateTime.fromISO(text, { zone: 'utc' }).isValid ? text : null;
}

export function readLocalTime(text: string): LocalTime | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)(?::00)?$/.exec(text);
  return parts ? `${parts[1]}:${parts[2]}` : null;
}

export function localDateTime(date: LocalDate, time: LocalTime): LocalDateTime {
  return `${date}T${time}:00`;
}

export type Resolved =
  | { kind: 'exact'; instant: Instant }
  /** The clocks went back over this hour: it happens twice, and the first is taken (RFC 5545 section 3.3.5); `last` is the other. */
  | { kind: 'repeated'; instant: Instant; last: Instant }
  /** The clocks went forward over this hour: it does not happen. */
  | { kind: 'skipped'; nextValid: LocalDateTime };

/** The moment the clocks go forward to: luxon answers a skipped moment by one past it, as far as the skipped one was in. */
function firstAfterGap(past: DateTime): LocalDateTime {
  let first = past;
  for (
    let earlier = past.minus({ minutes: 1 });
    earlier.offset === past.offset;
    earlier = earlier.minus({ minutes: 1 })
  ) {
    first = earlier;
  }
  return first.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/** The instant of a wall-clock moment in a zone. */
export function resolveLocal(local: LocalDateTime, zone: string): Resolved {
  const read = DateTime.fromISO(local, { zone });
  const wall = read.toISO({ includeOffset: false, suppressMilliseconds: true });
  if (wall !== local) return { kind: 'skipped', nextValid: firstAfterGap(read) };
  // luxon answers an ambiguous hour by the season in which it is asked; the earliest of both is always the first.
  const offsets = read.getPossibleOffsets();
  const [first = read, last = first] = offsets.toSorted((a, b) => a.toMillis() - b.toMillis());
  if (offsets.length < 2) return { kind: 'exact', instant: first.toJSDate() };
  return { kind: 'repeated', instant: first.toJSDate(), last: last.toJSDate() };
}

export function toLocal(instant: Instant, zone: string): LocalDateTime {
  return DateTime.fromJSDate(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

export function dateOf(local: LocalDateTime): LocalDate {
  return local.slice(0, 10);
}

export function timeOf(local: LocalDateTime): LocalTime {
  return local.slice(11, 16);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() ?? date;
}

/** Minutes from one wall-clock moment to another as a clock on the wall counts them: no change of clocks is in it. */
export function wallMinutesBetween(from: LocalDateTime, to: LocalDateTime): number {
  const read = (local: LocalDateTime) => DateTime.fromISO(local, { zone: 'utc' }).toMillis();
  return (read(to) - read(from)) / 60_000;
}

/** The wall-clock moment so many minutes of the wall clock later. */
export function plusWallMinutes(local: LocalDateTime, minutes: number): LocalDateTime {
  return DateTime.fromISO(local, { zone: 'utc' }).plus({ minutes }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}
