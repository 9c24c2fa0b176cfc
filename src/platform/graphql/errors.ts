import type { Logger } from 'pino';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import { faultOf } from '../http/fault.filter.ts';
import { currentRequestId } from '../log/request-context.ts';

/** Codes of graphql-js and Apollo that speak of the request alone and hold nothing of the program's inside. */
const OF_REQUEST = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
  'QUERY_TOO_LARGE',
]);

/** What a client hears of an error: a documented code and plain words, or INTERNAL with the request's id. */
export function formatErrorFor(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const { locations, path } = formatted;
    const where = { ...(locations && { locations }), ...(path && { path }) };
    const fault = faultOf(original);
    if (fault) return { ...where, message: fault.message, extensions: { code: fault.code, ...fault.details } };
    const limit = libraryLimitOf(formatted.message);
    if (limit) return { message: limit.message, extensions: { code: 'QUERY_TOO_LARGE', ...limit.extensions } };
    const code = firstCodeOf(original) ?? formatted.extensions?.['code'];
    if (original instanceof GraphQLError && original.message.startsWith('Too many errors processing variables')) {
      return { message: 'too many errors in the variables', extensions: { code: 'BAD_USER_INPUT' } };
    }
    if (typeof code === 'string' && OF_REQUEST.has(code) && original instanceof GraphQLError) {
      const { stacktrace: _, http: __, ...extensions } = formatted.extensions ?? {};
      return { ...where, message: formatted.message, extensions: { ...extensions, code } };
    }
    logger.error({ err: original }, 'fault in a GraphQL operation');
    return { ...where, message: 'Internal error', extensions: { code: 'INTERNAL', requestId: currentRequestId() } };
  };
}

/** Apollo wraps what a rule or a scalar reported, and writes a code of its own over the one that says more. */
function firstCodeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError instanceof GraphQLError
    ? error.originalError.extensions['code']
    : undefined;
}

/** graphql-js has limits of its own, and but these words for them. */
function libraryLimitOf(message: string): { message: string; extensions: object } | undefined {
  if (message === 'Validation aborted.') {
    return { message: 'the query is too large: too many fields of one name', extensions: { limit: 'fields' } };
  }
  const tokens = /^Syntax Error: Document contains more that (\d+) tokens/.exec(message)?.[1];
  if (tokens === undefined) return undefined;
  const most = Number(tokens);
  return { message: `the query is too large: more than ${most} tokens`, extensions: { limit: 'tokens', most } };
}
