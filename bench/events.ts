// What it takes to read five years of a programme. Run: npm run bench -- events
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { ensureBuilt } from '../scripts/build.js';
import { FACETS, LIST, type Question, QUESTIONS } from './events-asked.ts';
import { SESSIONS } from './events-city.ts';
import { type Asked, RunningProgramme } from './events-program.ts';
import { Chance, quantile } from './venues-measure.ts';

const WARM = 2;
/** Of each question so many filters, each asked so often. */
const FILTERS = 8;
const TIMES = 6;
/** Pages read on before the deep one. */
const DEEP = 20;
const ROUNDS = 3;
const SECONDS = 5;
const CONNECTIONS = 10;
const BODIES = 100;

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
const millis = (value: number) => `${value.toFixed(1)} ms`;

interface Listed {
  readonly programme: { readonly edges: readonly unknown[]; readonly pageInfo: { readonly endCursor: string | null } };
}

async function timed(running: RunningProgramme, asked: Asked): Promise<number> {
  const begun = performance.now();
  await running.ask(asked);
  return performance.now() - begun;
}

/** The last cursor of some page far into the list, or of its last full one. */
async function deepCursor(running: RunningProgramme, filter: unknown): Promise<string | null> {
  let after: string | null = null;
  for (let page = 0; page < DEEP; page += 1) {
    const { programme }: Listed = await running.ask<Listed>({ query: LIST, variables: { filter, after } });
    if (programme.edges.length < 50) break;
    after = programme.pageInfo.endCursor;
  }
  return after;
}

interface Times {
  readonly first: number[];
  readonly deep: number[];
  readonly facets: number[];
}

/** First page, deep page and facets by turns, so that whatever else the machine does meets all three. */
async function measure(running: RunningProgramme, { filter: make }: Question, seed: number): Promise<Times> {
  const times: Times = { first: [], deep: [], facets: [] };
  for (let nth = 0; nth < FILTERS; nth += 1) {
    const filter = make(running.city, new Chance(100 * seed + nth));
    const after = await deepCursor(running, filter);
    for (let round = -WARM; round < TIMES; round += 1) {
      const first = await timed(running, { query: LIST, variables: { filter } });
      const deep = after === null ? null : await timed(running, { query: LIST, variables: { filter, after } });
      const facets = await timed(running, { query: FACETS, variables: { filter } });
      if (round < 0) continue;
      times.first.push(first);
      times.facets.push(facets);
      if (deep !== null) times.deep.push(deep);
    }
  }
  return times;
}

async function printAsked(running: RunningProgramme): Promise<void> {
  print(
    '',
    '| filter | first page p50 | p95 | deep page p50 | ratio | facets p50 | p95 |',
    '|---|---|---|---|---|---|---|',
  );
  const all: Times = { first: [], deep: [], facets: [] };
  for (const [seed, question] of QUESTIONS.entries()) {
    const { first, deep, facets } = await measure(running, question, seed);
    all.first.push(...first);
    all.deep.push(...deep);
    all.facets.push(...facets);
    print(rowOf(question.name, { first, deep, facets }));
  }
  print(rowOf('all of these (wanted: p95 ≤ 40 ms, ratio ≤ 1.3, p95 ≤ 80 ms)', all));
}

function rowOf(name: string, { first, deep, facets }: Times): string {
  const [page, far] = [quantile(first, 0.5), quantile(deep, 0.5)];
  const reached = deep.length > 0 ? [millis(far), (far / page).toFixed(2)] : ['–', '–'];
  const cells = [name, millis(page), millis(quantile(first, 0.95)), ...reached];
  return `| ${[...cells, millis(quantile(facets, 0.5)), millis(quantile(facets, 0.95))].join(' | ')} |`;
}

const RATED = LIST.replace(' pageInfo { endCursor }', '');
/** A list from some day of the year to come. */
const rated = (chance: Chance): Asked => {
  const from = new Date(Date.now() + chance.dice(300 * 24) * 3_600_000).toISOString();
  return { query: RATED, variables: { filter: { from } } };
};

async function perSecond(url: string): Promise<number> {
  const requests = Array.from({ length: BODIES }, (_, n) => ({ body: JSON.stringify(rated(new Chance(n))) }));
  const result = await autocannon({
    ...{ url, method: 'POST', headers: { 'content-type': 'application/json' } },
    ...{ requests, connections: CONNECTIONS, duration: SECONDS },
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
}

async function printRates(running: RunningProgramme): Promise<void> {
  const script = fileURLToPath(new URL('events-bare.ts', import.meta.url));
  const bare = spawn(process.execPath, [script, JSON.stringify(running.connection)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(bare.stdout.setEncoding('utf8'), 'data')) as [string];
    const direct = `http://127.0.0.1:${port.trim()}`;
    for (let n = 0; n < 5; n += 1) {
      const asked = rated(new Chance(n));
      deepStrictEqual(await running.ask(asked, direct), await running.ask(asked));
    }
    await perSecond(running.url); // warm
    await perSecond(direct);
    const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.ours.push(await perSecond(running.url));
      rates.bare.push(await perSecond(direct));
    }
    const [ours, theirs] = [quantile(rates.ours, 0.5), quantile(rates.bare, 0.5)];
    print(
      '',
      `| 50 sessions with branch, room, audiences, measure; ${CONNECTIONS} connections | requests/s (median of ${ROUNDS}) | ratio |`,
      '|---|---|---|',
      `| one hand-written query over a bare HTTP server | ${theirs.toFixed(0)} | 1.00 |`,
      `| GraphQL (wanted: ratio ≥ 0.4) | ${ours.toFixed(0)} | ${(ours / theirs).toFixed(2)} |`,
    );
  } finally {
    bare.kill();
  }
}

await ensureBuilt();
const running = await RunningProgramme.start(SESSIONS);
try {
  const { city } = running;
  const parts = Object.entries(city.seconds);
  const all = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  print(
    `${city.sessions} sessions (${city.listed} listed, ${city.ahead} to come) of ${city.events} events, ${city.profiles} profiles, ` +
      `${city.branches.length} branches, built in ${all.toFixed(1)} s (${parts.map(([name, of]) => `${name} ${of.toFixed(1)} s`).join(', ')})`,
  );
  await printAsked(running);
  await printRates(running);
} finally {
  await running.stop();
}
