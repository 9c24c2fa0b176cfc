import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { actOf } from '../../events/record/act.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { LOGGER } from '../../platform/log/logger.module.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Instant, instantFromMillis } from '../../platform/time/instant.ts';
import { readMembers } from '../record/membership.store.ts';
import { difference, type KnownSession } from './difference.rules.ts';
import { queryOfFilter } from './filter.text.ts';
import { windowAt } from './filter.window.ts';
import { readSeen } from './seen.store.ts';
import { insertDelivery, wasTold } from './webhook.delivery.store.ts';
import { WebhookKeys } from './webhook.keys.ts';
import { MOST_TOLD } from './webhook.rules.ts';
import { WebhookSending } from './webhook.sending.ts';
import {
  activeWebhookIds,
  areWebhooksActive,
  forgetKnown,
  keepKnown,
  knownTo,
  lockWebhook,
  updateWebhookRow,
} from './webhook.store.ts';
import type { WebhookRow } from './webhook.tables.ts';

const QUEUE = 'webhook-tell';
/** So many sessions of its filter a partner is told of at most; those that are nearest in time. */
const MOST_KNOWN = 20_000;

/** Of which sessions or events something changed. */
interface Named {
  readonly sessionIds: readonly string[];
  readonly eventIds: readonly string[];
}

interface TellJob {
  readonly actKey: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of all webhooks; null to compare all that one of them knows. */
  readonly named: Named | null;
  readonly webhookId: Id<'Webhook'> | null;
}

/**
 * What a transaction changes becomes a message to each partner whose filter it concerns. With the transaction only one job is
 * written, however many partners there are, so that nobody who edits waits for their filters; what the job finds, and what the
 * partner knows, is compared and told in one transaction, by one process at a time. A job that is done twice finds nothing
 * the second time.
 */
@Injectable()
export class WebhookTelling implements OnModuleInit {
  readonly #database: Database;
  readonly #jobs: Jobs;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #keys: WebhookKeys;
  readonly #sending: WebhookSending;
  readonly #logger: Logger;

  constructor(
    @Inject(Database) database: Database,
    jobs: Jobs,
    clock: Clock,
    @Inject(SETTINGS_TOKEN) settings: Settings,
    keys: WebhookKeys,
    sending: WebhookSending,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#database = database;
    this.#jobs = jobs;
    this.#clock = clock;
    this.#settings = settings;
    this.#keys = keys;
    this.#sending = sending;
    this.#logger = logger;
  }

  onModuleInit(): void {
    this.#jobs.register<TellJob>(QUEUE, (job) => this.#work(job), { givesWay: true });
    if (this.#keys.exist) this.#database.beforeCommit((tx) => this.#note(tx));
  }

  /** What the partner is taken to know from now on, without a word: all that is in the filter. */
  async settle(tx: Tx, { id, filter }: Pick<WebhookRow, 'id' | 'filter'>): Promise<void> {
    const members = await this.#members(tx, filter, null);
    if (!members) return;
    const seen = await readSeen(tx, { sessionIds: [...members.ids], eventIds: [] }, this.#clock.now());
    const known = new Map<string, KnownSession>();
    for (const [sessionId, { eventId, digest }] of seen) known.set(sessionId, { eventId, digest });
    await keepKnown(tx, id, known);
  }

  /** Compares, some time after the transaction commits, all that is in the filter with what the partner knows. */
  async compareLater(tx: Tx, webhookId: Id<'Webhook'>, afterSeconds = 0): Promise<void> {
    const job: TellJob = { ...this.#newKey('compare'), named: null, webhookId };
    await this.#jobs.enqueue(tx, QUEUE, job, { afterSeconds });
  }

  /** The same now. */
  async compare(webhookId: Id<'Webhook'>): Promise<void> {
    await this.#work({ ...this.#newKey('compare'), named: null, webhookId });
  }

  #newKey(of: string): Pick<TellJob, 'actKey' | 'at'> {
    return { actKey: `${of}:${newId<'Act'>()}`, at: this.#clock.now().getTime() };
  }

  /** Most transactions change nothing that others see, and mostly nobody wants to be told. */
  async #note(tx: Tx): Promise<void> {
    const act = actOf(tx);
    if (!act) return;
    const sessionIds = act.sessions.flatMap(({ before, after }) =>
      before?.isListed || after.isListed ? [after.id] : [],
    );
    if (sessionIds.length + act.eventIds.length === 0 || !(await areWebhooksActive(tx))) return;
    const at = this.#clock.now().getTime();
    const job: TellJob = { actKey: act.id, at, named: { sessionIds, eventIds: act.eventIds }, webhookId: null };
    await this.#jobs.enqueue(tx, QUEUE, job);
  }

  /** What one partner's filter does wrong does not keep the others from hearing. */
  async #work(job: TellJob): Promise<void> {
    const ids = job.webhookId ? [job.webhookId] : await activeWebhookIds(this.#database.reader);
    const failures: unknown[] = [];
    for (const id of ids) {
      try {
        await this.#database.transaction((tx) => this.#tell(tx, id, job));
      } catch (error) {
        this.#logger.warn({ err: error, webhookId: id }, 'a partner could not be told what changed');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not all partners could be told');
  }

  async #tell(tx: Tx, id: Id<'Webhook'>, { actKey, at, named }: TellJob): Promise<void> {
    const webhook = await lockWebhook(tx, id);
    if (webhook?.state !== 'ACTIVE' || (await wasTold(tx, id, actKey))) return;
    const members = await this.#members(tx, webhook.filter, named);
    if (!members) return;
    const { ids, isCut } = members;
    const known = await knownTo(tx, id, named);
    const all = { sessionIds: [...new Set([...ids, ...known.keys()])], eventIds: [] };
    const seen = await readSeen(tx, named ?? all, this.#clock.now());
    const { told, kept, gone } = difference({
      ...{ known, members: ids, seen, isByClock: named === null },
      // Of too many, those that are further away are in the filter still.
      isAsked: (sessionId) => !isCut || !seen.has(sessionId),
    });
    await keepKnown(tx, id, kept);
    await forgetKnown(tx, id, gone);
    if (!named) await updateWebhookRow(tx, id, { comparedAt: this.#clock.now() });
    if (told.length === 0) return;
    const delivery = await insertDelivery(tx, {
      ...{ id: newId<'WebhookDelivery'>(), webhookId: id, actKey, type: 'session.changed' },
      ...{ sessions: told.slice(0, MOST_TOLD), complete: told.length <= MOST_TOLD },
      ...{ occurredAt: instantFromMillis(at), createdAt: this.#clock.now() },
    });
    if (delivery) await this.#sending.enqueue(tx, [delivery]);
  }

  /** Which sessions are in a filter: all, or of those that are named. Null where nobody knows any more what it means. */
  async #members(
    tx: Tx,
    filter: string,
    named: Named | null,
  ): Promise<{ ids: ReadonlySet<string>; isCut: boolean } | null> {
    const query = queryOfFilter(filter);
    if (!query) {
      this.#logger.error({ filter }, 'the filter of a webhook is not understood');
      return null;
    }
    const now: Instant = this.#clock.now();
    const window = { ...windowAt(now, this.#settings.FEED_PAST_DAYS, this.#settings), limit: MOST_KNOWN };
    const { members, isCut } = await readMembers(tx, query, window, named && { ...named, everything: false });
    return { ids: new Set(members.map((member) => member.id)), isCut };
  }
}
