// One database per test file, cloned from the migrated template that global-setup.ts made.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';

export interface TestServer {
  host: string;
  port: number;
  user: string;
  password?: string;
  /** The database to connect to for creating and dropping others. */
  admin: string;
  template: string;
  /** What all databases of this run begin with. */
  prefix: string;
}

/** For postgres(): postgres.js understands a socket's folder here, and in no form of URL. */
export interface ConnectionOptions {
  host: string;
  port: number;
  user: string;
  password?: string;
  database: string;
}

export interface TestDatabase {
  name: string;
  options: ConnectionOptions;
  /** For DATABASE_URL; a socket's folder stands percent-encoded in the host's place, as libpq has it. */
  url: string;
  drop(): Promise<void>;
}

function testServer(): TestServer {
  const facts = process.env.ZAKHID_TEST_SERVER;
  if (facts === undefined)
    throw new Error('ZAKHID_TEST_SERVER is not set: run the tests through jest and its globalSetup');
  return JSON.parse(facts) as TestServer;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer();
  const name = `${server.prefix}_${randomBytes(5).toString('hex')}`;
  // Twice as fast as the default strategy, and the template is never written to.
  await administer(server, (sql) =>
    sql.unsafe(`create database ${name} template ${server.template} strategy file_copy`),
  );
  const options = connectionTo(server, name);
  return {
    name,
    options,
    url: urlOf(options),
    drop: () => administer(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`)),
  };
}

export function connectionTo(
  server: Omit<TestServer, 'admin' | 'template' | 'prefix'>,
  database: string,
): ConnectionOptions {
  const { host, port, user, password } = server;
  return { host, port, user, ...(password === undefined ? {} : { password }), database };
}

export async function administer(server: TestServer, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres({
    ...connectionTo(server, server.admin),
    max: 1,
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function urlOf({ host, port, user, password, database }: ConnectionOptions): string {
  const secret = password === undefined ? '' : `:${encodeURIComponent(password)}`;
  return `postgres://${encodeURIComponent(user)}${secret}@${encodeURIComponent(host)}:${port}/${database}`;
}

export function parseUrl(text: string): ConnectionOptions {
  const url = new URL(text);
  const user = decodeURIComponent(url.username) || 'postgres';
  return {
    host: decodeURIComponent(url.hostname) || 'localhost',
    port: Number(url.port || 5432),
    user,
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
  };
}
