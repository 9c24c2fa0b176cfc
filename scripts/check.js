// Everything a change must pass: what only reads the sources two at a time, the longest first, then the tests; starts no
// more after the first failure.
// The last line counts tests. A stage that is no test has no counts: passed it adds nothing, failed it adds one failure.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const READING = [
  ['lint', 'lint'],
  ['types', 'typecheck'],
  ['format', 'format:check'],
  ['schema drift', 'schema:check'],
  ['architecture', 'architecture'],
  ['dead code', 'deadcode'],
  ['migration drift', 'db:check'],
];
const RUNNING = [
  ['tests', 'test'],
  ['build', 'build'],
];

/** npm says where it is to what it runs, so that `npm` need not be on the PATH and Windows needs no shell. */
function npm(...words) {
  const path = process.env.npm_execpath;
  const stdio = ['ignore', 'pipe', 'pipe'];
  return path ? spawn(process.execPath, [path, ...words], { stdio }) : spawn('npm', words, { stdio });
}

async function run(script) {
  const child = npm('run', '--silent', script);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { passed: code === 0, output: output.trim() };
}

/** The line of test/reporter.js; a test may print one like it, so the last counts. */
function countsOf(output) {
  const [line] = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].slice(-1);
  return line && { passed: Number(line[1]), failed: Number(line[2]), skipped: Number(line[3]) };
}

const total = { passed: 0, failed: 0 };

async function stage([name, script]) {
  const start = performance.now();
  const { passed: ended, output } = await run(script);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);

  const counts = script === 'test' ? countsOf(output) : undefined;
  // Tests that ended well without saying how many they were did not run.
  const passed = ended && (script !== 'test' || (counts?.passed > 0 && counts.failed === 0));
  total.passed += counts?.passed ?? 0;
  total.failed += passed ? 0 : Math.max(counts?.failed ?? 0, 1);

  const skipped = counts?.skipped ? `  (${counts.skipped} skipped)` : '';
  console.log(`${name.padEnd(16)}${seconds.padStart(6)} s  ${passed ? 'passed' : 'FAILED'}${skipped}`);
  if (!passed) console.log(`\n${output || '(no output)'}\n\nRepeat with: npm run ${script}\n`);
}

/** Takes stage after stage until one has failed, in this lane or another. */
async function lane(stages) {
  while (total.failed === 0 && stages.length > 0) await stage(stages.shift());
}

await Promise.all([lane(READING), lane(READING)]);
await lane(RUNNING);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);
