// One program per data folder. Node has no flock(); SQLite, which comes with Node, holds its locks by fcntl(): the kernel
// lets go of them when the process dies, even by kill -9, and they also hold between containers that share a volume,
// where a pid means nothing. The file stays empty.
import {
  closeSync,
  constants,
  fchownSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedServerError, errorCode } from './error.ts';
import { formatOwner, isAlive, ownSelf, parseOwner } from './owner.ts';

export interface FolderLock {
  /** Tells a program that starts meanwhile to wait instead of giving up. */
  announceStop(): void;
  release(): void;
}

const SQLITE_BUSY = 5;
const WAIT_FOR_STOPPING_MS = 8_000;
const WAIT_FOR_NOTE_MS = 2_000;

export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const note = join(folder, 'owner');
  let seen: string | undefined;
  let since = 0;
  for (;;) {
    const database = tryLock(path);
    if (database) return held(database, note);
    const text = readNote(note);
    if (text !== seen || since === 0) [seen, since] = [text, performance.now()];
    const owner = parseOwner(text ?? '');
    const alive = owner !== undefined && isAlive(owner);
    // Without a living owner's note: it is about to be written or was just removed, or two who tried at once kept each
    // other out, or the owner is in another container. The note is for words and patience only, the lock alone decides.
    const patience = !alive ? WAIT_FOR_NOTE_MS : text?.endsWith('stopping') ? WAIT_FOR_STOPPING_MS : 0;
    if (performance.now() - since > patience) throw inUse(folder, alive ? owner.pid : undefined);
    await sleep(10 + Math.random() * 40);
  }
}

export function inUse(folder: string, pid: number | undefined): EmbeddedServerError {
  const who = pid === undefined ? 'another Zakhid' : `another Zakhid (process ${pid})`;
  const next = 'stop it, or give DATABASE_URL to run several programs on one database';
  return new EmbeddedServerError('IN_USE', `the data folder ${folder} is in use by ${who}; ${next}`);
}

function held(database: DatabaseSync, note: string): FolderLock {
  const write = (text: string): void => {
    try {
      writeFileSync(`${note}.new`, text);
      renameSync(`${note}.new`, note);
    } catch {
      // Only words are lost.
    }
  };
  write(formatOwner(ownSelf()));
  return {
    announceStop: () => write(`${formatOwner(ownSelf())} stopping`),
    release: () => {
      rmSync(note, { force: true });
      if (database.isOpen) database.close();
    },
  };
}

function tryLock(path: string): DatabaseSync | undefined {
  createFor(path);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('pragma journal_mode = memory; begin exclusive');
    return database;
  } catch (error) {
    if (database?.isOpen) database.close();
    const code = (error as { errcode?: number }).errcode;
    if (code !== undefined && (code & 0xff) === SQLITE_BUSY) return undefined;
    const message = `the lock file ${path} cannot be used (${(error as Error).message}); check who owns it, or remove it`;
    throw new EmbeddedServerError('FOLDER_UNUSABLE', message, { cause: error });
  }
}

/** Created by root in somebody's folder, the file is theirs, so that they can start alone the next time. */
function createFor(path: string): void {
  try {
    // An existing file is never opened here: closing it would drop a lock this process already holds on it.
    const fd = openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR | constants.O_NOFOLLOW, 0o600);
    const { uid, gid } = statSync(dirname(path));
    if (process.geteuid?.() === 0 && uid !== 0) fchownSync(fd, uid, gid);
    closeSync(fd);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    const message = `the folder ${dirname(path)} cannot be written to; check who owns it, or choose another folder`;
    throw new EmbeddedServerError('FOLDER_UNUSABLE', message, { cause: error });
  }
}

function readNote(note: string): string | undefined {
  try {
    return readFileSync(note, 'utf8').trim();
  } catch {
    return undefined;
  }
}
