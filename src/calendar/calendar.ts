import ical, {
  escape,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { titleIn } from '../events/record/event.text.rules.ts';
import type { HappeningStatus } from '../events/record/session.tables.ts';
import type { Language } from '../platform/language/language.ts';
import { type Instant, laterOf } from '../platform/time/instant.ts';
import { zonedDateTime } from '../platform/time/local.ts';
import type { CalendarSession } from './session.store.ts';
import { describe, isOnline, nameIn, placeIn } from './session.text.rules.ts';
import { timeZone } from './time-zone.ts';

/** What a calendar says of itself, for those who subscribe to it. */
export interface Subscribed {
  readonly name: string;
  readonly about: string;
  /** How often a subscriber should ask again (RFC 7986 5.7). */
  readonly refreshSeconds: number;
}

/** A calendar to subscribe to, without events. The library writes the calendar's own texts as they are given, those of events escaped. */
export function calendarToSubscribe({ name, about, refreshSeconds }: Subscribed, language: Language): ICalCalendar {
  return emptyCalendar(language).name(escape(name, false)).description(escape(about, false)).ttl(refreshSeconds);
}

/** A calendar that is sent, without events (RFC 5546). */
export function calendarToSend(method: 'REQUEST' | 'CANCEL', language: Language): ICalCalendar {
  return emptyCalendar(language).method(ICalCalendarMethod[method]);
}

function emptyCalendar(language: Language): ICalCalendar {
  return ical({
    prodId: `//Zakhid//Events//${language.toUpperCase()}`,
    // Without a zone of its own, or the stamps would be written in it, and without their Z.
    timezone: { name: null, generator: timeZone },
  });
}

/** The bytes: lines of at most 75 octets, each ended by CRLF. */
export function textOf(calendar: ICalCalendar): string {
  return `${propertiesFirst(calendar.toString())}\r\n`;
}

/** The library writes two of the calendar's properties after its zones; RFC 5545 3.6 has all of them before. */
function propertiesFirst(text: string): string {
  return text.replace(
    /^((?:BEGIN:VTIMEZONE$[^]*?^END:VTIMEZONE\r\n)+)(REFRESH-INTERVAL.*\r\nX-PUBLISHED-TTL.*\r\n)/m,
    '$2$1',
  );
}

/** iCalendar knows no word for what is postponed: at its time it is not held, which is what a calendar has to show. */
const STATUSES: Readonly<Record<HappeningStatus, ICalEventStatus>> = {
  TENTATIVE: ICalEventStatus.TENTATIVE,
  CONFIRMED: ICalEventStatus.CONFIRMED,
  RESCHEDULED: ICalEventStatus.CONFIRMED,
  MOVED_ONLINE: ICalEventStatus.CONFIRMED,
  HELD: ICalEventStatus.CONFIRMED,
  POSTPONED: ICalEventStatus.CANCELLED,
  CANCELLED: ICalEventStatus.CANCELLED,
};

/** Adds the VEVENT of a session: the same for every calendar it stands in, so that clients know it by UID and SEQUENCE. */
export function addSession(calendar: ICalCalendar, session: CalendarSession, language: Language): ICalEvent {
  const { id, zone, startsAt, endsAt, audiences } = session;
  const revisedAt = toldOtherwiseAt(session);
  const status = STATUSES[session.happeningStatus];
  const event = calendar.createEvent({
    id: `${id}@zakhid`,
    sequence: session.sequence,
    // A zone without a definition would leave the time floating: then it is told in UTC.
    timezone: timeZone(zone) ? zone : null,
    start: zonedDateTime(startsAt, zone),
    end: zonedDateTime(endsAt, zone),
    stamp: revisedAt,
    created: session.createdAt,
    lastModified: revisedAt,
    summary: titleIn(language, session),
    description: describe(session, language),
    location: { title: placeIn(language, session) },
    categories: audiences.map((audience) => ({ name: nameIn(language, audience) })),
    status,
    transparency: ICalEventTransparency.OPAQUE,
  });
  return status === ICalEventStatus.CANCELLED ? callOff(event) : event;
}

/** It takes nobody's time. */
export function callOff(event: ICalEvent): ICalEvent {
  return event.status(ICalEventStatus.CANCELLED).transparency(ICalEventTransparency.TRANSPARENT);
}

/**
 * DTSTAMP and LAST-MODIFIED rise also with a new name or address of the place; SEQUENCE does not, for it is the same place
 * (RFC 5546 2.1.4).
 */
export function toldOtherwiseAt(session: CalendarSession): Instant {
  const { revisedAt, branch, room } = session;
  if (isOnline(session)) return revisedAt;
  return [branch.updatedAt, ...(room ? [room.updatedAt] : [])].reduce(laterOf, revisedAt);
}
