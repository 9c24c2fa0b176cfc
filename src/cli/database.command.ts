import type { Settings } from '../platform/config/settings.ts';
import { migrateDatabase } from '../platform/db/migrate.ts';
import { createLogger } from '../platform/log/logger.ts';
import { EXIT } from './failure.ts';
import { openDatabase } from './local-database.ts';
import { type Furnish, type MakeApp, withProgram } from './program.ts';

/** Brings the database to the newest version. */
export async function migrate(settings: Settings): Promise<number> {
  const opened = await openDatabase(settings, createLogger('warn'), true);
  try {
    const { applied } = await migrateDatabase(opened.connection);
    process.stdout.write(`${applied} migrations applied\n`);
    return EXIT.done;
  } finally {
    await opened.stop();
  }
}

/** Fills an empty database with the demonstration city. */
export async function demo(settings: Settings, makeApp: MakeApp, furnish: Furnish): Promise<number> {
  if (settings.production) {
    process.stderr.write('zakhid: the demonstration city is not for production\n');
    return EXIT.refused;
  }
  await withProgram(settings, makeApp, (app) => furnish(app, { ...settings, DEMO: true }));
  process.stdout.write('the demonstration city is there\n');
  return EXIT.done;
}
