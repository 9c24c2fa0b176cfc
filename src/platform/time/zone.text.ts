import { formatInZone, formatUtc, type Instant, instantFromMillis } from './instant.ts';
import { dateIn, daySpan } from './zone.day.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

interface Day {
  readonly from: number;
  readonly to: number;
  /** Minutes from UTC; null where luxon is asked. */
  readonly offset: number | null;
  readonly offsetText: string;
}

/** Of each zone the day that was asked for last: a page goes through its days in order. There are as many zones as branches use. */
const latest = new Map<string, Day>();

/**
 * The same as `formatInZone`, for pages with thousands of instants: on a day on which the clocks are not changed it is
 * arithmetic, and luxon is asked only on the others.
 */
export function textInZone(instant: Instant, zone: string): string {
  const millis = instant.getTime();
  let day = latest.get(zone);
  if (!day || millis < day.from || day.to <= millis) {
    day = dayOf(instant, zone);
    latest.set(zone, day);
  }
  if (day.offset === null) return formatInZone(instant, zone);
  const local = formatUtc(instantFromMillis(millis + day.offset * MINUTE));
  return `${local.slice(0, millis % 1_000 === 0 ? 19 : 23)}${day.offsetText}`;
}

function dayOf(instant: Instant, zone: string): Day {
  const date = dateIn(instant, zone);
  const span = daySpan(date, zone);
  const [from, to] = [span.from.getTime(), span.to.getTime()];
  const offset = (Date.parse(`${date}T00:00:00Z`) - from) / MINUTE;
  // At Greenwich luxon writes Z or +00:00, by the name of the zone.
  const isPlain = to - from === DAY && Number.isInteger(offset) && offset !== 0;
  return { from, to, offset: isPlain ? offset : null, offsetText: offsetText(offset) };
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
