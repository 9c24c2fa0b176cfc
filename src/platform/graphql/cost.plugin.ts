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
  const known = new KnownCosts();
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
          if (known.isAffordable(asked)) return Promise.resolve();
          const cost = costOf(asked);
          if (cost === null) return Promise.resolve();
          if (cost <= most) known.remember(asked);
          else {
            throw new GraphQLError(`the query is too large: cost ${cost}, at most ${most}; ask for shorter pages`, {
              extensions: { code: 'QUERY_TOO_LARGE', limit: 'cost', most, http: { status: 400 } },
            });
          }
          return Promise.resolve();
        },
      }),
  };
}

function costOf({
  schema,
  document,
  request,
  operation,
}: GraphQLRequestContextDidResolveOperation<object>): number | null {
  const variables = request.variables ?? {};
  // An operation that is not there, or not with these variables, is never executed; execution says best what is wrong.
  if (!operation) return null;
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 }).errors) return null;
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

type Asked = GraphQLRequestContextDidResolveOperation<object>;

/** So many ways of asking one document are remembered. */
const MOST_KNOWN = 50;

/**
 * Which documents were found to cost no more than they may, and with which variables that cost hangs on: `first`, and what
 * leaves fields out, so numbers, flags and nulls, never what is inside an input. Apollo keeps documents that are sent again, and to
 * count them again would take longer than to execute a small one.
 */
class KnownCosts {
  readonly #byDocument = new WeakMap<object, Set<string>>();

  isAffordable(asked: Asked): boolean {
    return this.#byDocument.get(asked.document)?.has(keyOf(asked)) === true;
  }

  remember(asked: Asked): void {
    const known = this.#byDocument.get(asked.document) ?? new Set<string>();
    if (known.size < MOST_KNOWN) known.add(keyOf(asked));
    this.#byDocument.set(asked.document, known);
  }
}

function keyOf({ request }: Asked): string {
  const weighing = Object.entries(request.variables ?? {}).filter(
    ([, value]) => value === null || typeof value !== 'object',
  );
  return JSON.stringify([request.operationName ?? null, weighing.filter(([, value]) => typeof value !== 'string')]);
}
