import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow, SessionStanding } from '../record/session.tables.ts';

/** Whether the date stands in the calendar does not allow what was to be done. */
export interface WrongStanding extends Refusal<'WrongStanding'> {
  readonly standing: SessionStanding;
}

const WITHOUT_PLACE = {
  uk: 'Ця дата ще не стоїть у календарі. Спершу розмістіть її або вилучіть.',
  en: 'This date does not stand in the calendar yet. Place it or drop it first.',
};
const DROPPED = {
  uk: 'Цю дату вилучено. Якщо вона таки потрібна, додайте нову.',
  en: 'This date was dropped. If it is needed after all, add a new one.',
};
const HAS_PLACE = {
  uk: 'Ця дата вже має місце. Якщо воно не підходить, перенесіть її.',
  en: 'This date has its place already. If that does not suit, move it.',
};
const ANNOUNCED = {
  uk: 'Про цю дату вже знають або вона почалася, тож її не вилучають. Скасуйте її з поясненням.',
  en: 'This date is known already or has begun, so it is not dropped. Cancel it, and say why.',
};

/** Everything that happens to a session happens in the calendar; null for one that stands there. */
export function notScheduled({ standing }: SessionRow, language: Language): WrongStanding | null {
  if (standing === 'SCHEDULED') return null;
  return wrongStanding(standing, standing === 'TO_PLACE' ? WITHOUT_PLACE : DROPPED, language);
}

/** Only what has no place is placed: what was skipped, and what lost its room. Null for such a one. */
export function notToPlace({ standing, place }: SessionRow, language: Language): WrongStanding | null {
  if (standing === 'TO_PLACE' || (standing === 'SCHEDULED' && place === 'TO_BE_FOUND')) return null;
  return wrongStanding(standing, standing === 'DROPPED' ? DROPPED : HAS_PLACE, language);
}

/** What nobody ever heard of is dropped without a word; null for such a one. */
export function notDroppable(
  { standing, startsAt }: SessionRow,
  { publishedAt }: Pick<EventRow, 'publishedAt'>,
  now: Instant,
  language: Language,
): WrongStanding | null {
  if (standing === 'TO_PLACE' || (standing === 'SCHEDULED' && publishedAt === null && startsAt > now)) return null;
  return wrongStanding(standing, standing === 'DROPPED' ? DROPPED : ANNOUNCED, language);
}

function wrongStanding(
  standing: SessionStanding,
  said: Readonly<Record<Language, string>>,
  language: Language,
): WrongStanding {
  return { kind: 'WrongStanding', message: said[language], standing };
}

/** An event of a single date has its date already. */
export type OneSessionOnly = Refusal<'OneSessionOnly'>;

/** Whether the event has room for one more session; null when it has. What was called off leaves its place to another. */
export function oneSessionOnly(
  { arrangement }: Pick<EventRow, 'arrangement'>,
  others: readonly SessionRow[],
  language: Language,
): OneSessionOnly | null {
  const live = others.some(
    ({ standing, happeningStatus }) => standing === 'SCHEDULED' && happeningStatus !== 'CANCELLED',
  );
  if (arrangement !== 'SINGLE' || !live) return null;
  return {
    kind: 'OneSessionOnly',
    message:
      language === 'uk'
        ? 'Ця подія має одну дату. Зробіть її циклом чи курсом або створіть ще одну подію.'
        : 'This event has a single date. Make it a series or a course, or create another event.',
  };
}
