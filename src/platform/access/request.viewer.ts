import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, pickLanguage } from '../language/language.ts';
import type { Authenticator } from './authenticator.ts';
import { ANONYMOUS, type Viewer } from './viewer.ts';

/** Who asks, and in which language they are answered. */
export interface Asked {
  readonly viewer: Viewer;
  readonly language: Language;
}

interface Asking {
  identified: Promise<Viewer> | undefined;
  viewer: Viewer;
}

const asking = new WeakMap<object, Asking>();

function askingOf(request: FastifyRequest): Asking {
  let known = asking.get(request.raw);
  if (!known) {
    known = { identified: undefined, viewer: ANONYMOUS };
    asking.set(request.raw, known);
  }
  return known;
}

/** Finds out who asks, once per request and only where a handler wants to know: a feed asks the database nothing. */
export function identify(authenticator: Authenticator, request: FastifyRequest, reply: FastifyReply): Promise<Viewer> {
  const about = askingOf(request);
  about.identified ??= authenticator.viewerOf(request, reply).then((viewer) => (about.viewer = viewer));
  return about.identified;
}

/** After a sign-in or sign-out the rest of the request is somebody else's. */
export function becomeViewer(request: FastifyRequest, viewer: Viewer): void {
  const about = askingOf(request);
  about.identified = Promise.resolve(viewer);
  about.viewer = viewer;
}

/** Anonymous until a guard has identified the request. */
export function askedOf(request: FastifyRequest): Asked {
  return { viewer: askingOf(request).viewer, language: pickLanguage(request.headers['accept-language']) };
}
