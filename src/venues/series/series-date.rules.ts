import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import {
  dateOf,
  localDateTime,
  type LocalDate,
  type LocalDateTime,
  type LocalTime,
  timeOf,
} from '../../platform/time/local.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import { isLive } from '../bookings/booking.decision.rules.ts';
import type { BookingRow, BookingSeriesRow, SeriesDateRow, SeriesDateState } from '../bookings/booking.tables.ts';
import type { WishedEquipment } from '../bookings/wish.rules.ts';
import type { LayoutKind } from '../places/room.tables.ts';

/** A date of a series, and the booking that was to hold it. */
export interface SeriesDate extends SeriesDateRow {
  readonly booking: BookingRow | null;
}

/** A date whose booking was cancelled or rejected, or has expired, is to be placed again. */
export function stateOf({ state, booking }: SeriesDate, now: Instant): SeriesDateState {
  return state === 'PLACED' && booking && !isLive(booking, now) ? 'TO_PLACE' : state;
}

/** How many dates are in which state. */
export function countStates(dates: readonly SeriesDate[], now: Instant) {
  const of = (wanted: SeriesDateState) => dates.filter((date) => stateOf(date, now) === wanted).length;
  return { placed: of('PLACED'), toPlace: of('TO_PLACE'), skipped: of('SKIPPED'), dropped: of('DROPPED') };
}

export type SeriesDateAction = 'PLACE' | 'DROP' | 'ADD';

/** The date is not in a state in which this can be done with it. */
export interface SeriesDateWrong extends Refusal<'SeriesDateWrong'> {
  readonly startDate: LocalDate;
  readonly state: SeriesDateState;
}

const STATES_UK: Readonly<Record<SeriesDateState, string>> = {
  PLACED: 'вже розміщено',
  TO_PLACE: 'чекає на місце',
  SKIPPED: 'пропущено, бо зачинено',
  DROPPED: 'знято',
};
const STATES_EN: Readonly<Record<SeriesDateState, string>> = {
  PLACED: 'is placed already',
  TO_PLACE: 'waits for a place',
  SKIPPED: 'was skipped because it is closed',
  DROPPED: 'was given up',
};
const NEXT: Readonly<Record<SeriesDateAction, Readonly<Record<Language, string>>>> = {
  PLACE: { uk: 'Змініть її бронювання.', en: 'Change its booking.' },
  DROP: { uk: 'Скасуйте її бронювання, якщо воно є.', en: 'Cancel its booking, if it has one.' },
  ADD: { uk: 'Серія має цю дату: розмістіть її.', en: 'The series has this date: place it.' },
};

const ALLOWED: Readonly<Record<SeriesDateAction, readonly SeriesDateState[]>> = {
  PLACE: ['TO_PLACE', 'SKIPPED', 'DROPPED'],
  DROP: ['TO_PLACE', 'SKIPPED'],
  ADD: [],
};

/** Why this cannot be done with a date as it is now; null when it can. */
export function seriesDateWrong(
  action: SeriesDateAction,
  date: SeriesDate,
  now: Instant,
  language: Language,
): SeriesDateWrong | null {
  const state = stateOf(date, now);
  if (ALLOWED[action].includes(state)) return null;
  const startDate = dateOf(date.startLocal);
  const day = startDate.split('-').reverse().join('.');
  return {
    kind: 'SeriesDateWrong',
    message:
      language === 'uk'
        ? `Дату ${day} ${STATES_UK[state]}. ${NEXT[action].uk}`
        : `The date ${day} ${STATES_EN[state]}. ${NEXT[action].en}`,
    ...{ startDate, state },
  };
}

/** What a date wants otherwise than its series: what is left out is the series’. */
export interface Instead {
  readonly roomId?: string | undefined;
  readonly layout?: LayoutKind | undefined;
  readonly startDate?: LocalDate | undefined;
  readonly startTime?: LocalTime | undefined;
  readonly endDate?: LocalDate | null | undefined;
  readonly endTime?: LocalTime | undefined;
  readonly setUpMinutes?: number | null | undefined;
  readonly tearDownMinutes?: number | null | undefined;
  readonly expectedPeople?: number | undefined;
  readonly equipment?: readonly WishInstead[] | null | undefined;
}
type WishInstead = Omit<WishedEquipment, 'equipmentId'> & { readonly equipmentId: string };

/** What a date of a series wants, as people say it. Without an end of its own it lasts as long as the series’ dates. */
export function wishOfDate(series: BookingSeriesRow, startLocal: LocalDateTime, instead: Instead) {
  const startDate = instead.startDate ?? dateOf(startLocal);
  const startTime = instead.startTime ?? timeOf(startLocal);
  const usual = wallTimeOf({ startLocal: localDateTime(startDate, startTime), wallMinutes: series.wallMinutes });
  const { setUpMinutes = series.setUpMinutes, tearDownMinutes = series.tearDownMinutes } = instead;
  return {
    ...{ startDate, startTime, setUpMinutes, tearDownMinutes },
    endDate: instead.endDate ?? (instead.endTime === undefined ? usual.endDate : startDate),
    endTime: instead.endTime ?? usual.endTime,
    roomId: instead.roomId ?? series.roomId,
    layout: instead.layout ?? series.layoutKind,
    expectedPeople: instead.expectedPeople ?? series.expectedPeople,
    equipment: instead.equipment === undefined ? series.equipment : instead.equipment,
  };
}
