import type { Viewer } from '../../platform/access/viewer.ts';
import { mayEditEvent, maySeeEvent, mayReadStaffSide } from '../record/event.policy.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';

type Belonging = Pick<EventRow, 'branchId' | 'editorialStatus'>;

/** Everybody sees the dates of a published event that stand in the calendar; its staff see all. */
export function maySeeSession(viewer: Viewer, session: Pick<SessionRow, 'isListed'>, event: Belonging): boolean {
  return mayReadStaffSide(viewer, event) || (session.isListed && maySeeEvent(viewer, event));
}

/** To do something with a session: whoever may edit its event, as long as that changes at all. */
export function mayChangeSession(viewer: Viewer, event: Belonging): boolean {
  return event.editorialStatus !== 'ARCHIVED' && mayEditEvent(viewer, event);
}
