// How long the program takes to start, first and later, and to stop. Run: npm run bench -- start
import { dataFolder, Program } from '../test/program.ts';
import { ensureBuilt } from '../scripts/build.js';

const ROUNDS = 5;

async function timed(environment: Record<string, string>): Promise<{ start: number; stop: number }> {
  const begun = performance.now();
  const program = new Program({ PORT: '0', ...environment });
  await program.running();
  const start = performance.now() - begun;
  const stopping = performance.now();
  await program.kill('SIGTERM');
  return { start, stop: performance.now() - stopping };
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const seconds = (millis: number) => `${(millis / 1000).toFixed(2)} s`;

await ensureBuilt();
const first: number[] = [];
const later: number[] = [];
const stop: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const folder = await dataFolder();
  const fresh = await timed({ DATA_DIR: folder.path });
  const again = await timed({ DATA_DIR: folder.path });
  first.push(fresh.start);
  later.push(again.start);
  stop.push(fresh.stop, again.stop);
  await folder.remove();
}
process.stdout.write(
  [
    `| what | median of ${ROUNDS} | worst | ratio to a later start |`,
    '|---|---|---|---|',
    `| first start: new cluster, migrations, demonstration city | ${seconds(median(first))} | ${seconds(Math.max(...first))} | ${(median(first) / median(later)).toFixed(1)} |`,
    `| later start | ${seconds(median(later))} | ${seconds(Math.max(...later))} | 1.0 |`,
    `| stop on SIGTERM | ${seconds(median(stop))} | ${seconds(Math.max(...stop))} | ${(median(stop) / median(later)).toFixed(1)} |`,
    '',
  ].join('\n'),
);
