import type { LocalDateTime } from '../../../platform/time/local.ts';
import type { Component } from './components.ts';
import { readMoments } from './moment.ts';
import { propertiesOf, type Property } from './property.ts';
import { datesOfRule, readRule, type Steps, UnreadableError } from './rule.dates.ts';
import { UTC, wallMillis, type ZoneClock } from './zone.clock.ts';

/** From an instant on the clock shows so much more than UTC, and before it showed so much; in milliseconds. */
interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const MOST_TIMES = 300;
const OFFSET = /^([+-])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?$/;

/** The zones that a file defines (RFC 5545 section 3.6.5), by name; those that make no sense are left out. */
export function zonesOfFile(
  zones: readonly Component[],
  last: LocalDateTime,
  steps: Steps,
): ReadonlyMap<string, ZoneClock> {
  const clocks = new Map<string, ZoneClock>();
  for (const zone of zones) {
    try {
      const [tzid] = propertiesOf(zone).get('TZID') ?? [];
      if (!tzid) continue;
      const times = zone.parts.filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT');
      if (times.length === 0 || times.length > MOST_TIMES) continue;
      const changes = times.flatMap((time) => changesOf(time, last, steps)).toSorted((a, b) => a.at - b.at);
      if (changes.length > 0)
        clocks.set(tzid.value.trim(), { name: null, millisOf: (local) => millisBy(changes, wallMillis(local)) });
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
    }
  }
  return clocks;
}

function changesOf(time: Component, last: LocalDateTime, steps: Steps): Change[] {
  const properties = propertiesOf(time);
  const one = (name: string): Property => {
    const [found] = properties.get(name) ?? [];
    if (!found) throw new UnreadableError();
    return found;
  };
  const [before, after] = [offsetOf(one('TZOFFSETFROM').value), offsetOf(one('TZOFFSETTO').value)];
  const [start] = readMoments(one('DTSTART'), UTC, new Map());
  if (!start) throw new UnreadableError();
  const locals = new Set([start.local]);
  for (const named of properties.get('RDATE') ?? []) {
    for (const { local } of readMoments(named, UTC, new Map())) locals.add(local);
  }
  for (const { value, line } of properties.get('RRULE') ?? []) {
    const rule = readRule(value);
    // Clocks are changed by the year; what has them changed every second is made to keep somebody busy.
    if (rule.recur.freq !== 'YEARLY') throw new UnreadableError();
    const clock: ZoneClock = { name: null, millisOf: (local) => wallMillis(local) - before };
    const expansion = { rule, startLocal: start.local, isAllDay: false, clock, last, line };
    for (const local of datesOfRule(expansion, steps)) locals.add(local);
  }
  return [...locals].map((local) => ({ at: wallMillis(local) - before, before, after }));
}

function offsetOf(text: string): number {
  const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(text.trim()) ?? [];
  if (!sign) throw new UnreadableError();
  const millis = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -millis : millis;
}

/** What a wall clock means that these changes were made to: of two meanings the first, of none what it was to mean before. */
function millisBy(changes: readonly Change[], wall: number): number {
  const near = changesAround(changes, wall);
  const offsets = new Set(near.flatMap(({ before, after }) => [before, after]));
  const meanings = [...offsets].map((offset) => wall - offset).filter((at) => at + offsetAt(changes, at) === wall);
  if (meanings.length > 0) return Math.min(...meanings);
  const gap = near.find(({ at, before, after }) => wall - before >= at && wall - after < at);
  return wall - (gap ?? near.at(-1) ?? { before: 0 }).before;
}

const DAY = 24 * 60 * 60_000;

/** No clock is a day and more from UTC. */
function changesAround(changes: readonly Change[], wall: number): readonly Change[] {
  const after = firstAfter(changes, wall + 2 * DAY);
  let from = Math.max(firstAfter(changes, wall - 2 * DAY) - 1, 0);
  if (from >= after) from = Math.max(after - 1, 0);
  return changes.slice(from, Math.max(after, from + 1));
}

function offsetAt(changes: readonly Change[], at: number): number {
  const index = firstAfter(changes, at) - 1;
  return index < 0 ? (changes[0]?.before ?? 0) : (changes[index]?.after ?? 0);
}

/** The index of the first change later than that. */
function firstAfter(changes: readonly Change[], at: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
