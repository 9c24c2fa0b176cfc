import { setTimeout } from 'node:timers/promises';
import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';

/** Shorter queries are read in no time. */
const LONG = 1_500;
const INTROSPECTION = /__(schema|type)\b/;

/**
 * Reading and checking a query never waits for anything, nor does introspection, and twenty of the longest one after the
 * other would keep all others waiting. So long ones take turns, and after each is a pause of the same length: on any
 * machine, everybody else has half of it.
 */
export function turnsPlugin(): ApolloServerPlugin {
  let last = Promise.resolve();
  return {
    async requestDidStart({ request: { query = '' } }: GraphQLRequestContext<object>) {
      if (query.length < LONG && !INTROSPECTION.test(query)) return;
      const turn = last;
      last = turn.then(async () => {
        const start = performance.now();
        // An immediate comes after all that follows at once, so it comes when the work is over.
        await new Promise<void>((resume) => setImmediate(resume));
        await setTimeout(performance.now() - start);
      });
      await turn;
    },
  };
}
