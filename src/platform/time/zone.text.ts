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

/** Days that were asked for, by zone and by each day of UTC they reach into; forgotten together when they are many. */
const days = new Map<string, Map<number, readonly Day[]>>();
const MOST_DAYS = 4_000;

/**
 * The same as `formatInZone`, for pages with thousands of instants: on a day on which the clocks are not changed it is
 * arithmetic, and luxon is asked only on the others.
 */
export function textInZone(instant: Instant, zone: string): string {
  const millis = instant.getTime();
  const day = dayOf(instant, zone);
  if (day.offset === null) return formatInZone(instant, zone);
  const local = formatUtc(instantFromMillis(millis + day.offset * MINUTE));
  return `${local.slice(0, millis % 1_000 === 0 ? 19 : 23)}${day.offsetText}`;
}

function dayOf(instant: Instant, zone: string): Day {
  const millis = instant.getTime();
  const utcDay = Math.floor(millis / DAY);
  let ofZone = days.get(zone);
  if (!ofZone || ofZone.size >= MOST_DAYS) {
    ofZone = new Map();
    days.set(zone, ofZone);
  }
  const known = ofZone.get(utcDay) ?? [];
  const found = known.find(({ from, to }) => from <= millis && millis < to);
  if (found) return found;
  const day = readDay(instant, zone);
  ofZone.set(utcDay, [...known, day]);
  return day;
}

function readDay(instant: Instant, zone: string): Day {
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
