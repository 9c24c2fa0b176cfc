import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { DEMO_PASSWORD } from '../demo/account.list.ts';
import { isLocalOnly, type Settings } from '../platform/config/settings.ts';
import { Database } from '../platform/db/database.ts';
import { migrateDatabase } from '../platform/db/migrate.ts';
import { createLogger } from '../platform/log/logger.ts';
import { openDatabase } from './local-database.ts';
import type { Furnish, MakeApp } from './program.ts';

/** Starts the program and returns when it is answering; it then runs until SIGTERM or SIGINT. */
export async function serve(settings: Settings, makeApp: MakeApp, furnish: Furnish): Promise<void> {
  const logger = createLogger(settings.LOG_LEVEL);
  const stack: (() => Promise<void>)[] = [];
  const stop = once(async () => {
    for (const step of stack.reverse()) await step();
  });
  try {
    stopOnSignals(logger, stop);
    const opened = await openDatabase(settings, logger, false);
    stack.push(() => opened.stop());
    const { applied } = await migrateDatabase(opened.connection);
    if (applied > 0) logger.info({ applied }, 'migrated the database');
    const database = new Database(opened.connection, { pool: settings.DATABASE_POOL });
    stack.push(() => database.close());
    const app = await makeApp(settings, database, logger);
    const { drain } = await import('../platform/http/fastify.ts');
    const { Lifecycle } = await import('../platform/http/lifecycle.ts');
    const { Jobs } = await import('../platform/jobs/jobs.ts');
    const { Rounds } = await import('../platform/jobs/rounds.ts');
    stack.push(() => {
      app.get(Lifecycle).stop();
      return drain(app);
    });
    await furnish(app, settings);
    await app.listen(settings.PORT, settings.HOST);
    app.get(Jobs).start();
    app.get(Rounds).start();
    await announce(app, settings, opened.name);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Whoever asked a program to stop waits so long; what it acknowledged is in the database by then. */
const LONGEST_STOP_MS = 14_000;

/** The first signal stops in order, a second one at once, and so does time. */
function stopOnSignals(logger: Logger, stop: () => Promise<void>): void {
  let asked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      logger.info({ signal }, 'stopping');
      setTimeout(() => {
        logger.error('did not stop in time');
        process.exit(1);
      }, LONGEST_STOP_MS).unref();
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'did not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

async function announce(app: NestFastifyApplication, settings: Settings, database: string): Promise<void> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const base = settings.BASE_URL ?? `http://localhost:${port}`;
  const lines = [
    '',
    `Zakhid is running. Database: ${database}.`,
    '',
    ...(settings.GRAPHQL_EXPLORER ? [`  GraphiQL   ${base}/graphiql`] : []),
    `  GraphQL    ${base}/graphql`,
    `  A feed     ${base}/feeds/audiences/library-visitors.ics`,
    ...(settings.SMTP_URL || !isLocalOnly(settings) ? [] : [`  Mail       ${base}/dev/mail`]),
    `  Health     ${base}/health/ready`,
    '',
    ...(await signIns(app, settings)),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What helps on a machine of one's own; in production nobody reads it but the log. */
async function signIns(app: NestFastifyApplication, settings: Settings): Promise<string[]> {
  if (settings.DEMO && isLocalOnly(settings)) {
    const { standingAccounts } = await import('../demo/accounts.ts');
    const accounts = await standingAccounts(app);
    if (accounts.length > 0) {
      return [
        `Accounts of the demonstration city, password ${DEMO_PASSWORD}:`,
        ...accounts.map(({ role, email }) => `  ${role.padEnd(12)} ${email}`),
      ];
    }
  }
  const { Administrators } = await import('../identity/administrators.ts');
  if (await app.get(Administrators).exist()) return [];
  return ['Nobody is an administrator yet: npx zakhid admin create EMAIL prints a link that signs one in.'];
}
