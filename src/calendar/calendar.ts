import ical, { escape, type ICalCalendar, ICalCalendarMethod } from 'ical-generator';
import type { Language } from '../platform/language/language.ts';
import { folded } from './lines.ts';
import { timeZone } from './time-zone.ts';

/** What a calendar says of itself, for those who subscribe to it. */
export interface Subscribed {
  readonly name: string;
  readonly about: string;
  /** How often a subscriber should ask again (RFC 7986 5.7). */
  readonly refreshSeconds: number;
  /** Where it is; null where that is a secret. */
  readonly address: string | null;
}

/** RFC 7986 5.9 for a calendar; what Apple reads in its stead is the same. */
const COLOUR = { name: 'steelblue', hex: '#4682B4' };

/**
 * A calendar's beginning, with the zones its events are in; they follow, and then its end. It says nothing of when it changed,
 * so that it is the same bytes until it does; and no X-WR-TIMEZONE, which is for times without a zone: here there are none.
 */
export function calendarHead(
  { name, about, refreshSeconds, address }: Subscribed,
  zones: readonly string[],
  language: Language,
): string {
  // The library writes the calendar's own texts as they are given, those of events escaped.
  const [title, description] = [escape(name, false), escape(about, false)];
  const calendar = emptyCalendar(language)
    .url(address)
    .source(address)
    .name(title)
    .description(description)
    .ttl(refreshSeconds)
    .color(COLOUR.hex);
  // These two it does not know. Of all properties RFC 5545 3.6 has the zones after them.
  const own = [`DESCRIPTION:${description}`, `COLOR:${COLOUR.name}`];
  const definitions = zones.flatMap((zone) => timeZone(zone)?.trim() ?? []);
  const lines = [calendar.toString().replace(/\r\nEND:VCALENDAR$/, ''), ...[...own, ...definitions].map(folded)];
  return `${lines.join('\r\n')}\r\n`;
}

export const CALENDAR_END = 'END:VCALENDAR\r\n';

/** A calendar that is sent, without events (RFC 5546). */
export function calendarToSend(method: 'REQUEST' | 'CANCEL', language: Language): ICalCalendar {
  return emptyCalendar(language).method(ICalCalendarMethod[method]);
}

export function emptyCalendar(language: Language): ICalCalendar {
  return ical({
    prodId: `//Zakhid//Events//${language.toUpperCase()}`,
    // Without a zone of its own, or the stamps would be written in it, and without their Z.
    timezone: { name: null, generator: timeZone },
  });
}

/** The bytes: lines of at most 75 octets, each ended by CRLF. */
export function textOf(calendar: ICalCalendar): string {
  return `${calendar.toString()}\r\n`;
}
