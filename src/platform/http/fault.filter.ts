import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseFault } from '../faults/database.fault.ts';
import { isError } from '../faults/error.ts';
import { Fault, FAULT_STATUS, type FaultCode } from '../faults/fault.ts';

const BY_STATUS: Readonly<Record<number, FaultCode>> = {
  400: 'BAD_USER_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** What of an error a client may hear; undefined for a bug, of which it hears only the request id. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error;
  const status = statusOf(error);
  const code = status === undefined ? undefined : BY_STATUS[status];
  // Nest repeats the address, with its query string, when there is no route for it.
  if (error instanceof HttpException && code === 'NOT_FOUND')
    return new Fault(code, 'There is nothing at this address');
  if (code) return new Fault(code, isError(error) ? error.message : code);
  return databaseFault(error);
}

/** Nest and Fastify say what the client did wrong by a status of their own. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = isError(error) && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Answers faults of plain routes as `{ error: { code, message, requestId } }`; those of GraphQL go their own way. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<GqlContextType>() === 'graphql') throw error;
    const http = host.switchToHttp();
    answerFault(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function answerFault(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const fault = faultOf(error);
  if (!fault) request.log.error({ err: error }, 'fault');
  const code = fault?.code ?? 'INTERNAL';
  void reply
    .code(FAULT_STATUS[code])
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send({
      error: { code, message: fault?.message ?? 'Internal error', ...fault?.details, requestId: request.id },
    });
}
