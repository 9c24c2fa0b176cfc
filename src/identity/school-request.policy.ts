import {
  hasRole,
  hasRoleFor,
  isAdministrator,
  type PersonViewer,
  scopesOf,
  type Viewer,
} from '../platform/access/viewer.ts';

interface Request {
  readonly schoolId: string;
  readonly personId: string;
}

/** Who teaches at a school is known to its head, and to librarians, who work with all schools. */
export function mayDecideSchoolRequest(viewer: Viewer, { schoolId }: Pick<Request, 'schoolId'>): boolean {
  return hasRoleFor(viewer, schoolId, 'SCHOOL_HEAD') || hasRole(viewer, 'LIBRARIAN');
}

export function mayWithdrawSchoolRequest(viewer: Viewer, { personId }: Pick<Request, 'personId'>): boolean {
  return viewer.kind === 'person' && viewer.id === personId;
}

/** Whoever decides it, and whose it is; the same in SQL is `visibleTo` of school-request.store.ts. */
export function maySeeSchoolRequest(viewer: Viewer, request: Request): boolean {
  return mayDecideSchoolRequest(viewer, request) || mayWithdrawSchoolRequest(viewer, request);
}

/** The schools whose requests the viewer decides: for the filter of lists in SQL. */
export function decidedSchools(viewer: PersonViewer): 'all' | readonly string[] {
  return isAdministrator(viewer) || hasRole(viewer, 'LIBRARIAN') ? 'all' : scopesOf(viewer, 'SCHOOL_HEAD');
}
