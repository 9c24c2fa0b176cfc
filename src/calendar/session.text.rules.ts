import { KIND_FACTS } from '../events/kinds/kind.facts.rules.ts';
import { descriptionIn, titleIn } from '../events/record/event.text.rules.ts';
import type { Language } from '../platform/language/language.ts';
import type { CalendarSession } from './session.store.ts';

const WORDS = {
  uk: {
    cancelled: (reason: string) => `Скасовано: ${reason}`,
    postponedTitle: (title: string) => `Відкладено: ${title}`,
    postponed: (reason: string) => `Відкладено: ${reason}; нову дату буде повідомлено`,
    toBeFound: 'місце уточнюється',
    online: 'Онлайн',
    measure: (number: string, year: number) => `Пункт ${number} плану заходів на ${year} рік`,
  },
  en: {
    cancelled: (reason: string) => `Cancelled: ${reason}`,
    postponedTitle: (title: string) => `Postponed: ${title}`,
    postponed: (reason: string) => `Postponed: ${reason}; the new date will be announced`,
    toBeFound: 'place to be announced',
    online: 'Online',
    measure: (number: string, year: number) => `Measure ${number} of the plan for ${year}`,
  },
} as const;

export function isOnline({ place, happeningStatus }: Pick<CalendarSession, 'place' | 'happeningStatus'>): boolean {
  return place === 'ONLINE' || happeningStatus === 'MOVED_ONLINE';
}

type Placed = Pick<CalendarSession, 'place' | 'happeningStatus' | 'branch' | 'room'>;

/** Where to go; of what is online never the address, which only those who registered get. */
export function placeIn(language: Language, session: Placed): string {
  return isOnline(session)
    ? WORDS[language].online
    : [placeNameIn(language, session), session.branch.address].join(', ');
}

/** The branch, and the room in it. */
export function placeNameIn(language: Language, { place, branch, room }: Placed): string {
  const within = place === 'TO_BE_FOUND' ? [WORDS[language].toBeFound] : room ? [nameIn(language, room)] : [];
  return [nameIn(language, branch), ...within].join(', ');
}

export function onlineIn(language: Language): string {
  return WORDS[language].online;
}

/**
 * The title as feeds have it. Some calendars show what is cancelled like all else, and people go by the title: so it says it.
 * Mails do not need it, for they call it off.
 */
export function headingIn(language: Language, session: CalendarSession): string {
  const title = titleIn(language, session);
  const words = WORDS[language];
  if (session.happeningStatus === 'CANCELLED') return words.cancelled(title);
  return session.happeningStatus === 'POSTPONED' ? words.postponedTitle(title) : title;
}

/** What it is found under in feeds: for whom it is, and last what kind of event. */
export function categoriesIn(language: Language, { audiences, kind }: CalendarSession): string[] {
  return [...audiences, KIND_FACTS[kind]].map((named) => nameIn(language, named));
}

/** What a calendar says of a session below its title: first why it is not held, if it is not. */
export function describe(session: CalendarSession, language: Language): string {
  return [
    whyNot(session, language),
    descriptionIn(language, session),
    // Not its title: a coordinator may edit that, and the session's stamps would not tell of it.
    session.measures.map(({ number, year }) => WORDS[language].measure(number, year)).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function whyNot({ happeningStatus, reason }: CalendarSession, language: Language): string | null {
  if (happeningStatus === 'CANCELLED') return WORDS[language].cancelled(reason ?? '');
  return happeningStatus === 'POSTPONED' ? WORDS[language].postponed(reason ?? '') : null;
}

export function nameIn(language: Language, named: { readonly nameUk: string; readonly nameEn: string }): string {
  return language === 'en' ? named.nameEn : named.nameUk;
}
