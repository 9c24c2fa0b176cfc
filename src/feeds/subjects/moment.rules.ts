import { formatUtc, type Instant, instantFromMillis, parseInstant } from '../../platform/time/instant.ts';
import { KYIV, readLocalDate } from '../../platform/time/local.ts';
import { dateIn, daySpan } from '../../platform/time/zone.day.ts';

/** Whether a day stands for its beginning, or for its end: `to=2026-03-31` is meant with that day. */
export type DayMeaning = 'FIRST' | 'LAST';

/** A day of Kyiv, or an instant by RFC 3339, of which a form or a reader may have turned the plus into a space. */
export function readMoment(text: string, which: DayMeaning): Instant | null {
  const date = readLocalDate(text);
  const at = date === null ? parseInstant(text.replace(/ (?=\d\d:\d\d$)/, '+')) : edgeOf(date, which);
  // The beginning of the first year in Kyiv cannot be written in UTC.
  return at === null ? null : parseInstant(formatUtc(at));
}

/** The day that it is the edge of; null for any other moment. */
export function dayOfMoment(at: Instant, which: DayMeaning): string | null {
  const millis = at.getTime();
  // Long ago clocks were minutes and seconds from each other.
  if (millis < EARLIEST || millis > LATEST) return null;
  const date = dateIn(instantFromMillis(which === 'FIRST' ? millis : millis - 1), KYIV);
  return edgeOf(date, which).getTime() === millis ? date : null;
}

export function writeMoment(at: Instant, which: DayMeaning): string {
  return dayOfMoment(at, which) ?? formatUtc(at).replace('.000Z', 'Z');
}

const EARLIEST = parseInstant('1970-01-02T00:00:00Z')?.getTime() ?? 0;
const LATEST = parseInstant('2199-12-30T00:00:00Z')?.getTime() ?? 0;

function edgeOf(date: string, which: DayMeaning): Instant {
  const { from, to } = daySpan(date, KYIV);
  return which === 'FIRST' ? from : to;
}
