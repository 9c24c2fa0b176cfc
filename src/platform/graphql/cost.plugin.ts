import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { getVariableValues, GraphQLError, isIntrospectionType } from 'graphql';
import {
  type ComplexityEstimator,
  fieldExtensionsEstimator,
  getComplexity,
  simpleEstimator,
} from 'graphql-query-complexity';

/** Weights of lists inside introspection: what tools ask costs half the usual limit, and a second level of fields counts. */
const INTROSPECTED: Readonly<Record<string, number>> = { types: 8, fields: 6 };

const introspectionEstimator: ComplexityEstimator = ({ type, field, childComplexity }) =>
  isIntrospectionType(type) ? 1 + (INTROSPECTED[field.name] ?? 1) * childComplexity : undefined;

/**
 * Refuses an operation whose cost is over the limit: one per field, lists weighed by `first`. Runs after validation, when
 * variables are known.
 */
export function costPlugin(most: number): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation(asked: GraphQLRequestContextDidResolveOperation<object>) {
          // Validation passes over a kind of operation that the schema lacks, and execution calls it a bug.
          if (asked.operation && !asked.schema.getRootType(asked.operation.operation)) {
            throw new GraphQLError(`there are no operations of the kind ${asked.operation.operation}`, {
              extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
            });
          }
          const cost = costOf(asked);
          if (cost > most) {
            throw new GraphQLError(`the query is too large: cost ${cost}, at most ${most}; ask for shorter pages`, {
              extensions: { code: 'QUERY_TOO_LARGE', limit: 'cost', most, http: { status: 400 } },
            });
          }
          return Promise.resolve();
        },
      }),
  };
}

function costOf({ schema, document, request, operation }: GraphQLRequestContextDidResolveOperation<object>): number {
  const variables = request.variables ?? {};
  // An operation that is not there, or not with these variables, is never executed; execution says best what is wrong.
  if (!operation) return 0;
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 }).errors) return 0;
  try {
    return getComplexity({
      schema,
      query: document,
      variables,
      ...(request.operationName ? { operationName: request.operationName } : {}),
      estimators: [fieldExtensionsEstimator(), introspectionEstimator, simpleEstimator({ defaultComplexity: 1 })],
    });
  } catch (error) {
    // An argument or a directive that is null by its variable: graphql-js names it, and gives it no code.
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, {
      nodes: error.nodes,
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
}
