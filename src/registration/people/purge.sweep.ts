import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../../platform/access/viewer.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Rounds } from '../../platform/jobs/rounds.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Instant, plusDays } from '../../platform/time/instant.ts';
import { deleteAnswersBefore } from '../record/key.store.ts';
import { deleteLinksBefore } from '../record/link.store.ts';
import { lockRosters, subjectsOfRosters } from '../record/roster.store.ts';
import {
  dueInRoster,
  forgetRegistrations,
  forgetWishes,
  type KeptSince,
  lockWishesToForget,
  rostersToForget,
} from './forgotten.store.ts';
import { keptSince } from './kept.rules.ts';
import { RegistrationData } from './registration-data.ts';

const EVERY_MS = 60 * 60_000;
const MOST_ROSTERS = 50;
/** One transaction holds a roster's lock for no more than this. */
const AT_ONCE = 500;
/** Nobody sends a request again after that. */
const KEYS_DAYS = 90;

/** Until then whoever follows an old link hears that it has expired. */
const LINKS_DAYS = 30;

/** Forgets who came to what is long over; how many came stays. */
@Injectable()
export class PurgeSweep implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #data: RegistrationData;
  readonly #rounds: Rounds;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    @Inject(SETTINGS_TOKEN) settings: Settings,
    data: RegistrationData,
    rounds: Rounds,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
    this.#data = data;
    this.#rounds = rounds;
  }

  onModuleInit(): void {
    this.#rounds.register(EVERY_MS, 'old registrations could not be swept', () => this.sweep());
  }

  /** Forgets all whose time is over; again, or by two processes at once, it finds nothing more to do. */
  async sweep(): Promise<void> {
    const now = this.#clock.now();
    const since = keptSince(now, this.#settings.REGISTRATION_KEEP_DAYS);
    for (;;) {
      const rosterIds = await rostersToForget(this.#database.reader, since, MOST_ROSTERS);
      if (rosterIds.length === 0) break;
      for (const id of rosterIds) await this.#forgetIn(id, since, now);
    }
    await this.#database.transaction(async (tx) => {
      const wishes = await lockWishesToForget(tx, since, AT_ONCE);
      await forgetWishes(tx, wishes, now);
      await record(tx, SYSTEM, now, ...wishes.map((id) => ({ action: 'PURGE', thing: { kind: 'DateWish', id } })));
      await deleteAnswersBefore(tx, plusDays(now, -KEYS_DAYS));
      await deleteLinksBefore(tx, plusDays(now, -LINKS_DAYS));
    });
  }

  /** Under the roster's lock, so that nobody who decides there writes back what they read before. */
  async #forgetIn(rosterId: Id<'Roster'>, since: KeptSince, now: Instant): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await lockRosters(tx, [rosterId]);
      const ids = (await dueInRoster(tx, rosterId, since, AT_ONCE)).map(({ id }) => id);
      const subject = (await subjectsOfRosters(tx, [rosterId])).get(rosterId);
      const forgotten = await forgetRegistrations(tx, ids, now);
      await this.#data.erase(tx, forgotten);
      const scopeIds = subject ? [subject.event.branchId] : [];
      const deeds = forgotten.map((id) => ({ action: 'PURGE', thing: { kind: 'Registration', id }, scopeIds }));
      await record(tx, SYSTEM, now, ...deeds);
    });
  }
}
