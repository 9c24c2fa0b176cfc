import { hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';
import type { PersonalFeedOf } from './personal.feed.rules.ts';

/** What a calendar is of, with the branch that a room is in. */
export interface FeedThing {
  readonly of: PersonalFeedOf;
  readonly schoolId: string | null;
  readonly branchId: string | null;
}

/**
 * To have a calendar of one's own, of the classes of a school, of a room or a branch: asked when it is made, and again
 * whenever it is fetched. What of it somebody then sees, the policies of each thing say.
 */
export function mayHaveFeed(viewer: Viewer, { of, schoolId, branchId }: FeedThing): boolean {
  if (viewer.kind !== 'person') return false;
  if (of === 'PERSON') return true;
  if (of === 'SCHOOL') return schoolId !== null && hasRoleFor(viewer, schoolId, 'SCHOOL_HEAD', 'TEACHER');
  return branchId !== null && hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER', 'DOOR');
}
