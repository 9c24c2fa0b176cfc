import type { Viewer } from '../../platform/access/viewer.ts';
import { mayReadStaffSide } from '../record/event.policy.ts';
import type { MaterialVisibility } from '../record/event.tables.ts';

interface OfBranch {
  readonly branchId: string;
}

/** Who speaks is told to the public only with their consent; staff know whom they invited. */
export function mayReadSpeaker(
  viewer: Viewer,
  event: OfBranch,
  { consentOn }: { readonly consentOn: string | null },
): boolean {
  return consentOn !== null || mayReadStaffSide(viewer, event);
}

export function mayReadMaterial(
  viewer: Viewer,
  event: OfBranch,
  { visibility }: { readonly visibility: MaterialVisibility },
): boolean {
  return visibility === 'PUBLIC' || mayReadStaffSide(viewer, event);
}
