import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import { isLocalOnly, type Settings } from '../../platform/config/settings.ts';
import { type Instant, minutesBetween } from '../../platform/time/instant.ts';
import { BOTH_SECRETS_HOURS } from './webhook.rules.ts';
import type { WebhookRow } from './webhook.tables.ts';

export interface Signed {
  readonly id: string;
  /** Whole seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

type Keyed = Pick<WebhookRow, 'id' | 'generation'>;

/** Of the demonstration city, which nobody reaches but people on this machine; its passwords are known as well. */
const DEMO_SECRET = 'zakhid-demo-city, and nothing that is to be kept from anybody';

/**
 * The secrets by which partners know that a message is ours. Each is made from the program's own secret and from what is
 * public about the webhook: whoever reads the database, or a copy of it, can sign nothing.
 */
@Injectable()
export class WebhookKeys {
  readonly #secret: string | undefined;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    const isDemo = settings.DEMO && isLocalOnly(settings);
    this.#secret = settings.WEBHOOK_SECRET ?? (isDemo ? DEMO_SECRET : undefined);
  }

  /** Whether the program has a secret to make them from. */
  get exist(): boolean {
    return this.#secret !== undefined;
  }

  /** As its owner is told it (Standard Webhooks): `whsec_` and 32 bytes in base64. */
  secretOf(webhook: Keyed): string {
    return `whsec_${this.#keyOf(webhook).toString('base64')}`;
  }

  /** The headers of a message, signed by the secret and, for a while after it was changed, by the one before too. */
  headersOf(
    webhook: Keyed & Pick<WebhookRow, 'rotatedAt'>,
    { id, timestamp, body }: Signed,
    now: Instant,
  ): Record<string, string> {
    const { generation, rotatedAt } = webhook;
    const isNew = rotatedAt !== null && minutesBetween(rotatedAt, now) < BOTH_SECRETS_HOURS * 60;
    const generations = isNew && generation > 1 ? [generation, generation - 1] : [generation];
    const signatures = generations.map((each) => {
      const key = this.#keyOf({ ...webhook, generation: each });
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    });
    return {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatures.join(' '),
    };
  }

  #keyOf({ id, generation }: Keyed): Buffer {
    if (this.#secret === undefined) throw new Error('WEBHOOK_SECRET is not set');
    return createHmac('sha256', this.#secret).update(`webhook ${id} ${generation}`).digest();
  }
}
