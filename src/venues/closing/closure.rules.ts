import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { dateOf, type LocalDate, type LocalTime, timeOf, toLocal } from '../../platform/time/local.ts';
import { type PlacedTime, placeInTime, type WallRefusal, type WallTime } from '../../platform/time/wall.rules.ts';
import { daySpan } from '../../platform/time/zone.day.ts';
import type { ClosureRow } from '../hours/closure.tables.ts';

/** Three years, one of them a leap year. */
export const MOST_DAYS = 1_096;

export interface ClosureTooLong {
  readonly kind: 'ClosureTooLong';
  readonly message: string;
  readonly mostDays: number;
}

/** It is lifted, or its time lies behind: nothing is left to close, to shorten or to lift. */
export interface ClosureOver {
  readonly kind: 'ClosureOver';
  readonly message: string;
}

/** An end later than it was could shut what is booked by now. */
export interface ClosureNotShorter {
  readonly kind: 'ClosureNotShorter';
  readonly message: string;
  readonly endsAt: Instant;
}

export type ClosureTimeRefusal = WallRefusal | ClosureTooLong | ClosureOver;

/** When something is shut, as people say it: whole days, unless they name a time. */
export interface ClosureWall {
  readonly startDate: LocalDate;
  /** The first moment of the day when left out. */
  readonly startTime?: LocalTime | null | undefined;
  readonly endDate: LocalDate;
  /** The midnight that ends the day when left out. */
  readonly endTime?: LocalTime | null | undefined;
}

/** Puts a closure on the time line of its zone; one that is over already closes nothing. */
export function placeClosure(
  wall: ClosureWall,
  zone: string,
  now: Instant,
  language: Language,
): PlacedTime | ClosureTimeRefusal {
  const time = placeInTime(wholeDays(wall, zone), zone, language);
  if (isRefusal(time)) return time;
  if (time.wallMinutes > MOST_DAYS * 24 * 60) return tooLong(language);
  return time.endsAt <= now ? closureOver(language) : time;
}

/** Where clocks are changed at midnight, a day begins at another time, and none can be skipped. */
function wholeDays({ startDate, startTime, endDate, endTime }: ClosureWall, zone: string): WallTime {
  const end = toLocal(daySpan(endDate, zone).to, zone);
  return {
    startDate,
    startTime: startTime ?? timeOf(toLocal(daySpan(startDate, zone).from, zone)),
    endDate: endTime == null ? dateOf(end) : endDate,
    endTime: endTime ?? timeOf(end),
  };
}

/** The same closure with an earlier end. */
export function shortened(
  closure: ClosureRow,
  end: Pick<ClosureWall, 'endDate' | 'endTime'>,
  now: Instant,
  language: Language,
): Pick<PlacedTime, 'wallMinutes' | 'endsAt'> | ClosureTimeRefusal | ClosureNotShorter {
  if (isOver(closure, now)) return closureOver(language);
  const { startLocal, endsAt, zone } = closure;
  const wall = { ...end, startDate: dateOf(startLocal), startTime: timeOf(startLocal) };
  const placed = placeInTime(wholeDays(wall, zone), zone, language);
  if (isRefusal(placed)) return placed;
  if (placed.endsAt > endsAt) return notShorter(endsAt, language);
  if (placed.endsAt <= now) return closureOver(language);
  return { wallMinutes: placed.wallMinutes, endsAt: placed.endsAt };
}

function tooLong(language: Language): ClosureTooLong {
  return {
    kind: 'ClosureTooLong',
    message:
      language === 'uk'
        ? `Зачиняють щонайбільше на ${MOST_DAYS} днів. Виправте дату кінця або зачиніть ще раз пізніше.`
        : `A closure lasts at most ${MOST_DAYS} days. Correct the end’s date, or close again later.`,
    mostDays: MOST_DAYS,
  };
}

/** Whether it is lifted, or its time lies behind. */
export function isOver({ liftedAt, endsAt }: Pick<ClosureRow, 'liftedAt' | 'endsAt'>, now: Instant): boolean {
  return liftedAt !== null || endsAt <= now;
}

export function closureOver(language: Language): ClosureOver {
  return {
    kind: 'ClosureOver',
    message:
      language === 'uk'
        ? 'Цей час уже минув, або зачинення скасовано. Виправте дату кінця або зачиніть наново.'
        : 'This time is over, or the closure was lifted. Correct the end’s date, or close anew.',
  };
}

function notShorter(endsAt: Instant, language: Language): ClosureNotShorter {
  return {
    kind: 'ClosureNotShorter',
    message:
      language === 'uk'
        ? 'Зачинення можна лише скоротити. Щоб подовжити, зачиніть наново від його кінця: тоді побачите, кого це зачепить.'
        : 'A closure can only be shortened. To lengthen it, close anew from its end: then you see whom it affects.',
    endsAt,
  };
}

/** How a closure stands in the audit: what follows from the rest is left out. */
export const AUDITED_CLOSURE = { left: ['id', 'startsAt', 'endsAt'] };
