// Once per run: a database server (TEST_DATABASE_URL, or one of our own in a temporary folder), a migrated template that
// every test file clones, and a fresh dist/ for the tests that start the program.
import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../scripts/build.js';
import { migrateDatabase } from '../src/platform/db/migrate.ts';
import { startEmbeddedServer } from '../src/platform/embedded/server.ts';
import type { EmbeddedServer } from '../src/platform/embedded/server.ts';
import { administer, connectionTo, parseUrl } from './database.ts';
import type { TestServer } from './database.ts';

declare global {
  var zakhidTestRun:
    { server: TestServer; embedded: { server: EmbeddedServer; folder: string } | undefined } | undefined;
}

const FOLDER = 'zakhid-test-';
/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 2 ** 30;

export default async function setUp(): Promise<void> {
  const prefix = `zakhid_t_${randomBytes(4).toString('hex')}`;
  const [facts] = await Promise.all([startServer(), ensureBuilt()]);
  const { connection, embedded } = facts;
  const server: TestServer = { ...connection, admin: connection.database, template: `${prefix}_template`, prefix };
  globalThis.zakhidTestRun = { server, embedded };
  await administer(server, (sql) => sql.unsafe(`create database ${server.template}`));
  await migrateDatabase(connectionTo(server, server.template));
  // A template somebody is connected to cannot be cloned.
  await administer(server, (sql) =>
    sql.unsafe(`alter database ${server.template} with is_template true allow_connections false`),
  );
  process.env.ZAKHID_TEST_SERVER = JSON.stringify(server);
}

async function startServer() {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { connection: parseUrl(url), embedded: undefined };
  const place = placeOfServer();
  sweep(place);
  const folder = mkdtempSync(join(place, `${FOLDER}${process.pid}-`));
  // As root the server runs under another account, which has to get in.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedServer({
    folder,
    durability: 'volatile',
    maxConnections: 200,
    log: (line, level) => {
      if (level === 'error') console.error(line);
    },
  });
  const { host, port, user } = server;
  return { connection: { host, port, user, database: 'postgres' }, embedded: { server, folder } };
}

/** Every file of tests has a database, some thousand files: made in memory they take a third of the time. */
function placeOfServer(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Folders of runs that were killed before their teardown. */
function sweep(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = Number(new RegExp(`^${FOLDER}(\\d+)-`).exec(name)?.[1]);
    if (!pid) continue;
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') continue;
      try {
        rmSync(join(place, name), { recursive: true, force: true });
      } catch {
        // Another user's.
      }
    }
  }
}
