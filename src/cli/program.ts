import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Settings } from '../platform/config/settings.ts';
import { Database } from '../platform/db/database.ts';
import { migrateDatabase } from '../platform/db/migrate.ts';
import { createLogger } from '../platform/log/logger.ts';
import { openDatabase } from './local-database.ts';

/** Makes the whole program around a database, not listening yet. */
export type MakeApp = (settings: Settings, database: Database, logger: Logger) => Promise<NestFastifyApplication>;

/** Fills what every installation needs, and the demonstration city when the settings ask for it. */
export type Furnish = (app: INestApplicationContext, settings: Settings) => Promise<void>;

/** Runs a command within the whole program, on a migrated database, and takes everything down again. */
export async function withProgram<Result>(
  settings: Settings,
  makeApp: MakeApp,
  work: (app: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const logger = createLogger(settings.LOG_LEVEL === 'info' ? 'warn' : settings.LOG_LEVEL);
  const opened = await openDatabase(settings, logger, true);
  try {
    await migrateDatabase(opened.connection);
    const database = new Database(opened.connection, { pool: 2 });
    try {
      const app = await makeApp(settings, database, logger);
      try {
        return await work(app);
      } finally {
        await app.close();
      }
    } finally {
      await database.close();
    }
  } finally {
    await opened.stop();
  }
}
