import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { Rounds } from '../platform/jobs/rounds.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusDays } from '../platform/time/instant.ts';
import { deleteForgotten } from './limit.store.ts';
import { deleteOldLinks } from './link.store.ts';
import { PersonService } from './person.service.ts';
import { lockPerson, neverJoined } from './person.store.ts';
import { deleteOldAttempts } from './provider.store.ts';
import { deleteExpiredSessions } from './session.store.ts';

const EVERY_MS = 10 * 60_000;
/** A link that was used or has expired still says which of both, for a while. */
const LINK_DAYS = 7;
/** Whoever was invited and has not come by then is erased: their data serve nothing. */
const INVITED_DAYS = 60;

/** Removes what has expired. Nothing depends on it in time: what has expired is not good before it is swept either. */
@Injectable()
export class IdentitySweep implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #people: PersonService;
  readonly #rounds: Rounds;

  constructor(@Inject(Database) database: Database, clock: Clock, people: PersonService, rounds: Rounds) {
    this.#database = database;
    this.#clock = clock;
    this.#people = people;
    this.#rounds = rounds;
  }

  onModuleInit(): void {
    this.#rounds.register(EVERY_MS, 'expired sessions could not be swept', () => this.sweep());
  }

  async sweep(): Promise<void> {
    const now = this.#clock.now();
    await this.#database.transaction(async (tx) => {
      await deleteExpiredSessions(tx, now);
      await deleteOldLinks(tx, plusDays(now, -LINK_DAYS));
      await deleteOldAttempts(tx, now);
      await deleteForgotten(tx, now);
    });
    for (const id of await neverJoined(this.#database.reader, plusDays(now, -INVITED_DAYS))) {
      await this.#database.transaction(async (tx) => {
        const person = await lockPerson(tx, id);
        if (person && !person.joinedAt && !person.erasedAt) await this.#people.eraseRow(tx, person, SYSTEM);
      });
    }
  }
}
