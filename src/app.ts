import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.ts';
import type { Settings } from './platform/config/settings.ts';
import type { Database } from './platform/db/database.ts';
import { createAdapter, prepareFastify } from './platform/http/fastify.ts';
import { NestLog } from './platform/log/logger.ts';

/** The whole program but for its process: the web server is made, and not yet listening. */
export async function createApp(
  settings: Settings,
  database: Database,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, database, logger),
    createAdapter(settings, logger),
    { logger: new NestLog(logger), abortOnError: false },
  );
  await prepareFastify(app, settings);
  await app.init();
  return app;
}
