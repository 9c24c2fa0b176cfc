import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Fault } from '../../platform/faults/fault.ts';
import { LOGGER } from '../../platform/log/logger.module.ts';
import { Clock } from '../../platform/time/clock.ts';
import { ChangeChannel } from '../freshness/change.channel.ts';
import type { Changes } from '../freshness/changes.rules.ts';
import { type FeedQuery, readMembers } from '../record/membership.store.ts';
import { FilterWatch, type Send } from './filter.watch.ts';
import { windowAt } from './filter.window.ts';
import { GatheredChanges } from './gathered.changes.ts';
import { readSeen } from './seen.store.ts';
import type { Cursor } from './sse.rules.ts';

/** What comes at once is looked at once. */
const GATHER_MS = 50;
const PULSE_MS = 1_000;
/** A filter that nobody listens to is kept so long for whoever comes again. */
const LINGER_MS = 60_000;
/** What has run out of time is in no feed any more, and is let go with the next reading. */
const OLDEST_MS = 86_400_000;
/** So many sessions are remembered of one filter, and of all in one process. */
const MOST_OF_ONE = 20_000;
const MOST_OF_ALL = 250_000;
/** Of so many in one filter it is read at once how they stand, so that none is told of for what concerns another date. */
const MOST_READ = 500;

/** A filter to listen to; equal ones have one key. */
export interface Watched {
  readonly key: string;
  readonly query: FeedQuery;
  /** Days back that it reaches. */
  readonly pastDays: number;
}

/** The filters that somebody listens to. Each is looked at once for all of them, and the others not at all. */
@Injectable()
export class ChangeWatches implements OnModuleInit, OnModuleDestroy {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #channel: ChangeChannel;
  readonly #logger: Logger;
  readonly #watches = new Map<string, FilterWatch>();
  readonly #heard = new GatheredChanges();
  /** So that listeners do not take the connections of all others. */
  readonly #telling = pLimit(2);
  readonly #loading = pLimit(1);
  #gathering: NodeJS.Timeout | undefined;
  #pulse: NodeJS.Timeout | undefined;
  #isTelling = false;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    @Inject(SETTINGS_TOKEN) settings: Settings,
    channel: ChangeChannel,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
    this.#channel = channel;
    this.#logger = logger;
  }

  onModuleInit(): void {
    this.#channel.onChange((changes) => this.#hear(changes));
  }

  onModuleDestroy(): void {
    clearInterval(this.#pulse);
    clearTimeout(this.#gathering);
    this.#watches.clear();
  }

  /** Listens to a filter until what is answered is called. Throws UNAVAILABLE where changes are not heard, or too many are remembered. */
  async listen(watched: Watched, after: Cursor | null, send: Send): Promise<() => void> {
    if (!(await this.#channel.fresh())) throw unavailable('Changes are not heard at the moment; come again in a while');
    const watch = this.#watches.get(watched.key) ?? this.#make(watched);
    this.#watches.set(watched.key, watch);
    this.#pulse ??= setInterval(() => this.#beat(), PULSE_MS).unref();
    await this.#bringUpToDate(watch);
    // Others may have been refused it, or it was read for so long that it was forgotten.
    if (this.#watches.get(watched.key) !== watch) throw tooMany();
    if (!watch.isHeard && this.#remembered() > MOST_OF_ALL) {
      this.#watches.delete(watched.key);
      throw tooMany();
    }
    watch.join(send, after);
    return () => watch.leave(send);
  }

  /** Until nothing is missing that was heard before it is done: what is heard while nobody listens yet only waits. */
  async #bringUpToDate(watch: FilterWatch): Promise<void> {
    for (;;) {
      const missed = watch.missed.take();
      if (missed.everything) watch.lose();
      if (watch.isLost(OLDEST_MS)) await this.#loading(() => watch.load(OLDEST_MS));
      else if (missed.sessionIds.length + missed.eventIds.length > 0) {
        await watch.tell(missed, await readSeen(this.#database.reader, missed, this.#clock.now()));
      } else return;
    }
  }

  #remembered(): number {
    return [...this.#watches.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #make({ query, pastDays }: Watched): FilterWatch {
    const { reader } = this.#database;
    const most = Math.min(this.#settings.FEED_LIMIT, MOST_OF_ONE);
    return new FilterWatch(async (changes) => {
      const window = windowAt(this.#clock.now(), pastDays, this.#settings);
      const limit = changes ? MOST_OF_ALL : most;
      const { members } = await readMembers(reader, query, { ...window, limit }, changes);
      if (changes || members.length > MOST_READ) return members;
      const seen = await readSeen(reader, { sessionIds: members.map(({ id }) => id), eventIds: [] }, window.now);
      return members.map((member) => ({ ...member, digest: seen.get(member.id)?.digest ?? null }));
    });
  }

  #hear(changes: Changes): void {
    if (this.#watches.size === 0) return;
    this.#heard.add(changes);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      void this.#tell();
    }, GATHER_MS).unref();
  }

  /** Whatever is heard meanwhile is told in the next turn. */
  async #tell(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      while (!this.#heard.isEmpty) await this.#turn(this.#heard.take());
    } finally {
      this.#isTelling = false;
    }
  }

  async #turn(changes: Changes): Promise<void> {
    const watches = [...this.#watches.values()];
    if (changes.everything) {
      for (const watch of watches) watch.lose();
      await this.#reload();
      return;
    }
    for (const watch of watches) if (!watch.isHeard) watch.missed.add(changes);
    const heard = watches.filter(({ isHeard }) => isHeard);
    if (heard.length === 0) return;
    try {
      const seen = await readSeen(this.#database.reader, changes, this.#clock.now());
      await Promise.all(heard.map((watch) => this.#telling(() => watch.tell(changes, seen))));
    } catch (error) {
      for (const watch of heard) watch.lose();
      this.#complain(error);
    }
  }

  /** Those that have lost what they knew, and are listened to. */
  async #reload(): Promise<void> {
    const lost = [...this.#watches.values()].filter((watch) => watch.isHeard && watch.isLost(OLDEST_MS));
    try {
      await Promise.all(lost.map((watch) => this.#loading(() => watch.load(OLDEST_MS))));
    } catch (error) {
      this.#complain(error);
    }
  }

  #beat(): void {
    for (const [key, watch] of this.#watches) if (watch.idleMillis > LINGER_MS) this.#watches.delete(key);
    if (this.#watches.size === 0) {
      clearInterval(this.#pulse);
      this.#pulse = undefined;
      return;
    }
    // As long as it is asked it keeps its connection, and opens another one where that is dead.
    void this.#channel.fresh().then((isFresh) => (isFresh ? this.#reload() : undefined));
  }

  #complain(error: unknown): void {
    this.#logger.warn({ err: error }, 'listeners could not be told what changed; they will be told to ask anew');
  }
}

function unavailable(message: string): Fault {
  return new Fault('UNAVAILABLE', message);
}

function tooMany(): Fault {
  return unavailable('Too many filters are listened to; come again in a while');
}
