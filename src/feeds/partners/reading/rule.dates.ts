import ICAL from 'ical.js';
import type { LocalDateTime } from '../../../platform/time/local.ts';
import { CalendarError, LIMITS } from './read.calendar.ts';
import { wallMillis, type ZoneClock } from './zone.clock.ts';

/** What went wrong with one property; whoever reads the event makes a problem of it. */
export class UnreadableError extends Error {}

/** A rule (RFC 5545 section 3.3.10) without its end, and the end apart from it. */
export interface Rule {
  readonly recur: ICAL.Recur;
  /** The last moment at which a date may be, on the wall or on the time line; null for a rule that ends by count, or never. */
  readonly until: { readonly local: LocalDateTime } | { readonly millis: number } | null;
}

/** How many dates were looked at: of all rules of a calendar together. */
export interface Steps {
  taken: number;
}

const MOST_CHARACTERS = 1_000;
const MOST_INTERVAL = 9_999;
const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** Throws UnreadableError. */
export function readRule(text: string): Rule {
  const said = text.trim().toUpperCase();
  if (said.length > MOST_CHARACTERS) throw new UnreadableError();
  const parts = said.split(';').filter((part) => part !== '');
  const until = parts.find((part) => part.startsWith('UNTIL='))?.slice('UNTIL='.length);
  const interval = Number(parts.find((part) => part.startsWith('INTERVAL='))?.slice('INTERVAL='.length) ?? 1);
  if (!(interval >= 1 && interval <= MOST_INTERVAL)) throw new UnreadableError();
  const rest = parts.filter((part) => !part.startsWith('UNTIL=')).join(';');
  return { recur: recurOf(rest), until: until === undefined ? null : readUntil(until) };
}

function recurOf(text: string): ICAL.Recur {
  try {
    const recur = ICAL.Recur.fromString(text);
    // A count of nothing is none to the library.
    if (!recur.freq || !(recur.count === null || recur.count >= 1) || /COUNT=0/.test(text)) throw new UnreadableError();
    return recur;
  } catch {
    throw new UnreadableError();
  }
}

/** A day means all of it, whatever the start is: programs write it so. */
function readUntil(text: string): NonNullable<Rule['until']> {
  const [, year, month, day, hour = '23', minute = '59', second = '59', utc] = UNTIL.exec(text) ?? [];
  if (!year) throw new UnreadableError();
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  return utc ? { millis: wallMillis(local) } : { local };
}

const SHORTER_THAN_A_DAY = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);

export interface Expansion {
  readonly rule: Rule;
  readonly startLocal: LocalDateTime;
  readonly isAllDay: boolean;
  readonly clock: ZoneClock;
  /** Nothing after it is wanted. */
  readonly last: LocalDateTime;
  /** Of the rule, for whoever is told that it is too much. */
  readonly line: number;
}

/**
 * The dates a rule gives, by the clock on the wall, in order. Those before a window are passed one by one, as the rule may
 * count them; how many are passed is bounded, and so is the time of all (by whoever runs this).
 */
export function* datesOfRule(
  { rule, startLocal, isAllDay, clock, last, line }: Expansion,
  steps: Steps,
): Generator<LocalDateTime> {
  const { recur, until } = rule;
  if (isAllDay && SHORTER_THAN_A_DAY.has(recur.freq)) throw new UnreadableError();
  const next = stepper(recur, startLocal, isAllDay);
  for (let taken = 1; ; taken += 1) {
    const local = next();
    if (local === null || local > last) return;
    if (until && 'local' in until && local > until.local) return;
    if (until && 'millis' in until && clock.millisOf(local) > until.millis) return;
    steps.taken += 1;
    if (taken > LIMITS.stepsOfOne || steps.taken > LIMITS.steps) throw new CalendarError('TOO_MANY_OCCURRENCES', line);
    yield local;
  }
}

/** The library counts without a zone, and answers the same object again and again. */
function stepper(recur: ICAL.Recur, startLocal: LocalDateTime, isAllDay: boolean): () => LocalDateTime | null {
  const start = ICAL.Time.fromData({
    year: Number(startLocal.slice(0, 4)),
    month: Number(startLocal.slice(5, 7)),
    day: Number(startLocal.slice(8, 10)),
    hour: Number(startLocal.slice(11, 13)),
    minute: Number(startLocal.slice(14, 16)),
    second: Number(startLocal.slice(17, 19)),
    isDate: isAllDay,
  });
  const iterator = guarded(() => recur.iterator(start));
  return () => {
    const time = guarded(() => iterator.next() as ICAL.Time | null);
    if (!time) return null;
    // Beyond the last year there is nothing that anybody wants.
    if (time.year > LAST_YEAR) return null;
    const { year, month, day, hour, minute, second } = time;
    return `${padded(year, 4)}-${padded(month)}-${padded(day)}T${padded(hour)}:${padded(minute)}:${padded(second)}`;
  };
}

const LAST_YEAR = 9_999;
const padded = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** What the library throws at a rule that makes no sense. */
function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch {
    throw new UnreadableError();
  }
}
