import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { invalidInput } from '../faults/fault.ts';
import { withinRequest } from '../log/request-context.ts';
import { RequestLog } from '../log/request.log.ts';
import { answerFault } from './fault.filter.ts';
import { Rush } from './rush.ts';

/** Requests that have not ended by then are cut when the program stops. */
const DRAIN_MS = 3_500;

export function createAdapter(settings: Settings, logger: Logger): FastifyAdapter {
  const requestLog = new RequestLog();
  return new FastifyAdapter({
    loggerInstance: logger,
    logController: requestLog,
    genReqId: () => randomUUID(),
    bodyLimit: settings.BODY_LIMIT_BYTES,
    trustProxy: settings.TRUST_PROXY ?? false,
    requestTimeout: 30_000,
    // Idle keep-alive connections are closed at once, running requests are waited for.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // The router refuses a malformed address before any hook or filter.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
      answerFault(invalidInput('The address is malformed or too long'), request, reply);
      requestLog.requestCompleted(undefined, request, reply);
    },
  });
}

/** What stands before every route: the request's id, cookies, security headers, compression, uploads. */
export async function prepareFastify(app: NestFastifyApplication, settings: Settings): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    withinRequest(request.id, done);
  });
  const rush = app.get(Rush);
  fastify.addHook('onRequest', (_request, reply, done) => {
    rush.follow(reply.raw);
    done();
  });
  await fastify.register(cookie);
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'script-src': ["'self'"],
        // GraphiQL sets styles from its script.
        'style-src': ["'self'", "'unsafe-inline'"],
        'font-src': ["'self'", 'data:'],
      },
    },
    strictTransportSecurity: settings.production,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await fastify.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1_024 });
  await fastify.register(multipart, {
    // Two, so that a second file is seen and refused instead of passed over.
    limits: { files: 2, fields: 5, parts: 7, fieldSize: 1_000, fileSize: settings.UPLOAD_LIMIT_BYTES },
  });
}

/** Stops listening, lets running requests end, and cuts those that do not in time. */
export async function drain(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
