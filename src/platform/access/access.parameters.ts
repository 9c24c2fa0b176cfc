import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../language/language.ts';
import { type Asked, askedOf } from './request.viewer.ts';
import type { Viewer } from './viewer.ts';

/** The request and its answer, of a GraphQL operation or of a plain route. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The viewer, as a parameter of a handler. */
export const Viewing = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => askedIn(context).viewer);

/** The language the viewer is answered in, as a parameter of a handler. */
export const Spoken = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language => askedIn(context).language,
);

/** Request and answer, for the few handlers that set a cookie. */
export const Exchanging = createParamDecorator((_: unknown, context: ExecutionContext): Exchange =>
  exchangeOf(context),
);

export function exchangeOf(context: ExecutionContext): Exchange {
  if (context.getType<GqlContextType>() === 'graphql') {
    return GqlExecutionContext.create(context).getContext<Exchange>();
  }
  const http = context.switchToHttp();
  return { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
}

/** Who asks, of a GraphQL operation or of a plain request. */
function askedIn(context: ExecutionContext): Asked {
  return askedOf(exchangeOf(context).request);
}
