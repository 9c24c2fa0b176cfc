// The program as it runs, on a database of its own with an event that people register for, many at a time.
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type postgres from 'postgres';
import { connect, type Connection } from '../src/platform/db/database.ts';
import { findRunningServer } from '../src/platform/embedded/running.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import { dataFolder, Program } from '../test/program.ts';
import { insertOpenRosters } from '../test/registration-rows.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  result: register(input: $input) { __typename ... on Registered { receipt { status } } ... on Refusal { message } } }`;

export class RunningRegistration {
  readonly connection: Connection;
  readonly sql: postgres.Sql;
  readonly #url: URL;
  readonly #agent: Agent;
  readonly #stop: () => Promise<void>;
  #sent = 0;

  private constructor(
    parts: { connection: Connection; sql: postgres.Sql; url: string; clients: number },
    stop: () => Promise<void>,
  ) {
    this.connection = parts.connection;
    this.sql = parts.sql;
    this.#url = new URL(parts.url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: parts.clients });
    this.#stop = stop;
  }

  /** For so many clients, each of which keeps a connection, and so many that ask the database themselves. */
  static async start(clients: number, connections: number): Promise<RunningRegistration> {
    const folder = await dataFolder();
    const settings = {
      PORT: '0',
      DATA_DIR: folder.path,
      LOG_LEVEL: 'warn',
      DEMO: 'false',
      REGISTRATIONS_FREE: '1000000',
      // The server lets in so many, and some more: the clients that ask it directly.
      DATABASE_POOL: String(connections),
    };
    const program = new Program(settings);
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
      return new RunningRegistration({ connection, sql, url, clients }, () => sql.end({ timeout: 1 }).then(stop));
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Rosters of so many dates of one event a year ahead, each with so many seats: their ids. */
  rosters(count: number, capacity: number): Promise<string[]> {
    return insertOpenRosters(this.sql, count, capacity);
  }

  /** Somebody new registers over HTTP: how the registration stands. */
  async register(rosterId: string): Promise<string> {
    this.#sent += 1;
    const nth = this.#sent;
    const input = {
      ...{ rosterId, key: `bench-${String(nth).padStart(9, '0')}`, name: 'Оксана Коваль' },
      ...{ email: `reader-${nth}@bench.example`, consentVersion: CONSENT_VERSION },
    };
    const body = Buffer.from(JSON.stringify({ query: REGISTER, variables: { input } }));
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const sent = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
    const answer = JSON.parse(text) as { data?: { result: { receipt?: { status: string } } } | null };
    const status = answer.data?.result.receipt?.status;
    if (!status) throw new Error(text.slice(0, 1_000));
    return status;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.#stop();
  }
}
