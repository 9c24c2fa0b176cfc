// Questions to a server under test, and to the system about its processes.
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

export interface Ready {
  host: string;
  port: number;
  pid: number;
  took: number;
}

export function connect({ host, port }: Ready): postgres.Sql {
  return postgres({
    host,
    port,
    user: 'postgres',
    database: 'postgres',
    max: 2,
    connect_timeout: 5,
    onnotice: () => undefined,
  });
}

/** One query on a connection of its own. */
export async function ask<Row>(ready: Ready, query: string): Promise<Row[]> {
  const sql = connect(ready);
  try {
    return [...(await sql.unsafe(query))] as Row[];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

export async function until(met: () => boolean | Promise<boolean>, seconds: number, what: string): Promise<void> {
  const started = performance.now();
  while (!(await met())) {
    if (performance.now() - started > seconds * 1000) throw new Error(`waited ${seconds} s for ${what}`);
    await sleep(10);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A zombie is found as well; and ps fails when it has just gone.
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout.trim());
}

/** Children and their children. */
export function descendants(pid: number): number[] {
  const rows = table();
  const below = (parent: number): number[] =>
    rows.filter((row) => row.parent === parent).flatMap((row) => [row.pid, ...below(row.pid)]);
  return below(pid);
}

function table(): { pid: number; parent: number }[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}
