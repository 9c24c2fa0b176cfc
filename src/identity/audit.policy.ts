import { type PersonViewer, scopesOf } from '../platform/access/viewer.ts';

/** The things whose staff may read what was done to them; one's own deeds everybody may read. */
export function auditedScopes(viewer: PersonViewer): 'all' | readonly string[] {
  return scopesOf(viewer, 'COORDINATOR', 'LIBRARIAN', 'APPROVER', 'SCHOOL_HEAD');
}
