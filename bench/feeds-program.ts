// The program as it runs, on a database of its own with a programme of which feeds of some sizes are asked for.
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type postgres from 'postgres';
import { connect } from '../src/platform/db/database.ts';
import { findRunningServer } from '../src/platform/embedded/running.ts';
import { dataFolder, Program, until } from '../test/program.ts';
import { buildProgramme } from './events-city.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Watched {
  /** Milliseconds that the loop was held at the longest. */
  readonly longest: number;
  /** And that one collecting of garbage took at the longest. */
  readonly collecting: number;
  /** Bytes of the heap, and beside it. */
  readonly held: number;
  readonly rss: number;
}

export class RunningFeeds {
  readonly sql: postgres.Sql;
  readonly url: string;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #program: Program;
  readonly #stop: () => Promise<void>;

  private constructor(sql: postgres.Sql, url: string, program: Program, stop: () => Promise<void>) {
    this.sql = sql;
    this.url = url;
    this.#program = program;
    this.#stop = stop;
  }

  static async start(sessions: number, settings: Readonly<Record<string, string>>): Promise<RunningFeeds> {
    const folder = await dataFolder();
    const watch = fileURLToPath(new URL('feeds-watch.ts', import.meta.url));
    const program = new Program({
      ...{ PORT: '0', DATA_DIR: folder.path, LOG_LEVEL: 'warn', DEMO: 'false', NODE_OPTIONS: `--import=${watch}` },
      ...settings,
    });
    const stop = async () => {
      await program.kill('SIGTERM');
      await folder.remove();
    };
    try {
      const url = await program.running();
      const server = findRunningServer(join(folder.path, 'pg'));
      if (!server) throw new Error('the program’s database was not found');
      const sql = connect({ ...server, database: 'zakhid' }, { max: 1, onnotice: () => undefined });
      await buildProgramme(sql, sessions);
      return new RunningFeeds(sql, url, program, () => sql.end({ timeout: 1 }).then(stop));
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Asks as a calendar program does that takes gzip. */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}${path}`,
        { agent: this.#agent, headers: { 'accept-encoding': 'gzip', ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
          );
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  }

  async watched(): Promise<Watched> {
    const from = this.#program.stderr.length;
    process.kill(this.#program.pid, 'SIGUSR2');
    const line = () => /watched (.+)\n/.exec(this.#program.stderr.slice(from))?.[1];
    await until(() => line() !== undefined);
    await sleep(100);
    return JSON.parse(line() ?? '') as Watched;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.#stop();
  }
}
