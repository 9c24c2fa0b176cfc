import { dateOf, type LocalDateTime, plusWallMinutes, resolveLocal } from '../../../platform/time/local.ts';
import { formatUtc, instantFromMillis, parseInstant, plusMinutes } from '../../../platform/time/instant.ts';
import { daySpan } from '../../../platform/time/zone.day.ts';
import { readZone } from '../../../platform/time/zone.ts';

const DAY = 24 * 60 * 60_000;
/** Longer than any clock was ever put forward at once. */
const GAP_MINUTES = 180;

/** Tells what the wall clock of a zone means, in milliseconds of the time line. */
export interface ZoneClock {
  /** IANA name; null of a zone that only its file knows, and of UTC. */
  readonly name: string | null;
  /** As RFC 5545 section 3.3.5 has it: of a time that comes twice the first, of one that is skipped as if it were not. */
  millisOf(local: LocalDateTime): number;
}

/** A wall clock that is never changed, which also counts what wall clocks show. */
export function wallMillis(local: LocalDateTime): number {
  return parseInstant(`${local}Z`)?.getTime() ?? Number.NaN;
}

/** What it shows then. */
export function wallAt(millis: number): LocalDateTime {
  return formatUtc(instantFromMillis(millis)).slice(0, 19);
}

export const UTC: ZoneClock = { name: null, millisOf: wallMillis };

/** On all but two days of a year it is arithmetic: to look a moment up takes a hundred times as long. */
export function namedClock(name: string): ZoneClock {
  return {
    name,
    millisOf: (local) => {
      const { from, to } = daySpan(dateOf(local), name);
      const midnight = wallMillis(`${dateOf(local)}T00:00:00`);
      if (to.getTime() - from.getTime() === DAY) return from.getTime() + wallMillis(local) - midnight;
      return lookedUp(local, name);
    },
  };
}

function lookedUp(local: LocalDateTime, zone: string): number {
  const resolved = resolveLocal(local, zone);
  if (resolved.kind !== 'skipped') return resolved.instant.getTime();
  const before = resolveLocal(plusWallMinutes(local, -GAP_MINUTES), zone);
  // Some hours before a gap there is no other one; the compiler cannot know.
  const instant = before.kind === 'skipped' ? instantFromMillis(wallMillis(local)) : before.instant;
  return plusMinutes(instant, GAP_MINUTES).getTime();
}

/** Names that a widely used program has for zones, where the file does not say what they mean. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'FLE STANDARD TIME': 'Europe/Kyiv',
  'E. EUROPE STANDARD TIME': 'Europe/Chisinau',
  'GTB STANDARD TIME': 'Europe/Bucharest',
  'CENTRAL EUROPEAN STANDARD TIME': 'Europe/Warsaw',
  'CENTRAL EUROPE STANDARD TIME': 'Europe/Budapest',
  'W. EUROPE STANDARD TIME': 'Europe/Berlin',
  'ROMANCE STANDARD TIME': 'Europe/Paris',
  'GMT STANDARD TIME': 'Europe/London',
};
const UTC_NAMES = new Set(['UTC', 'ETC/UTC', 'GMT', 'ETC/GMT', 'Z', 'COORDINATED UNIVERSAL TIME']);

/**
 * The clock a file means by a name. One that is known to everybody is read by what is known, which a law may have changed
 * since the file's program was made; any other as the file defines it. Null for one that nobody knows.
 */
export function clockOf(tzid: string, defined: ReadonlyMap<string, ZoneClock>): ZoneClock | null {
  const id = tzid.trim();
  if (UTC_NAMES.has(id.toUpperCase())) return UTC;
  const known = readZone(id);
  if (known) return namedClock(known);
  const own = defined.get(id);
  if (own) return own;
  // `/mozilla.org/20050126_1/Europe/Kiev`
  const [, tail = ''] = /\/([A-Z][A-Za-z_]*\/[A-Z][A-Za-z_]*)$/.exec(id) ?? [];
  const other = OTHER_NAMES[id.toUpperCase()] ?? readZone(tail);
  return other ? namedClock(other) : null;
}
