import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type CalendarSession, calendarSessions } from '../../calendar/session.store.ts';
import { actOf } from '../../events/record/act.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { afterCommit, Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { instantFromMillis, plusDays } from '../../platform/time/instant.ts';
import { ChangeChannel } from '../freshness/change.channel.ts';
import { type Changes, EVERYTHING } from '../freshness/changes.rules.ts';
import type { FeedFormat, PieceContext } from '../formats/format.ts';
import { type FeedWindow, type Member, readMembers } from '../record/membership.store.ts';
import type { FeedSubject } from '../subjects/subject.ts';
import { KeptFeed } from './kept.feed.ts';
import { PieceShelf } from './piece.shelf.ts';
import type { Representation } from './representation.ts';

/** How a feed is wanted. */
export interface FeedVariant {
  readonly format: FeedFormat;
  readonly language: Language;
  /** Days back that it shows. */
  readonly pastDays: number;
}

interface Kept {
  readonly feed: KeptFeed;
  subject: FeedSubject;
  /** The moment as of which the subject was looked up. */
  asOf: number;
}

/** A window moves by the hour: in between a feed is the same for everybody. */
const HOUR_MS = 3_600_000;
/** So many sessions are read at once, and so many written before others have a turn. */
const READ_AT_ONCE = 400;
const WRITE_AT_ONCE = 50;
const LOOK_AT_ONCE = 2_000;
/** Of so many feeds at most is kept what they were; beyond, and beyond the setting's bytes, the longest unused go. */
const MOST_FEEDS = 5_000;

/** Feeds as they were answered last: what nobody changed is neither read nor written again. */
@Injectable()
export class FeedKeeper implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #channel: ChangeChannel;
  readonly #shelf: PieceShelf;
  readonly #feeds = new Map<string, Kept>();
  #moment = 0;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    @Inject(SETTINGS_TOKEN) settings: Settings,
    channel: ChangeChannel,
    shelf: PieceShelf,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
    this.#channel = channel;
    this.#shelf = shelf;
  }

  onModuleInit(): void {
    this.#channel.onChange((changes) => this.#touch(changes));
    // Whoever changed something here sees it at once; of other processes, and of all else, the channel tells.
    this.#database.beforeCommit((tx) => {
      const act = actOf(tx);
      if (act) {
        const sessionIds = act.sessions.map(({ after }) => after.id);
        const changes = { sessionIds, eventIds: act.eventIds, everything: false };
        afterCommit(tx, () => this.#touch(changes));
      }
      return Promise.resolve();
    });
  }

  /** Another one after each change. Whoever looks a subject up asks for it before, and gives it with the subject. */
  get moment(): number {
    return this.#moment;
  }

  /** The feed of this key, if it is kept and nothing has to be looked at first: neither it, nor what it is of. */
  current(key: string): Representation | undefined {
    const kept = this.#feeds.get(key);
    return kept?.asOf === this.#moment ? kept.feed.current(this.#clock.now().getTime()) : undefined;
  }

  /** The feed as it is now. `key` names the subject and the variant; `asOf` is the moment before the subject was looked up. */
  async answer(key: string, subject: FeedSubject, asOf: number, variant: FeedVariant): Promise<Representation> {
    const now = this.#clock.now().getTime();
    const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
    const window = { from: hour, until: hour + HOUR_MS };
    // Without word from the server nothing that is kept is believed.
    if (!(await this.#channel.fresh())) return this.#make(subject, asOf, variant, false).feed.made(now, window);
    const kept = this.#feeds.get(key) ?? this.#make(subject, asOf, variant, true);
    // By now it may have another title, or the address stand for something else, with the same sessions in it or none.
    if (asOf >= kept.asOf) {
      if (JSON.stringify(kept.subject) !== JSON.stringify(subject)) kept.feed.touch(EVERYTHING);
      kept.subject = subject;
      kept.asOf = asOf;
    }
    this.#feeds.delete(key);
    this.#feeds.set(key, kept);
    const answer = await kept.feed.made(now, window);
    this.#sparing(key);
    return answer;
  }

  #make(subject: FeedSubject, asOf: number, variant: FeedVariant, takesFromShelf: boolean): Kept {
    const { format, language } = variant;
    const base = addressOf(this.#settings);
    const context: PieceContext = { language, base };
    const { reader } = this.#database;
    const window = (): FeedWindow => {
      const at = Math.floor(this.#clock.now().getTime() / HOUR_MS) * HOUR_MS;
      const now = instantFromMillis(at);
      return {
        now,
        endedSince: plusDays(now, -variant.pastDays),
        cancelledSince: plusDays(now, -this.#settings.FEED_CANCELLED_DAYS),
        limit: this.#settings.FEED_LIMIT,
      };
    };
    const kept = { subject, asOf };
    const feed = new KeptFeed({
      most: this.#settings.FEED_LIMIT,
      between: Buffer.from(format.between),
      members: (changes) => readMembers(reader, kept.subject.query, window(), changes),
      pieces: (members) => this.#pieces(members, format, context, takesFromShelf),
      frame: (facts) => {
        const frame = {
          ...facts,
          ...{ title: kept.subject.title[language], about: kept.subject.about[language], language },
          address: `${base}${kept.subject.path}`,
        };
        return { head: Buffer.from(format.head(frame)), tail: Buffer.from(format.tail(frame)) };
      },
    });
    return Object.assign(kept, { feed });
  }

  /** Those that are on the shelf, and the others read and written a few at a time, so that nobody waits long for the loop. */
  async #pieces(
    members: readonly Member[],
    format: FeedFormat,
    context: PieceContext,
    takesFromShelf: boolean,
  ): Promise<ReadonlyMap<string, Buffer>> {
    const shelf = `${format.name} ${context.language}`;
    const found = new Map<string, Buffer>();
    const missing: Member[] = [];
    for (const [nth, member] of members.entries()) {
      if (nth % LOOK_AT_ONCE === LOOK_AT_ONCE - 1) await turn();
      const piece = takesFromShelf ? this.#shelf.get(shelf, member.id) : undefined;
      if (piece) found.set(member.id, piece);
      else missing.push(member);
    }
    const reading = this.#shelf.reading();
    try {
      for await (const sessions of this.#read(missing)) {
        for (const [nth, session] of sessions.entries()) {
          if (nth % WRITE_AT_ONCE === WRITE_AT_ONCE - 1) await turn();
          const bytes = Buffer.from(format.piece(session, context));
          found.set(session.id, bytes);
          reading.put(shelf, { sessionId: session.id, eventId: session.eventId, bytes });
        }
      }
    } finally {
      reading.end();
    }
    return found;
  }

  /** A few at a time; while some are written the next are read. */
  async *#read(members: readonly Member[]): AsyncGenerator<readonly CalendarSession[]> {
    const from = (at: number) => {
      const ids = members.slice(at, at + READ_AT_ONCE).map(({ id }) => id);
      const reading = calendarSessions(this.#database.reader, ids);
      // What fails is thrown where it is waited for.
      reading.catch(() => undefined);
      return reading;
    };
    if (members.length === 0) return;
    let next = from(0);
    for (let at = 0; at < members.length; at += READ_AT_ONCE) {
      const sessions = await next;
      if (at + READ_AT_ONCE < members.length) next = from(at + READ_AT_ONCE);
      yield sessions;
    }
  }

  #touch(changes: Changes): void {
    this.#moment += 1;
    this.#shelf.forget(changes);
    for (const { feed } of this.#feeds.values()) feed.touch(changes);
  }

  #sparing(newest: string): void {
    let bytes = 0;
    for (const { feed } of this.#feeds.values()) bytes += feed.bytes;
    for (const [key, { feed }] of this.#feeds) {
      if (bytes <= this.#settings.FEED_CACHE_MB * 1_048_576 && this.#feeds.size <= MOST_FEEDS) return;
      if (key === newest) continue;
      bytes -= feed.bytes;
      this.#feeds.delete(key);
    }
  }
}
