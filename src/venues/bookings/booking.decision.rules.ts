import type { Viewer } from '../../platform/access/viewer.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { type Instant, minutesBetween } from '../../platform/time/instant.ts';
import { contains } from '../../platform/time/span.rules.ts';
import type { RepeatedHour } from '../../platform/time/wall.rules.ts';
import type { BookingRow, BookingStatus, Override, SoftRule } from './booking.tables.ts';
import { type BrokenRule, severityOf } from './broken.rules.ts';
import { type Wish, wishedSpan } from './wish.rules.ts';

/** Who decides about bookings, how they are answered, and when it is. */
export interface Deciding {
  readonly viewer: Viewer;
  readonly language: Language;
  readonly now: Instant;
}

/** What a wish comes to before it is booked. */
export interface BookingCheck {
  readonly fits: boolean;
  /** What a booking of it would be; a refused one would be none. */
  readonly status: BookingStatus;
  readonly broken: readonly BrokenRule[];
  /** Ends in an hour that happens twice, where the first was taken. */
  readonly repeatedHours: readonly RepeatedHour[];
  readonly wish: Wish;
}

/** Not booked; nothing was changed. The wish stays with it, so that a way out can be looked for. */
export interface BookingRefused extends Refusal<'BookingRefused'> {
  readonly broken: readonly BrokenRule[];
  readonly wish: Wish;
  /** The booking that was to change: it is in nobody's way. */
  readonly but?: Id<'Booking'>;
}

/** The rules that still refuse once those are set aside that may be. A notice never refuses. */
export function standing(
  broken: readonly BrokenRule[],
  overrides: readonly Override[],
  mayOverride: (rule: SoftRule) => boolean,
): BrokenRule[] {
  const aside = new Set<string>(overrides.map(({ rule }) => rule).filter(mayOverride));
  return broken.filter((rule) => {
    const severity = severityOf(rule);
    return severity === 'HARD' || (severity === 'SOFT' && !aside.has(rule.kind));
  });
}

/** Of the reasons given, those that were needed: a rule that is kept is not set aside. */
export function neededOverrides(broken: readonly BrokenRule[], overrides: readonly Override[]): Override[] {
  const kinds = new Set<string>(broken.map(({ kind }) => kind));
  return overrides.filter(({ rule }) => kinds.has(rule)).map(({ rule, reason }) => ({ rule, reason }));
}

/** True when nothing but holds is in the way: then one may wait behind them. */
export function onlyHoldsInTheWay(refusing: readonly BrokenRule[]): boolean {
  return refusing.length > 0 && refusing.every((rule) => rule.kind === 'Overlap' && rule.status === 'HOLD');
}

export function bookingRefused(
  broken: readonly BrokenRule[],
  wish: Wish,
  language: Language,
  but?: Id<'Booking'>,
): BookingRefused {
  const [first] = broken;
  const more = broken.length - 1;
  const andMore = more > 0 ? (language === 'uk' ? ` І ще перешкод: ${more}.` : ` And ${more} more.`) : '';
  return { kind: 'BookingRefused', message: `${first?.message ?? ''}${andMore}`, broken, wish, ...(but && { but }) };
}

/** A hold past its time is expired, whoever has written that down or not. */
export function statusAt({ status, holdUntil }: Pick<BookingRow, 'status' | 'holdUntil'>, now: Instant): BookingStatus {
  return status === 'HOLD' && holdUntil !== null && holdUntil <= now ? 'EXPIRED' : status;
}

/** Whether a booking has its room, or waits for it. */
export function isLive(booking: Pick<BookingRow, 'status' | 'holdUntil'>, now: Instant): boolean {
  return ['HOLD', 'REQUESTED', 'CONFIRMED'].includes(statusAt(booking, now));
}

/** Whether somebody said yes to the booking, also to one that waits behind a hold and has its place when it ends. */
export function hasYes({ status, approvedFrom }: Pick<BookingRow, 'status' | 'approvedFrom'>): boolean {
  return status === 'CONFIRMED' || approvedFrom !== null;
}

/**
 * Whether the yes to a booking, which was as `before`, covers what is wanted now. To shorten it or to move it inside the
 * approved time needs no new one; a longer event, more people or equipment, another layout or room is something else.
 */
export function isCoveredByYes(
  { approvedFrom, approvedTo }: Pick<BookingRow, 'approvedFrom' | 'approvedTo'>,
  before: Wish,
  wanted: Wish,
): boolean {
  if (approvedFrom === null || approvedTo === null) return false;
  const had = new Map(before.equipment.map(({ equipmentId, quantity }) => [equipmentId, quantity]));
  return (
    before.room.id === wanted.room.id &&
    before.layout.kind === wanted.layout.kind &&
    contains({ from: approvedFrom, to: approvedTo }, wishedSpan(wanted)) &&
    eventMinutes(wanted) <= eventMinutes(before) &&
    wanted.expectedPeople <= before.expectedPeople &&
    wanted.equipment.every(({ equipmentId, quantity }) => quantity <= (had.get(equipmentId) ?? 0))
  );
}

const eventMinutes = ({ time }: Wish) => minutesBetween(time.startsAt, time.endsAt);
