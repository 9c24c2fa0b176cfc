// Calendars in a few words, and what the reader makes of them within 400 days from 2026-03-01.
import { readCalendar } from '../src/feeds/partners/reading/calendar.reader.ts';
import type { ReadCalendar, ReadingResult } from '../src/feeds/partners/reading/read.calendar.ts';

const WINDOW = { zone: 'Europe/Kyiv', from: new Date('2026-03-01T00:00:00Z'), to: new Date('2027-04-05T00:00:00Z') };

export const file = (...lines: readonly (string | readonly string[])[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines.flat(), 'END:VCALENDAR', ''].join('\r\n');
export const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

export const result = (text: string | Uint8Array): ReadingResult =>
  readCalendar({ ...WINDOW, bytes: Buffer.from(text) });
export function read(text: string | Uint8Array): ReadCalendar {
  const found = result(text);
  if ('refused' in found) throw new Error(`${found.refused} in line ${found.line}`);
  return found;
}
/** `start–end` in UTC to the minute, in order. */
export const spans = (text: string) =>
  read(text)
    .items.map(({ startsAt, endsAt }) => [startsAt, endsAt].map((at) => at.toISOString().slice(0, 16)).join('–'))
    .sort();
export const starts = (text: string) => spans(text).map((span) => span.slice(0, 16));
export const faults = (text: string) => read(text).problems.map(({ fault, line }) => `${fault} ${line}`);

export const CUSTOM = [
  ...['BEGIN:VTIMEZONE', 'TZID:Own/Half'],
  ...['BEGIN:STANDARD', 'DTSTART:16010101T040000', 'TZOFFSETFROM:+0630', 'TZOFFSETTO:+0530'],
  ...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD'],
  ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0530', 'TZOFFSETTO:+0630'],
  ...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'],
];
