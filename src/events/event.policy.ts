import { hasRole, type Viewer } from '../platform/access/viewer.ts';
import type { EventRow } from './event.tables.ts';

/** To create, edit, publish and cancel; which branches' events comes with the roles of identity. */
export function mayScheduleEvents(viewer: Viewer): boolean {
  return hasRole(viewer, 'LIBRARIAN');
}

/** A draft is the librarians' own; the same in SQL is `visibleTo` of event.list.store.ts. */
export function maySeeEvent(viewer: Viewer, event: Pick<EventRow, 'editorialStatus'>): boolean {
  return event.editorialStatus === 'PUBLISHED' || hasRole(viewer, 'LIBRARIAN');
}
