import type { RoomSite } from '../bookings/booking.policy.ts';
import type { BookingRow } from '../bookings/booking.tables.ts';
import type { BrokenRule } from '../bookings/broken.rules.ts';
import type { Language } from '../../platform/language/language.ts';

/**
 * Of one closure; whoever shuts for longer does so piece by piece. So many choices, each with a place to go, are no larger
 * than a request may be.
 */
export const MOST_AFFECTED = 250;

export interface TooManyAffected {
  readonly kind: 'TooManyAffected';
  readonly message: string;
  readonly count: number;
  readonly most: number;
}

/** What was chosen is about other bookings than those affected now; nothing was changed. */
export interface ClosureOutdated {
  readonly kind: 'ClosureOutdated';
  readonly message: string;
  readonly missing: readonly BookingRow[];
  readonly gone: readonly string[];
}

/** Why a booking cannot go where it was to go. */
export interface MoveProblem {
  readonly bookingId: string;
  readonly message: string;
  readonly broken: readonly BrokenRule[];
  /** Where it was to go: who may set a rule aside there. */
  readonly room: RoomSite;
}

/** Some booking does not fit where it was to go; nothing was changed, and nothing is shut. */
export interface ClosureNotApplied {
  readonly kind: 'ClosureNotApplied';
  readonly message: string;
  readonly problems: readonly MoveProblem[];
}

interface Chosen {
  readonly bookingId: string;
  readonly version: number;
}

/** Whether every affected booking, as it is now, and no other has a choice; null when it is so. */
export function closureOutdated(
  affected: readonly BookingRow[],
  choices: readonly Chosen[],
  language: Language,
): ClosureOutdated | null {
  const versions = new Map(choices.map(({ bookingId, version }) => [bookingId, version]));
  const missing = affected.filter(({ id, version }) => versions.get(id) !== version);
  const known = new Set<string>(affected.map(({ id }) => id));
  const gone = choices.map(({ bookingId }) => bookingId).filter((id) => !known.has(id));
  if (missing.length === 0 && gone.length === 0) return null;
  const message =
    language === 'uk'
      ? `Бронювання тим часом змінилися: без рішення ${missing.length}, уже не зачеплено ${gone.length}. Перегляньте зачинення ще раз.`
      : `Bookings changed meanwhile: ${missing.length} have no choice, ${gone.length} are no longer affected. Preview the closure again.`;
  return { kind: 'ClosureOutdated', message, missing, gone };
}

export function closureNotApplied(problems: readonly MoveProblem[], language: Language): ClosureNotApplied {
  const [first] = problems;
  const count = problems.length;
  const message =
    language === 'uk'
      ? `Не вдалося перенести бронювань: ${count}; нічого не змінено. ${first?.message ?? ''}`
      : `Bookings that cannot be moved so: ${count}; nothing was changed. ${first?.message ?? ''}`;
  return { kind: 'ClosureNotApplied', message: message.trim(), problems };
}

export function tooManyAffected(count: number, language: Language): TooManyAffected {
  const most = MOST_AFFECTED;
  const message =
    language === 'uk'
      ? `Зачинення зачіпає ${count} бронювань, а за раз можна щонайбільше ${most}. Зачиніть коротший час або окремі приміщення.`
      : `The closure affects ${count} bookings, and ${most} are the most at a time. Close for a shorter time, or single rooms.`;
  return { kind: 'TooManyAffected', message, count, most };
}
