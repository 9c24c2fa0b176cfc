import { hasRole, type Viewer } from '../platform/access/viewer.ts';

/** Names and aliases decide how documents are read, so they are the coordinator's. */
export function mayEditDirectory(viewer: Viewer): boolean {
  return hasRole(viewer, 'COORDINATOR');
}

/** Librarians know the schools of their district. */
export function mayEditSchools(viewer: Viewer): boolean {
  return hasRole(viewer, 'COORDINATOR', 'LIBRARIAN');
}
