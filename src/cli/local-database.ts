import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Settings } from '../platform/config/settings.ts';
import { type Connection, connect } from '../platform/db/database.ts';
import { findRunningServer } from '../platform/embedded/running.ts';
import { EmbeddedServerError, startEmbeddedServer } from '../platform/embedded/server.ts';

/** The folder of package.json: DATA_DIR, samples and migrations are found from it, wherever a command is called. */
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const DATABASE = 'zakhid';

export interface OpenedDatabase {
  readonly connection: Connection;
  /** What a person may call it; holds no password. */
  readonly name: string;
  /** Ends the embedded server, when it was started here. */
  stop(): Promise<void>;
}

export function embeddedFolder(settings: Settings): string {
  return join(resolve(ROOT, settings.DATA_DIR), 'pg');
}

/**
 * The database of DATABASE_URL, or the embedded one. `shared` lets a command use the embedded server of a program that is
 * running; the program itself wants it alone, and throws EmbeddedServerError IN_USE.
 */
export async function openDatabase(settings: Settings, logger: Logger, shared: boolean): Promise<OpenedDatabase> {
  if (settings.DATABASE_URL) {
    return { connection: { url: settings.DATABASE_URL }, name: 'DATABASE_URL', stop: () => Promise.resolve() };
  }
  const folder = embeddedFolder(settings);
  try {
    const server = await startEmbeddedServer({
      folder,
      durability: 'durable',
      maxConnections: settings.DATABASE_POOL + 30,
      // The server's own chatter is for whoever looks for a fault; its warnings are for everybody.
      log: (line, level) => logger[level === 'info' ? 'debug' : level](line),
    });
    const { host, port, user } = server;
    const connection = { host, port, user, database: DATABASE };
    await createIfMissing(connection);
    return { connection, name: `embedded Postgres 18 in ${folder}`, stop: () => server.stop() };
  } catch (error) {
    const running =
      shared && error instanceof EmbeddedServerError && error.code === 'IN_USE' ? findRunningServer(folder) : undefined;
    if (!running) throw error;
    return {
      connection: { ...running, database: DATABASE },
      name: 'the running program',
      stop: () => Promise.resolve(),
    };
  }
}

async function createIfMissing(connection: {
  host: string;
  port: number;
  user: string;
  database: string;
}): Promise<void> {
  const client = connect({ ...connection, database: 'postgres' }, { max: 1 });
  try {
    const found = await client`select 1 from pg_database where datname = ${connection.database}`;
    if (found.length === 0) await client`create database ${client(connection.database)}`;
  } finally {
    await client.end({ timeout: 5 });
  }
}
