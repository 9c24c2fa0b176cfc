import ical, { escape, type ICalCalendar, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { descriptionIn, titleIn } from '../events/event.rules.ts';
import type { Language } from '../platform/language/language.ts';
import { zonedDateTime } from '../platform/time/local.ts';
import type { AudienceFeed, FeedEvent } from './feed.store.ts';

/** How often a subscriber should ask again, in seconds (RFC 7986 5.7). */
const REFRESH_SECONDS = 3_600;

const WORDS = {
  uk: {
    name: (audience: string) => `Події: ${audience}`,
    about: (audience: string) => `Події бібліотек міста; аудиторія — ${audience}.`,
    cut: (shown: number) => `Показано лише ${shown} найближчих у часі подій; решту дивіться на сайті.`,
    cancelled: (reason: string) => `Скасовано: ${reason}`,
    measure: (number: string, year: number) => `Пункт ${number} плану заходів на ${year} рік`,
  },
  en: {
    name: (audience: string) => `Events: ${audience}`,
    about: (audience: string) => `Events of the city's libraries; audience: ${audience}.`,
    cut: (shown: number) => `Only the ${shown} events nearest in time are shown; for the others see the site.`,
    cancelled: (reason: string) => `Cancelled: ${reason}`,
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
  const about = [words.about(audience), ...(feed.isCut ? [words.cut(feed.events.length)] : [])].join('\n');
  // The library writes the calendar's own texts as they are given, those of events escaped.
  const calendar = ical({
    prodId: `//Zakhid//Events//${language.toUpperCase()}`,
    name: escape(words.name(audience), false),
    description: escape(about, false),
    ttl: REFRESH_SECONDS,
    // Without a zone of its own, or the stamps would be written in it, and without their Z.
    timezone: { name: null, generator: timeZone },
  });
  for (const event of feed.events) addEvent(calendar, event, language);
  return `${propertiesFirst(calendar.toString())}\r\n`;
}

/** The library writes two of the calendar's properties after its zones; RFC 5545 3.6 has all of them before. */
function propertiesFirst(text: string): string {
  return text.replace(
    /^((?:BEGIN:VTIMEZONE$[^]*?^END:VTIMEZONE\r\n)+)(REFRESH-INTERVAL.*\r\nX-PUBLISHED-TTL.*\r\n)/m,
    '$2$1',
  );
}

function addEvent(calendar: ICalCalendar, event: FeedEvent, language: Language): void {
  const { id, zone, startsAt, endsAt, branch, audiences, happeningStatus, revisedAt } = event;
  const isCancelled = happeningStatus === 'CANCELLED';
  calendar.createEvent({
    id: `${id}@zakhid`,
    sequence: event.sequence,
    // A zone without a definition would leave the time floating: then it is told in UTC.
    timezone: timeZone(zone) ? zone : null,
    start: zonedDateTime(startsAt, zone),
    end: zonedDateTime(endsAt, zone),
    stamp: revisedAt,
    created: event.createdAt,
    lastModified: revisedAt,
    summary: titleIn(language, event),
    description: describe(event, language),
    location: { title: [nameIn(language, branch), branch.address].join(', ') },
    categories: audiences.map((audience) => ({ name: nameIn(language, audience) })),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: isCancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
  });
}

function describe(event: FeedEvent, language: Language): string {
  const words = WORDS[language];
  return [
    ...(event.cancelReason === null ? [] : [words.cancelled(event.cancelReason)]),
    descriptionIn(language, event),
    // Not its title: a coordinator may edit that, and the event's stamps would not tell of it.
    event.measures.map(({ number, year }) => words.measure(number, year)).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
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
