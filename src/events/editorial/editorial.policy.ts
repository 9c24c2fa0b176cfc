import { hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';
import type { EditorialAction } from '../record/editorial.rules.ts';
import { mayApproveEvent, mayEditEvent } from '../record/event.policy.ts';

/** To take a step at all; whether one may publish what nobody has approved is asked once it is known how far it has come. */
export function mayTakeStep(viewer: Viewer, action: EditorialAction, event: { readonly branchId: string }): boolean {
  return action === 'APPROVE' || action === 'RETURN' ? mayApproveEvent(viewer, event) : mayEditEvent(viewer, event);
}

/** To say whether the authors of a branch publish without anybody's approval: whose approval it would be. */
export function maySetBranchEditing(viewer: Viewer, branchId: string): boolean {
  return hasRoleFor(viewer, branchId, 'APPROVER');
}
