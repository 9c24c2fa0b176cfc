import { isPublic, mayReadStaffSide } from '../../events/record/event.policy.ts';
import type { EditorialStatus } from '../../events/record/event.tables.ts';
import { hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';

/** Who nominates: a body or an outlet, never both. */
interface OfNominator {
  readonly bodyId: string | null;
  readonly outletId: string | null;
}

/** To name people for a body or an outlet, and to take them back: its nominators. */
export function mayNominate(viewer: Viewer, { bodyId, outletId }: OfNominator): boolean {
  const scopeId = bodyId ?? outletId;
  return scopeId !== null && hasRoleFor(viewer, scopeId, 'NOMINATOR');
}

/** To see whom a body named: its nominators, once the event is public, and the staff of the roster. */
export function maySeeNominations(
  viewer: Viewer,
  by: OfNominator,
  event: { readonly branchId: string; readonly editorialStatus: EditorialStatus },
): boolean {
  return mayReadStaffSide(viewer, event) || (mayNominate(viewer, by) && isPublic(event));
}
