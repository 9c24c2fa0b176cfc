// Builds dist/ when it is older than what it is made from; says nothing when it is fresh.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'dist/.built');
const SQLITE_BUSY = 5;

export async function ensureBuilt() {
  if (!existsSync(join(ROOT, 'src/main.ts')) || isFresh()) return;
  const release = await lock();
  try {
    // Another process may have built while this one waited.
    if (isFresh()) return;
    const print = fingerprint();
    await build();
    writeFileSync(STAMP, print);
  } finally {
    release();
  }
}

function isFresh() {
  return existsSync(join(ROOT, 'dist/main.js')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

/** Names, sizes and times of all sources: a newest time alone misses what was deleted, or put back by git. */
function fingerprint() {
  const settings = readdirSync(ROOT).filter((name) =>
    /^(tsconfig.*\.json|nest-cli\.json|\.swcrc|package\.json)$/.test(name),
  );
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const path of [...settings.map((name) => join(ROOT, name)), ...sources].sort()) {
    const stat = statSync(path, { throwIfNoEntry: false });
    hash.update(`${path}\0${stat?.size}\0${stat?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function build() {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/.bin/nest'), 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0 && existsSync(join(ROOT, 'dist/main.js'))) done();
      else fail(new Error(`nest build did not succeed; mend what it says and start again:\n${said.trim()}`));
    });
  });
}

/** A lock of SQLite's: the kernel takes it back when its holder dies, so none is ever left behind. */
async function lock() {
  mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
  for (;;) {
    const database = new DatabaseSync(join(ROOT, 'node_modules/.cache/build.lock'), { timeout: 0 });
    try {
      database.exec('pragma journal_mode = memory; begin exclusive');
      return () => database.close();
    } catch (error) {
      database.close();
      if ((error.errcode & 0xff) !== SQLITE_BUSY) throw error;
      await sleep(50);
    }
  }
}
