import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Instant, minutesBetween } from '../../platform/time/instant.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import { settle } from './settling.ts';

const QUEUE = 'settle-holds';

/**
 * Lets whoever waits behind a hold move up soon after its time, also when nobody comes to book. Only for promptness: that
 * an expired hold is in nobody's way is true without it.
 */
@Injectable()
export class HoldSettler implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #jobs: Jobs;

  constructor(@Inject(Database) database: Database, clock: Clock, jobs: Jobs) {
    this.#database = database;
    this.#clock = clock;
    this.#jobs = jobs;
  }

  onModuleInit(): void {
    this.#jobs.register<{ roomId: Id<'Room'> }>(QUEUE, ({ roomId }) => this.settleNow(roomId));
  }

  /** Writes down what has become of the holds of a room's space, and of whoever waits there. */
  async settleNow(roomId: Id<'Room'>): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const rooms = await lockSpacesOf(tx, [roomId]);
      const spaceIds = rooms.map(({ spaceId }) => spaceId);
      await settle(tx, spaceIds, this.#clock.now());
    });
  }

  /** Has the room looked at when the hold ends. */
  async expect(tx: Tx, roomId: Id<'Room'>, holdUntil: Instant): Promise<void> {
    const seconds = Math.ceil(minutesBetween(this.#clock.now(), holdUntil) * 60) + 1;
    await this.#jobs.enqueue(tx, QUEUE, { roomId }, { afterSeconds: Math.max(1, seconds) });
  }
}
