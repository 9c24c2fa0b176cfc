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
  /^\d{4}-\d{2}-\d{2}[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Reads RFC 3339; null when it is none, when it lacks an offset, or when the date does not exist. A leap second is none
 * here: neither this program nor Postgres can keep one. Years are 1 to 9999, also in UTC.
 */
export function parseInstant(text: string): Instant | null {
  if (!RFC_3339.test(text)) return null;
  const read = DateTime.fromISO(text.replace(' ', 'T').toUpperCase(), { zone: 'utc' });
  return read.isValid && read.year >= 1 && read.year <= 9999 ? read.toJSDate() : null;
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
