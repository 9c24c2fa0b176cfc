import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/db/database.ts';
import { Rounds } from '../../platform/jobs/rounds.ts';
import { Clock } from '../../platform/time/clock.ts';
import { rostersWithOverdue, rostersWithReleases } from './deciding.store.ts';
import { RosterDesk } from './desk.ts';
import { byTheClock } from './time.over.ts';

const EVERY_MS = 5_000;
const MOST_ROSTERS = 200;

/**
 * Has rosters looked at in which a hold, an offer or a quota's time is over, so that the queue moves up also when nobody
 * comes. Only for promptness: whoever decides anything about a roster ends what is over first.
 */
@Injectable()
export class OverdueSweep implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #desk: RosterDesk;
  readonly #rounds: Rounds;

  constructor(@Inject(Database) database: Database, clock: Clock, desk: RosterDesk, rounds: Rounds) {
    this.#database = database;
    this.#clock = clock;
    this.#desk = desk;
    this.#rounds = rounds;
  }

  onModuleInit(): void {
    this.#rounds.register(EVERY_MS, 'rosters could not be looked through', () => this.sweep());
  }

  /** Looks at every roster in which something is over by now. */
  async sweep(): Promise<void> {
    const { reader } = this.#database;
    const now = this.#clock.now();
    const ids = new Set([
      ...(await rostersWithOverdue(reader, now, MOST_ROSTERS)),
      ...(await rostersWithReleases(reader, now, MOST_ROSTERS)),
    ]);
    for (const id of ids) {
      await this.#desk.ask(id, { asking: byTheClock(now), key: null, frees: true, decide: () => null });
    }
  }
}
