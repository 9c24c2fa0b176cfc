import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/db/database.ts';
import { Rounds } from '../../platform/jobs/rounds.ts';
import { Clock } from '../../platform/time/clock.ts';
import { plusDays, plusMinutes } from '../../platform/time/instant.ts';
import { deleteDeliveriesBefore } from './webhook.delivery.store.ts';
import { KEPT_DAYS } from './webhook.rules.ts';
import { webhooksComparedBefore } from './webhook.store.ts';
import { WebhookTelling } from './webhook.telling.ts';

const EVERY_MS = 10 * 60_000;
const COMPARED_MINUTES = 60;

/**
 * What was told long ago is forgotten. And all that is in a filter is compared with what its partner knows: for what lists
 * of branches, districts, goals and measures change in it, which no act tells of, and for what has run out of time.
 */
@Injectable()
export class WebhookSweep implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #rounds: Rounds;
  readonly #telling: WebhookTelling;

  constructor(@Inject(Database) database: Database, clock: Clock, rounds: Rounds, telling: WebhookTelling) {
    this.#database = database;
    this.#clock = clock;
    this.#rounds = rounds;
    this.#telling = telling;
  }

  onModuleInit(): void {
    this.#rounds.register(EVERY_MS, 'webhooks could not be looked after', () => this.sweep());
  }

  async sweep(): Promise<void> {
    const now = this.#clock.now();
    await this.#database.transaction((tx) => deleteDeliveriesBefore(tx, plusDays(now, -KEPT_DAYS)));
    for (const id of await webhooksComparedBefore(this.#database.reader, plusMinutes(now, -COMPARED_MINUTES))) {
      await this.#telling.compare(id);
    }
  }
}
