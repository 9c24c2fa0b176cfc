import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Exchange } from '../access/access.parameters.ts';
import { SETTINGS_TOKEN } from '../config/config.module.ts';
import type { Settings } from '../config/settings.ts';
import { LOGGER } from '../log/logger.module.ts';
import { answerPlugin } from './answer.plugin.ts';
import { costPlugin } from './cost.plugin.ts';
import { formatErrorFor } from './errors.ts';
import { limitRule } from './limits.ts';
import { MutationInterceptor } from './mutation.interceptor.ts';
import { DateTimeScalar, JsonScalar, LocalDateScalar, LocalTimeScalar } from './scalars.ts';
import { turnsPlugin } from './turns.plugin.ts';

/** Selections a written-out query may have: cost bounds what is computed, this what is merely read. */
const MOST_SELECTIONS = 2_000;

/** How often an operation may ask for the schema: a tool asks once, and perhaps for a type beside it. */
const MOST_INTROSPECTIONS = 2;

function options(settings: Settings, logger: Logger): ApolloDriverConfig {
  return {
    path: '/graphql',
    autoSchemaFile: true,
    // Apollo checks the schema as well.
    buildSchemaOptions: { skipCheck: true },
    sortSchema: true,
    graphiql: false,
    introspection: settings.GRAPHQL_EXPLORER,
    hideSchemaDetailsFromClientErrors: settings.production,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    autoTransformHttpErrors: false,
    includeStacktraceInErrorResponses: false,
    // A hundred, the default, take longer to describe than the query took to read.
    validationOptions: { maxErrors: 10 },
    parseOptions: { maxTokens: settings.GRAPHQL_MAX_TOKENS },
    validationRules: [
      limitRule({
        depth: settings.GRAPHQL_MAX_DEPTH,
        aliases: settings.GRAPHQL_MAX_ALIASES,
        directives: settings.GRAPHQL_MAX_DIRECTIVES,
        selections: MOST_SELECTIONS,
        introspections: MOST_INTROSPECTIONS,
      }),
    ],
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      turnsPlugin(),
      answerPlugin(),
      costPlugin(settings.GRAPHQL_MAX_COST),
    ],
    formatError: formatErrorFor(logger),
    context: (request: FastifyRequest, reply: FastifyReply): Exchange => {
      refuseForms(request);
      return { request, reply };
    },
  };
}

/** Other routes read forms, and a form with a header of Apollo's is past the CSRF check; a query is JSON alone. */
function refuseForms({ method, headers }: FastifyRequest): void {
  if (method !== 'POST' || /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return;
  throw new GraphQLError('Send the query as application/json', {
    extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', http: { status: 415 } },
  });
}

@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [SETTINGS_TOKEN, LOGGER],
      useFactory: options,
    }),
  ],
  providers: [
    DateTimeScalar,
    JsonScalar,
    LocalDateScalar,
    LocalTimeScalar,
    { provide: APP_INTERCEPTOR, useClass: MutationInterceptor },
  ],
})
export class GraphqlModule {}
