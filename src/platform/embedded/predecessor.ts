// What an earlier run left behind when it ended without a word: a server nobody owns, files that name dead or foreign pids.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedServerError, errorCode } from './error.ts';
import type { Log } from './error.ts';
import { inUse } from './lock.ts';
import { findOrphanedBackends, findPostmaster, isAlive, ownSelf, ownerOf } from './owner.ts';
import type { FoundPostmaster } from './owner.ts';

const FAST_STOP_MS = 10_000;
const IMMEDIATE_STOP_MS = 5_000;

/** Called with the folder's lock in hand: no living program that keeps to it serves this folder. */
export async function clearPredecessor(data: string, socketFolder: string, port: number, log: Log): Promise<void> {
  const found = findPostmaster(data);
  if (found) await stopOrphan(found, data, log);
  // The children of a server that was killed hold its memory until they notice. What they still do is lost already.
  for (const pid of findOrphanedBackends(data)) signal(pid, 'SIGKILL');
  if (!found && isInTheWay(data)) {
    // Postgres itself refuses to start when the pid is used again by a stranger, or when the file is cut off. That nobody
    // serves the folder was asked of the system, and Postgres' own check of shared memory does not need the file.
    log(`removing ${join(data, 'postmaster.pid')}, which a sudden end left behind`, 'warn');
    rmSync(join(data, 'postmaster.pid'), { force: true });
  }
  // The same pid stands in the socket's lock file.
  for (const name of [`.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`]) rmSync(join(socketFolder, name), { force: true });
}

async function stopOrphan(found: FoundPostmaster, data: string, log: Log): Promise<void> {
  const { owner } = found;
  const mine = ownSelf();
  const orphaned = owner !== undefined && (!isAlive(owner) || (owner.pid === mine.pid && owner.start === mine.start));
  // A living owner without the lock: the lock file was removed, or two folders link to one cluster.
  if (!orphaned) throw inUse(data, owner?.pid ?? found.pid);
  log(`stopping the database server ${found.pid}, whose program (process ${owner.pid}) is gone`, 'warn');
  // A server that its death pipe is just stopping does not mind being told twice.
  for (const [name, limit] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', IMMEDIATE_STOP_MS],
    ['SIGKILL', IMMEDIATE_STOP_MS],
  ] as const) {
    const started = performance.now();
    if (signal(found.pid, name) === 'EPERM') throw inUse(data, found.pid);
    while (performance.now() - started < limit) {
      if (!isAlive(found)) return;
      await sleep(20);
    }
  }
  throw new EmbeddedServerError(
    'START_FAILED',
    `the earlier database server (process ${found.pid}) does not end; end it and start again`,
  );
}

/** A pid file that Postgres would not clear away by itself, as it does with a dead process's. */
function isInTheWay(data: string): boolean {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    // A zombie, which kill(2) still finds, Postgres takes for living.
    return !(Number.isInteger(pid) && pid > 0 && ownerOf(pid) === undefined && signal(pid, 0) === 'ESRCH');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): string | undefined {
  try {
    process.kill(pid, name);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
