import { decodeText } from '../../../plans/document/encoding.ts';
import { plusDays } from '../../../platform/time/instant.ts';
import { componentsOf } from './components.ts';
import { refuseNul } from './content.lines.ts';
import { MOST_TEXT, type ReadEvent, readEvent } from './event.reader.ts';
import { zonesOfFile } from './file.zone.ts';
import { itemsOfEvents } from './occurrences.ts';
import { firstLetters } from './property.ts';
import {
  CalendarError,
  type EventProblem,
  LIMITS,
  type ReadItem,
  type ReadingJob,
  type ReadingResult,
} from './read.calendar.ts';
import { type Steps, UnreadableError } from './rule.dates.ts';
import { namedClock, wallAt } from './zone.clock.ts';

/** Reads a calendar that somebody else wrote; `at` hears of each recurrence before it is gone through, by its line. */
export function readCalendar(job: ReadingJob, at: (line: number) => void = () => undefined): ReadingResult {
  try {
    return read(job, at);
  } catch (error) {
    if (error instanceof CalendarError) return error.refusal;
    throw error;
  }
}

function read({ bytes, zone, from, to }: ReadingJob, at: (line: number) => void): ReadingResult {
  if (bytes.length > LIMITS.bytes) throw new CalendarError('TOO_LARGE', null);
  const text = textOf(bytes);
  const { events, zones, count } = componentsOf(text);
  const problems: EventProblem[] = [];
  const steps: Steps = { taken: 0 };
  const last = wallAt(plusDays(to, 366).getTime());
  const [firstZone] = zones;
  if (firstZone) at(firstZone.line);
  const known = { floating: namedClock(zone), defined: zonesOfFile(zones, last, steps) };
  const note = (problem: EventProblem) => problems.push(problem);
  const read = events.flatMap((event) => readEvent(event, known, note) ?? []);
  const items: ReadItem[] = [];
  for (const [, ofOne] of Map.groupBy(read, ({ uid }) => uid)) {
    const [first] = ofOne;
    const ruled = ofOne.find(({ rules, withoutRules }) => rules.length + withoutRules.length > 0);
    if (ruled) at(ruled.rules[0]?.line ?? ruled.line);
    try {
      const found = itemsOfEvents(ofOne, { from, to, zone }, steps);
      items.push(...found.items);
      for (const { line, title } of found.tooLong) note({ fault: 'TOO_LONG', line, ...namesOf(first), title });
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      const line = ruled?.rules[0]?.line ?? first?.line ?? 1;
      problems.push({ fault: 'RULE', line, ...namesOf(ruled ?? first) });
    }
    if (items.length > LIMITS.occurrences) throw new CalendarError('TOO_MANY_OCCURRENCES', first?.line ?? null);
  }
  return { items, problems: problems.toSorted((a, b) => a.line - b.line), components: count };
}

function namesOf(event: ReadEvent | undefined) {
  return { uid: event ? firstLetters(event.uid, MOST_TEXT) : null, title: event?.facts.title ?? null };
}

/** UTF-8 is what the standard asks for; other bytes are taken where they can be nothing but Ukrainian text. */
function textOf(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  const decoded = decodeText(bytes);
  if (decoded) {
    refuseNul(decoded.text);
    return decoded.text;
  }
  if (nul >= 0) throw new CalendarError('CONTROL_CHARACTER', lineOfByte(bytes, nul));
  throw new CalendarError('NOT_TEXT', lineOfByte(bytes, firstWrongByte(bytes)));
}

function lineOfByte(bytes: Uint8Array, index: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < index; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}

/** Where text in UTF-8 ends to be some, within a line or two. */
function firstWrongByte(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(bytes);
  const wrong = text.indexOf('\ufffd');
  return wrong < 0 ? 0 : Buffer.byteLength(text.slice(0, wrong));
}
