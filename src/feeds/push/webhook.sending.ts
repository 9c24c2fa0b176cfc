import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { SYSTEM } from '../../platform/access/viewer.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { LOGGER } from '../../platform/log/logger.module.ts';
import { Clock } from '../../platform/time/clock.ts';
import { formatUtc, instantFromMillis } from '../../platform/time/instant.ts';
import type { OutsideAnswer } from '../../platform/outside/outside.answer.ts';
import { type OutsideFailure, OutsideFetch } from '../../platform/outside/outside.fetch.ts';
import { dropDelivery, findWaitingDelivery, wasTakenSince, writeTry } from './webhook.delivery.store.ts';
import { WebhookKeys } from './webhook.keys.ts';
import { WebhookPace } from './webhook.pace.ts';
import { nextWait, secondsAskedFor, verdictOn } from './webhook.rules.ts';
import { lockWebhook, updateWebhookRow } from './webhook.store.ts';
import type { WebhookDeliveryRow, WebhookRow, WebhookState } from './webhook.tables.ts';

const QUEUE = 'webhook-send';
/** What a partner's server says to a message is not kept; it is read so that its connection ends well. */
const MOST_ANSWER_BYTES = 65_536;
/** So many messages go at a time in one process, and so many of them to one partner: others wait for nobody's timeouts. */
const MOST_AT_ONCE = 8;
const MOST_TO_ONE = 3;

interface SendJob {
  readonly deliveryId: Id<'WebhookDelivery'>;
  /** How often it was tried before: a job that the queue repeats after its message went on is known by it. */
  readonly tried: number;
  /** How often it had been tried when it was to be sent, maybe once more. */
  readonly triedFirst: number;
}

type Waiting = Pick<WebhookDeliveryRow, 'id' | 'attempts'>;

/** What became of a try at sending. */
interface Outcome {
  readonly status: number | null;
  readonly error: string | null;
  /** Seconds that the partner asks us to wait. */
  readonly askedFor: number;
}

/**
 * Sends messages at least once, signed as Standard Webhooks has it: one that comes twice has the same id and the same body. A
 * try that fails enqueues the next one together with its count, as for mail.
 */
@Injectable()
export class WebhookSending implements OnModuleInit {
  readonly #database: Database;
  readonly #jobs: Jobs;
  readonly #clock: Clock;
  readonly #keys: WebhookKeys;
  readonly #pace: WebhookPace;
  readonly #outside: OutsideFetch;
  readonly #logger: Logger;
  /** How many messages each partner's server is taking right now. */
  readonly #underWay = new Map<Id<'Webhook'>, number>();

  constructor(
    @Inject(Database) database: Database,
    jobs: Jobs,
    clock: Clock,
    keys: WebhookKeys,
    pace: WebhookPace,
    outside: OutsideFetch,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#database = database;
    this.#jobs = jobs;
    this.#clock = clock;
    this.#keys = keys;
    this.#pace = pace;
    this.#outside = outside;
    this.#logger = logger;
  }

  onModuleInit(): void {
    // They wait for others, and cost nothing meanwhile.
    this.#jobs.register<SendJob>(QUEUE, (job, { signal }) => this.#send(job, signal), { concurrency: MOST_AT_ONCE });
  }

  /** Messages that go when the transaction commits, and never otherwise. */
  async enqueue(tx: Tx, waiting: readonly Waiting[]): Promise<void> {
    const jobs = waiting.map(({ id, attempts }): SendJob => ({
      ...{ deliveryId: id, tried: attempts, triedFirst: attempts },
    }));
    await this.#jobs.enqueueAll(tx, QUEUE, jobs);
  }

  async #send(job: SendJob, signal: AbortSignal): Promise<void> {
    const found = await findWaitingDelivery(this.#database.reader, job.deliveryId, job.tried);
    if (!found) return; // a process died between saying here that it was tried, and there that the job is done
    const { delivery, webhook } = found;
    if (webhook.state !== 'ACTIVE' && delivery.type !== 'webhook.test') {
      await this.#database.transaction((tx) => dropDelivery(tx, delivery.id, job.tried, this.#clock.now()));
      return;
    }
    const underWay = this.#underWay.get(webhook.id) ?? 0;
    if (underWay >= MOST_TO_ONE) {
      const afterSeconds = 0.5 + Math.random();
      await this.#database.transaction((tx) => this.#jobs.enqueue(tx, QUEUE, job, { afterSeconds }));
      return;
    }
    this.#underWay.set(webhook.id, underWay + 1);
    const outcome = await this.#hand(delivery, webhook, signal).finally(() => this.#leave(webhook.id));
    await this.#database.transaction((tx) => this.#note(tx, delivery, job, outcome));
  }

  #leave(id: Id<'Webhook'>): void {
    const left = (this.#underWay.get(id) ?? 1) - 1;
    if (left > 0) this.#underWay.set(id, left);
    else this.#underWay.delete(id);
  }

  async #hand(delivery: WebhookDeliveryRow, webhook: WebhookRow, signal: AbortSignal): Promise<Outcome> {
    if (!this.#keys.exist) return { status: null, error: 'WEBHOOK_SECRET is not set', askedFor: 0 };
    const { id, type, occurredAt, sessions, complete } = delivery;
    const body = JSON.stringify({ id, type, occurredAt: formatUtc(occurredAt), sessions, complete });
    const now = this.#clock.now();
    const timestamp = Math.floor(now.getTime() / 1_000);
    return outcomeOf(
      await this.#outside.send({
        ...{ method: 'POST', address: webhook.url, body: Buffer.from(body), redirects: 0, signal },
        headers: { 'content-type': 'application/json', ...this.#keys.headersOf(webhook, { id, timestamp, body }, now) },
        ...{ timeoutMillis: this.#pace.timeoutMillis, mostBytes: MOST_ANSWER_BYTES },
      }),
    );
  }

  async #note(tx: Tx, delivery: WebhookDeliveryRow, job: SendJob, { status, error, askedFor }: Outcome): Promise<void> {
    const { id, webhookId } = delivery;
    const now = this.#clock.now();
    const said = { lastStatus: status, lastError: error };
    const verdict = verdictOn(status);
    if (verdict === 'TAKEN') {
      await writeTry(tx, id, job.tried, { ...said, state: 'DELIVERED', nextTryAt: null, endedAt: now });
      return;
    }
    // Before its message, as everywhere.
    const webhook = await lockWebhook(tx, webhookId);
    const tried = job.tried + 1;
    const wait =
      verdict === 'GONE' ? null : nextWait(tried - job.triedFirst, this.#pace.waits, Math.random(), askedFor);
    if (wait === null) {
      if (!(await writeTry(tx, id, job.tried, { ...said, state: 'FAILED', nextTryAt: null, endedAt: now }))) return;
      this.#logger.warn({ webhookId, deliveryId: id, status, error }, 'a partner could not be told');
      if (webhook && delivery.type !== 'webhook.test') await this.#giveUp(tx, webhook, delivery, verdict === 'GONE');
      return;
    }
    const nextTryAt = instantFromMillis(now.getTime() + wait * 1_000);
    if (!(await writeTry(tx, id, job.tried, { ...said, state: 'QUEUED', nextTryAt, endedAt: null }))) return;
    const next: SendJob = { ...job, tried };
    await this.#jobs.enqueue(tx, QUEUE, next, { afterSeconds: wait });
  }

  /** A partner who wants no more, or who has taken nothing for as long as this message was tried. */
  async #giveUp(tx: Tx, webhook: WebhookRow, { createdAt }: WebhookDeliveryRow, isGone: boolean): Promise<void> {
    const { id, state: before, version } = webhook;
    if (before !== 'ACTIVE' || (!isGone && (await wasTakenSince(tx, id, createdAt)))) return;
    const state: WebhookState = isGone ? 'GONE' : 'FAILING';
    const now = this.#clock.now();
    await updateWebhookRow(tx, id, { state, version: version + 1, updatedAt: now });
    const changes = [{ field: 'state', before, after: state }];
    await record(tx, SYSTEM, now, { action: 'UPDATE', thing: { kind: 'Webhook', id }, changes });
    this.#logger.warn({ webhookId: id, state }, 'a partner is told nothing any more');
  }
}

/** Neither the address nor what the partner's server said is repeated. */
function outcomeOf(answer: OutsideAnswer | OutsideFailure): Outcome {
  if (answer.kind === 'OutsideFailure') return { status: null, error: answer.words, askedFor: 0 };
  const { status, headers } = answer;
  const error = verdictOn(status) === 'TAKEN' ? null : `answered ${status}`;
  return { status, error, askedFor: secondsAskedFor(headers['retry-after']) };
}
