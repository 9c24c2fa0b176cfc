import { SetMetadata } from '@nestjs/common';
import type { Role, TokenScope } from './viewer.ts';

export const ACCESS = Symbol('access');
export const TOKEN_SCOPE = Symbol('token scope');

export type Access = 'public' | 'signed-in' | readonly Role[];

/** Opens a handler to everybody. Without one of these decorators a handler refuses. */
export const Public = () => SetMetadata<symbol, Access>(ACCESS, 'public');

/** Opens a handler to whoever has one of the roles; with none named, to whoever is signed in. */
export const Requires = (...roles: readonly Role[]) =>
  SetMetadata<symbol, Access>(ACCESS, roles.length > 0 ? roles : 'signed-in');

/** Opens a handler to API tokens of this scope. Without it a token is refused; what is public needs READ. */
export const ForTokens = (scope: TokenScope) => SetMetadata<symbol, TokenScope>(TOKEN_SCOPE, scope);
