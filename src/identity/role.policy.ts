import {
  isAdministrator,
  type PersonViewer,
  type Role,
  ROLES,
  scopesOf,
  type Viewer,
} from '../platform/access/viewer.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';
import { isFresh } from './session.rules.ts';

/** Who gives and takes away which roles; an administrator all of them. */
const MANAGES: readonly { by: readonly Role[]; roles: readonly Role[]; within: 'any' | 'own' }[] = [
  { by: ['COORDINATOR'], roles: ['REPORTER', 'NOMINATOR', 'TRAINER', 'SCHOOL_HEAD', 'TEACHER'], within: 'any' },
  { by: ['LIBRARIAN'], roles: ['TRAINER', 'TEACHER'], within: 'any' },
  { by: ['LIBRARIAN', 'APPROVER'], roles: ['DOOR'], within: 'own' },
  { by: ['SCHOOL_HEAD'], roles: ['TEACHER'], within: 'own' },
];

/** Whose data somebody sees: all, or their own, those they gave a role, and those whose roles they manage. */
export interface Reach {
  readonly all: boolean;
  readonly ownId: Id<'Person'>;
  readonly managed: readonly { readonly roles: readonly Role[]; readonly scopeIds: 'any' | readonly string[] }[];
}

export function reachOf(viewer: PersonViewer): Reach {
  const managed = MANAGES.flatMap(({ by, roles, within }) => {
    const scopeIds = scopesOf(viewer, ...by);
    if (scopeIds !== 'all' && scopeIds.length === 0) return [];
    return [{ roles, scopeIds: within === 'any' || scopeIds === 'all' ? ('any' as const) : scopeIds }];
  });
  return { all: isAdministrator(viewer), ownId: viewer.id, managed };
}

/** True when the viewer gives and takes away this role there; `scopeIds` are the scope and what it lies in. */
export function managesRole(viewer: Viewer, role: Role, scopeIds: readonly string[]): boolean {
  if (isAdministrator(viewer)) return role !== 'ADMIN' || !isByToken(viewer);
  return MANAGES.some(({ by, roles, within }) => {
    if (!roles.includes(role)) return false;
    const own = scopesOf(viewer, ...by);
    return own === 'all' || (within === 'any' ? own.length > 0 : scopeIds.some((id) => own.includes(id)));
  });
}

export function isByToken(viewer: Viewer): boolean {
  return viewer.kind === 'person' && viewer.credential.kind === 'token';
}

/** What makes somebody master of the city asks for a sign-in not long ago, which neither a stolen cookie nor a token can give. */
export function hasJustSignedIn(viewer: Viewer, now: Instant): boolean {
  if (viewer.kind !== 'person') return viewer.kind === 'system';
  const { credential } = viewer;
  return credential.kind === 'session' && isFresh(credential.authenticatedAt, now);
}

/** The roles the viewer gives somewhere. */
export function managedRoles(viewer: Viewer): Role[] {
  if (isAdministrator(viewer)) return [...ROLES];
  return [...new Set(MANAGES.flatMap(({ by, roles }) => (scopesOf(viewer, ...by).length > 0 ? roles : [])))];
}

/** Who gives a role takes it away; and everybody may lay down a role of their own. */
export function mayRevoke(
  viewer: Viewer,
  assignment: { readonly personId: string; readonly role: Role },
  scopeIds: readonly string[],
): boolean {
  const own = viewer.kind === 'person' && viewer.id === assignment.personId;
  return own || managesRole(viewer, assignment.role, scopeIds);
}
