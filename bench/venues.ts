// What it takes to find, show and book rooms in a city of 300 rooms, with 100 000 and with 1 000 000 bookings. Run:
// npm run bench -- venues
import { ensureBuilt } from '../scripts/build.js';
import { MEASURED } from './venues-asked.ts';
import { RunningCity } from './venues-city.ts';
import { measure } from './venues-measure.ts';
import { CLIENTS, measureThroughput, ROUNDS } from './venues-throughput.ts';

const SIZES = [100_000, 1_000_000];

const millis = (value: number | undefined) => `${(value ?? 0).toFixed(1)} ms`;
const rounded = (value: number) => value.toFixed(0);
const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

function printBuilding({ city }: RunningCity): void {
  const parts = Object.entries(city.seconds).sort(([, a], [, b]) => b - a);
  const all = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  print(
    `${city.bookings} bookings, ${city.occupancies} occupied units, ${city.rooms.length} rooms, built in ${all.toFixed(1)} s (` +
      `${parts
        .slice(0, 4)
        .map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`)
        .join(', ')}, the rest)`,
  );
}

async function printAsked(cities: readonly RunningCity[]): Promise<void> {
  const [small, big] = SIZES;
  print(
    '',
    `| asked over HTTP, one at a time | p50 of ${small} | p95 | in Postgres | p50 of ${big} | p95 | in Postgres | queries | growth of p50 | of p95 | wanted |`,
    '|---|---|---|---|---|---|---|---|---|---|---|',
  );
  for (const thing of MEASURED) {
    const [few, many] = await measure(thing, cities);
    if (!few || !many) continue;
    const cells = [
      ...[thing.name, millis(few.p50), millis(few.p95), millis(few.inPostgres)],
      ...[millis(many.p50), millis(many.p95), millis(many.inPostgres), many.transactions.toFixed(1)],
      ...[(many.p50 / few.p50).toFixed(2), (many.p95 / few.p95).toFixed(2), `p95 ≤ ${thing.limit} ms, growth ≤ 1.5`],
    ];
    print(`| ${cells.join(' | ')} |`);
  }
}

async function printBooked(cities: readonly RunningCity[]): Promise<void> {
  print(
    '',
    `| ${CLIENTS} clients, a free room each, median of ${ROUNDS} | bookings/s | p50 | p95 | the driver’s own insert/s | ratio |`,
    '|---|---|---|---|---|---|',
  );
  for (const running of cities) {
    const { graphql, direct, p50, p95 } = await measureThroughput(running);
    const cells = [`${running.city.bookings} bookings before`, rounded(graphql), millis(p50), millis(p95)];
    print(`| ${[...cells, rounded(direct), (graphql / direct).toFixed(2)].join(' | ')} |`);
  }
}

await ensureBuilt();
const cities: RunningCity[] = [];
try {
  for (const size of SIZES) {
    const running = await RunningCity.start(size);
    cities.push(running);
    printBuilding(running);
  }
  await printAsked(cities);
  await printBooked(cities);
} finally {
  for (const running of cities) await running.stop();
}
