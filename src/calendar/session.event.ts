// The VEVENT of a session: the one of invitations, and with more in it the one of feeds, with one UID and one SEQUENCE.
import {
  escape,
  type ICalCalendar,
  ICalEvent,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalLocation,
} from 'ical-generator';
import { titleIn } from '../events/record/event.text.rules.ts';
import type { HappeningStatus } from '../events/record/session.tables.ts';
import type { Language } from '../platform/language/language.ts';
import { emptyCalendar } from './calendar.ts';
import { KIND_COLOURS } from './kind.colours.rules.ts';
import { folded } from './lines.ts';
import { toldOtherwiseAt } from './session.revised.rules.ts';
import type { CalendarSession } from './session.store.ts';
import { categoriesIn, describe, headingIn, isOnline, nameIn, placeIn } from './session.text.rules.ts';
import { timeZone } from './time-zone.ts';
import { wallMoment } from './wall.moment.ts';

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

/** Adds the VEVENT of a session to a calendar that is sent. */
export function addSession(calendar: ICalCalendar, session: CalendarSession, language: Language): ICalEvent {
  const event = calendar.createEvent(dataOf(session, language));
  return event.status() === ICalEventStatus.CANCELLED ? callOff(event) : event;
}

/** It takes nobody's time. */
export function callOff(event: ICalEvent): ICalEvent {
  return event.status(ICalEventStatus.CANCELLED).transparency(ICalEventTransparency.TRANSPARENT);
}

/** Every date of an event is a component with a UID of its own, so none has a RECURRENCE-ID. */
function dataOf(session: CalendarSession, language: Language): ICalEventData {
  const { zone, startsAt, endsAt, audiences, sequence, createdAt, happeningStatus } = session;
  const revisedAt = toldOtherwiseAt(session);
  // A zone without a definition would leave the time floating: then it is told in UTC.
  const isDefined = timeZone(zone) !== null;
  return {
    ...{ id: `${session.id}@zakhid`, sequence, timezone: isDefined ? zone : null },
    start: isDefined ? wallMoment(startsAt, zone) : startsAt,
    end: isDefined ? wallMoment(endsAt, zone) : endsAt,
    ...{ stamp: revisedAt, created: createdAt, lastModified: revisedAt },
    summary: titleIn(language, session),
    description: describe(session, language),
    location: { title: placeIn(language, session) },
    categories: audiences.map((audience) => ({ name: nameIn(language, audience) })),
    status: STATUSES[happeningStatus],
    transparency: ICalEventTransparency.OPAQUE,
  };
}

/** It is asked for its zone alone, which it has none of: of the library's events each belongs to a calendar. */
const NO_CALENDAR = emptyCalendar('uk');
const EVENT_END = 'END:VEVENT\r\n';

/** The VEVENT of a session as it stands in every feed of its language; `url` is where it can be asked for anew. */
export function eventText(session: CalendarSession, language: Language, url: string): string {
  return folded(eventLines(session, language, url));
}

/**
 * The same with each property on one line, however long.
 *
 * What is not in it: CONFERENCE, for where to join is told to those alone who
 * registered; ATTENDEE, and any address of mail; X-ALT-DESC, for descriptions are plain text. RFC 9073 neither: of the place
 * calendars on telephones and desks show what LOCATION and GEO say, and we know of none that would show a VLOCATION as well.
 */
export function eventLines(session: CalendarSession, language: Language, url: string): string {
  const event = new ICalEvent(
    {
      ...dataOf(session, language),
      summary: headingIn(language, session),
      location: { title: placeIn(language, session), ...pointOf(session) },
      categories: categoriesIn(language, session).map((name) => ({ name })),
      url,
    },
    NO_CALENDAR,
  );
  if (event.status() === ICalEventStatus.CANCELLED) callOff(event);
  const text = event.toString();
  return `${text.slice(0, -EVENT_END.length)}${ownLines(session, language)}${EVENT_END}`;
}

/** In degrees, to a tenth of a metre; of what is online none. */
function pointOf(session: CalendarSession): Pick<ICalLocation, 'geo'> {
  const { latitude, longitude } = session.branch;
  if (latitude === null || longitude === null || isOnline(session)) return {};
  return { geo: { lat: Number(latitude.toFixed(6)), lon: Number(longitude.toFixed(6)) } };
}

/**
 * For the address of ORGANIZER, which is the library whose event it is, by name alone: what Exchange writes of somebody without
 * an address (MS-OXCICAL 2.1.3.1.1.20.16), so that clients know it, and offer to write to nobody.
 */
export const NO_MAIL = 'invalid:nomail';

/** What the calendar library has no words for. */
function ownLines({ kind, coverUrl, host }: CalendarSession, language: Language): string {
  const lines = [`ORGANIZER;CN="${escape(nameIn(language, host), true)}":${NO_MAIL}`, `COLOR:${KIND_COLOURS[kind]}`];
  // Of a URI nothing is escaped, so it has to be one.
  const isUri = coverUrl !== null && /^https:\/\/[!-~]+$/.test(coverUrl);
  if (isUri) lines.push(`IMAGE;VALUE=URI;DISPLAY=FULLSIZE:${coverUrl}`);
  return lines.map((line) => `${line}\r\n`).join('');
}
