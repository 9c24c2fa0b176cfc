import { Inject, Injectable } from '@nestjs/common';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Instant, plusDays } from '../../platform/time/instant.ts';
import { answeredBefore, keepAnswer } from '../../registration/deciding/answered.ts';
import type { KeyReused } from '../../registration/deciding/refusal.rules.ts';
import { requestKey } from '../../registration/deciding/request.key.ts';
import { type Asker, mustLock } from './webhook.asker.ts';
import {
  deliveriesToRepeat,
  findDelivery,
  insertDelivery,
  requeueDeliveries,
  requeueDelivery,
} from './webhook.delivery.store.ts';
import { WebhookKeys } from './webhook.keys.ts';
import {
  KEPT_DAYS,
  type WebhookNotActive,
  webhookNotActive,
  type WebhooksUnset,
  webhooksUnset,
} from './webhook.rules.ts';
import { WebhookSending } from './webhook.sending.ts';
import type { WebhookDeliveryRow } from './webhook.tables.ts';

/** So many messages go again at once. */
const MOST_AT_ONCE = 1_000;

export interface WebhookReplay {
  readonly kind: 'WebhookReplay';
  readonly queued: number;
  /** Of what further ones tell: ask again from there. Null when there are none. */
  readonly furtherSince: Instant | null;
}

/** Sends again what was sent, or could not be; and what tries a webhook out. */
@Injectable()
export class WebhookReplays {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #keys: WebhookKeys;
  readonly #sending: WebhookSending;

  constructor(@Inject(Database) database: Database, clock: Clock, keys: WebhookKeys, sending: WebhookSending) {
    this.#database = database;
    this.#clock = clock;
    this.#keys = keys;
    this.#sending = sending;
  }

  /** Everything that was told since a moment once more, under the same ids. Throws NOT_FOUND, and BAD_USER_INPUT for too long ago. */
  async replay(
    input: { readonly key: string; readonly webhookId: string; readonly since: Instant },
    { viewer, language }: Asker,
  ): Promise<WebhookReplay | WebhookNotActive | KeyReused> {
    const now = this.#clock.now();
    if (input.since < plusDays(now, -KEPT_DAYS)) {
      throw invalidInput(`since: messages are kept for ${KEPT_DAYS} days`, { argument: 'since' });
    }
    return this.#database.transaction<WebhookReplay | WebhookNotActive | KeyReused>(async (tx) => {
      const webhook = await mustLock(tx, input.webhookId);
      const key = requestKey(input.key, { ...input, of: 'replay', by: viewer.id });
      const before = await answeredBefore(tx, webhook.id, key, language);
      if (before) return 'answer' in before ? (before.answer as WebhookReplay) : before;
      if (webhook.state !== 'ACTIVE') return webhookNotActive(language);
      const found = await deliveriesToRepeat(tx, webhook.id, { since: input.since }, MOST_AT_ONCE + 1);
      const queued = await this.#repeat(tx, found.slice(0, MOST_AT_ONCE));
      const answer: WebhookReplay = {
        ...{ kind: 'WebhookReplay', queued },
        furtherSince: found[MOST_AT_ONCE]?.occurredAt ?? null,
      };
      await keepAnswer(tx, webhook.id, key, answer, now);
      const changes = [{ field: 'since', before: null, after: input.since }];
      await record(tx, viewer, now, { action: 'REPLAY', thing: { kind: 'Webhook', id: webhook.id }, changes });
      return answer;
    });
  }

  /** Of a webhook that is active again: what it was not sent, or did not take. */
  async repeatMissed(tx: Tx, webhookId: Id<'Webhook'>): Promise<void> {
    await this.#repeat(tx, await deliveriesToRepeat(tx, webhookId, 'NOT_TAKEN', MOST_AT_ONCE));
  }

  /** One message once more, at once; one that is about to go goes once. Throws NOT_FOUND. */
  async redeliver(id: string, { viewer, language }: Asker): Promise<WebhookDeliveryRow | WebhookNotActive> {
    return this.#database.transaction<WebhookDeliveryRow | WebhookNotActive>(async (tx) => {
      const found = isId(id) ? await findDelivery(tx, id as Id<'WebhookDelivery'>) : undefined;
      if (!found) throw notFound('the message');
      const webhook = await mustLock(tx, found.webhookId);
      if (webhook.state !== 'ACTIVE' && found.type !== 'webhook.test') return webhookNotActive(language);
      const again = await requeueDelivery(tx, found.id);
      if (!again) return found;
      await this.#sending.enqueue(tx, [again]);
      await record(tx, viewer, this.#clock.now(), {
        action: 'RETRY',
        thing: { kind: 'WebhookDelivery', id: found.id },
      });
      return again;
    });
  }

  /** A message of no sessions, also to a webhook that is not active. Throws NOT_FOUND. */
  async test(
    input: { readonly key: string; readonly webhookId: string },
    { viewer, language }: Asker,
  ): Promise<WebhookDeliveryRow | WebhooksUnset | KeyReused> {
    if (!this.#keys.exist) return webhooksUnset(language);
    return this.#database.transaction<WebhookDeliveryRow | KeyReused>(async (tx) => {
      const webhook = await mustLock(tx, input.webhookId);
      const key = requestKey(input.key, { ...input, of: 'test', by: viewer.id });
      const before = await answeredBefore(tx, webhook.id, key, language);
      if (before && !('answer' in before)) return before;
      if (before) return mustFind(tx, before.answer as Id<'WebhookDelivery'>);
      const now = this.#clock.now();
      const id = newId<'WebhookDelivery'>();
      const about = { type: 'webhook.test', sessions: [], complete: true } as const;
      const row = { id, webhookId: webhook.id, actKey: `test:${id}`, ...about, occurredAt: now, createdAt: now };
      const delivery = await insertDelivery(tx, row);
      if (!delivery) throw new Error('a new id was not new');
      await this.#sending.enqueue(tx, [delivery]);
      await keepAnswer(tx, webhook.id, key, id, now);
      await record(tx, viewer, now, { action: 'TEST', thing: { kind: 'Webhook', id: webhook.id } });
      return delivery;
    });
  }

  async #repeat(tx: Tx, found: readonly { readonly id: string }[]): Promise<number> {
    const ids = found.map(({ id }) => id);
    const waiting = await requeueDeliveries(tx, ids);
    await this.#sending.enqueue(tx, waiting);
    return waiting.length;
  }
}

async function mustFind(tx: Tx, id: Id<'WebhookDelivery'>): Promise<WebhookDeliveryRow> {
  const delivery = await findDelivery(tx, id);
  if (!delivery) throw notFound('the message');
  return delivery;
}
