import { createHash } from 'node:crypto';
import { cleanLine } from '../../../platform/text/text.rules.ts';
import type { Component } from './components.ts';
import {
  type Duration,
  laterBy,
  millisOf,
  type Moment,
  readDuration,
  readMoments,
  UnknownZoneError,
} from './moment.ts';
import { firstLetters, propertiesOf, type Property, textOf } from './property.ts';
import { CalendarError, type EventFault, type EventProblem, type ItemStatus, LIMITS } from './read.calendar.ts';
import { readRule, type Rule, UnreadableError } from './rule.dates.ts';
import { wallMillis, type ZoneClock } from './zone.clock.ts';

/** What an event says of itself, beside its times. */
export interface EventFacts {
  readonly title: string | null;
  readonly location: string | null;
  readonly url: string | null;
  readonly status: ItemStatus;
  readonly takesTime: boolean;
  readonly isPublic: boolean;
}

export interface RuleAt {
  readonly rule: Rule;
  readonly line: number;
}

/** An event as it stands in the file: alone, the head of a recurrence, or one changed date of it. */
export interface ReadEvent {
  readonly uid: string;
  readonly line: number;
  readonly sequence: number;
  readonly start: Moment;
  /** When it ends that begins then. */
  readonly endOf: (start: Pick<Moment, 'local' | 'clock'>) => number;
  readonly rules: readonly RuleAt[];
  readonly withoutRules: readonly RuleAt[];
  readonly dates: readonly Moment[];
  readonly without: readonly Moment[];
  /** Of a changed date: which one it is, and whether those after it are changed as well. */
  readonly changes: { readonly date: Moment; readonly andLater: boolean } | null;
  readonly facts: EventFacts;
}

export interface Zones {
  /** Of times that name no zone. */
  readonly floating: ZoneClock;
  readonly defined: ReadonlyMap<string, ZoneClock>;
}

const MOST_UID = 255;
export const MOST_TEXT = 200;
const MOST_URL = 1_000;
/** Before it is read; what is cut off would not be kept. */
const MOST_RAW = 4_000;
const DAY_MILLIS = 24 * 60 * 60_000;
const ONE_DAY: Duration = { days: 1, millis: 0 };

class EventError extends Error {
  readonly fault: EventFault;
  readonly line: number;

  constructor(fault: EventFault, line: number) {
    super(`an event is left out: ${fault}`);
    this.fault = fault;
    this.line = line;
  }
}

/** Reads an event; what is wrong with it is noted, and null is answered where nothing of it can be read. */
export function readEvent(component: Component, zones: Zones, note: (problem: EventProblem) => void): ReadEvent | null {
  const named: { uid: string | null; title: string | null } = { uid: null, title: null };
  const tell = (fault: EventFault, line: number) => note({ ...named, fault, line });
  try {
    return read(component, zones, named, tell);
  } catch (error) {
    if (error instanceof EventError) tell(error.fault, error.line);
    else if (error instanceof UnreadableError) tell('LINE', component.line);
    else throw error;
    return null;
  }
}

function read(
  component: Component,
  zones: Zones,
  named: { uid: string | null; title: string | null },
  tell: (fault: EventFault, line: number) => void,
): ReadEvent {
  const { line, brokenLine } = component;
  const properties = propertiesOf(component);
  const one = (name: string) => properties.get(name)?.[0];
  const title = wordsOf(one('SUMMARY'));
  const given = wordsOf(one('UID'), MOST_RAW);
  const facts = factsOf(properties, title);
  Object.assign(named, { uid: given && firstLetters(given, MOST_TEXT), title: facts.title });
  if (brokenLine !== null) throw new EventError('LINE', brokenLine);
  const moments = (property: Property, fault: EventFault) =>
    orThrow(fault, property.line, () => readMoments(property, zones.floating, zones.defined));

  const startProperty = one('DTSTART');
  if (!startProperty) throw new EventError('START_MISSING', line);
  const [start] = moments(startProperty, 'START');
  if (!start) throw new EventError('START', startProperty.line);
  const endOf = readLength(start, one('DTEND'), one('DURATION'), moments);

  checkCount([...(properties.get('RDATE') ?? []), ...(properties.get('EXDATE') ?? [])]);
  const dated = (name: string) =>
    (properties.get(name) ?? []).flatMap((property) => {
      try {
        return readMoments(property, zones.floating, zones.defined);
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        tell('NAMED_DATE', property.line);
        return [];
      }
    });
  const ruled = (name: string) =>
    (properties.get(name) ?? []).map(({ value, line: at }) => ({
      rule: orThrow('RULE', at, () => readRule(value)),
      line: at,
    }));
  const changed = one('RECURRENCE-ID');
  const [date] = changed ? moments(changed, 'RECURRENCE_ID') : [];
  const andLater = changed?.parameters['RANGE']?.toUpperCase() === 'THISANDFUTURE';
  return {
    uid: uidOf(given, [start.local, title ?? ''].join(' ')),
    line,
    sequence: Number(/^\d{1,9}$/.exec(one('SEQUENCE')?.value.trim() ?? '')?.[0] ?? 0),
    ...{ start, endOf, facts },
    rules: ruled('RRULE'),
    withoutRules: ruled('EXRULE'),
    dates: dated('RDATE'),
    without: dated('EXDATE'),
    changes: date ? { date, andLater } : null,
  };
}

function orThrow<Result>(fault: EventFault, line: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnknownZoneError) throw new EventError('ZONE', line);
    if (error instanceof UnreadableError) throw new EventError(fault, line);
    throw error;
  }
}

/** Of what ends at a moment it is so long each time it recurs; what lasts days lasts days of the wall (RFC 5545 3.8.5.3). */
function readLength(
  start: Moment,
  end: Property | undefined,
  duration: Property | undefined,
  moments: (property: Property, fault: EventFault) => Moment[],
): ReadEvent['endOf'] {
  const lasting = lengthBy(start, end, duration, moments);
  const length = ('days' in lasting ? laterBy(start, lasting) : millisOf(start) + lasting.exactly) - millisOf(start);
  const { line } = end ?? duration ?? { line: 0 };
  if (length < 0) throw new EventError('END_BEFORE_START', line);
  // Nor is what ends after the last year, at no number.
  if (!(length <= LIMITS.lastingMillis)) throw new EventError('TOO_LONG', line);
  if ('days' in lasting) return (begun) => laterBy(begun, lasting);
  return ({ local, clock }) => clock.millisOf(local) + lasting.exactly;
}

function lengthBy(
  start: Moment,
  end: Property | undefined,
  duration: Property | undefined,
  moments: (property: Property, fault: EventFault) => Moment[],
): Duration | { readonly exactly: number } {
  if (end) {
    const [at] = moments(end, 'END');
    if (!at || at.isDay !== start.isDay) throw new EventError('END', end.line);
    if (!at.isDay) return { exactly: millisOf(at) - millisOf(start) };
    // Of a day that ends when it begins all is meant: programs write it so.
    return { days: (wallMillis(at.local) - wallMillis(start.local)) / DAY_MILLIS || 1, millis: 0 };
  }
  if (duration) return orThrow('END', duration.line, () => readDuration(duration.value));
  return start.isDay ? ONE_DAY : { exactly: 0 };
}

function checkCount(lists: readonly Property[]): void {
  let count = 0;
  for (const { value, line } of lists) {
    for (let at = value.indexOf(','); at >= 0; at = value.indexOf(',', at + 1)) count += 1;
    count += 1;
    if (count > LIMITS.namedDates) throw new CalendarError('TOO_MANY_DATES', line);
  }
}

function factsOf(properties: ReadonlyMap<string, readonly Property[]>, title: string | null): EventFacts {
  const word = (name: string) => properties.get(name)?.[0]?.value.trim().toUpperCase() ?? '';
  const status = word('STATUS');
  const isCancelled = status === 'CANCELLED';
  // Of what its calendar does not show to everybody nothing is kept but when it is.
  const isPublic = ['', 'PUBLIC'].includes(word('CLASS'));
  const isFree = word('TRANSP') === 'TRANSPARENT' || word('X-MICROSOFT-CDO-BUSYSTATUS') === 'FREE';
  return {
    title: isPublic ? title : null,
    location: isPublic ? wordsOf(properties.get('LOCATION')?.[0]) : null,
    url: isPublic ? addressOf(properties.get('URL')?.[0]?.value) : null,
    status: isCancelled ? 'CANCELLED' : status === 'TENTATIVE' ? 'TENTATIVE' : 'CONFIRMED',
    takesTime: !isCancelled && !isFree,
    isPublic,
  };
}

/** One line of plain text; null for one with nothing to read. */
function wordsOf(property: Property | undefined, most = MOST_TEXT): string | null {
  if (!property) return null;
  // What is cut may end in half an escape, or in half a letter.
  const raw = property.value.slice(0, MOST_RAW).replace(/\\?\p{Cs}?$/u, '');
  const text = cleanLine(textOf({ ...property, value: raw }));
  if (text === '') return null;
  return firstLetters(text, most) === text ? text : `${firstLetters(text, most - 1)}…`;
}

function addressOf(value: string | undefined): string | null {
  const url = URL.parse(value?.trim() ?? '');
  const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password;
  return isWeb && url.href.length <= MOST_URL ? url.href : null;
}

/** Every event must have one, and some programs write none: then the same event has the same one each time. */
function uidOf(given: string | null, otherwise: string): string {
  if (given !== null && given.length <= MOST_UID) return given;
  return createHash('sha256')
    .update(given ?? otherwise)
    .digest('hex');
}
