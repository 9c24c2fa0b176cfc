import { Inject, Injectable } from '@nestjs/common';
import type { ProgrammeFilter } from '../../events/programme/programme.filter.types.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { OutsideFetch } from '../../platform/outside/outside.fetch.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import { answeredBefore, keepAnswer } from '../../registration/deciding/answered.ts';
import type { KeyReused } from '../../registration/deciding/refusal.rules.ts';
import { requestKey } from '../../registration/deciding/request.key.ts';
import { lockScope } from '../../registration/record/key.store.ts';
import { textOfFilter } from './filter.text.ts';
import { type Asker, mustLock } from './webhook.asker.ts';
import { WebhookKeys } from './webhook.keys.ts';
import { WebhookReplays } from './webhook.replays.ts';
import {
  MOST_WEBHOOKS,
  type TooManyWebhooks,
  tooManyWebhooks,
  type WebhooksUnset,
  webhooksUnset,
  type WebhookUrlWrong,
  webhookUrlWrong,
} from './webhook.rules.ts';
import {
  deleteWebhookRow,
  findWebhook,
  forgetAllKnown,
  insertWebhook,
  lockAllWebhooks,
  updateWebhookRow,
} from './webhook.store.ts';
import type { WebhookRow } from './webhook.tables.ts';
import { WebhookTelling } from './webhook.telling.ts';

export interface WebhookWithSecret {
  readonly kind: 'WebhookWithSecret';
  readonly webhook: WebhookRow;
  /** Shown once; it can be made again, and only changed by whoever lost it. */
  readonly secret: string;
}

interface NewWebhook {
  readonly key: string;
  readonly name: string;
  readonly url: string;
  readonly filter: ProgrammeFilter;
}

interface WebhookEdit {
  readonly id: string;
  readonly version: number;
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly filter?: ProgrammeFilter | undefined;
  readonly active?: boolean | undefined;
}

/** What is kept of an answer that had a secret in it: by what the same one is made again. */
interface KeptSecret {
  readonly webhookId: Id<'Webhook'>;
  readonly generation: number;
}

/** An edit that was not seen when the webhook was read may still be on its way: what it changed is found after this. */
const LOOK_AGAIN_SECONDS = 60;
/** Whoever knows an address may be able to write to it. */
const MASKED_FIELDS = ['url'];

@Injectable()
export class WebhookService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #keys: WebhookKeys;
  readonly #telling: WebhookTelling;
  readonly #replays: WebhookReplays;
  readonly #outside: OutsideFetch;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    keys: WebhookKeys,
    telling: WebhookTelling,
    replays: WebhookReplays,
    outside: OutsideFetch,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#keys = keys;
    this.#telling = telling;
    this.#replays = replays;
    this.#outside = outside;
  }

  /** Adds a partner, who is told what changes from now on; what is in the feed they are taken to know. */
  async create(
    input: NewWebhook,
    { viewer, language }: Asker,
  ): Promise<WebhookWithSecret | WebhookUrlWrong | TooManyWebhooks | WebhooksUnset | KeyReused> {
    if (!this.#keys.exist) return webhooksUnset(language);
    const wrong = this.#wrong(input.url, language);
    if (wrong) return wrong;
    const key = requestKey(input.key, input);
    return this.#database.transaction<WebhookWithSecret | TooManyWebhooks | KeyReused>(async (tx) => {
      await lockScope(tx, viewer.id);
      const before = await answeredBefore(tx, viewer.id, key, language);
      if (before) return 'answer' in before ? this.#again(tx, before.answer as KeptSecret) : before;
      if ((await lockAllWebhooks(tx)) >= MOST_WEBHOOKS) return tooManyWebhooks(language);
      const now = this.#clock.now();
      const { name, url } = input;
      const webhook: WebhookRow = {
        ...{ id: newId<'Webhook'>(), name, url, filter: textOfFilter(input.filter), state: 'ACTIVE' },
        ...{ generation: 1, rotatedAt: null, comparedAt: now, version: 1, createdAt: now, updatedAt: now },
      };
      await insertWebhook(tx, webhook);
      await this.#telling.settle(tx, webhook);
      await this.#telling.compareLater(tx, webhook.id, LOOK_AGAIN_SECONDS);
      const changes = changesBetween(null, told(webhook), { masked: MASKED_FIELDS });
      await record(tx, viewer, now, { action: 'CREATE', thing: thing(webhook), changes });
      const kept: KeptSecret = { webhookId: webhook.id, generation: webhook.generation };
      await keepAnswer(tx, viewer.id, key, kept, now);
      return this.#withSecret(webhook);
    });
  }

  /** Throws NOT_FOUND. */
  async update(
    input: WebhookEdit,
    { viewer, language }: Asker,
  ): Promise<WebhookRow | WebhookUrlWrong | ChangedMeanwhile> {
    const wrong = input.url === undefined ? null : this.#wrong(input.url, language);
    if (wrong) return wrong;
    return this.#database.transaction<WebhookRow | ChangedMeanwhile>(async (tx) => {
      const before = await mustLock(tx, input.id);
      const stale = await changedSince(tx, 'Webhook', before, input.version, language);
      if (stale) return stale;
      const now = this.#clock.now();
      const isActive = before.state === 'ACTIVE';
      const { name = before.name, url = before.url, filter, active = isActive } = input;
      const after: WebhookRow = {
        ...{ ...before, name, url, filter: filter ? textOfFilter(filter) : before.filter },
        state: active === isActive ? before.state : active ? 'ACTIVE' : 'PAUSED',
      };
      const changes = changesBetween(told(before), told(after), { masked: MASKED_FIELDS });
      if (changes.length === 0) return before;
      const written = { ...after, version: before.version + 1, updatedAt: now };
      await updateWebhookRow(tx, before.id, written);
      await record(tx, viewer, now, { action: 'UPDATE', thing: thing(before), changes });
      // Of another filter they know what is in its feed, as of a new one.
      if (after.filter !== before.filter) {
        await forgetAllKnown(tx, before.id);
        await this.#telling.settle(tx, written);
        await this.#telling.compareLater(tx, before.id, LOOK_AGAIN_SECONDS);
      }
      if (active && !isActive) {
        await this.#replays.repeatMissed(tx, before.id);
        await this.#telling.compareLater(tx, before.id);
      }
      return written;
    });
  }

  /** Makes another secret; for a day the one before signs too, so that the partner can change over. Throws NOT_FOUND. */
  async rotate(
    input: { readonly key: string; readonly id: string },
    { viewer, language }: Asker,
  ): Promise<WebhookWithSecret | WebhooksUnset | KeyReused> {
    if (!this.#keys.exist) return webhooksUnset(language);
    return this.#database.transaction<WebhookWithSecret | KeyReused>(async (tx) => {
      const webhook = await mustLock(tx, input.id);
      const key = requestKey(input.key, { ...input, of: 'rotate', by: viewer.id });
      const before = await answeredBefore(tx, webhook.id, key, language);
      if (before) return 'answer' in before ? this.#again(tx, before.answer as KeptSecret) : before;
      const now = this.#clock.now();
      const { version, generation } = webhook;
      const change = { generation: generation + 1, rotatedAt: now, version: version + 1, updatedAt: now };
      await updateWebhookRow(tx, webhook.id, change);
      await record(tx, viewer, now, { action: 'ROTATE_SECRET', thing: thing(webhook) });
      const kept: KeptSecret = { webhookId: webhook.id, generation: change.generation };
      await keepAnswer(tx, webhook.id, key, kept, now);
      return this.#withSecret({ ...webhook, ...change });
    });
  }

  /** Nothing goes to it any more, also of what waits. Throws NOT_FOUND. */
  async delete(id: string, { viewer }: Asker): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const webhook = await mustLock(tx, id);
      await deleteWebhookRow(tx, webhook.id);
      const changes = changesBetween(
        told(webhook),
        { name: null, url: null, filter: null, state: null },
        {
          masked: MASKED_FIELDS,
        },
      );
      await record(tx, viewer, this.#clock.now(), { action: 'DELETE', thing: thing(webhook), changes });
    });
  }

  #wrong(url: string, language: Language): WebhookUrlWrong | null {
    const problem = this.#outside.problemOf(url);
    return problem ? webhookUrlWrong(problem, language) : null;
  }

  #withSecret(webhook: WebhookRow): WebhookWithSecret {
    return { kind: 'WebhookWithSecret', webhook, secret: this.#keys.secretOf(webhook) };
  }

  /** The same secret; the webhook as it is by now. */
  async #again(tx: Tx, { webhookId, generation }: KeptSecret): Promise<WebhookWithSecret> {
    const webhook = await findWebhook(tx, webhookId);
    if (!webhook) throw notFound('the webhook');
    return { ...this.#withSecret({ ...webhook, generation }), webhook };
  }
}

function told({ name, url, filter, state }: WebhookRow) {
  return { name, url, filter, state };
}

function thing({ id }: WebhookRow): { readonly kind: string; readonly id: string } {
  return { kind: 'Webhook', id };
}
