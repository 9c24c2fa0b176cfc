import { rmSync } from 'node:fs';
import type {} from './global-setup.ts';
import { administer } from './database.ts';

export default async function tearDown(): Promise<void> {
  const run = globalThis.zakhidTestRun;
  if (!run) return;
  if (run.embedded) {
    await run.embedded.server.stop();
    rmSync(run.embedded.folder, { recursive: true, force: true });
    return;
  }
  // On a server that others use as well only this run's databases go.
  await administer(run.server, async (sql) => {
    await sql.unsafe(`alter database ${run.server.template} with is_template false`);
    const rows = await sql`select datname from pg_database where starts_with(datname, ${run.server.prefix})`;
    for (const { datname } of rows) await sql.unsafe(`drop database if exists ${String(datname)} with (force)`);
  });
}
