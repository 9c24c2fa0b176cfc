import { Injectable } from '@nestjs/common';
import { type Attempts, pace, type Pace } from '../../identity/limit.rules.ts';
import { networkOf } from '../../identity/limiter.ts';
import { Clock } from '../../platform/time/clock.ts';

/** So many networks are remembered; then those that came first are forgotten. */
const MOST_NETWORKS = 20_000;
/** Telephones go on asking for a calendar that was revoked: some of them behind one address are no attack. */
const UNKNOWN_SECRETS: Pace = { name: 'unknown calendars', free: 30, firstWait: 2, longestWait: 60, memory: 10 };

/**
 * Slows down whoever asks over and over for calendars that nobody has. Nobody guesses 256 bits, so this is for the work that
 * guesses make, and counted in the process alone.
 */
@Injectable()
export class GuessLimit {
  readonly #clock: Clock;
  readonly #networks = new Map<string, Attempts>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds for which nothing unknown is looked for from this address; 0 for none. */
  wait(address: string): number {
    return this.#paced(networkOf(address)).wait;
  }

  /** Counts a secret that nobody has; answers the seconds to wait where too many were asked for at once. */
  missed(address: string): number {
    const network = networkOf(address);
    const { wait, after } = this.#paced(network);
    this.#networks.delete(network);
    this.#networks.set(network, after);
    const [oldest] = this.#networks.keys();
    if (this.#networks.size > MOST_NETWORKS && oldest !== undefined) this.#networks.delete(oldest);
    return wait;
  }

  #paced(network: string): { readonly wait: number; readonly after: Attempts } {
    return pace(this.#networks.get(network) ?? null, UNKNOWN_SECRETS, this.#clock.now());
  }
}
