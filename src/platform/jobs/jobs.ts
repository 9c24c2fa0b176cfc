import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import type { fromDrizzle, JobWithMetadata, PgBoss, SendOptions } from 'pg-boss';
import type { Logger } from 'pino';
import { afterCommit, Database, type Tx } from '../db/database.ts';
import { Rush } from '../http/rush.ts';
import { LOGGER } from '../log/logger.module.ts';
import { type JobsPool, openJobsPool } from './jobs.pool.ts';
import { type JobHandler, type Queue, type QueueOptions, USUAL_QUEUE } from './queue.ts';

interface Opened {
  readonly boss: PgBoss;
  readonly pool: JobsPool;
  readonly fromDrizzle: typeof fromDrizzle;
}

/** A process wakes its own workers; this is for jobs of other processes, and for those that had to wait. */
const POLL_SECONDS = 1;
/** What is running when the program stops has so long to end; then another process does it again. */
const GRACE_MS = 4_000;
/** The same trouble is logged once in this time: a database that is away is heard of every second. */
const QUIET_MS = 60_000;
const KEEP_DONE_SECONDS = 3_600;
/** A process that does not say in this time that it is still at a job has lost it: it was killed, or cut off. */
const HEARTBEAT_SECONDS = 20;
const LOOK_FOR_LOST_SECONDS = 15;

/**
 * Work that is done after the transaction that caused it, by any process of the program, at least once: a handler that is
 * called again for the same payload must notice. A payload holds ids only, no personal data.
 */
@Injectable()
export class Jobs implements OnModuleDestroy, OnApplicationShutdown {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #rush: Rush;
  readonly #queues = new Map<string, Queue>();
  readonly #workers = new Map<string, string[]>();
  readonly #stop = new AbortController();
  readonly #said = new Map<string, number>();
  #opened: Promise<Opened> | undefined;
  #running: Promise<void> | undefined;

  constructor(@Inject(Database) database: Database, @Inject(LOGGER) logger: Logger, rush: Rush) {
    this.#database = database;
    this.#rush = rush;
    this.#logger = logger;
  }

  /** Names who does the jobs of a queue. For `onModuleInit`: before anything is enqueued or started. */
  register<Payload extends object>(
    queue: string,
    handler: JobHandler<Payload>,
    options: Partial<QueueOptions> = {},
  ): void {
    if (this.#queues.has(queue)) throw new Error(`the queue ${queue} is registered twice`);
    if (this.#opened) throw new Error(`the queue ${queue} is registered too late`);
    // What comes out of a queue is what `enqueue` put in.
    this.#queues.set(queue, { name: queue, handler, options: { ...USUAL_QUEUE, ...options } });
  }

  /** Adds a job that exists when the transaction commits, and never otherwise; nothing has to be started for it. */
  async enqueue(
    tx: Tx,
    queue: string,
    payload: object,
    { afterSeconds = 0 }: { readonly afterSeconds?: number } = {},
  ): Promise<void> {
    const { options } = this.#queueOf(queue);
    const { boss, fromDrizzle } = await this.#open();
    const wait = afterSeconds > 0 && { startAfter: afterSeconds };
    await boss.send(queue, payload, { db: fromDrizzle(tx, sql), ...facts(options), ...wait });
    if (afterSeconds === 0) afterCommit(tx, () => this.#wake(queue));
  }

  /** The same for any number of jobs, in one statement. */
  async enqueueAll(tx: Tx, queue: string, payloads: readonly object[]): Promise<void> {
    if (payloads.length === 0) return;
    const { options } = this.#queueOf(queue);
    const { boss, fromDrizzle } = await this.#open();
    const jobs = payloads.map((data) => ({ data, ...facts(options) }));
    await boss.insert(queue, jobs, { db: fromDrizzle(tx, sql) });
    afterCommit(tx, () => this.#wake(queue));
  }

  /** Starts doing jobs in this process, in the background, and keeps trying while the database is away. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** No further jobs from now on; requests that are still running may enqueue. */
  async onModuleDestroy(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    const opened = await this.#settled();
    if (!opened) return;
    await Promise.all([...this.#workers.keys()].map((queue) => opened.boss.offWork(queue, { wait: false })));
  }

  async onApplicationShutdown(): Promise<void> {
    const opened = await this.#settled();
    await opened?.boss.stop({ timeout: GRACE_MS });
    // A statement that hangs must not hold the program.
    await Promise.race([opened?.pool.end(), sleep(1_000, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const { boss } = await this.#open();
        for (const queue of this.#queues.values()) await this.#work(boss, queue);
        return;
      } catch (error) {
        this.#complain(error);
        await sleep(POLL_SECONDS * 1_000, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  /** Several workers of one job each, so that no job waits for the slowest of a batch. */
  async #work(boss: PgBoss, queue: Queue): Promise<void> {
    const ids: string[] = [];
    this.#workers.set(queue.name, ids);
    while (ids.length < queue.options.concurrency && !this.#stop.signal.aborted) {
      const id: string = await boss.work(
        queue.name,
        { batchSize: 1, includeMetadata: true, pollingIntervalSeconds: POLL_SECONDS },
        async (jobs: JobWithMetadata<never>[]) => {
          try {
            for (const job of jobs) await this.#perform(queue, job);
          } finally {
            // Where one was there may be more: look again at once.
            boss.notifyWorker(id);
          }
        },
      );
      ids.push(id);
    }
  }

  async #perform({ name, handler, options }: Queue, job: JobWithMetadata<never>): Promise<void> {
    const { id, data, signal } = job;
    const facts = { id, signal, attempt: job.retryCount + 1, last: job.retryCount >= job.retryLimit };
    if (options.givesWay) await this.#rush.over(signal);
    try {
      await handler(data, facts);
    } catch (error) {
      const line = { err: error, queue: name, jobId: id, attempt: facts.attempt };
      if (facts.last) this.#logger.error(line, 'a job was given up');
      else this.#logger.warn(line, 'a job failed and will be tried again');
      // pg-boss keeps what it is thrown, with all its fields, and some of them may be personal.
      throw new Error('failed; see the log'); // eslint-disable-line preserve-caught-error
    }
  }

  #wake(queue: string): void {
    void this.#opened?.then(
      ({ boss }) => this.#workers.get(queue)?.forEach((id) => boss.notifyWorker(id)),
      () => undefined,
    );
  }

  #queueOf(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw new Error(`nobody registered the queue ${name}`);
    return queue;
  }

  #open(): Promise<Opened> {
    this.#opened ??= this.#openNow().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  #settled(): Promise<Opened | undefined> {
    return Promise.resolve(this.#opened).catch(() => undefined);
  }

  async #openNow(): Promise<Opened> {
    // Loaded when it is needed: a tenth of a second that the program's start does not wait for.
    const { PgBoss, fromDrizzle } = await import('pg-boss');
    const pool = await openJobsPool(this.#database.address, (error) => this.#complain(error));
    const boss = new PgBoss({
      db: pool.db,
      schedule: false,
      registerInstance: false,
      openTelemetry: { enabled: false },
      superviseIntervalSeconds: LOOK_FOR_LOST_SECONDS,
      monitorIntervalSeconds: LOOK_FOR_LOST_SECONDS,
      // Jobs that wait for each other are not used.
      flowIntervalSeconds: 3_600,
    });
    boss.on('error', (error) => this.#complain(error));
    boss.on('warning', ({ message }) => this.#logger.warn({ warning: message }, 'the jobs warn'));
    try {
      await boss.start();
      const known = new Set((await boss.getQueues()).map(({ name }) => name));
      for (const name of this.#queues.keys()) if (!known.has(name)) await boss.createQueue(name);
    } catch (error) {
      await boss.stop({ graceful: false });
      await pool.end();
      throw error;
    }
    return { boss, pool, fromDrizzle };
  }

  #complain(error: unknown): void {
    const key = error instanceof Error || isMessage(error) ? error.message.replace(/ \(Queue: .*$/s, '') : 'unknown';
    const now = performance.now();
    if (now - (this.#said.get(key) ?? -Infinity) < QUIET_MS) return;
    if (this.#said.size > 20) this.#said.clear();
    this.#said.set(key, now);
    this.#logger.warn({ err: error }, 'the jobs cannot reach their tables at the moment');
  }
}

function facts(options: QueueOptions): SendOptions {
  return {
    retryLimit: options.retries,
    retryDelay: options.firstRetrySeconds,
    retryDelayMax: options.longestRetrySeconds,
    retryBackoff: true,
    expireInSeconds: options.timeoutSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: KEEP_DONE_SECONDS,
  };
}

/** pg-boss tells of errors as plain objects. */
function isMessage(value: unknown): value is { message: string } {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
