import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../log/logger.module.ts';

interface Round {
  readonly everyMillis: number;
  /** What the log says when it fails. */
  readonly failed: string;
  readonly work: () => Promise<unknown>;
}

/**
 * Work that a process that runs the program does over and over: sweeping, and looking for what is due by the clock. Nothing
 * may depend on it in time. One that takes longer than its turn is not begun twice.
 */
@Injectable()
export class Rounds implements OnModuleDestroy {
  readonly #logger: Logger;
  readonly #rounds: Round[] = [];
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(@Inject(LOGGER) logger: Logger) {
    this.#logger = logger;
  }

  /** For `onModuleInit`. */
  register(everyMillis: number, failed: string, work: () => Promise<unknown>): void {
    this.#rounds.push({ everyMillis, failed, work });
  }

  start(): void {
    for (const { everyMillis, failed, work } of this.#rounds) {
      let isAtIt = false;
      const turn = () => {
        if (isAtIt) return;
        isAtIt = true;
        work()
          .catch((error: unknown) => this.#logger.warn({ err: error }, failed))
          .finally(() => (isAtIt = false));
      };
      this.#timers.push(setInterval(turn, everyMillis).unref());
    }
  }

  onModuleDestroy(): void {
    this.#timers.forEach(clearInterval);
  }
}
