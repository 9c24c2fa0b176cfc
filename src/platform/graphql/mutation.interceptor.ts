import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { finalize, type Observable } from 'rxjs';
import { forgetLoaded } from './loaders.ts';

/** Mutations of one request run one after the other: what an earlier one read must not answer for a later one. */
@Injectable()
export class MutationInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType<GqlContextType>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(execution);
    if (graphql.getInfo<GraphQLResolveInfo>().parentType.name !== 'Mutation') return next.handle();
    return next.handle().pipe(finalize(() => forgetLoaded(graphql.getContext<object>())));
  }
}
