// Who runs what. A pid alone proves nothing, pids are used again; a pid with its start time names one process for good.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

export interface Owner {
  readonly pid: number;
  /** Start time in whatever unit the system tells it: only ever compared. */
  readonly start: string;
}

const LINUX = process.platform === 'linux';

/** Undefined when there is no such process. A zombie counts as none: its locks, pipes and sockets are gone. */
export function ownerOf(pid: number): Owner | undefined {
  try {
    if (LINUX) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The second field is the program's name in brackets and may itself hold spaces and brackets: count from the last.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, start] = [fields[0], fields[19]];
      return state === 'Z' || state === 'X' || start === undefined ? undefined : { pid, start };
    }
    const line = ps(['-o', 'stat=,lstart=', '-p', String(pid)], 'C').trim();
    return line === '' || line.startsWith('Z')
      ? undefined
      : { pid, start: line.replace(/^\S+/, '').replace(/\W/g, '') };
  } catch {
    return undefined;
  }
}

export function isAlive(owner: Owner): boolean {
  return ownerOf(owner.pid)?.start === owner.start;
}

export function ownSelf(): Owner {
  return ownerOf(process.pid) ?? { pid: process.pid, start: '0' };
}

/** Fits Postgres' cluster_name (63 ASCII characters), where it can be read back from the command line. */
export function formatOwner(owner: Owner): string {
  return `zakhid:${owner.pid}:${owner.start}`;
}

export function parseOwner(text: string): Owner | undefined {
  const match = /zakhid:(\d+):(\w+)/.exec(text);
  return match ? { pid: Number(match[1]), start: match[2] ?? '' } : undefined;
}

export interface FoundPostmaster extends Owner {
  /** The program that started it; undefined when it was not one of ours. */
  readonly owner: Owner | undefined;
}

/** The Postgres server that serves this data folder now, found by asking the system, whatever postmaster.pid says. */
export function findPostmaster(data: string): FoundPostmaster | undefined {
  const found: FoundPostmaster[] = [];
  for (const [pid, command] of commands()) {
    if (!serves(pid, command, data)) continue;
    const self = ownerOf(pid);
    if (self) found.push({ ...self, owner: parseOwner(command) });
  }
  // A backend looks like its postmaster until it has renamed itself; the postmaster is the eldest.
  return found.sort((a, b) => Number(a.start) - Number(b.start) || a.pid - b.pid)[0];
}

/** Backends that outlive their postmaster. Elsewhere than on Linux they are waited for: nothing tells whose they are. */
export function findOrphanedBackends(data: string): number[] {
  if (!LINUX || findPostmaster(data)) return [];
  return [...commands()]
    .filter(([pid, command]) => /^postgres: zakhid:/.test(command) && sitsIn(pid, data))
    .map(([pid]) => pid);
}

function serves(pid: number, command: string, data: string): boolean {
  // The death-pipe shell carries the same arguments.
  if (command.startsWith('/bin/sh ')) return false;
  if (`${command} `.includes(`postgres -D ${data} `)) return true;
  // Started by hand in another way: a postmaster always sits in its data folder.
  return LINUX && /^\S*postgres\s/.test(command) && sitsIn(pid, data);
}

function sitsIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

function* commands(): Generator<[pid: number, command: string]> {
  if (LINUX) {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        if (command.includes('postgres')) yield [Number(name), command];
      } catch {
        // It ended meanwhile.
      }
    }
    return;
  }
  for (const line of ps(['-axww', '-o', 'pid=,command='], 'en_US.UTF-8').split('\n')) {
    const match = /^\s*(\d+)\s+(.*postgres.*)$/.exec(line);
    if (match) yield [Number(match[1]), (match[2] ?? '').trim()];
  }
}

function ps(args: string[], locale: string): string {
  // The type demands NODE_ENV, which means nothing to ps.
  const env = { PATH: '/usr/bin:/bin', LC_ALL: locale, TZ: 'UTC' } as unknown as NodeJS.ProcessEnv;
  return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env });
}
