import { type LocalDateTime, readLocalDate } from '../../../platform/time/local.ts';
import type { Property } from './property.ts';
import { UnreadableError } from './rule.dates.ts';
import { clockOf, UTC, wallAt, wallMillis, type ZoneClock } from './zone.clock.ts';

/** A time as a calendar names it: a moment on the wall of a zone, or a day. */
export interface Moment {
  /** Of a day its midnight. */
  readonly local: LocalDateTime;
  readonly isDay: boolean;
  readonly clock: ZoneClock;
  /** Of a period (RFC 5545 section 3.3.9) when it ends, in milliseconds of the time line. */
  readonly end: number | null;
  /** Of the property that names it. */
  readonly line: number;
}

/** A zone that nobody knows. */
export class UnknownZoneError extends UnreadableError {}

const DAY = 24 * 60 * 60_000;
const VALUE = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** The times that a property names. What names no zone is on the clock `floating`, as are whole days. */
export function readMoments(
  { value, parameters, line }: Property,
  floating: ZoneClock,
  defined: ReadonlyMap<string, ZoneClock>,
): Moment[] {
  const tzid = parameters['TZID'];
  const isPeriod = parameters['X-VALUE']?.toUpperCase() === 'PERIOD';
  let clock: ZoneClock | null = floating;
  if (tzid !== undefined) clock = clockOf(tzid, defined);
  return value.split(',').map((one) => {
    const [text = '', rest] = isPeriod ? one.trim().split('/') : [one.trim()];
    const start = { ...readMoment(text, clock, floating), line };
    if (rest === undefined) return start;
    const end = rest.includes('P') ? laterBy(start, readDuration(rest)) : millisOf(readMoment(rest, clock, floating));
    // What ends after the last year ends at no number.
    if (!(end >= millisOf(start))) throw new UnreadableError();
    return { ...start, end };
  });
}

function readMoment(text: string, clock: ZoneClock | null, floating: ZoneClock): Omit<Moment, 'line'> {
  const [, year, month, day, hour, minute, second, utc] = VALUE.exec(text) ?? [];
  const date = readLocalDate(`${year}-${month}-${day}`);
  if (date === null) throw new UnreadableError();
  if (hour === undefined) return { local: `${date}T00:00:00`, isDay: true, clock: floating, end: null };
  // A leap second is the last one there is here.
  const time = `${hour}:${minute}:${second === '60' ? '59' : second}`;
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)) throw new UnreadableError();
  const on = utc ? UTC : clock;
  if (!on) throw new UnknownZoneError();
  return { local: `${date}T${time}`, isDay: false, clock: on, end: null };
}

export function millisOf({ local, clock }: Pick<Moment, 'local' | 'clock'>): number {
  return clock.millisOf(local);
}

/** How long something lasts (RFC 5545 section 3.3.6): days by the clock on the wall, and what is shorter as it passes. */
export interface Duration {
  readonly days: number;
  readonly millis: number;
}

const DURATION = /^\+?P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/;

/** Throws UnreadableError, also at what lasts less than nothing. */
export function readDuration(text: string): Duration {
  const found = DURATION.exec(text.trim().toUpperCase());
  if (!found || !/\d/.test(text)) throw new UnreadableError();
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, millis: ((hours * 60 + minutes) * 60 + seconds) * 1_000 };
}

/** So much later, by the clock on the wall where it is days. */
export function laterBy({ local, clock }: Pick<Moment, 'local' | 'clock'>, { days, millis }: Duration): number {
  const later = days === 0 ? local : wallAt(wallMillis(local) + days * DAY);
  return clock.millisOf(later) + millis;
}
