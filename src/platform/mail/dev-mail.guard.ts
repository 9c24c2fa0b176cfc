import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS_TOKEN } from '../config/config.module.ts';
import { isLocalOnly, isLoopback, type Settings } from '../config/settings.ts';
import { notFound } from '../faults/fault.ts';

/** Lets in browsers of this machine alone; to others the pages do not exist. */
@Injectable()
export class DevMailGuard implements CanActivate {
  readonly #open: boolean;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#open = !settings.SMTP_URL && isLocalOnly(settings);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.#open && isFromHere(request)) return true;
    throw notFound('the page');
  }
}

/** Never by the word of a proxy. A name elsewhere that somebody lets lead here (DNS rebinding) is not this machine. */
function isFromHere({ socket, headers }: FastifyRequest): boolean {
  if ('x-forwarded-for' in headers || 'forwarded' in headers) return false;
  const name = headers.host?.toLowerCase().replace(/:\d+$/, '') ?? '';
  return isLoopback(name) && isLoopback(socket.remoteAddress?.replace(/^::ffff:/, '') ?? '');
}
