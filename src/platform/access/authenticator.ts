import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from './viewer.ts';

/** Tells who is asking; anonymous when the request names nobody that is known. It may renew a cookie on the answer. */
export abstract class Authenticator {
  abstract viewerOf(request: FastifyRequest, reply: FastifyReply): Promise<Viewer>;
}
