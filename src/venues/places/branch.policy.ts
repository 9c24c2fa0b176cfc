import { hasRoleFor, isAdministrator, type Viewer } from '../../platform/access/viewer.ts';

/** To plan what is held at a branch: its librarians and approvers do. */
export function maySchedule(viewer: Viewer, branchId: string): boolean {
  return hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER');
}

/** To say what a branch is, which rooms it has and what stands in them: its librarians and approvers do. */
export function mayFurnish(viewer: Viewer, branchId: string): boolean {
  return hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER');
}

/** To add branches, and to change what addresses and times hang on: their slug, kind and zone. */
export function mayFoundBranches(viewer: Viewer): boolean {
  return isAdministrator(viewer);
}
