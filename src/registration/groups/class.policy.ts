import { hasRoleFor, type Viewer } from '../../platform/access/viewer.ts';

interface OfSchool {
  readonly schoolId: string;
}

/** To see all classes of a school, and to say yes or no to what a teacher has planned: its head. */
export function mayDecideClass(viewer: Viewer, { schoolId }: OfSchool): boolean {
  return hasRoleFor(viewer, schoolId, 'SCHOOL_HEAD');
}

/** Whose classes of a school the viewer sees: all for its head, their own for its teachers, otherwise none. */
export function classesSeen(viewer: Viewer, { schoolId }: OfSchool): 'all' | { readonly ownId: string } | null {
  if (mayDecideClass(viewer, { schoolId })) return 'all';
  return viewer.kind === 'person' && hasRoleFor(viewer, schoolId, 'TEACHER') ? { ownId: viewer.id } : null;
}
