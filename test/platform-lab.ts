// The program with what the platform's tests need beside it: its log, and modules that exist only in a test.
import { Writable } from 'node:stream';
import type { AddressInfo } from 'node:net';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../src/app.module.ts';
import { DirectoryService } from '../src/directory/directory.service.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { createAdapter, prepareFastify } from '../src/platform/http/fastify.ts';
import { createLogger, NestLog } from '../src/platform/log/logger.ts';
import { Clock } from '../src/platform/time/clock.ts';
import { type SignIn, TestApp, TestClock } from './app.ts';
import { bearer, settlePeople } from './people.ts';
import { createTestDatabase } from './database.ts';

/** How somebody signs in, for requests that the test app has no words for. */
export const headersOf = ({ as }: { as: SignIn }): Record<string, string> => bearer(as);

export type LogLine = Record<string, unknown> & { level: string; msg?: string; requestId?: string };

export interface Lab {
  readonly app: TestApp;
  /** Every line logged so far. */
  readonly lines: LogLine[];
  readonly stop: () => Promise<void>;
}

export interface LabParts {
  readonly environment?: Record<string, string>;
  readonly modules?: readonly (Type | DynamicModule)[];
}

export async function startLab({ environment = {}, modules = [] }: LabParts = {}): Promise<Lab> {
  const postgres = await createTestDatabase();
  const settings = readSettings({
    NODE_ENV: 'test',
    DEMO: 'off',
    LOG_LEVEL: 'info',
    BASE_URL: 'http://zakhid.test',
    ...environment,
  });
  const lines: LogLine[] = [];
  const logger = createLogger(
    settings.LOG_LEVEL,
    new Writable({
      write(chunk: Buffer, _, done) {
        for (const line of chunk.toString().split('\n')) if (line) lines.push(JSON.parse(line) as LogLine);
        done();
      },
    }),
  );
  const queries: string[] = [];
  const database = new Database(postgres.options, { pool: 10, onQuery: (query) => queries.push(query) });
  class LabModule {}
  const nest = await NestFactory.create<NestFastifyApplication>(
    { module: LabModule, imports: [AppModule.with(settings, database, logger), ...modules] },
    createAdapter(settings, logger),
    { logger: new NestLog(logger), abortOnError: false },
  );
  await prepareFastify(nest, settings);
  await nest.init();
  const clock = new TestClock();
  nest.get(Clock).now = () => clock.now();
  await nest.get(DirectoryService).seed();
  await settlePeople(database);
  await nest.listen(0, '127.0.0.1');
  const { port } = nest.getHttpServer().address() as AddressInfo;
  const app = new TestApp({ url: `http://127.0.0.1:${port}`, nest, database, postgres, clock, queries });
  return { app, lines, stop: () => app.stop() };
}

/** For a program that one test needs alone: it ends with the test, also when that fails. */
export async function inLab(parts: LabParts, work: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await startLab(parts);
  try {
    await work(lab);
  } finally {
    await lab.stop();
  }
}
