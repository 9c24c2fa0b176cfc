import { isAdministrator, type PersonViewer, type Viewer } from '../platform/access/viewer.ts';
import type { AssignmentRow } from './assignment.tables.ts';
import { isByToken, managedRoles, managesRole } from './role.policy.ts';

type Held = Pick<AssignmentRow, 'role' | 'scopeId' | 'grantedBy'>;

/** Of somebody else's roles one sees those one manages or gave: what else they do is not one's business. */
export function maySeeRole(viewer: Viewer, role: Held & { readonly personId: string }): boolean {
  if (isAdministrator(viewer)) return true;
  if (viewer.kind !== 'person') return false;
  return viewer.id === role.personId || gave(viewer, role) || managesHeld(viewer, role);
}

/** Oneself, those one gave a role, and those whose roles one manages; the same in SQL is `visibleTo` of person.store.ts. */
export function maySeePerson(viewer: Viewer, personId: string, roles: readonly Held[]): boolean {
  if (isAdministrator(viewer)) return true;
  if (viewer.kind !== 'person') return false;
  return viewer.id === personId || roles.some((held) => gave(viewer, held) || managesHeld(viewer, held));
}

/** As long as one gives roles at all: who has laid down theirs sees nobody by what they once gave. */
function gave(viewer: PersonViewer, { grantedBy }: Held): boolean {
  return grantedBy === viewer.id && managedRoles(viewer).length > 0;
}

function managesHeld(viewer: Viewer, { role, scopeId }: Held): boolean {
  return managesRole(viewer, role, scopeId ? [scopeId] : []);
}

/** Name and language are a person's own; the rest of an account is the administrator's. */
export function mayEditProfile(viewer: Viewer, personId: string): boolean {
  return isAdministrator(viewer) || (viewer.kind === 'person' && viewer.id === personId);
}

/** Never by an API token: who can change an address can sign in by it. */
export function mayEditAccount(viewer: Viewer): boolean {
  return isAdministrator(viewer) && !isByToken(viewer);
}

/** A person erases themselves, an administrator whoever asks for it. */
export function mayErase(viewer: Viewer, personId: string): boolean {
  return mayEditProfile(viewer, personId);
}
