import type { Id } from '../ids/id.ts';

/** What a person may act as, each within a scope; the words of `identity/role.rules.ts` say whose scope is what. */
export const ROLES = [
  'ADMIN',
  'COORDINATOR',
  'REPORTER',
  'LIBRARIAN',
  'APPROVER',
  'TRAINER',
  'DOOR',
  'TEACHER',
  'SCHOOL_HEAD',
  'NOMINATOR',
] as const;
export type Role = (typeof ROLES)[number];

/** One role within one scope: the id of a plan, body, outlet, branch, event or school; null where the role has none. */
export interface Grant {
  readonly role: Role;
  readonly scopeId: string | null;
}

/** What an API token may be used for, within what its owner may do. */
export const TOKEN_SCOPES = ['READ', 'EVENTS', 'PLANS', 'DIRECTORY', 'PEOPLE'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** By what a person showed who they are; a token is for programs, and reaches no account settings. */
export type Credential =
  | { readonly kind: 'session'; readonly id: Id<'SignInSession'>; readonly authenticatedAt: Date }
  | { readonly kind: 'token'; readonly id: Id<'ApiToken'>; readonly scopes: readonly TokenScope[] }
  /** A link out of a mail to them, good for the one thing that it is for. */
  | { readonly kind: 'link' };

export interface PersonViewer {
  readonly kind: 'person';
  readonly id: Id<'Person'>;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly credential: Credential;
}

/** The program itself: the command line, the demonstration city. It never comes from a request. */
export interface SystemViewer {
  readonly kind: 'system';
}

/** Who is asking. Policies take it; nothing about the viewer ever comes from the request's body. */
export type Viewer = { readonly kind: 'anonymous' } | PersonViewer | SystemViewer;

export const ANONYMOUS: Viewer = { kind: 'anonymous' };
export const SYSTEM: SystemViewer = { kind: 'system' };

/** An administrator may do whatever any role may, everywhere. */
export function isAdministrator(viewer: Viewer): boolean {
  return viewer.kind === 'system' || (viewer.kind === 'person' && viewer.grants.some(({ role }) => role === 'ADMIN'));
}

/** True when the viewer has one of the roles, wherever; what they may do with *this* thing is a policy's question. */
export function hasRole(viewer: Viewer, ...roles: readonly Role[]): boolean {
  return (
    isAdministrator(viewer) || (viewer.kind === 'person' && viewer.grants.some(({ role }) => roles.includes(role)))
  );
}

/** True when the viewer has one of the roles for this plan, body, outlet, branch, event or school. */
export function hasRoleFor(viewer: Viewer, scopeId: string, ...roles: readonly Role[]): boolean {
  return (
    isAdministrator(viewer) ||
    (viewer.kind === 'person' && viewer.grants.some((grant) => grant.scopeId === scopeId && roles.includes(grant.role)))
  );
}

/** The things for which the viewer has one of the roles; 'all' for an administrator. For filters in SQL. */
export function scopesOf(viewer: Viewer, ...roles: readonly Role[]): 'all' | readonly string[] {
  if (isAdministrator(viewer)) return 'all';
  if (viewer.kind !== 'person') return [];
  return viewer.grants.flatMap(({ role, scopeId }) => (roles.includes(role) && scopeId ? [scopeId] : []));
}
