import { Inject, Injectable } from '@nestjs/common';
import { type Attempts, pace, type TooManyAttempts } from '../../identity/limit.rules.ts';
import { networkOf } from '../../identity/limiter.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';

/** So many networks are remembered; then those that came first are forgotten. */
const MOST_NETWORKS = 20_000;

/**
 * Slows down whoever registers over and over from one network. Counted in the process alone: for a rush in which thousands
 * register in a minute the database has better to do, and what the limit is for, forms filled by a robot, it stops as well.
 */
@Injectable()
export class DoorLimit {
  readonly #clock: Clock;
  readonly #free: number;
  readonly #networks = new Map<string, Attempts>();

  constructor(clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#clock = clock;
    this.#free = settings.REGISTRATIONS_FREE;
  }

  /** Counts a registration from an address; the refusal when there were too many. */
  admit(address: string, language: Language): TooManyAttempts | null {
    const network = networkOf(address);
    const limit = { name: 'registrations', free: this.#free, firstWait: 2, longestWait: 60, memory: 10 };
    const { wait, after } = pace(this.#networks.get(network) ?? null, limit, this.#clock.now());
    this.#networks.delete(network);
    this.#networks.set(network, after);
    const [oldest] = this.#networks.keys();
    if (this.#networks.size > MOST_NETWORKS && oldest !== undefined) this.#networks.delete(oldest);
    if (wait === 0) return null;
    const message = {
      uk: `Із вашої мережі надійшло дуже багато заявок. Спробуйте через ${wait} с.`,
      en: `Very many registrations came from your network. Try again in ${wait} s.`,
    };
    return { kind: 'TooManyAttempts', message: message[language], retryAfter: wait };
  }
}
