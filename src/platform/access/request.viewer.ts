import type { FastifyRequest } from 'fastify';
import type { Language } from '../language/language.ts';
import { ANONYMOUS, type Viewer } from './viewer.ts';

/** Who asks, and in which language they are answered: known once per request, before any handler. */
export interface Asked {
  readonly viewer: Viewer;
  readonly language: Language;
}

const asked = new WeakMap<object, Asked>();

export function rememberAsked(request: FastifyRequest, about: Asked): void {
  asked.set(request.raw, about);
}

export function askedOf(request: FastifyRequest): Asked {
  return asked.get(request.raw) ?? { viewer: ANONYMOUS, language: 'uk' };
}
