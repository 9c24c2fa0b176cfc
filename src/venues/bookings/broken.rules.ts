import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { minutesBetween } from '../../platform/time/instant.ts';
import { dateOf, timeOf, toLocal } from '../../platform/time/local.ts';
import { overlapOf, type Span } from '../../platform/time/span.rules.ts';
import type { ClosureKind } from '../hours/closure.tables.ts';
import type { LayoutKind, LimitTerm } from '../places/room.tables.ts';
import type { BookingStatus, SoftRule } from './booking.tables.ts';
import { type Neighbour, occupiedSpan } from './wish.rules.ts';

export type BookingPart = 'SET_UP' | 'EVENT' | 'TEAR_DOWN';

interface Broken<Kind extends string> {
  readonly kind: Kind;
  readonly message: string;
}

export interface Overlap extends Broken<'Overlap'> {
  readonly bookingId: string;
  readonly roomId: string;
  readonly status: BookingStatus;
  /** Null for whom it is none of their business. */
  readonly purpose: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly occupiedFrom: Instant;
  readonly occupiedTo: Instant;
  readonly holdUntil: Instant | null;
  readonly minutes: number;
  /** Which parts of the wished booking meet it, and for how long. */
  readonly parts: readonly { readonly part: BookingPart; readonly minutes: number }[];
}

export interface Blocked extends Broken<'Blocked'> {
  readonly blockingId: string;
  readonly reason: string;
  readonly from: Instant;
  readonly to: Instant;
}

export interface Closed extends Broken<'Closed'> {
  /** Null for a public holiday. */
  readonly closureId: string | null;
  readonly closureKind: ClosureKind;
  readonly reason: string;
  readonly from: Instant;
  readonly to: Instant;
}

export interface OutsideOpeningHours extends Broken<'OutsideOpeningHours'> {
  /** When it is open on the days in question. */
  readonly open: readonly Span[];
  readonly note: string | null;
}

export interface LayoutTooSmall extends Broken<'LayoutTooSmall'> {
  readonly layoutKind: LayoutKind;
  readonly capacity: number;
  readonly expectedPeople: number;
  /** The layout's own capacity can be exceeded for a reason; what the shelter holds cannot. */
  readonly limitedBy: 'LAYOUT' | 'SHELTER';
}

export interface EquipmentShort extends Broken<'EquipmentShort'> {
  readonly equipmentId: string;
  readonly wanted: number;
  /** How many are free all the time. */
  readonly free: number;
  readonly total: number;
}

export interface OutsideBookingWindow extends Broken<'OutsideBookingWindow'> {
  readonly earliest: Instant;
  /** Null where one may book as far ahead as one likes. */
  readonly latest: Instant | null;
}

export interface TooLong extends Broken<'TooLong'> {
  readonly minutes: number;
  readonly longestMinutes: number;
}

export interface TooShort extends Broken<'TooShort'> {
  readonly minutes: number;
  readonly shortestMinutes: number;
}

export interface OverLimit extends Broken<'OverLimit'> {
  readonly limit: number;
  readonly term: LimitTerm;
  readonly booked: number;
}

export type NeedsApproval = Broken<'NeedsApproval'>;
export type RoomRetired = Broken<'RoomRetired'>;

export type BrokenRule =
  | Overlap
  | Blocked
  | Closed
  | OutsideOpeningHours
  | LayoutTooSmall
  | EquipmentShort
  | OutsideBookingWindow
  | TooLong
  | TooShort
  | OverLimit
  | NeedsApproval
  | RoomRetired;

const SOFT: ReadonlySet<string> = new Set<SoftRule>([
  'OutsideOpeningHours',
  'LayoutTooSmall',
  'OutsideBookingWindow',
  'TooLong',
  'TooShort',
  'OverLimit',
]);

/**
 * HARD refuses, whoever asks; SOFT can be set aside by a permitted role with a reason; NOTICE refuses nothing and tells
 * what will happen.
 */
export type Severity = 'HARD' | 'SOFT' | 'NOTICE';

export function severityOf(rule: BrokenRule): Severity {
  if (rule.kind === 'NeedsApproval') return 'NOTICE';
  if (rule.kind === 'LayoutTooSmall' && rule.limitedBy === 'SHELTER') return 'HARD';
  return SOFT.has(rule.kind) ? 'SOFT' : 'HARD';
}

const PARTS_UK: Readonly<Record<BookingPart, string>> = {
  SET_UP: 'підготовка',
  EVENT: 'сам захід',
  TEAR_DOWN: 'прибирання',
};
const PARTS_EN: Readonly<Record<BookingPart, string>> = {
  SET_UP: 'set-up',
  EVENT: 'the event',
  TEAR_DOWN: 'tear-down',
};

interface Mine extends Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** What of a wished time meets a booking: its set-up, the event itself, its tear-down. */
export function overlapWith(
  mine: Mine,
  neighbour: Neighbour,
  { zone, language, knows }: { zone: string; language: Language; knows: boolean },
): Overlap {
  const theirs = occupiedSpan(neighbour);
  const stretches: readonly (readonly [BookingPart, Span])[] = [
    ['SET_UP', { from: mine.from, to: mine.startsAt }],
    ['EVENT', { from: mine.startsAt, to: mine.endsAt }],
    ['TEAR_DOWN', { from: mine.endsAt, to: mine.to }],
  ];
  const parts = stretches.flatMap(([part, stretch]) => {
    // Without set-up there is none that could meet anything, be it for no minute.
    const shared = stretch.from < stretch.to ? overlapOf(stretch, theirs) : null;
    return shared ? [{ part, minutes: minutesBetween(shared.from, shared.to) }] : [];
  });
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0);
  const words = language === 'uk' ? PARTS_UK : PARTS_EN;
  const met = parts
    .map(({ part, minutes }) => `${words[part]} ${minutes} ${language === 'uk' ? 'хв' : 'min'}`)
    .join(', ');
  const when = spanText(theirs, zone);
  const status = neighbour.status ?? 'CONFIRMED';
  const what = knows ? `«${neighbour.purpose}»` : language === 'uk' ? 'інше бронювання' : 'another booking';
  return {
    kind: 'Overlap',
    message:
      language === 'uk'
        ? `Зайнято: ${what}, ${when} з підготовкою і прибиранням. Перетин: ${met}. Оберіть інший час або приміщення.`
        : `Taken: ${what}, ${when} with set-up and tear-down. Overlaps: ${met}. Choose another time or room.`,
    bookingId: neighbour.id,
    roomId: neighbour.roomId,
    status,
    purpose: knows ? neighbour.purpose : null,
    startsAt: neighbour.startsAt,
    endsAt: neighbour.endsAt,
    occupiedFrom: theirs.from,
    occupiedTo: theirs.to,
    holdUntil: neighbour.holdUntil,
    minutes,
    parts,
  };
}

/** `22.05.2019 10:00–14:45`, with the second day where there is one. */
export function spanText({ from, to }: Span, zone: string): string {
  const [start, end] = [toLocal(from, zone), toLocal(to, zone)];
  const day = (local: string) => dateOf(local).split('-').reverse().join('.');
  const until = dateOf(start) === dateOf(end) ? timeOf(end) : `${day(end)} ${timeOf(end)}`;
  return `${day(start)} ${timeOf(start)}–${until}`;
}
