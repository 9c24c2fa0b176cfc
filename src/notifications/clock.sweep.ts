import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/log/logger.module.ts';
import { Digests } from './digests.ts';
import { Reminders } from './reminders.ts';

const EVERY_MS = 60_000;

/** Looks each minute for what is due by the clock. Every process does: what one of them told, no other tells again. */
@Injectable()
export class ClockSweep implements OnModuleInit, OnModuleDestroy {
  readonly #reminders: Reminders;
  readonly #digests: Digests;
  readonly #logger: Logger;
  #sweeping: NodeJS.Timeout | undefined;
  #isAtIt = false;

  constructor(reminders: Reminders, digests: Digests, @Inject(LOGGER) logger: Logger) {
    this.#reminders = reminders;
    this.#digests = digests;
    this.#logger = logger;
  }

  onModuleInit(): void {
    this.#sweeping = setInterval(() => {
      if (this.#isAtIt) return;
      this.#isAtIt = true;
      this.sweep()
        .catch((error: unknown) => this.#logger.warn({ err: error }, 'what is due could not be looked for'))
        .finally(() => (this.#isAtIt = false));
    }, EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#sweeping);
  }

  async sweep(): Promise<void> {
    await this.#reminders.remind();
    await this.#reminders.askAgain();
    await this.#digests.send();
    await this.#digests.forget();
  }
}
