import type { Viewer } from '../../platform/access/viewer.ts';
import { hasYes, isCoveredByYes } from '../bookings/booking.decision.rules.ts';
import type { BookingRow, Override } from '../bookings/booking.tables.ts';
import { type Neighbour, type Wish, wishedSpan } from '../bookings/wish.rules.ts';

/** An affected booking, and where it is to go. */
export interface Move {
  readonly row: BookingRow;
  readonly before: Wish;
  readonly wish: Wish;
  /** Reasons given for rules that are to be set aside. */
  readonly given: readonly Override[];
}

type Yes = Pick<BookingRow, 'status' | 'approvedFrom' | 'approvedTo' | 'decidedById'>;

/** The row of a booking that has moved; who waited behind a hold waits no longer. */
export function movedRow(
  { row, before, wish }: Pick<Move, 'row' | 'before' | 'wish'>,
  overrides: readonly Override[],
  { viewer, atOnce }: { readonly viewer: Viewer; readonly atOnce: boolean },
): BookingRow {
  const { branch, room, layout, time, setUpMinutes, tearDownMinutes } = wish;
  return {
    ...row,
    ...time,
    ...{ branchId: branch.id, roomId: room.id, layoutKind: layout.kind, setUpMinutes, tearDownMinutes },
    ...yesAfter({ row, before, wish }, { viewer, atOnce }),
    queuedAt: null,
    overrides,
  };
}

/** What a move makes of a yes: for what it was said to it holds; else it is said anew, by the viewer if they may. */
function yesAfter(
  { row, before, wish }: Pick<Move, 'row' | 'before' | 'wish'>,
  { viewer, atOnce }: { viewer: Viewer; atOnce: boolean },
): Yes {
  const { status, approvedFrom, approvedTo, decidedById } = row;
  if (!hasYes(row)) return { status, approvedFrom, approvedTo, decidedById };
  if (isCoveredByYes(row, before, wish)) return { status: 'CONFIRMED', approvedFrom, approvedTo, decidedById };
  if (!atOnce) return { status: 'REQUESTED', approvedFrom: null, approvedTo: null, decidedById: null };
  const personId = viewer.kind === 'person' ? viewer.id : null;
  const { from, to } = wishedSpan(wish);
  return { status: 'CONFIRMED', approvedFrom: from, approvedTo: to, decidedById: personId };
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
