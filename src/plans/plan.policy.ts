import { hasRole, type Viewer } from '../platform/access/viewer.ts';

/** The plan is the coordinator's: loading it, and putting right what was read from the document. */
export function mayImportPlan(viewer: Viewer): boolean {
  return hasRole(viewer, 'COORDINATOR');
}

export function mayEditPlan(viewer: Viewer): boolean {
  return hasRole(viewer, 'COORDINATOR');
}
