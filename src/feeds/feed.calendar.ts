import ical, { escape, type ICalCalendar, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { descriptionIn, titleIn } from '../events/record/event.text.rules.ts';
import type { HappeningStatus } from '../events/record/session.tables.ts';
import type { Language } from '../platform/language/language.ts';
import type { Instant } from '../platform/time/instant.ts';
import { zonedDateTime } from '../platform/time/local.ts';
import { latestOf } from './feed.rules.ts';
import type { AudienceFeed, FeedSession } from './feed.store.ts';

/** How often a subscriber should ask again, in seconds (RFC 7986 5.7). */
const REFRESH_SECONDS = 3_600;

const WORDS = {
  uk: {
    name: (audience: string) => `Події: ${audience}`,
    about: (audience: string) => `Події бібліотек міста; аудиторія — ${audience}.`,
    cut: (shown: number) => `Показано лише ${shown} найближчих у часі подій; решту дивіться на сайті.`,
    cancelled: (reason: string) => `Скасовано: ${reason}`,
    postponed: (reason: string) => `Відкладено: ${reason}; нову дату буде повідомлено`,
    toBeFound: 'місце уточнюється',
    online: 'Онлайн',
    measure: (number: string, year: number) => `Пункт ${number} плану заходів на ${year} рік`,
  },
  en: {
    name: (audience: string) => `Events: ${audience}`,
    about: (audience: string) => `Events of the city's libraries; audience: ${audience}.`,
    cut: (shown: number) => `Only the ${shown} events nearest in time are shown; for the others see the site.`,
    cancelled: (reason: string) => `Cancelled: ${reason}`,
    postponed: (reason: string) => `Postponed: ${reason}; the new date will be announced`,
    toBeFound: 'place to be announced',
    online: 'Online',
    measure: (number: string, year: number) => `Measure ${number} of the plan for ${year}`,
  },
} as const;

/**
 * A feed as an iCalendar object (RFC 5545, 7986): lines of at most 75 octets, each ended by CRLF. What it says depends on
 * its arguments alone, so that equal feeds are equal bytes.
 */
export function renderFeed(feed: AudienceFeed, language: Language): string {
  const words = WORDS[language];
  const audience = nameIn(language, feed.audience);
  const about = [words.about(audience), ...(feed.isCut ? [words.cut(feed.sessions.length)] : [])].join('\n');
  // The library writes the calendar's own texts as they are given, those of events escaped.
  const calendar = ical({
    prodId: `//Zakhid//Events//${language.toUpperCase()}`,
    name: escape(words.name(audience), false),
    description: escape(about, false),
    ttl: REFRESH_SECONDS,
    // Without a zone of its own, or the stamps would be written in it, and without their Z.
    timezone: { name: null, generator: timeZone },
  });
  for (const session of feed.sessions) addSession(calendar, session, language);
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

function addSession(calendar: ICalCalendar, session: FeedSession, language: Language): void {
  const { id, zone, startsAt, endsAt, audiences } = session;
  const revisedAt = toldOtherwiseAt(session);
  const status = STATUSES[session.happeningStatus];
  const isOff = status === ICalEventStatus.CANCELLED;
  calendar.createEvent({
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
    location: { title: locate(session, language) },
    categories: audiences.map((audience) => ({ name: nameIn(language, audience) })),
    status,
    transparency: isOff ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
  });
}

/**
 * DTSTAMP and LAST-MODIFIED rise also with a new name or address of the place; SEQUENCE does not, for it is the same place
 * (RFC 5546 2.1.4).
 */
function toldOtherwiseAt(session: FeedSession): Instant {
  const { revisedAt, branch, room } = session;
  if (isOnline(session)) return revisedAt;
  return latestOf(revisedAt, [branch.updatedAt, ...(room ? [room.updatedAt] : [])]);
}

function isOnline({ place, happeningStatus }: FeedSession): boolean {
  return place === 'ONLINE' || happeningStatus === 'MOVED_ONLINE';
}

/** Where to go; of what is online never the address, which only those who registered get. */
function locate(session: FeedSession, language: Language): string {
  const words = WORDS[language];
  if (isOnline(session)) return words.online;
  const { place, branch, room } = session;
  const within = place === 'TO_BE_FOUND' ? [words.toBeFound] : room ? [nameIn(language, room)] : [];
  return [nameIn(language, branch), ...within, branch.address].join(', ');
}

function describe(session: FeedSession, language: Language): string {
  return [
    whyNot(session, language),
    descriptionIn(language, session),
    // Not its title: a coordinator may edit that, and the session's stamps would not tell of it.
    session.measures.map(({ number, year }) => WORDS[language].measure(number, year)).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function whyNot({ happeningStatus, reason }: FeedSession, language: Language): string | null {
  if (happeningStatus === 'CANCELLED') return WORDS[language].cancelled(reason ?? '');
  return happeningStatus === 'POSTPONED' ? WORDS[language].postponed(reason ?? '') : null;
}

function nameIn(language: Language, named: { readonly nameUk: string; readonly nameEn: string }): string {
  return language === 'en' ? named.nameEn : named.nameUk;
}

const definitions = new Map<string, string | null>();

/** The VTIMEZONE of a zone under exactly this name (the library knows aliases by their target); null for none. */
function timeZone(zone: string): string | null {
  const known = definitions.get(zone);
  if (known !== undefined) return known;
  const [block] = tzlib_get_ical_block(zone);
  const definition = block?.startsWith('BEGIN:VTIMEZONE')
    ? block.replace(/^(TZID|X-LIC-LOCATION):.*$/gm, (_, name: string) => `${name}:${zone}`)
    : null;
  definitions.set(zone, definition);
  return definition;
}
