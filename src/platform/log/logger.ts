import type { LoggerService } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { isError } from '../faults/error.ts';
import { currentRequestId } from './request-context.ts';

/**
 * JSON lines on standard output (or a `destination` of a test), in UTC, each with the id of its request. No personal data: neither addresses of clients
 * nor query strings, headers or bodies; of a database error no parameters.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: (_line, _level, logger) => {
      const requestId = currentRequestId();
      return requestId && !('requestId' in logger.bindings()) ? { requestId } : {};
    },
    // The last is what the parser of forms says at the level trace.
    redact: ['authorization', 'cookie', 'token', 'email', 'password', 'busboyOptions.headers'],
    serializers: {
      req: (request: FastifyRequest) => ({ method: request.method, path: pathOf(request.url) }),
      res: (reply: FastifyReply) => ({ status: reply.statusCode }),
      err: (error: Error) => describeError(error),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The path alone: a query string may hold what somebody searched for, and these paths hold the secret of a link. */
export function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  // By its place and by its look, so that a route still to come hides its secrets too.
  return path.replace(/^\/(feeds\/me|sign-in\/link|r|n)\/[^/.]+/, '/$1/…').replace(/\bzk[a-z]_[\w%-]+/g, '…');
}

/** An error and its causes, without statements and values: drizzle writes both into messages, Postgres the values. */
function describeError(error: Error, depth = 0): object {
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.constructor.name,
    message: withoutValues(error.message, code),
    ...(typeof code === 'string' && { code }),
    // The message, which stack repeats at its top, is left out.
    stack: error.stack?.match(/^ {4}at .*$/gm)?.join('\n') ?? '',
    ...(isError(error.cause) && depth < 5 && { cause: describeError(error.cause, depth + 1) }),
  };
}

function withoutValues(message: string, code: unknown): string {
  if (message.startsWith('Failed query:')) return 'a database statement failed';
  // SQLSTATE class 22, data exceptions: what is quoted is what somebody sent.
  return typeof code === 'string' && /^22...$/.test(code) ? message.replace(/"[^]*"/, '"…"') : message;
}

/** Lets Nest write to the same log. */
export class NestLog implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown): void {
    this.#logger.debug(String(message));
  }

  warn(message: unknown): void {
    this.#logger.warn(String(message));
  }

  error(message: unknown, ...more: unknown[]): void {
    this.#logger.error(isError(message) ? { err: message } : { stack: more[0] }, String(message));
  }

  fatal(message: unknown): void {
    this.#logger.fatal(String(message));
  }
}
