import { hasRole, hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';
import { PROGRAMME_STAFF } from '../record/event.policy.ts';

/**
 * To read a proposal, with whom to answer, and to decide it: staff of the branch it names; of one that names none, the staff
 * of any. The same in SQL is `visibleTo` of proposal.store.ts.
 */
export function mayDecideProposal(viewer: Viewer, { branchId }: { readonly branchId: string | null }): boolean {
  return branchId === null ? hasRole(viewer, ...PROGRAMME_STAFF) : hasRoleFor(viewer, branchId, ...PROGRAMME_STAFF);
}
