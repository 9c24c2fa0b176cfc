import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { type PlacedTime, placeInTime, type WallRefusal, type WallTime } from '../platform/time/wall.rules.ts';

const MOST_DAYS = 366;

export interface EventTooLong {
  readonly kind: 'EventTooLong';
  readonly message: string;
  readonly mostDays: number;
}

export type TimeRefusal = WallRefusal | EventTooLong;

/** Puts an event on the time line of its zone, if it is not longer than events may be. */
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
