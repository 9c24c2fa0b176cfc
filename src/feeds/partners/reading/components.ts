import { type ContentLine, contentLines } from './content.lines.ts';
import { CalendarError, LIMITS } from './read.calendar.ts';

/** What is read of a component; all else is passed over where it stands, however large. */
const WANTED = {
  VEVENT: new Set([
    ...['UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'EXRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'SEQUENCE'],
    ...['SUMMARY', 'LOCATION', 'URL', 'STATUS', 'TRANSP', 'CLASS', 'X-MICROSOFT-CDO-BUSYSTATUS'],
  ]),
  VTIMEZONE: new Set(['TZID']),
  STANDARD: new Set(['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE']),
  DAYLIGHT: new Set(['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE']),
} as const;
type Wanted = keyof typeof WANTED;

/** An event, a zone, or the time of a zone: its lines, and what stands within. */
export interface Component {
  readonly name: string;
  readonly line: number;
  readonly lines: ContentLine[];
  readonly parts: Component[];
  /** The first line in it that is none. */
  brokenLine: number | null;
}

export interface Components {
  readonly events: readonly Component[];
  readonly zones: readonly Component[];
  /** How many things there are, of whatever kind. */
  readonly count: number;
}

/** Takes a calendar apart; throws CalendarError where it is none. A file may hold several, one after the other. */
export function componentsOf(text: string): Components {
  const open: Component[] = [];
  const events: Component[] = [];
  const zones: Component[] = [];
  let [count, parts, calendars] = [0, 0, 0];
  for (const content of contentLines(text)) {
    const { name, line } = content;
    const above = open.at(-1);
    if (name === 'BEGIN') {
      const begun = begin(content);
      if (open.length === 0 && begun.name !== 'VCALENDAR') throw new CalendarError('NOT_A_CALENDAR', line);
      if (open.length >= LIMITS.depth) throw new CalendarError('TOO_DEEP', line);
      if (open.length === 0) calendars += 1;
      if (open.length === 1 && (count += 1) > LIMITS.components) throw new CalendarError('TOO_MANY_COMPONENTS', line);
      if ((parts += 1) > LIMITS.parts) throw new CalendarError('TOO_MANY_COMPONENTS', line);
      if (open.length === 1 && begun.name === 'VEVENT') events.push(begun);
      if (open.length === 1 && begun.name === 'VTIMEZONE') zones.push(begun);
      if (above?.name === 'VTIMEZONE') above.parts.push(begun);
      open.push(begun);
    } else if (!above) throw new CalendarError('NOT_A_CALENDAR', line);
    else if (name === 'END') {
      if (valueOf(content) !== above.name) throw new CalendarError('UNBALANCED', line);
      open.pop();
    } else if (name === '') above.brokenLine ??= line;
    else if (Object.hasOwn(WANTED, above.name) && WANTED[above.name as Wanted].has(name)) above.lines.push(content);
  }
  const unfinished = open.at(-1);
  if (unfinished) throw new CalendarError('UNFINISHED', unfinished.line);
  if (calendars === 0) throw new CalendarError('NOT_A_CALENDAR', 1);
  return { events, zones, count: count - zones.length };
}

function begin(content: ContentLine): Component {
  return { name: valueOf(content), line: content.line, lines: [], parts: [], brokenLine: null };
}

function valueOf({ text }: ContentLine): string {
  return text
    .slice(text.indexOf(':') + 1, 200)
    .trim()
    .toUpperCase();
}
