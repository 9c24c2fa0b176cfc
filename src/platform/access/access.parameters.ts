import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../language/language.ts';
import { type Asked, askedOf } from './request.viewer.ts';
import type { Viewer } from './viewer.ts';

/** The viewer, as a parameter of a handler. */
export const Viewing = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => askedIn(context).viewer);

/** The language the viewer is answered in, as a parameter of a handler. */
export const Spoken = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language => askedIn(context).language,
);

/** Who asks, of a GraphQL operation or of a plain request. */
export function askedIn(context: ExecutionContext): Asked {
  return context.getType<GqlContextType>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<Asked>()
    : askedOf(context.switchToHttp().getRequest<FastifyRequest>());
}
