import type { Db as BossDb } from 'pg-boss';
import type { ServerAddress } from '../db/database.ts';

/** Connections of the jobs alone, apart from those that requests use. */
export interface JobsPool {
  readonly db: BossDb;
  /** Lets running statements end, and closes every connection. */
  end(): Promise<void>;
}

const MOST_CONNECTIONS = 3;

/** Opens no connection before one is needed. Of lost connections `onError` hears; the next statement takes a new one. */
export async function openJobsPool(address: ServerAddress, onError: (error: Error) => void): Promise<JobsPool> {
  const { default: pg } = await import('pg');
  const { tls, password, ...where } = address;
  const pool = new pg.Pool({
    ...where,
    ...(password && { password }),
    ssl: tls && { rejectUnauthorized: tls === 'verified' },
    application_name: 'zakhid-jobs',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  pool.on('error', onError);
  // A connection that is cut while it is in use tells only its client; unheard that ends the process.
  pool.on('connect', (client) => client.on('error', onError));
  return {
    // A script of several statements has several results; pg-boss knows what to do with them.
    db: { executeSql: (text, values) => pool.query(text, values) },
    end: () => pool.end(),
  };
}
