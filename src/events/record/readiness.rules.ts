import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { BookingStatus } from '../../venues/bookings/booking.tables.ts';
import type { EventRow } from './event.tables.ts';
import { takesPlace } from './happening.rules.ts';
import type { SessionRow } from './session.tables.ts';

/** What a published event may lack. */
export type MissingForPublishing =
  'MEASURE' | 'AUDIENCE' | 'TIME' | 'PLACE' | 'ROOM_NOT_CONFIRMED' | 'JOIN_LINK' | 'CONTACT' | 'ALT_TEXT';

/** What readiness asks of a session, and the status of its room's booking. */
export interface SessionFacts extends Pick<SessionRow, 'standing' | 'place' | 'happeningStatus' | 'endsAt'> {
  /** Null for one that has no booking. */
  readonly bookingStatus: BookingStatus | null;
}

/** All that it takes to say whether an event can be shown to the public; `readiness.store.ts` reads the sessions. */
export interface ReadinessFacts {
  readonly event: Pick<
    EventRow,
    | 'editorialStatus'
    | 'attendanceMode'
    | 'joinUrl'
    | 'contactName'
    | 'contactPhone'
    | 'contactEmail'
    | 'coverUrl'
    | 'coverAltUk'
  >;
  /** How many audiences it has. */
  readonly audiences: number;
  /** How many measures it serves. */
  readonly measures: number;
  readonly sessions: readonly SessionFacts[];
  readonly now: Instant;
}

export interface NotReady extends Refusal<'NotReady'> {
  readonly missing: readonly MissingForPublishing[];
}

interface Need {
  readonly has: (facts: ReadinessFacts) => boolean;
  readonly uk: string;
  readonly en: string;
}

const WAS_ANNOUNCED: readonly EventRow['editorialStatus'][] = ['PUBLISHED', 'ARCHIVED'];

const NEEDS: Readonly<Record<MissingForPublishing, Need>> = {
  MEASURE: {
    has: ({ measures }) => measures > 0,
    uk: 'пункт плану, за яким її проводять',
    en: 'the measure of the plan it serves',
  },
  AUDIENCE: {
    has: ({ audiences }) => audiences > 0,
    uk: 'хоча б одна аудиторія',
    en: 'at least one audience',
  },
  TIME: {
    // What was announced and then called off keeps its place in calendars.
    has: ({ event, sessions }) =>
      sessions.some(
        ({ standing, happeningStatus }) =>
          standing === 'SCHEDULED' && (WAS_ANNOUNCED.includes(event.editorialStatus) || takesPlace(happeningStatus)),
      ),
    uk: 'хоча б одна дата в календарі',
    en: 'at least one date in the calendar',
  },
  PLACE: {
    has: (facts) => ahead(facts).every(({ place }) => place !== 'TO_BE_FOUND'),
    uk: 'місце для кожної дати, де його ще шукають',
    en: 'a place for every date whose room is still to be found',
  },
  ROOM_NOT_CONFIRMED: {
    has: (facts) => ahead(facts).every(({ bookingStatus }) => bookingStatus === null || bookingStatus === 'CONFIRMED'),
    uk: 'підтвердження заброньованої зали',
    en: 'the confirmation of the room that is booked',
  },
  JOIN_LINK: {
    has: (facts) => facts.event.joinUrl !== null || !isJoinedOnline(facts),
    uk: 'посилання, за яким долучаються онлайн',
    en: 'the link by which one joins online',
  },
  CONTACT: {
    has: ({ event: { contactName, contactPhone, contactEmail } }) =>
      contactName !== null && (contactPhone !== null || contactEmail !== null),
    uk: 'контакт: ім’я та телефон або електронна пошта',
    en: 'a contact: a name, and a telephone number or e-mail address',
  },
  ALT_TEXT: {
    has: ({ event: { coverUrl, coverAltUk } }) => coverUrl === null || coverAltUk !== null,
    uk: 'опис обкладинки українською для тих, хто її не бачить',
    en: 'a description of the cover in Ukrainian, for those who cannot see it',
  },
};

/** The sessions that are still to be held, as far as anybody knows. */
function ahead({ sessions, now }: ReadinessFacts): SessionFacts[] {
  return sessions.filter(
    ({ standing, happeningStatus, endsAt }) =>
      standing === 'SCHEDULED' && happeningStatus !== 'HELD' && takesPlace(happeningStatus) && endsAt > now,
  );
}

function isJoinedOnline(facts: ReadinessFacts): boolean {
  return facts.event.attendanceMode !== 'OFFLINE' || ahead(facts).some(({ place }) => place === 'ONLINE');
}

/** Everything an event lacks for the public eye. */
export function missingForPublishing(facts: ReadinessFacts): MissingForPublishing[] {
  const needs = Object.keys(NEEDS) as MissingForPublishing[]; // its own keys
  return needs.filter((need) => !NEEDS[need].has(facts));
}

/**
 * Everything an event lacks for the public eye, all at once; null when nothing. For an edit of what is public already,
 * `before` is the event without the edit: what was missing then (a room that was taken away) is not the edit's fault.
 */
export function notReady(facts: ReadinessFacts, language: Language, before?: ReadinessFacts): NotReady | null {
  const had = before ? missingForPublishing(before) : [];
  const missing = missingForPublishing(facts).filter((need) => !had.includes(need));
  if (missing.length === 0) return null;
  const named = missing.map((need) => NEEDS[need][language]).join('; ');
  return {
    kind: 'NotReady',
    message:
      language === 'uk'
        ? `Щоб подію бачили всі, їй потрібно ще: ${named}. Додайте це й повторіть.`
        : `For everybody to see the event, it still needs: ${named}. Add it and repeat.`,
    missing,
  };
}
