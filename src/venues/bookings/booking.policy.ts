import { hasRole, hasRoleFor, isAdministrator, type Viewer } from '../../platform/access/viewer.ts';
import type { SoftRule } from './booking.tables.ts';

/** To ask for a room, of whatever branch: staff who hold events do. */
export function mayAskForRooms(viewer: Viewer): boolean {
  return hasRole(viewer, 'LIBRARIAN', 'APPROVER', 'TRAINER');
}

/** To say yes or no to what others ask for. */
function mayApprove(viewer: Viewer, branchId: string): boolean {
  return hasRoleFor(viewer, branchId, 'APPROVER');
}

/** Where a room is, and whether nobody of ours is in charge there: a school's own hall. */
export interface RoomSite {
  readonly branchId: string;
  readonly external: boolean;
}

/** The staff of a room: of its branch; of an external venue, where nobody of ours has a role, that of every branch. */
function isStaffOf(viewer: Viewer, { branchId, external }: RoomSite): boolean {
  return external ? hasRole(viewer, 'LIBRARIAN', 'APPROVER') : hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER');
}

/** To have a booking confirmed at once: approvers always, other staff of the room where it asks for nobody's yes. */
export function isConfirmedAtOnce(viewer: Viewer, room: RoomSite & { readonly needsApproval: boolean }): boolean {
  return mayApprove(viewer, room.branchId) || (!room.needsApproval && isStaffOf(viewer, room));
}

interface Asked {
  readonly branchId: string;
  readonly askedById: string | null;
}

const isWhoAsked = (viewer: Viewer, { askedById }: Asked) => viewer.kind === 'person' && viewer.id === askedById;

/** To read what a booking is for and whom to ask about it; for others the room is just taken. */
export function mayKnowBooking(viewer: Viewer, booking: Asked): boolean {
  return hasRoleFor(viewer, booking.branchId, ...BOOKING_READERS) || isWhoAsked(viewer, booking);
}

/** The staff of a branch; the same in SQL is `visibleTo` of booking.list.store.ts. */
export const BOOKING_READERS = ['LIBRARIAN', 'APPROVER'] as const;

/** To move, change or cancel a booking: the staff of the branch, and whoever asked for it while they may ask at all. */
export function mayChangeBooking(viewer: Viewer, booking: Asked): boolean {
  return (
    hasRoleFor(viewer, booking.branchId, 'LIBRARIAN', 'APPROVER') ||
    (isWhoAsked(viewer, booking) && mayAskForRooms(viewer))
  );
}

/** To keep a room free for a reason, and to shut a branch. */
export function mayBlock(viewer: Viewer, branchId: string): boolean {
  return hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER');
}

/** To set a soft rule aside, with a reason: hours and sizes are the staff's, the rules of fairness the approver's. */
export function mayOverride(viewer: Viewer, room: RoomSite, rule: SoftRule): boolean {
  if (isAdministrator(viewer)) return true;
  return rule === 'OutsideOpeningHours' || rule === 'LayoutTooSmall'
    ? isStaffOf(viewer, room)
    : mayApprove(viewer, room.branchId);
}
