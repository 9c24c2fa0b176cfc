import { hasRole, type Viewer } from '../../platform/access/viewer.ts';

/** Who works on the programme or answers for the plan: what is still missing is their affair. */
export const GAP_READERS = ['LIBRARIAN', 'APPROVER', 'COORDINATOR', 'REPORTER'] as const;

export function mayReadGaps(viewer: Viewer): boolean {
  return hasRole(viewer, ...GAP_READERS);
}
