import { DateTime } from 'luxon';

/** A point on the UTC time line, in milliseconds. The type is named here so that nobody constructs a Date elsewhere. */
export type Instant = Date;

export function isInstant(value: unknown): value is Instant {
  return value instanceof Date;
}

/** RFC 3339 with the zone's offset at that instant, to the second: `2026-03-29T18:00:00+03:00`. */
export function formatInZone(instant: Instant, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).toISO({ suppressMilliseconds: true, includeOffset: true }) ?? '';
}

export function formatUtc(instant: Instant): string {
  return instant.toISOString();
}

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const FIRST_YEAR = Date.parse('0001-01-01T00:00:00Z');
const AFTER_LAST_YEAR = Date.parse('9999-12-31T23:59:59.999Z') + 1;

/**
 * Reads RFC 3339; null when it is none, when it lacks an offset, or when the date does not exist. A leap second is none
 * here: neither this program nor Postgres can keep one. Years are 1 to 9999, also in UTC. By arithmetic: a page of thousands
 * of instants has each of them read again when it is answered, and luxon takes some ten times longer.
 */
export function parseInstant(text: string): Instant | null {
  const parts = RFC_3339.exec(text);
  if (!parts) return null;
  const [, year = '', month = '', day = '', hour, minute, second, fraction = '', offset = ''] = parts;
  const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that the month lacks lies in the next one.
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return null;
  const time = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1_000;
  const millis = midnight + time + Number(fraction.padEnd(3, '0').slice(0, 3)) - offsetMillis(offset);
  return millis >= FIRST_YEAR && millis < AFTER_LAST_YEAR ? new Date(millis) : null;
}

function offsetMillis(offset: string): number {
  if (offset.length === 1) return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

export function instantFromMillis(millis: number): Instant {
  return new Date(millis);
}

export function plusMinutes(instant: Instant, minutes: number): Instant {
  return new Date(instant.getTime() + minutes * 60_000);
}

export function plusDays(instant: Instant, days: number): Instant {
  return plusMinutes(instant, days * 24 * 60);
}

export function minutesBetween(from: Instant, to: Instant): number {
  return (to.getTime() - from.getTime()) / 60_000;
}

export function laterOf(a: Instant, b: Instant): Instant {
  return a.getTime() >= b.getTime() ? a : b;
}

/** The HTTP date of RFC 9110 section 5.6.7, which has whole seconds only. */
export function formatHttpDate(instant: Instant): string {
  return instant.toUTCString();
}

/** Reads an HTTP date; null for anything else, as RFC 9110 asks a recipient to ignore it then. */
export function parseHttpDate(text: string): Instant | null {
  const read = DateTime.fromHTTP(text);
  return read.isValid ? read.toJSDate() : null;
}

/** The later of now and the first moment after `before`: stamps that must rise rise also when the clock stands or falls. */
export function nextStamp(now: Instant, before: Instant): Instant {
  return laterOf(now, new Date(before.getTime() + 1));
}
