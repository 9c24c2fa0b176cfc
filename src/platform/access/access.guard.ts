import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';
import { forbidden, unauthenticated } from '../faults/fault.ts';
import { ACCESS, type Access, TOKEN_SCOPE } from './access.decorators.ts';
import { exchangeOf } from './access.parameters.ts';
import { Authenticator } from './authenticator.ts';
import { identify } from './request.viewer.ts';
import { hasRole, type TokenScope, type Viewer } from './viewer.ts';

/** Closed by default: a handler that says nothing about access refuses everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #authenticator: Authenticator;

  constructor(reflector: Reflector, authenticator: Authenticator) {
    this.#reflector = reflector;
    this.#authenticator = authenticator;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.#metadata<Access>(ACCESS, context);
    // A plain route that is public shows everybody the same.
    if (access === 'public' && context.getType<GqlContextType>() !== 'graphql') return true;
    const { request, reply } = exchangeOf(context);
    const viewer = await identify(this.#authenticator, request, reply);
    this.#checkToken(viewer, access, context);
    if (access === 'public') return true;
    if (viewer.kind === 'anonymous') throw unauthenticated();
    if (access === 'signed-in' || (access !== undefined && hasRole(viewer, ...access))) return true;
    throw forbidden();
  }

  #checkToken(viewer: Viewer, access: Access | undefined, context: ExecutionContext): void {
    if (viewer.kind !== 'person' || viewer.credential.kind !== 'token') return;
    const scope = this.#metadata<TokenScope>(TOKEN_SCOPE, context) ?? (access === 'public' ? 'READ' : undefined);
    if (!scope) throw forbidden('API tokens may not do this; sign in');
    if (!viewer.credential.scopes.includes(scope)) throw forbidden(`This API token lacks the scope ${scope}`);
  }

  #metadata<Value>(key: symbol, context: ExecutionContext): Value | undefined {
    return this.#reflector.getAllAndOverride<Value | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
