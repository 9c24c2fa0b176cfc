import { setTimeout } from 'node:timers/promises';
import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';

/** Shorter queries are read in no time. */
const LONG = 1_500;
const SHORTEST_PAUSE_MS = 50;

/**
 * Reading and checking a query never waits for anything, nor does introspection, and twenty of the longest one after the
 * other would keep all others waiting. So long ones take turns, and between two of them everybody else is answered; after
 * an introspection, the longest such work of all, is a pause of the same length: on any machine, others have half of it.
 */
export function turnsPlugin(): ApolloServerPlugin {
  let last = Promise.resolve();
  return {
    async requestDidStart({ request: { query = '' } }: GraphQLRequestContext<object>) {
      const introspects = /__(schema|type)\b/.test(query);
      if (query.length < LONG && !introspects) return;
      const turn = last;
      last = turn.then(async () => {
        const start = performance.now();
        // An immediate comes after all that follows at once, so it comes when the work is over.
        await new Promise<void>((resume) => setImmediate(resume));
        if (introspects) await setTimeout(Math.max(SHORTEST_PAUSE_MS, performance.now() - start));
      });
      await turn;
    },
  };
}
