import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { networkOf } from '../../identity/limiter.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { EventStream } from './event.stream.ts';
import { HEARTBEAT } from './sse.rules.ts';

const HEARTBEAT_MS = 15_000;

/** Why there is no further stream. */
export type Crowded = 'NETWORK' | 'PROCESS' | 'STOPPING';

/** A stream's place among those that this process may have; to be given back. */
export interface Seat {
  /** From now on the stream hears that it is still there. */
  take(stream: EventStream): void;
  leave(): void;
}

/** How many streams are open, and for whom; all of them end when the program does. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  readonly #settings: Settings;
  readonly #seats = new Map<Seat, EventStream | null>();
  readonly #ofNetwork = new Map<string, number>();
  #heartbeat: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#settings = settings;
  }

  get open(): number {
    return this.#seats.size;
  }

  /** A place for one more from this address, or why there is none. */
  seat(address: string): Seat | Crowded {
    const network = networkOf(address);
    const ofNetwork = this.#ofNetwork.get(network) ?? 0;
    if (this.#isOver) return 'STOPPING';
    if (ofNetwork >= this.#settings.FEED_STREAMS_PER_NETWORK) return 'NETWORK';
    if (this.#seats.size >= this.#settings.FEED_STREAMS) return 'PROCESS';
    const seat: Seat = { take: (stream) => this.#take(seat, stream), leave: () => this.#leave(seat, network) };
    this.#seats.set(seat, null);
    this.#ofNetwork.set(network, ofNetwork + 1);
    return seat;
  }

  /** Before the server waits for its connections, which these would hold open. */
  onModuleDestroy(): void {
    this.#isOver = true;
    clearInterval(this.#heartbeat);
    for (const stream of this.#seats.values()) stream?.end();
  }

  #take(seat: Seat, stream: EventStream): void {
    if (this.#isOver) {
      stream.end();
      return;
    }
    this.#seats.set(seat, stream);
    this.#heartbeat ??= setInterval(() => {
      for (const each of this.#seats.values()) each?.send(HEARTBEAT);
    }, HEARTBEAT_MS).unref();
  }

  #leave(seat: Seat, network: string): void {
    if (!this.#seats.delete(seat)) return;
    const left = (this.#ofNetwork.get(network) ?? 1) - 1;
    if (left > 0) this.#ofNetwork.set(network, left);
    else this.#ofNetwork.delete(network);
  }
}
