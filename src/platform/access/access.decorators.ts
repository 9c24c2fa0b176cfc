import { SetMetadata } from '@nestjs/common';
import type { Role } from './viewer.ts';

export const ACCESS = Symbol('access');

export type Access = 'public' | 'signed-in' | readonly Role[];

/** Opens a handler to everybody. Without one of these decorators a handler refuses. */
export const Public = () => SetMetadata<symbol, Access>(ACCESS, 'public');

/** Opens a handler to whoever has one of the roles; with none named, to whoever is signed in. */
export const Requires = (...roles: readonly Role[]) =>
  SetMetadata<symbol, Access>(ACCESS, roles.length > 0 ? roles : 'signed-in');
