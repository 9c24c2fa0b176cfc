import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';

/** Shorter queries are read in no time. */
const LONG = 1_500;
const PAUSE_MS = 50;

/**
 * Reading and checking a query never waits for anything, nor does introspection, and twenty of the longest one after the
 * other would keep all others waiting. So long ones take turns, and between two of them everybody else is answered; after
 * an introspection, the longest such work of all, is a pause as well.
 */
export function turnsPlugin(): ApolloServerPlugin {
  let last = Promise.resolve();
  return {
    async requestDidStart({ request: { query = '' } }: GraphQLRequestContext<object>) {
      const introspects = /__(schema|type)\b/.test(query);
      if (query.length < LONG && !introspects) return;
      const turn = last;
      // An immediate comes after all that follows at once, so the next turn and the pause begin when the work is over.
      last = turn
        .then(() => new Promise<void>((resume) => setImmediate(resume)))
        .then(() => new Promise<void>((resume) => (introspects ? setTimeout(resume, PAUSE_MS) : resume())));
      await turn;
    },
  };
}
