import { drizzle, type PostgresJsDatabase, type PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { sqlStateOf } from '../faults/database.fault.ts';
import { isRefusal } from '../refusals/refusal.ts';
import { keepingStatements } from './prepared.ts';

declare const written: unique symbol;

type NoSchema = Record<string, never>;

/** The plain database: for reading. It is not assignable to `Tx`, so a write outside a transaction does not compile. */
export type Db = PostgresJsDatabase<NoSchema>;
/** A transaction: the first parameter of every function that writes. */
export type Tx = PostgresJsTransaction<NoSchema, NoSchema> & { readonly [written]: true };
/** What a reading function takes: either of both. */
export type Reader = Db | Tx;

/** Where the server is: an address, or a socket folder of the embedded one. */
export type Connection =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** The same as its driver has read it, for a driver of another make. */
export interface ServerAddress {
  /** A name, an address, or a socket's folder. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  /** False for none; `anybody` encrypts without asking whose certificate it is. */
  readonly tls: false | 'verified' | 'anybody';
}

export type SqlListener = (query: string) => void;

export interface DatabaseOptions {
  readonly pool: number;
  /** Hears of every statement, without its parameters. */
  readonly onQuery?: SqlListener;
}

/** How often a transaction is tried when Postgres asks for it (serialization failure, deadlock). */
const TRIES = 3;
const RETRYABLE = new Set(['40001', '40P01']);

const effects = new WeakMap<Tx, (() => void)[]>();

/**
 * Runs `effect` when this transaction is committed, and never when it is rolled back. Only for what may get lost, as when
 * the process dies in between: whatever must happen is a job.
 */
export function afterCommit(tx: Tx, effect: () => void): void {
  effects.set(tx, [...(effects.get(tx) ?? []), effect]);
}

/** What is done in a transaction before it commits. */
export type BeforeCommit = (tx: Tx) => Promise<void>;

class RolledBack extends Error {
  readonly refusal: unknown;
  constructor(refusal: unknown) {
    super('rolled back by a refusal');
    this.refusal = refusal;
  }
}

export function connect(connection: Connection, options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
  if (!('url' in connection)) return postgres({ ...connection, ...options });
  return postgres(connection.url, { ...socketOf(connection.url), ...options });
}

/** libpq takes a socket's folder as a percent-encoded host or as `?host=/folder`; postgres.js does so in no address. */
function socketOf(address: string): { host?: string; port?: number } {
  const url = new URL(address);
  const host = decodeURIComponent(url.hostname) || (url.searchParams.get('host') ?? '');
  return host.startsWith('/') ? { host, port: Number(url.port) || 5432 } : {};
}

export class Database {
  readonly reader: Db;
  readonly #client: postgres.Sql;
  readonly #last: BeforeCommit[] = [];

  constructor(connection: Connection, options: DatabaseOptions) {
    this.#client = connect(connection, {
      max: options.pool,
      connect_timeout: 5,
      // While the server is away every request hears so soon; the default back-off grows to 20 s and more.
      backoff: (tries: number) => Math.min(0.05 * 2 ** tries, 1),
      connection: {
        application_name: 'zakhid',
        lock_timeout: 3_000,
        statement_timeout: 10_000,
        idle_in_transaction_session_timeout: 30_000,
      },
      onnotice: () => undefined,
    });
    const { onQuery } = options;
    this.reader = drizzle(
      keepingStatements(this.#client),
      onQuery ? { logger: { logQuery: (query) => onQuery(query) } } : {},
    );
  }

  /**
   * For the life of the process: `work` is called at the end of every transaction, in the order of registration, after all
   * that was to be done and in time to do more. It is not called where a refusal was returned; when it throws, nothing
   * of the transaction is kept. Most transactions do not concern it, so it asks the database only for those that do.
   */
  beforeCommit(work: BeforeCommit): void {
    this.#last.push(work);
  }

  /**
   * Runs `work` in one transaction at READ COMMITTED, and then what was registered by `beforeCommit`. Rolls back when
   * something throws and when `work` returns a refusal, which is then the result. Tried again on a serialization failure
   * or a deadlock, so none of them may have an effect but its SQL.
   */
  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let tried = 1; ; tried += 1) {
      let after: (() => void)[] = [];
      try {
        const result = await this.reader.transaction(async (plain) => {
          const tx = plain as unknown as Tx; // the brand exists for the compiler alone
          const result = await work(tx);
          if (isRefusal(result)) throw new RolledBack(result);
          for (const last of this.#last) await last(tx);
          after = effects.get(tx) ?? [];
          return result;
        });
        for (const effect of after) effect();
        return result;
      } catch (error) {
        if (error instanceof RolledBack) return error.refusal as Result;
        if (tried >= TRIES || !RETRYABLE.has(sqlStateOf(error) ?? '')) throw error;
      }
    }
  }

  /** Where the server is, and as whom it is asked. */
  get address(): ServerAddress {
    const { host, port, user, pass, database, ssl } = this.#client.options;
    return {
      host: host[0] ?? 'localhost',
      port: port[0] ?? 5432,
      user,
      password: pass,
      database,
      tls: ssl && (typeof ssl === 'string' && ssl !== 'verify-full' ? 'anybody' : 'verified'),
    };
  }

  /** Resolves when the server answers; rejects when it does not within `millis`. */
  async ping(millis = 2_000): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database did not answer in time')), millis);
    });
    try {
      await Promise.race([this.#client`select 1`, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits for running statements, at most `seconds`, and closes every connection. */
  async close(seconds = 2): Promise<void> {
    await this.#client.end({ timeout: seconds });
  }
}
