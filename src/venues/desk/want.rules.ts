import type { BookingRow, Override } from '../bookings/booking.tables.ts';
import type { BrokenRule } from '../bookings/broken.rules.ts';
import { equipmentList, type Neighbour, type Wish } from '../bookings/wish.rules.ts';

export type { Deciding } from '../bookings/booking.decision.rules.ts';

/** A room wanted for something: for the first time, or instead of what a booking has. */
export interface Want {
  /** Whoever asks knows it again by this. */
  readonly key: string;
  readonly wish: Wish;
  /** The live booking that it changes; null for a new one. */
  readonly booking: BookingRow | null;
  readonly purpose: string;
  readonly contact: string | null;
  /** Rules that are to be set aside, with reasons. */
  readonly overrides: readonly Override[];
}

/** A want, and what the rules say to it. */
export interface JudgedWant extends Want {
  /** All that it breaks, notices too. */
  readonly broken: readonly BrokenRule[];
  /** What of that refuses it; empty when it fits. */
  readonly refusing: readonly BrokenRule[];
  /** The booking as it would be, a new one with its id; null when it does not fit. */
  readonly after: BookingRow | null;
}

/** Whether a booking has what is wished for already. */
export function isSameWish(had: Wish, wished: Wish): boolean {
  return (
    had.room.id === wished.room.id &&
    had.layout.kind === wished.layout.kind &&
    had.time.startLocal === wished.time.startLocal &&
    had.time.zone === wished.time.zone &&
    had.time.wallMinutes === wished.time.wallMinutes &&
    had.setUpMinutes === wished.setUpMinutes &&
    had.tearDownMinutes === wished.tearDownMinutes &&
    had.expectedPeople === wished.expectedPeople &&
    JSON.stringify(equipmentList(had.equipment)) === JSON.stringify(equipmentList(wished.equipment))
  );
}

/** A booking in its new place, as those see it that are placed after it. */
export function neighbourAt(row: BookingRow, { branch, room, time, setUpMinutes, tearDownMinutes }: Wish): Neighbour {
  const { id, status, purpose, askedById, holdUntil } = row;
  return {
    ...{ kind: 'BOOKING', id, status, purpose, askedById, holdUntil, branchId: branch.id, roomId: room.id },
    ...{ startsAt: time.startsAt, endsAt: time.endsAt, setUpMinutes, tearDownMinutes },
    units: new Set(room.units),
  };
}
