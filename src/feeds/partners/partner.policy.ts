import { hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';

/** To have partners' calendars read for a branch, and to see what they hold: its librarians and approvers do. */
export function mayKeepPartners(viewer: Viewer, branchId: string): boolean {
  return hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER');
}
