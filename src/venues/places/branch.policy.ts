import { hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';

/** To plan what is held at a branch: its librarians do. */
export function maySchedule(viewer: Viewer, branchId: string): boolean {
  return hasRoleFor(viewer, branchId, 'LIBRARIAN');
}
