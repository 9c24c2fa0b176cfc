import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Rounds } from '../platform/jobs/rounds.ts';
import { Digests } from './digests.ts';
import { Reminders } from './reminders.ts';

const EVERY_MS = 60_000;

/** Looks each minute for what is due by the clock. Every process does: what one of them told, no other tells again. */
@Injectable()
export class ClockSweep implements OnModuleInit {
  readonly #reminders: Reminders;
  readonly #digests: Digests;
  readonly #rounds: Rounds;

  constructor(reminders: Reminders, digests: Digests, rounds: Rounds) {
    this.#reminders = reminders;
    this.#digests = digests;
    this.#rounds = rounds;
  }

  onModuleInit(): void {
    this.#rounds.register(EVERY_MS, 'what is due could not be looked for', () => this.sweep());
  }

  async sweep(): Promise<void> {
    await this.#reminders.remind();
    await this.#reminders.askAgain();
    await this.#digests.send();
    await this.#digests.forget();
  }
}
