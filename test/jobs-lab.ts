// The platform alone, without the features: as many processes' worth of it on one database as a test asks for.
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import postgres from 'postgres';
import { ConfigModule } from '../src/platform/config/config.module.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { DbModule } from '../src/platform/db/db.module.ts';
import { createAdapter, prepareFastify } from '../src/platform/http/fastify.ts';
import { HttpModule } from '../src/platform/http/http.module.ts';
import { Jobs } from '../src/platform/jobs/jobs.ts';
import { JobsModule } from '../src/platform/jobs/jobs.module.ts';
import { createLogger, NestLog } from '../src/platform/log/logger.ts';
import { LoggerModule } from '../src/platform/log/logger.module.ts';
import { MailModule } from '../src/platform/mail/mail.module.ts';
import { MailPace } from '../src/platform/mail/mail.pace.ts';
import { Mails } from '../src/platform/mail/mail.service.ts';
import { TimeModule } from '../src/platform/time/time.module.ts';
import { administer, createTestDatabase, type TestDatabase, type TestServer } from './database.ts';

export interface JobsLab {
  readonly nest: NestFastifyApplication;
  readonly url: string;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly mails: Mails;
  /** Everything logged so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export interface LabDatabase extends TestDatabase {
  /** Asks around the program. */
  readonly sql: postgres.Sql;
  readonly start: (environment?: Record<string, string>, prepare?: (lab: JobsLab) => void) => Promise<JobsLab>;
  /** Cuts every connection of the jobs; answers how many there were. */
  readonly cut: () => Promise<number>;
  /** Whether the server lets anybody into this database. */
  readonly admit: (anybody: boolean) => Promise<void>;
}

export async function createLabDatabase(): Promise<LabDatabase> {
  const made = await createTestDatabase();
  const sql = postgres({ ...made.options, max: 1, onnotice: () => undefined });
  const labs: JobsLab[] = [];
  return {
    ...made,
    sql,
    start: async (environment = {}, prepare = () => undefined) => {
      const lab = await startLab(made, environment, prepare);
      labs.push(lab);
      return lab;
    },
    cut: async () => {
      const cut = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'zakhid-jobs'`;
      return cut.length;
    },
    admit: (anybody) => {
      const server = JSON.parse(process.env.ZAKHID_TEST_SERVER ?? '') as TestServer;
      return administer(server, (admin) => admin.unsafe(`alter database ${made.name} allow_connections ${anybody}`));
    },
    drop: async () => {
      await Promise.all(labs.map((lab) => lab.stop()));
      await sql.end({ timeout: 5 });
      await made.drop();
    },
  };
}

async function startLab(
  made: TestDatabase,
  environment: Record<string, string>,
  prepare: (lab: JobsLab) => void,
): Promise<JobsLab> {
  const settings = readSettings({
    NODE_ENV: 'test',
    BASE_URL: 'http://zakhid.test',
    LOG_LEVEL: 'debug',
    ...environment,
  });
  let log = '';
  const logger = createLogger(
    settings.LOG_LEVEL,
    new Writable({
      write(chunk: Buffer, _, done) {
        log += chunk.toString();
        done();
      },
    }),
  );
  const database = new Database(made.options, { pool: 5 });
  @Module({
    imports: [
      ConfigModule.with(settings),
      LoggerModule.with(logger),
      DbModule.with(database),
      TimeModule,
      HttpModule,
      JobsModule,
      MailModule,
    ],
  })
  class LabModule {}
  const nest = await NestFactory.create<NestFastifyApplication>(LabModule, createAdapter(settings, logger), {
    logger: new NestLog(logger),
    abortOnError: false,
  });
  await prepareFastify(nest, settings);
  await nest.init();
  // A test does not wait for minutes.
  Object.assign(nest.get(MailPace), { firstSeconds: 0.2, longestSeconds: 0.5, deferredSeconds: 0.5 });
  await nest.listen(0, '127.0.0.1');
  const { port } = nest.getHttpServer().address() as AddressInfo;
  let stopped: Promise<void> | undefined;
  const lab: JobsLab = {
    nest,
    url: `http://127.0.0.1:${port}`,
    database,
    jobs: nest.get(Jobs),
    mails: nest.get(Mails),
    log: () => log,
    stop: () => (stopped ??= nest.close().then(() => database.close())),
  };
  prepare(lab);
  return lab;
}
