import { hasRole, hasRoleFor, isAdministrator, type PersonViewer, type Viewer } from '../platform/access/viewer.ts';

/** A coordinator of any plan imports the next one, and is its coordinator then; the first is an administrator's. */
export function mayImportPlan(viewer: Viewer): boolean {
  return hasRole(viewer, 'COORDINATOR');
}

/** Importing again, and putting right what was read, is for the coordinator of this plan. */
export function mayEditPlan(viewer: Viewer, planId: string): boolean {
  return hasRoleFor(viewer, planId, 'COORDINATOR');
}

/** A plan has a coordinator from its first day; an administrator needs no role for it. */
export function becomesCoordinator(viewer: Viewer): viewer is PersonViewer {
  return viewer.kind === 'person' && !isAdministrator(viewer);
}
