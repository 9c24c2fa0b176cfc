import type { Instant } from '../../../platform/time/instant.ts';
import type { LocalDateTime } from '../../../platform/time/local.ts';

/** How much of other people's calendars is read. What is beyond is refused whole: half a calendar would look like all of it. */
export const LIMITS = {
  bytes: 5_000_000,
  /** Events, to-dos and what else stands in a calendar. */
  components: 5_000,
  /** With what stands within those: alarms, places, changes of zones. */
  parts: 50_000,
  depth: 8,
  /** Within the window. */
  occurrencesOfOne: 2_000,
  occurrences: 5_000,
  /** Dates that one event names, and that are looked at because rules give them: also those before the window. */
  namedDates: 10_000,
  stepsOfOne: 50_000,
  steps: 500_000,
  millis: 5_000,
  /** Of one thing at one time: longer ones are left out. */
  lastingMillis: 400 * 24 * 60 * 60_000,
} as const;

/** Why a calendar is refused whole. */
export type CalendarFault =
  | 'NOT_TEXT'
  | 'CONTROL_CHARACTER'
  | 'NOT_A_CALENDAR'
  | 'UNFINISHED'
  | 'UNBALANCED'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'TOO_MANY_COMPONENTS'
  | 'TOO_MANY_DATES'
  | 'TOO_MANY_OCCURRENCES'
  | 'TOO_SLOW';

export interface CalendarRefusal {
  readonly refused: CalendarFault;
  /** From 1, as an editor shows it; null where it is about no line. */
  readonly line: number | null;
}

/** Thrown within the reading of one calendar, where that ends. */
export class CalendarError extends Error {
  readonly refusal: CalendarRefusal;

  constructor(refused: CalendarFault, line: number | null) {
    super(`a calendar is refused: ${refused}`);
    this.refusal = { refused, line };
  }
}

/** What is wrong with one event, which is left out then; the others are read. */
export type EventFault =
  | 'LINE'
  | 'START_MISSING'
  | 'START'
  | 'END'
  | 'END_BEFORE_START'
  | 'ZONE'
  | 'RULE'
  | 'NAMED_DATE'
  | 'RECURRENCE_ID'
  | 'TOO_LONG';

export interface EventProblem {
  readonly fault: EventFault;
  readonly line: number;
  /** Cleaned and cut short, as are all texts; null where the event has none. */
  readonly uid: string | null;
  readonly title: string | null;
}

export type ItemStatus = 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';

/** Something in a calendar at one time: an event, or one occurrence of an event that recurs. */
export interface ReadItem {
  readonly uid: string;
  /** Of an event that recurs, when this one was to begin by its rule; else empty. */
  readonly recurrence: string;
  readonly startLocal: LocalDateTime;
  readonly zone: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly isAllDay: boolean;
  readonly title: string | null;
  readonly location: string | null;
  /** Of http or https. */
  readonly url: string | null;
  readonly status: ItemStatus;
  /** Whether it takes the time it lasts. */
  readonly isBusy: boolean;
  /** Whether its calendar shows it to everybody. */
  readonly isPublic: boolean;
  /** Of all of the above: another one is another revision. */
  readonly hash: string;
}

export interface ReadCalendar {
  readonly items: readonly ReadItem[];
  readonly problems: readonly EventProblem[];
  /** Events and other things the calendar has, read or not. */
  readonly components: number;
}

export interface ReadingJob {
  readonly bytes: Uint8Array;
  /** IANA name: of times that name no zone, and of whole days. */
  readonly zone: string;
  /** What ends after this and starts before that is read. */
  readonly from: Instant;
  readonly to: Instant;
}

export type ReadingResult = ReadCalendar | CalendarRefusal;
