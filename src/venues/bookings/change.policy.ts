import type { Viewer } from '../../platform/access/viewer.ts';
import { isConfirmedAtOnce, mayChangeBooking, type RoomSite } from './booking.policy.ts';
import type { BookingRow } from './booking.tables.ts';
import type { BookingAction } from './change.rules.ts';

/** What of all that is done with bookings is this viewer's, whatever state the booking is in. */
export function mayDo(
  viewer: Viewer,
  action: BookingAction,
  booking: Pick<BookingRow, 'branchId' | 'askedById'>,
  room: RoomSite & { readonly needsApproval: boolean },
): boolean {
  // Who could have booked the room without anybody's yes says yes to others as well.
  if (action === 'APPROVE' || action === 'REJECT') return isConfirmedAtOnce(viewer, room);
  return mayChangeBooking(viewer, booking);
}
