import { hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';
import { maySchedule } from '../../venues/places/branch.policy.ts';
import type { EditorialStatus } from './event.tables.ts';

interface OfBranch {
  readonly branchId: string;
}

/** Whoever works on the programme of a branch: they read its drafts and notes. */
export const PROGRAMME_STAFF = ['LIBRARIAN', 'APPROVER'] as const;

/** To read what is for staff: drafts, notes, expected people, the comments of a review. */
export function mayReadStaffSide(viewer: Viewer, { branchId }: OfBranch): boolean {
  return hasRoleFor(viewer, branchId, ...PROGRAMME_STAFF);
}

/** What was published everybody sees, also once it is archived; the same in SQL is `visibleTo` of event.list.store.ts. */
export function maySeeEvent(viewer: Viewer, event: OfBranch & { readonly editorialStatus: EditorialStatus }): boolean {
  return isPublic(event) || mayReadStaffSide(viewer, event);
}

export function isPublic({ editorialStatus }: { readonly editorialStatus: EditorialStatus }): boolean {
  return editorialStatus === 'PUBLISHED' || editorialStatus === 'ARCHIVED';
}

/** To write the events of a branch and to schedule their sessions: its authors and its approvers. */
export function mayEditEvent(viewer: Viewer, { branchId }: OfBranch): boolean {
  return maySchedule(viewer, branchId);
}

/** To say yes to what authors submit, and to return it. */
export function mayApproveEvent(viewer: Viewer, { branchId }: OfBranch): boolean {
  return hasRoleFor(viewer, branchId, 'APPROVER');
}

/** To publish: what is approved everybody who edits; what is not, approvers, and authors where the branch lets them. */
export function mayPublishEvent(
  viewer: Viewer,
  event: OfBranch & { readonly editorialStatus: EditorialStatus },
  authorsPublish: boolean,
): boolean {
  if (mayApproveEvent(viewer, event)) return true;
  return mayEditEvent(viewer, event) && (authorsPublish || event.editorialStatus === 'APPROVED');
}
