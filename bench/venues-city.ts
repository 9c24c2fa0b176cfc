// The program as it runs, on a database of its own with a city in it.
import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type postgres from 'postgres';
import { connect } from '../src/platform/db/database.ts';
import { findRunningServer, type RunningServer } from '../src/platform/embedded/running.ts';
import { dataFolder, Program } from '../test/program.ts';
import { buildCity, type City } from './city.ts';

export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Data = Readonly<Record<string, unknown>>;

export class RunningCity {
  readonly city: City;
  readonly server: RunningServer & { readonly database: string };
  readonly sql: postgres.Sql;
  readonly #url: URL;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #stop: () => Promise<void>;

  private constructor(parts: {
    city: City;
    server: RunningServer;
    sql: postgres.Sql;
    url: string;
    token: string;
    stop: () => Promise<void>;
  }) {
    this.city = parts.city;
    this.server = { ...parts.server, database: 'zakhid' };
    this.sql = parts.sql;
    this.#url = new URL('/graphql', parts.url);
    this.#token = parts.token;
    this.#stop = parts.stop;
  }

  static async start(bookings: number): Promise<RunningCity> {
    const folder = await dataFolder();
    const program = new Program({ PORT: '0', DATA_DIR: folder.path, LOG_LEVEL: 'silent', DEMO: 'false' });
    const stop = async () => {
      await program.kill('SIGTERM');
      await folder.remove();
    };
    try {
      const url = await program.running();
      const server = findRunningServer(join(folder.path, 'pg'));
      if (!server) throw new Error('the program’s database was not found');
      const sql = connect({ ...server, database: 'zakhid' }, { max: 1, onnotice: () => undefined });
      const city = await buildCity(sql, bookings);
      const token = await signIn(sql);
      return new RunningCity({ city, server, sql, url, token, stop: () => sql.end({ timeout: 1 }).then(stop) });
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Asks over HTTP, on a connection kept open. Throws on errors of GraphQL: none is part of what is measured. */
  async ask(asked: Asked): Promise<Data> {
    const body = Buffer.from(JSON.stringify(asked));
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'accept-language': 'en',
      authorization: `Bearer ${this.#token}`,
    };
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
    const answer = JSON.parse(text) as { data?: Data | null; errors?: readonly { message: string }[] };
    if (!answer.data || answer.errors) throw new Error(`${JSON.stringify(asked.variables)}: ${text.slice(0, 1_000)}`);
    return answer.data;
  }

  /** What Postgres did so far, for this database: milliseconds of running statements, and transactions. */
  async spent(): Promise<{ millis: number; transactions: number }> {
    const [row] = await this.sql<{ millis: number; transactions: number }[]>`
      select active_time as millis, (xact_commit + xact_rollback)::int as transactions
      from pg_stat_database where datname = current_database()`;
    return row ?? { millis: 0, transactions: 0 };
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.#stop();
  }
}

/** An administrator with a session, as if signed in a moment ago: passwords are measured elsewhere. */
async function signIn(sql: postgres.Sql): Promise<string> {
  const token = `zks_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(token).digest();
  await sql`
    with somebody as (
      insert into person (id, name, email, language, joined_at, created_at, updated_at)
      values (uuidv7(), 'Bench', 'admin@bench.example', 'en', now(), now(), now()) returning id
    ), may as (
      insert into role_assignment (id, person_id, role, scope_kind, granted_at)
      select uuidv7(), id, 'ADMIN', 'CITY', now() from somebody
    )
    insert into session (id, person_id, token_hash, carrier, method, authenticated_at, user_agent, created_at, last_used_at, idle_until, expires_at)
    select uuidv7(), id, ${hash}, 'BEARER', 'LINK', now(), '', now(), now(), now() + interval '1 day', now() + interval '1 day' from somebody`;
  return token;
}
