import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';

const ABOUT_DOCUMENT = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** What an answer to a refused request should look like, where Apollo has it otherwise. */
export function answerPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ request, response }: GraphQLRequestContextWillSendResponse<object>) {
          if (response.body.kind !== 'single' || 'data' in response.body.singleResult) return Promise.resolve();
          const { errors = [] } = response.body.singleResult;
          const tooLarge = errors.find(({ extensions }) => extensions?.['code'] === 'QUERY_TOO_LARGE');
          if (tooLarge) {
            // What else is wrong with a document that is not going to be read is of no use.
            response.body.singleResult = { errors: [tooLarge] };
          } else if (
            asksForPlainJson(request.http?.headers.get('accept')) &&
            errors.every(({ extensions }) => ABOUT_DOCUMENT.has(String(extensions?.['code'])))
          ) {
            // GraphQL over HTTP, section 6.4.1: who names the older media type gets 200 for every well-formed request.
            response.http.status = 200;
          }
          return Promise.resolve();
        },
      }),
  };
}

function asksForPlainJson(accept = ''): boolean {
  return /\bapplication\/json\b/i.test(accept) && !/\bapplication\/graphql-response\+json\b/i.test(accept);
}
