// The whole program on a database of its own, listening on a port: what tests talk to.
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../src/app.ts';
import { DirectoryService } from '../src/directory/directory.service.ts';
import { readSettings, type Settings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { Jobs } from '../src/platform/jobs/jobs.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { Clock } from '../src/platform/time/clock.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { bearer, settlePeople, type SignIn } from './people.ts';

export type { SignIn } from './people.ts';

export interface Answer<Data = Record<string, never>> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly {
    message: string;
    path?: (string | number)[];
    extensions: { code: string; [key: string]: unknown };
  }[];
  readonly headers: Headers;
}

export interface Asking {
  /** Who asks; nobody by default. */
  readonly as?: SignIn;
  readonly language?: 'uk' | 'en';
}

/** A clock that a test holds still; it starts at the real time. */
export class TestClock {
  #at: number | undefined;

  set(iso: string): void {
    this.#at = Date.parse(iso);
  }

  now(): Date {
    return this.#at === undefined ? new Date() : new Date(this.#at);
  }
}

export class TestApp {
  readonly url: string;
  readonly nest: NestFastifyApplication;
  readonly database: Database;
  readonly postgres: TestDatabase;
  readonly clock: TestClock;
  /** Every SQL statement so far, without parameters. */
  readonly queries: string[];

  constructor(parts: Pick<TestApp, 'url' | 'nest' | 'database' | 'postgres' | 'clock' | 'queries'>) {
    this.url = parts.url;
    this.nest = parts.nest;
    this.database = parts.database;
    this.postgres = parts.postgres;
    this.clock = parts.clock;
    this.queries = parts.queries;
  }

  async gql<Data = Record<string, never>>(
    query: string,
    variables: Record<string, unknown> = {},
    asking: Asking = {},
  ): Promise<Answer<Data>> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(asking) },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Omit<Answer<Data>, 'status' | 'headers'>;
    return { ...body, status: response.status, headers: response.headers };
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, init);
  }

  /** Sends a document to the upload route; answers its id. */
  async upload(bytes: Uint8Array | string, fileName = 'plan.txt', as: SignIn = 'coordinator'): Promise<string> {
    const response = await this.sendUpload(bytes, fileName, as);
    if (response.status !== 201) throw new Error(`upload answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }

  sendUpload(bytes: Uint8Array | string, fileName: string, as: SignIn): Promise<Response> {
    const form = new FormData();
    form.append('file', new Blob([Buffer.from(bytes)]), fileName);
    return this.fetch('/uploads', { method: 'POST', headers: headersOf({ as }), body: form });
  }

  async stop(): Promise<void> {
    await this.nest.close();
    await this.database.close();
    await this.postgres.drop();
  }
}

function headersOf({ as = null, language }: Asking): Record<string, string> {
  return {
    ...bearer(as),
    ...(language ? { 'accept-language': language } : {}),
  };
}

/**
 * Starts the program with the code lists of a new installation; settings may be given as in the environment. Jobs (mail) lie
 * where they are, unless `jobs` is asked for.
 */
export async function startTestApp(
  environment: Record<string, string> = {},
  { jobs = false }: { readonly jobs?: boolean } = {},
): Promise<TestApp> {
  const postgres = await createTestDatabase();
  const settings: Settings = readSettings({
    NODE_ENV: 'test',
    DEMO: 'off',
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    BASE_URL: 'http://zakhid.test',
    ...environment,
  });
  const queries: string[] = [];
  const database = new Database(postgres.options, { pool: 10, onQuery: (query) => queries.push(query) });
  const nest = await createApp(settings, database, createLogger(settings.LOG_LEVEL));
  const clock = new TestClock();
  nest.get(Clock).now = () => clock.now();
  await nest.get(DirectoryService).seed();
  await settlePeople(database);
  await nest.listen(0, '127.0.0.1');
  if (jobs) nest.get(Jobs).start();
  const { port } = nest.getHttpServer().address() as AddressInfo;
  return new TestApp({ url: `http://127.0.0.1:${port}`, nest, database, postgres, clock, queries });
}
