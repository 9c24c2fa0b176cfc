import type { Viewer } from '../../platform/access/viewer.ts';
import { EDITORIAL_STEPS, type EventAction } from '../record/editorial.rules.ts';
import { mayApproveEvent, mayEditEvent, mayPublishEvent } from '../record/event.policy.ts';
import type { EventRow } from '../record/event.tables.ts';

type Status = Pick<EventRow, 'branchId' | 'editorialStatus'>;

/** What the viewer may do with the event as it is now; what else it needs is told by the refusal. */
export function allowedActions(viewer: Viewer, event: Status, authorsPublish: boolean): EventAction[] {
  const actions = Object.keys(EDITORIAL_STEPS) as EventAction[]; // its own keys
  return actions.filter(
    (action) =>
      EDITORIAL_STEPS[action].from.includes(event.editorialStatus) && mayDo(viewer, action, event, authorsPublish),
  );
}

function mayDo(viewer: Viewer, action: EventAction, event: Status, authorsPublish: boolean): boolean {
  switch (action) {
    case 'APPROVE':
    case 'RETURN':
      return mayApproveEvent(viewer, event);
    case 'PUBLISH':
      return mayPublishEvent(viewer, event, authorsPublish);
    case 'UPDATE':
    case 'DISCARD':
    case 'SUBMIT':
    case 'WITHDRAW':
    case 'ARCHIVE':
    case 'RESTORE':
      return mayEditEvent(viewer, event);
  }
}
