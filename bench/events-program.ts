// The program as it runs, on a database of its own with five years of a programme in it.
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type postgres from 'postgres';
import { connect, type Connection } from '../src/platform/db/database.ts';
import { findRunningServer } from '../src/platform/embedded/running.ts';
import { dataFolder, Program } from '../test/program.ts';
import { buildProgramme, type ProgrammeCity } from './events-city.ts';

export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export class RunningProgramme {
  readonly city: ProgrammeCity;
  readonly connection: Connection;
  readonly sql: postgres.Sql;
  readonly url: string;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #stop: () => Promise<void>;

  private constructor(parts: Pick<RunningProgramme, 'city' | 'connection' | 'sql' | 'url'>, stop: () => Promise<void>) {
    this.city = parts.city;
    this.connection = parts.connection;
    this.sql = parts.sql;
    this.url = parts.url;
    this.#stop = stop;
  }

  static async start(sessions: number): Promise<RunningProgramme> {
    const folder = await dataFolder();
    const program = new Program({ PORT: '0', DATA_DIR: folder.path, LOG_LEVEL: 'silent', DEMO: 'false' });
    const stop = async () => {
      await program.kill('SIGTERM');
      await folder.remove();
    };
    try {
      const url = `${await program.running()}/graphql`;
      const server = findRunningServer(join(folder.path, 'pg'));
      if (!server) throw new Error('the program’s database was not found');
      const connection = { ...server, database: 'zakhid' };
      const sql = connect(connection, { max: 1, onnotice: () => undefined });
      const city = await buildProgramme(sql, sessions);
      return new RunningProgramme({ city, connection, sql, url }, () => sql.end({ timeout: 1 }).then(stop));
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Asks as nobody, on a connection kept open. Throws on errors of GraphQL: none is part of what is measured. */
  async ask<Data>(asked: Asked, url = this.url): Promise<Data> {
    const body = Buffer.from(JSON.stringify(asked));
    const headers = { 'content-type': 'application/json', 'content-length': body.length, 'accept-language': 'uk' };
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
    const answer = JSON.parse(text) as { data?: Data | null; errors?: unknown };
    if (!answer.data || answer.errors) throw new Error(`${JSON.stringify(asked.variables)}: ${text.slice(0, 1_000)}`);
    return answer.data;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.#stop();
  }
}
