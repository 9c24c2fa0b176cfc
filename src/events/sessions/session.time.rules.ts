import type { Language } from '../../platform/language/language.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { type PlacedTime, placeInTime, type WallRefusal, type WallTime } from '../../platform/time/wall.rules.ts';

const MOST_DAYS = 366;

/** Without a room, which sets limits of its own, a session may last as long as an exhibition does. */
export interface EventTooLong extends Refusal<'EventTooLong'> {
  readonly mostDays: number;
}

export type TimeRefusal = WallRefusal | EventTooLong;

/** Puts a session that needs no room on the time line of its zone, if it is not longer than events may be. */
export function placeEvent(wall: WallTime, zone: string, language: Language): PlacedTime | TimeRefusal {
  const time = placeInTime(wall, zone, language);
  return !isRefusal(time) && time.wallMinutes > MOST_DAYS * 24 * 60 ? eventTooLong(language) : time;
}

function eventTooLong(language: Language): EventTooLong {
  return {
    kind: 'EventTooLong',
    message:
      language === 'uk'
        ? `Подія триває щонайбільше ${MOST_DAYS} днів. Поділіть її на кілька або виправте дату кінця.`
        : `An event lasts at most ${MOST_DAYS} days. Split it into several or correct the end’s date.`,
    mostDays: MOST_DAYS,
  };
}

/** It is over, and what is to be done needs it ahead. */
export type SessionOver = Refusal<'SessionOver'>;
/** It has not begun, and what is to be done needs that. */
export type SessionAhead = Refusal<'SessionAhead'>;

type Timed = Readonly<Record<'startsAt' | 'endsAt', Instant>>;

export function isOver({ endsAt }: Timed, now: Instant): boolean {
  return endsAt <= now;
}

/** What is over is neither moved nor revived; null while it is not over. */
export function sessionOver(session: Timed, now: Instant, language: Language): SessionOver | null {
  if (!isOver(session, now)) return null;
  return {
    kind: 'SessionOver',
    message:
      language === 'uk'
        ? 'Ця дата вже минула. Позначте, що вона відбулася, або скасуйте її; для нової зустрічі додайте нову дату.'
        : 'This date is over. Mark it as held or cancel it; to meet again, add a new date.',
  };
}

/** Whether a time that somebody wants lies ahead, or has not quite gone by; null when it does. */
export function timeGone(wanted: Timed, now: Instant, language: Language): SessionOver | null {
  if (!isOver(wanted, now)) return null;
  return {
    kind: 'SessionOver',
    message:
      language === 'uk'
        ? 'Цей час уже минув. Оберіть такий, що ще попереду.'
        : 'This time has gone by already. Choose one that lies ahead.',
  };
}

/** Only what has begun can have been held; null once it has begun. */
export function sessionAhead({ startsAt }: Timed, now: Instant, language: Language): SessionAhead | null {
  if (startsAt <= now) return null;
  return {
    kind: 'SessionAhead',
    message:
      language === 'uk'
        ? 'Ця дата ще попереду. Позначте її після початку.'
        : 'This date still lies ahead. Mark it once it has begun.',
  };
}
