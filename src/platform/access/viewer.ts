import type { Id } from '../ids/id.ts';

/** What a person may act as. Scopes (which branch, which plan) come with the roles of `identity/`. */
export type Role = 'COORDINATOR' | 'LIBRARIAN';

/** Who is asking. Policies take it; nothing about the viewer ever comes from the request's body. */
export type Viewer =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'person'; readonly id: Id<'Person'>; readonly name: string; readonly roles: readonly Role[] };

export const ANONYMOUS: Viewer = { kind: 'anonymous' };

export function hasRole(viewer: Viewer, ...roles: readonly Role[]): boolean {
  return viewer.kind === 'person' && roles.some((role) => viewer.roles.includes(role));
}
