import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { pathOf } from './logger.ts';

/** One line for each request, when it is over, and never its query string. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(request: FastifyRequest): void {
    request.log.debug({ req: request }, 'request');
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = { req: request, res: reply, millis: Math.round(reply.elapsedTime) };
    if (error) request.log.warn({ ...line, err: error }, 'answer cut off');
    else request.log.info(line, 'answered');
  }

  override routeNotFound(request: FastifyRequest): void {
    request.log.info({ path: pathOf(request.url) }, 'nothing at this address');
  }
}
