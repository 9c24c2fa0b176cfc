import { descriptionIn } from '../events/record/event.text.rules.ts';
import type { Language } from '../platform/language/language.ts';
import type { CalendarSession } from './session.store.ts';

const WORDS = {
  uk: {
    cancelled: (reason: string) => `Скасовано: ${reason}`,
    postponed: (reason: string) => `Відкладено: ${reason}; нову дату буде повідомлено`,
    toBeFound: 'місце уточнюється',
    online: 'Онлайн',
    measure: (number: string, year: number) => `Пункт ${number} плану заходів на ${year} рік`,
  },
  en: {
    cancelled: (reason: string) => `Cancelled: ${reason}`,
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
  const words = WORDS[language];
  if (isOnline(session)) return words.online;
  const { place, branch, room } = session;
  const within = place === 'TO_BE_FOUND' ? [words.toBeFound] : room ? [nameIn(language, room)] : [];
  return [nameIn(language, branch), ...within, branch.address].join(', ');
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
