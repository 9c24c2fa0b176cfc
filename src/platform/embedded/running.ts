// A server that another process of this program has running: a command of the same user may use it too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error.ts';

export interface RunningServer {
  /** The socket's folder. */
  readonly host: string;
  readonly port: number;
  readonly user: 'postgres';
}

/** Lines of postmaster.pid, from 0 (Postgres, "miscadmin.h": LOCK_FILE_LINE_*). */
const PORT_LINE = 3;
const SOCKET_FOLDER_LINE = 4;
const STATUS_LINE = 7;

/** The server that says it is ready in this folder; undefined when none does, or when it is not ours to read. */
export function findRunningServer(folder: string): RunningServer | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
  const port = Number(lines[PORT_LINE]);
  const host = lines[SOCKET_FOLDER_LINE]?.trim();
  if (!host || !port || lines[STATUS_LINE]?.trim() !== 'ready') return undefined;
  return { host, port, user: 'postgres' };
}
