import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { type Connection, connect } from './database.ts';

const FOLDER = fileURLToPath(new URL('../../../drizzle', import.meta.url));
/** Any number will do, if all who migrate agree on it. */
const LOCK = 7_204_116;
const OLDEST_SERVER = 150_000;

export class MigrationError extends Error {}

/**
 * Brings the database to the newest version, one process at a time. Throws MigrationError when the server is older than
 * Postgres 15, or when the database holds versions this program does not know.
 */
export async function migrateDatabase(connection: Connection): Promise<{ applied: number }> {
  const client = connect(connection, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [server] = await client<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
    if ((server?.version ?? 0) < OLDEST_SERVER) throw new MigrationError('Postgres 15 or newer is needed');
    await client`select pg_advisory_lock(${LOCK})`;
    const known = await journal();
    const before = await applied(client);
    const strange = before.filter((when) => !known.includes(when));
    if (strange.length > 0) {
      throw new MigrationError(
        'the database was migrated by a newer version of the program; upgrade the program first',
      );
    }
    await installJobs(client);
    await migrate(drizzle(client), { migrationsFolder: FOLDER });
    const after = await applied(client);
    // drizzle passes over a file older than the last applied one without a word; branches merged late make such files.
    const missing = known.filter((when) => !after.includes(when));
    if (missing.length > 0) throw new MigrationError(`${missing.length} migrations were passed over; see drizzle/meta`);
    return { applied: after.length - before.length };
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** The tables of pg-boss, in a schema of their own; it upgrades them itself when the jobs start. */
async function installJobs(client: ReturnType<typeof connect>): Promise<void> {
  const [table] = await client<{ name: string | null }[]>`select to_regclass('pgboss.version')::text as name`;
  if (table?.name) return;
  const { getConstructionPlans } = await import('pg-boss');
  await client.unsafe(getConstructionPlans());
}

async function journal(): Promise<number[]> {
  const text = await readFile(`${FOLDER}/meta/_journal.json`, 'utf8');
  return (JSON.parse(text) as { entries: { when: number }[] }).entries.map((entry) => entry.when);
}

async function applied(client: ReturnType<typeof connect>): Promise<number[]> {
  const [table] = await client<
    { name: string | null }[]
  >`select to_regclass('drizzle.__drizzle_migrations')::text as name`;
  if (!table?.name) return [];
  const rows = await client<{ at: string }[]>`select created_at::text as at from drizzle.__drizzle_migrations`;
  return rows.map((row) => Number(row.at));
}
