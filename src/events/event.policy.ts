import { hasRoleFor, type Viewer } from '../platform/access/viewer.ts';
import type { EventRow } from './event.tables.ts';

/** A draft is its branch's own; the same in SQL is `visibleTo` of event.list.store.ts. */
export function maySeeEvent(viewer: Viewer, event: Pick<EventRow, 'editorialStatus' | 'branchId'>): boolean {
  return event.editorialStatus === 'PUBLISHED' || hasRoleFor(viewer, event.branchId, ...DRAFT_READERS);
}

export const DRAFT_READERS = ['LIBRARIAN', 'APPROVER'] as const;
