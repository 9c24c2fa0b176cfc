// Says whether drizzle/ holds a migration for everything in src/**/*.tables.ts, and whether its journal is in order.
// drizzle-kit ends with 0 even when it crashes or would have to ask something, so only its words and files count.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const kit = join(root, 'node_modules/drizzle-kit/bin.cjs');
const migrations = join(root, 'drizzle');
const journal = join(migrations, 'meta/_journal.json');

class Problem extends Error {}

/** A file out of the journal, or older than the one before it, is passed over by drizzle's migrator without a word. */
function checkJournal() {
  if (!existsSync(journal)) throw new Problem('drizzle/meta/_journal.json is missing: run npm run db:generate');
  const { entries } = JSON.parse(readFileSync(journal, 'utf8'));
  const listed = entries.map(({ tag }) => `${tag}.sql`);
  const present = readdirSync(migrations).filter((name) => name.endsWith('.sql'));
  const problems = [
    ...listed.filter((name) => !present.includes(name)).map((name) => `drizzle/${name} is in the journal, but missing`),
    ...present.filter((name) => !listed.includes(name)).map((name) => `drizzle/${name} is not in the journal`),
    ...entries
      .filter(({ when }, index) => index > 0 && when <= entries[index - 1].when)
      .map(({ tag }) => `drizzle/${tag}.sql is not younger than the migration before it: generate it anew`),
  ];
  if (problems.length > 0) throw new Problem(problems.join('\n'));
}

/** drizzle-kit takes `out` relative to the project only, hence no system temporary folder. */
function copyMigrations() {
  const parent = join(root, '.drizzle-check');
  mkdirSync(parent, { recursive: true });
  const copy = mkdtempSync(join(parent, 'run-'));
  process.on('exit', () => {
    rmSync(copy, { recursive: true, force: true });
    if (existsSync(parent) && readdirSync(parent).length === 0) rmSync(parent, { recursive: true, force: true });
  });
  cpSync(migrations, copy, { recursive: true });
  return copy;
}

async function drizzleKit(copy, expected, ...words) {
  const child = spawn(process.execPath, [kit, ...words, '--config', 'drizzle.config.ts'], {
    cwd: root,
    // Without a terminal it refuses to ask which column was renamed, instead of waiting for an answer.
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DRIZZLE_OUT: `./${relative(root, copy)}`, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { fine: code === 0 && output.includes(expected) && !/^\s*\w*Error\b/m.test(output), output: output.trim() };
}

function difference(copy) {
  const known = new Set(readdirSync(migrations));
  return readdirSync(copy)
    .filter((name) => name.endsWith('.sql') && !known.has(name))
    .map((name) => readFileSync(join(copy, name), 'utf8').trim());
}

async function check() {
  checkJournal();
  const copy = copyMigrations();
  const snapshots = await drizzleKit(copy, "Everything's fine", 'check');
  if (!snapshots.fine) throw new Problem(`drizzle-kit check failed:\n${snapshots.output}`);
  const generated = await drizzleKit(copy, 'No schema changes', 'generate', '--name', 'drift');
  const missing = difference(copy);
  if (missing.length > 0) {
    throw new Problem(
      `drizzle/ lacks a migration; run npm run db:generate -- --name what_changed. Missing:\n${missing.join('\n')}`,
    );
  }
  if (!generated.fine) {
    throw new Problem(`drizzle-kit could not compare the tables with drizzle/:\n${generated.output}`);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

try {
  await check();
  process.stdout.write('drizzle/ holds every table\n');
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
