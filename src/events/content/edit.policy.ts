import type { Viewer } from '../../platform/access/viewer.ts';
import { mayApproveEvent } from '../record/event.policy.ts';
import type { EditorialStatus } from '../record/event.tables.ts';

interface Edited {
  readonly branchId: string;
  readonly editorialStatus: EditorialStatus;
}

/**
 * Whether the yes to an event outlives an edit of it: an approver edits what they may approve, and where authors publish
 * without anybody's yes, nobody's is lost. Any other edit makes it something that nobody said yes to.
 */
export function approvalOutlives(viewer: Viewer, event: Edited, authorsPublish: boolean): boolean {
  return event.editorialStatus !== 'APPROVED' || authorsPublish || mayApproveEvent(viewer, event);
}
