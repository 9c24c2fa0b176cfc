import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import { Database } from '../../platform/db/database.ts';
import { LOGGER } from '../../platform/log/logger.module.ts';
import { type Changes, EVERYTHING, readChanges } from './changes.rules.ts';

/** For so long what was heard last is believed: whatever was committed is seen by then. */
const BELIEVED_MS = 900;
/** While feeds are asked for, so often the server is asked whether it still speaks. */
const BEAT_MS = 300;
/** Nobody asked for so long: there is no need to listen to every beat. */
const IDLE_MS = 5_000;
const ANSWER_MS = 500;
const RETRY_MS = 250;

/**
 * What was committed that feeds tell of, in this process or another, as Postgres says it (LISTEN). A connection that says
 * nothing may be dead, so it is asked again and again: what was heard before an answer is all that was committed before the
 * question. Whoever keeps answers asks `fresh` before giving one.
 */
@Injectable()
export class ChangeChannel implements OnApplicationShutdown {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #listeners: ((changes: Changes) => void)[] = [];
  #client: Client | undefined;
  #opening: Promise<void> | undefined;
  #asking: Promise<boolean> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;
  #usedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(@Inject(Database) database: Database, @Inject(LOGGER) logger: Logger) {
    this.#database = database;
    this.#logger = logger;
  }

  /** For the life of the process: called with each change, and with EVERYTHING where some may have been missed. */
  onChange(listener: (changes: Changes) => void): void {
    this.#listeners.push(listener);
  }

  /** Whether all that was committed a second ago was heard. Costs nothing; the first question is answered with no. */
  isFresh(): boolean {
    this.#usedAt = performance.now();
    return this.#usedAt - this.#heardAt < BELIEVED_MS;
  }

  /** The same, after asking the server where that is needed; false where it does not answer. */
  async fresh(): Promise<boolean> {
    if (this.isFresh()) return true;
    return this.#ask();
  }

  onApplicationShutdown(): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    const client = this.#client;
    this.#drop(client);
    return Promise.resolve();
  }

  /** One question at a time, for all who wait for the answer. */
  #ask(): Promise<boolean> {
    this.#asking ??= this.#askNow().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #askNow(): Promise<boolean> {
    if (this.#isOver) return false;
    const asked = performance.now();
    const client = await this.#connected();
    if (!client) return false;
    try {
      await within(client.query('select 1'), ANSWER_MS);
      if (client !== this.#client) return false;
      this.#heardAt = asked;
      this.#beat();
      return true;
    } catch (error) {
      this.#complain(error);
      this.#drop(client);
      return false;
    }
  }

  async #connected(): Promise<Client | undefined> {
    if (this.#client) return this.#client;
    if (performance.now() - this.#triedAt < RETRY_MS) return undefined;
    this.#triedAt = performance.now();
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    await Promise.race([this.#opening, sleep(ANSWER_MS, undefined, { ref: false })]);
    return this.#client;
  }

  async #open(): Promise<void> {
    const { default: pg } = await import('pg');
    const { tls, password, ...where } = this.#database.address;
    const client = new pg.Client({
      ...where,
      ...(password && { password }),
      ssl: tls && { rejectUnauthorized: tls === 'verified' },
      application_name: 'zakhid-feeds',
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    });
    client.on('error', (error) => {
      this.#complain(error);
      this.#drop(client);
    });
    client.on('end', () => this.#drop(client));
    client.on('notification', ({ payload }) => this.#tell(readChanges(payload ?? '')));
    try {
      await client.connect();
      await client.query('listen feeds');
      if (this.#isOver) throw new Error('the program stops');
      this.#client = client;
      // Nobody listened before.
      this.#tell(EVERYTHING);
    } catch (error) {
      this.#complain(error);
      void client.end().catch(() => undefined);
    }
  }

  #drop(client: Client | undefined): void {
    if (!client || client !== this.#client) return;
    this.#client = undefined;
    this.#heardAt = Number.NEGATIVE_INFINITY;
    void client.end().catch(() => undefined);
  }

  #beat(): void {
    this.#timer ??= setInterval(() => {
      if (performance.now() - this.#usedAt < IDLE_MS) {
        void this.#ask();
        return;
      }
      clearInterval(this.#timer);
      this.#timer = undefined;
    }, BEAT_MS).unref();
  }

  #tell(changes: Changes): void {
    for (const listener of this.#listeners) listener(changes);
  }

  #complain(error: unknown): void {
    if (!this.#isOver) this.#logger.warn({ err: error }, 'feeds do not hear of changes at the moment');
  }
}

async function within<Answer>(work: Promise<Answer>, millis: number): Promise<Answer> {
  const late = new AbortController();
  try {
    return await Promise.race([
      work,
      sleep(millis, undefined, { signal: late.signal, ref: false }).then(() => {
        throw new Error('the database did not answer in time');
      }),
    ]);
  } finally {
    late.abort();
  }
}
