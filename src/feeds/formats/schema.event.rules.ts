import type { CalendarSession } from '../../calendar/session.store.ts';
import { describe, isOnline, nameIn, onlineIn, placeNameIn } from '../../calendar/session.text.rules.ts';
import { titleIn } from '../../events/record/event.text.rules.ts';
import type { HappeningStatus } from '../../events/record/session.tables.ts';
import type { Language } from '../../platform/language/language.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { sessionAddress } from './address.rules.ts';
import type { PieceContext } from './format.ts';

/** What schema.org has no narrower word for is an Event. */
const TYPES: Readonly<Record<EventKind, 'Event' | 'EducationEvent' | 'ExhibitionEvent' | 'SocialEvent'>> = {
  THEMATIC_LESSON: 'EducationEvent',
  EDUCATIONAL_HOUR: 'EducationEvent',
  INFORMATION_HOUR: 'EducationEvent',
  TALK: 'Event',
  DEBATE: 'Event',
  QUIZ: 'Event',
  LECTURE: 'EducationEvent',
  PRESENTATION: 'Event',
  PUBLIC_EVENT: 'SocialEvent',
  ROUND_TABLE: 'Event',
  CONFERENCE: 'Event',
  SEMINAR: 'EducationEvent',
  SHORT_SEMINAR: 'EducationEvent',
  TRAINING: 'EducationEvent',
  CREATIVE_CONTEST: 'Event',
  PRESS_CONTEST: 'Event',
  INFORMATION_MARATHON: 'Event',
  EXHIBITION: 'ExhibitionEvent',
};

const STATUSES: Readonly<Record<HappeningStatus, string>> = {
  TENTATIVE: 'EventScheduled',
  CONFIRMED: 'EventScheduled',
  HELD: 'EventScheduled',
  RESCHEDULED: 'EventRescheduled',
  POSTPONED: 'EventPostponed',
  MOVED_ONLINE: 'EventMovedOnline',
  CANCELLED: 'EventCancelled',
};

const SCHEMA = 'https://schema.org';

/** A JSON-LD object; what is undefined is not in it. */
type Thing = Readonly<Record<string, unknown>>;

/** A session as an Event of schema.org: its own words and times, its name without what feeds put before it. */
export function schemaEvent(session: CalendarSession, context: PieceContext): Thing {
  const { language } = context;
  const { id, kind, zone, startsAt, endsAt, previousStartsAt, happeningStatus, coverUrl, host, audiences } = session;
  return {
    '@context': SCHEMA,
    '@type': TYPES[kind],
    '@id': `urn:uuid:${id}`,
    name: titleIn(language, session),
    description: describe(session, language) || undefined,
    startDate: textInZone(startsAt, zone),
    endDate: textInZone(endsAt, zone),
    previousStartDate: previousStartsAt ? textInZone(previousStartsAt, zone) : undefined,
    eventStatus: `${SCHEMA}/${STATUSES[happeningStatus]}`,
    eventAttendanceMode: `${SCHEMA}/${modeOf(session)}EventAttendanceMode`,
    location: locationOf(session, language),
    organizer: { '@type': 'Library', name: nameIn(language, host) },
    audience: audiences.map((audience) => ({ '@type': 'Audience', audienceType: nameIn(language, audience) })),
    inLanguage: session.language,
    ...offerOf(session, language),
    image: coverUrl ?? undefined,
    url: sessionAddress(session, 'json', context),
  };
}

function modeOf(session: CalendarSession): 'Online' | 'Mixed' | 'Offline' {
  if (isOnline(session)) return 'Online';
  return session.attendanceMode === 'MIXED' ? 'Mixed' : 'Offline';
}

/** Of what is online never the address, which only those who registered get. */
function locationOf(session: CalendarSession, language: Language): Thing | Thing[] {
  const online = { '@type': 'VirtualLocation', name: onlineIn(language) };
  const mode = modeOf(session);
  if (mode === 'Online') return online;
  const { address, latitude, longitude } = session.branch;
  const place = {
    ...{ '@type': 'Place', name: placeNameIn(language, session), address },
    geo: latitude === null || longitude === null ? undefined : { '@type': 'GeoCoordinates', latitude, longitude },
  };
  return mode === 'Mixed' ? [place, online] : place;
}

/** A price is told in words, and what has none costs nothing. */
function offerOf({ priceUk, priceEn }: CalendarSession, language: Language): Thing {
  const description = language === 'en' ? (priceEn ?? priceUk) : (priceUk ?? priceEn);
  return description === null
    ? { isAccessibleForFree: true, offers: { '@type': 'Offer', price: 0, priceCurrency: 'UAH' } }
    : { isAccessibleForFree: false, offers: { '@type': 'Offer', description } };
}
