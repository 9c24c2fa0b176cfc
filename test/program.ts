// The program as a process of its own: started, stopped and killed as a person or a machine would.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RUNNING = 'Zakhid is running';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class Program {
  readonly #child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(environment: Record<string, string>, script = 'scripts/start.js', args: readonly string[] = []) {
    // Only what is given, so that a setting of the machine does not reach in.
    const { PATH = '', HOME = '', TZ = '' } = process.env;
    this.#child = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd: tmpdir(),
      env: { PATH, HOME, TZ, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (this.stdout += chunk));
    this.#child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (this.stderr += chunk));
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  get output(): string {
    return this.stdout + this.stderr;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves with the address once the program says that it is running. */
  async running(): Promise<string> {
    const end = this.ended.then(() => 'ended' as const);
    while (!this.output.includes(RUNNING)) {
      if ((await Promise.race([end, sleep(25)])) === 'ended') throw new Error(`the program ended:\n${this.output}`);
    }
    await until(() => /Health +\S+/.test(this.output));
    const address = /Health +(\S+)\/health\/ready/.exec(this.output)?.[1];
    if (!address) throw new Error(`no address in:\n${this.output}`);
    return address.replace('localhost', '127.0.0.1');
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.#child.kill(signal);
    return this.ended;
  }
}

/** A folder for DATA_DIR, removed with all that is in it, also where a link leads out of it. */
export async function dataFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'zakhid-program-'));
  return {
    path,
    remove: async () => {
      const data = await realpath(join(path, 'pg/data')).catch(() => path);
      // A server whose program was killed may still be writing its last.
      const patiently = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
      await rm(data, patiently);
      await rm(path, patiently);
    },
  };
}

/** Waits until something holds, asking again every 25 ms; fails after `seconds`. */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`did not happen within ${seconds} s: ${holds.toString()}`);
    await sleep(25);
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
