// One run of the Postgres server, from spawn to exit.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { Account } from './account.ts';
import { EmbeddedServerError, OWN_POSTGRES } from './error.ts';
import type { Log } from './error.ts';

/**
 * The shell is a death pipe: its input closes when this program dies, even by kill -9, and then it stops Postgres.
 * POSIX gives background jobs /dev/null as input, hence the detour by 3; they also start with SIGINT ignored, and Postgres
 * listens only after a while, hence the loop. The pid is told last: a broken pipe may kill the shell, not its reader. TERM
 * and HUP, which service managers send to every process at once, are for the program to answer.
 */
const DEATH_PIPE = `trap '' TERM HUP
exec 3<&0
"$@" </dev/null >/dev/null 3<&- & p=$!
(exec >/dev/null 2>&1; read _ <&3; n=0
 while kill -INT $p; do sleep 0.2; n=$((n+1)); [ $n -gt 50 ] && kill -QUIT $p
 [ $n -gt 75 ] && kill -KILL $p; done) & r=$!
exec 3<&- 0</dev/null
echo $p; exec >/dev/null
wait $p; c=$?; kill -KILL $r 2>/dev/null; exit $c`;

/** Crash recovery of a big database takes its time; nothing else does. */
const START_LIMIT_MS = 300_000;
const FAST_STOP_MS = 3_000;
const IMMEDIATE_STOP_MS = 1_500;
const KEPT_LINES = 12;

export interface PostmasterOptions {
  readonly executable: string;
  readonly data: string;
  readonly socketFolder: string;
  readonly port: number;
  readonly settings: readonly string[];
  readonly account: Account;
  readonly log: Log;
}

export class Postmaster {
  /** Resolves when the server is gone, with words about how. */
  readonly exited: Promise<string>;
  #options: PostmasterOptions;
  #child: ChildProcessWithoutNullStreams;
  #pid = 0;
  #gone = false;
  #lines: string[] = [];
  #saidAll: Promise<void>;

  constructor(options: PostmasterOptions) {
    this.#options = options;
    const { account, data, port, settings } = options;
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
    // Detached: Ctrl-C reaches the program only, which stops the database last.
    this.#child = spawn('/bin/sh', ['-c', DEATH_PIPE, 'sh', options.executable, ...args], {
      ...account.as,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env,
    });
    const { stdin, stdout, stderr } = this.#child;
    stdin.on('error', () => undefined);
    stdout.once('data', (chunk: Buffer) => (this.#pid = Number(chunk.toString())));
    const lines = createInterface({ input: stderr }).on('line', (line) => this.#heard(line));
    this.#saidAll = new Promise((resolve) => lines.once('close', resolve));
    this.exited = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#gone = true;
        // The shell may have been killed away from over its server: then this tells the reader to stop it.
        stdin.destroy();
        resolve(how);
      };
      this.#child.once('error', (error) => end(error.message));
      this.#child.once('exit', (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    // A database must not keep a program alive that has nothing else to do.
    this.#child.unref();
    for (const stream of [stdin, stdout, stderr]) (stream as { unref?: () => void } | null)?.unref?.();
  }

  get pid(): number {
    return this.#pid;
  }

  /** Its last words, without the routine ones. */
  get lastLines(): string {
    return this.#lines.slice(-KEPT_LINES).join('\n');
  }

  async ready(): Promise<void> {
    const started = performance.now();
    let said = false;
    while (!this.#gone) {
      if (this.#saysReady() && (await this.#accepts())) return;
      const waited = performance.now() - started;
      if (waited > START_LIMIT_MS) break;
      if (waited > 10_000 && !said) {
        said = true;
        this.#options.log('the database is still starting: it recovers from a sudden end', 'warn');
      }
      await sleep(10);
    }
    // The last lines may still be in the pipe.
    if (this.#gone) await Promise.race([this.#saidAll, sleep(500)]);
    else await this.stop();
    const words = `the database did not start (${await this.exited}); mend what it says here, or ${OWN_POSTGRES}:\n${this.lastLines}`;
    throw new EmbeddedServerError('START_FAILED', words);
  }

  /** Fast shutdown, then immediate (the next start recovers), then kill. */
  async stop(): Promise<void> {
    this.#child.ref();
    this.#child.stdin.end();
    if (await this.#goneWithin(FAST_STOP_MS)) return;
    this.#options.log('the database does not stop; stopping it at once', 'warn');
    this.#signal('SIGQUIT');
    if (await this.#goneWithin(IMMEDIATE_STOP_MS)) return;
    this.#signal('SIGKILL');
    await this.exited;
  }

  #saysReady(): boolean {
    try {
      const lines = readFileSync(join(this.#options.data, 'postmaster.pid'), 'utf8').split('\n');
      return Number(lines[0]) === this.#pid && lines[7]?.trim() === 'ready';
    } catch {
      return false;
    }
  }

  async #accepts(): Promise<boolean> {
    const { socketFolder: host, port } = this.#options;
    const common = { user: 'postgres', database: 'postgres', max: 1, connect_timeout: 5, fetch_types: false };
    const sql = postgres({ host, port, ...common });
    try {
      await sql`select 1`;
      return true;
    } catch {
      return false;
    } finally {
      await sql.end({ timeout: 1 });
    }
  }

  async #goneWithin(ms: number): Promise<boolean> {
    const limit = new AbortController();
    const over = sleep(ms, false, { signal: limit.signal }).catch(() => false);
    const gone = await Promise.race([this.exited.then(() => true), over]);
    limit.abort();
    return gone;
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      if (this.#pid > 0) process.kill(this.#pid, signal);
    } catch {
      // Gone meanwhile.
    }
  }

  #heard(line: string): void {
    const routine = /the database system is (starting|shutting)|due to administrator command/.test(line);
    if (!routine) this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES * 2) this.#lines.splice(0, KEPT_LINES);
    const [, severity = 'LOG'] = /^([A-Z]+): /.exec(line) ?? [];
    const level = /FATAL|PANIC/.test(severity) ? 'error' : /ERROR|WARNING/.test(severity) ? 'warn' : 'info';
    this.#options.log(`postgres: ${line}`, routine ? 'info' : level);
  }
}
