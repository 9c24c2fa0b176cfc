import { hasRole, isAdministrator, type Viewer } from '../../platform/access/viewer.ts';
import { mayEditEvent, mayReadStaffSide } from '../record/event.policy.ts';

interface OfBranch {
  /** Null for a template of the whole city. */
  readonly branchId: string | null;
}

/** Those of the whole city every author reads, those of a branch its staff; the same in SQL is `visibleTo` of template.store.ts. */
export function maySeeTemplate(viewer: Viewer, { branchId }: OfBranch): boolean {
  return branchId === null ? hasRole(viewer, 'LIBRARIAN', 'APPROVER') : mayReadStaffSide(viewer, { branchId });
}

/** Those of the whole city are the administrators’. */
export function mayKeepTemplate(viewer: Viewer, { branchId }: OfBranch): boolean {
  return branchId === null ? isAdministrator(viewer) : mayEditEvent(viewer, { branchId });
}
