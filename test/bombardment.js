// Run in a process of its own, so that a client's waiting is measured by a clock that the server does not hold up: sends
// `bodies` to `url`, `atOnce` at a time, and meanwhile what an ordinary client asks.
import { once } from 'node:events';

const [{ url, bodies, atOnce }] = await once(process, 'message');
const headers = { 'content-type': 'application/json' };
const post = async (body) => {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
};

const waiting = [...bodies];
const statuses = [];
const waits = [];
let landedBefore = 0;

async function fly() {
  for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) statuses.push(await post(body));
}

await post(JSON.stringify({ query: '{ __typename }' }));
const flying = Promise.all(Array.from({ length: atOnce }, fly));
await new Promise((resolve) => setTimeout(resolve, 20));
do {
  const start = performance.now();
  const answers = await Promise.all([
    post(JSON.stringify({ query: '{ audiences { edges { node { nameUk } } } }' })),
    fetch(`${url}/health/live`).then(({ status }) => status),
  ]);
  if (answers.some((status) => status !== 200)) throw new Error(`an ordinary client was answered ${answers}`);
  if (waits.length === 0) landedBefore = statuses.length;
  waits.push(performance.now() - start);
} while (statuses.length < bodies.length);
await flying;
process.send({ statuses, longest: Math.max(...waits), landedBefore }, () => process.disconnect());
