import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { forbidden, unauthenticated } from '../faults/fault.ts';
import { ACCESS, type Access } from './access.decorators.ts';
import { askedIn } from './access.parameters.ts';
import { hasRole } from './viewer.ts';

/** Closed by default: a handler that says nothing about access refuses everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;

  constructor(reflector: Reflector) {
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean {
    const access = this.#reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const { viewer } = askedIn(context);
    if (viewer.kind === 'anonymous') throw unauthenticated();
    if (access === 'signed-in' || (access !== undefined && hasRole(viewer, ...access))) return true;
    throw forbidden();
  }
}
