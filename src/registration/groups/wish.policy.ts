import type { Viewer } from '../../platform/access/viewer.ts';
import { mayEditEvent } from '../../events/record/event.policy.ts';

/** To pick a date for a class, or to say no: whoever edits the event. */
export function mayDecideWish(viewer: Viewer, event: { readonly branchId: string }): boolean {
  return mayEditEvent(viewer, event);
}

/** To take a wish back: whoever made it signed in. */
export function mayWithdrawWish(viewer: Viewer, { personId }: { readonly personId: string | null }): boolean {
  return viewer.kind === 'person' && viewer.id === personId;
}
