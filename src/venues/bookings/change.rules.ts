import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { minutesBetween } from '../../platform/time/instant.ts';
import { contains } from '../../platform/time/span.rules.ts';
import { hasYes, statusAt } from './booking.decision.rules.ts';
import type { BookingRow, BookingStatus, Override } from './booking.tables.ts';
import type { BrokenRule } from './broken.rules.ts';
import { equipmentList, type Wish } from './wish.rules.ts';

export type BookingAction = 'MOVE' | 'CHANGE' | 'REWORD' | 'CONFIRM' | 'APPROVE' | 'REJECT' | 'CANCEL';

/** What is done to a booking: at another time, at its time otherwise, so that its yes or its time is gone, or not at all. */
export type BookingDeed = 'MOVE' | 'SWAP_ROOM' | 'LOSE_YES' | 'GO_BY' | 'END';

/** What an action does to a booking in any case; new words and a yes or no to it do nothing of that kind. */
export const DEED_OF: Readonly<Partial<Record<BookingAction, BookingDeed>>> = {
  MOVE: 'MOVE',
  CHANGE: 'SWAP_ROOM',
  CANCEL: 'END',
};

/** From which states an action may start; what was rejected, cancelled or has expired changes no more. */
const ALLOWED: Readonly<Record<BookingAction, readonly BookingStatus[]>> = {
  MOVE: ['HOLD', 'REQUESTED', 'CONFIRMED'],
  CHANGE: ['HOLD', 'REQUESTED', 'CONFIRMED'],
  REWORD: ['HOLD', 'REQUESTED', 'CONFIRMED'],
  CONFIRM: ['HOLD'],
  APPROVE: ['REQUESTED'],
  REJECT: ['REQUESTED'],
  CANCEL: ['HOLD', 'REQUESTED', 'CONFIRMED'],
};

/** Who waits behind a hold has nothing yet that could be approved or moved. */
const NOT_IN_QUEUE: readonly BookingAction[] = ['MOVE', 'CHANGE', 'APPROVE'];

type State = Pick<BookingRow, 'status' | 'holdUntil' | 'queuedAt' | 'startsAt' | 'endsAt'>;

/** What the booking's state allows, of all that is done with bookings. What has been held is history. */
export function allowedActions(booking: State, now: Instant): BookingAction[] {
  const status = statusAt(booking, now);
  const actions = Object.keys(ALLOWED) as BookingAction[]; // its own keys
  return actions.filter(
    (action) =>
      ALLOWED[action].includes(status) &&
      !(booking.queuedAt !== null && NOT_IN_QUEUE.includes(action)) &&
      !isTooLate(action, booking, now),
  );
}

/** What has begun is approved no more; what is over can only be rejected, where nobody ever decided. */
function isTooLate(action: BookingAction, { startsAt, endsAt }: State, now: Instant): boolean {
  return action !== 'REJECT' && (action === 'APPROVE' ? startsAt : endsAt) <= now;
}

export interface BookingStatusWrong {
  readonly kind: 'BookingStatusWrong';
  readonly message: string;
  readonly status: BookingStatus;
}

const SAID: Readonly<Record<BookingStatus, Readonly<Record<Language, string>>>> = {
  HOLD: {
    uk: 'Це лише притримання. Спершу підтвердьте його.',
    en: 'This is only a hold. Confirm it first.',
  },
  REQUESTED: {
    uk: 'Бронювання ще чекає на рішення.',
    en: 'The booking still waits for a decision.',
  },
  CONFIRMED: {
    uk: 'Бронювання вже підтверджено. Його можна змінити або скасувати.',
    en: 'The booking is confirmed already. It can be changed or cancelled.',
  },
  REJECTED: {
    uk: 'Бронювання відхилено, воно більше не змінюється. Створіть нове.',
    en: 'The booking was rejected and changes no more. Make a new one.',
  },
  CANCELLED: {
    uk: 'Бронювання скасовано, воно більше не змінюється. Створіть нове.',
    en: 'The booking is cancelled and changes no more. Make a new one.',
  },
  EXPIRED: {
    uk: 'Час притримання минув. Створіть нове бронювання.',
    en: 'The time of the hold is over. Make a new booking.',
  },
};

const WAITS: Readonly<Record<Language, string>> = {
  uk: 'Бронювання чекає в черзі за притриманням: поки що його можна лише перейменувати, скасувати або відхилити.',
  en: 'The booking waits behind a hold: until it moves up, only its words can be changed, or it can be cancelled or rejected.',
};

const BEGUN: Readonly<Record<Language, string>> = {
  uk: 'Захід уже почався, погодити його більше не можна. Відхиліть запит або створіть нове бронювання.',
  en: 'The event has started and can be approved no more. Reject the request, or make a new booking.',
};
const OVER: Readonly<Record<Language, string>> = {
  uk: 'Захід уже закінчився, його бронювання більше не змінюється. Створіть нове.',
  en: 'The event is over, and its booking changes no more. Make a new one.',
};

/** Whether the booking's state allows the action; null when it does. */
export function bookingStatusWrong(
  action: BookingAction,
  booking: State,
  now: Instant,
  language: Language,
): BookingStatusWrong | null {
  if (allowedActions(booking, now).includes(action)) return null;
  const status = statusAt(booking, now);
  if (booking.queuedAt && status === 'REQUESTED') return waitsInQueue(language);
  // Its time is why, where its state alone would allow it.
  if (!ALLOWED[action].includes(status)) return refusalOf(status, SAID[status][language]);
  return refusalOf(status, booking.endsAt <= now ? OVER[language] : BEGUN[language]);
}

/** Who waits behind a hold has no place yet that could be moved. */
function waitsInQueue(language: Language): BookingStatusWrong {
  return { kind: 'BookingStatusWrong', message: WAITS[language], status: 'REQUESTED' };
}

function refusalOf(status: BookingStatus, message: string): BookingStatusWrong {
  return { kind: 'BookingStatusWrong', message, status };
}

/**
 * Whether a change has to answer for a broken rule. What was agreed stands: a rule that says no of the booking as it was is
 * not asked again where the change makes it no worse. What nobody can set aside is always asked.
 */
export function isAskedAnew(rule: BrokenRule, before: Wish, after: Wish): boolean {
  if (before.room.id !== after.room.id) return true;
  const [was, is] = [before, after].map(({ time }) => ({ from: time.startsAt, to: time.endsAt }));
  if (!was || !is) return true;
  const [minutesWas, minutesIs] = [minutesBetween(was.from, was.to), minutesBetween(is.from, is.to)];
  switch (rule.kind) {
    case 'LayoutTooSmall':
      return before.layout.kind !== after.layout.kind || after.expectedPeople > before.expectedPeople;
    case 'OutsideOpeningHours':
    case 'OutsideBookingWindow':
    case 'OverLimit':
      return !contains(was, is);
    case 'TooLong':
      return minutesIs > minutesWas;
    case 'TooShort':
      return minutesIs < minutesWas;
    case 'RoomRetired':
      return false;
    case 'Overlap':
    case 'Blocked':
    case 'Closed':
    case 'EquipmentShort':
    case 'NeedsApproval':
      return true;
  }
}

/** What a change does to the booking itself; null where it changes neither its time nor what is had at that time. */
export function deedOf(before: Wish, after: Wish): BookingDeed | null {
  const [was, is] = [before.time, after.time];
  if (was.startsAt.getTime() !== is.startsAt.getTime() || was.endsAt.getTime() !== is.endsAt.getTime()) return 'MOVE';
  const isOther =
    before.room.id !== after.room.id ||
    before.layout.kind !== after.layout.kind ||
    before.expectedPeople !== after.expectedPeople ||
    JSON.stringify(equipmentList(before.equipment)) !== JSON.stringify(equipmentList(after.equipment));
  return isOther ? 'SWAP_ROOM' : null;
}

const FOLLOWED = [
  ...['roomId', 'layoutKind', 'expectedPeople', 'status'],
  ...['startLocal', 'zone', 'wallMinutes', 'startsAt', 'endsAt'],
] as const satisfies (keyof BookingRow)[];

/** Whether what hangs on a booking has to follow a change of it. */
export function isFollowed({ before, after }: Readonly<Record<'before' | 'after', BookingRow>>): boolean {
  return FOLLOWED.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** Whether somebody would have to say yes again to what had a yes. */
export function losesYes(before: BookingRow, after: BookingRow): boolean {
  return hasYes(before) && !hasYes(after);
}

/** Whether a change of what lies ahead, or goes on, leaves it over. */
export function goesBy(before: BookingRow, after: BookingRow, now: Instant): boolean {
  return before.endsAt > now && after.endsAt <= now;
}

/** The reasons that stay with a booking: for each rule it still breaks the newest one. */
export function overridesAfter(
  broken: readonly BrokenRule[],
  before: readonly Override[],
  given: readonly Override[],
): Override[] {
  const kinds = new Set<string>(broken.map(({ kind }) => kind));
  const renewed = new Set(given.map(({ rule }) => rule));
  return [...before.filter(({ rule }) => !renewed.has(rule)), ...given]
    .filter(({ rule }) => kinds.has(rule))
    .map(({ rule, reason }) => ({ rule, reason }));
}
