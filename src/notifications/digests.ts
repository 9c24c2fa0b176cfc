import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/db/database.ts';
import { Clock } from '../platform/time/clock.ts';
import { formatUtc, type Instant, plusDays } from '../platform/time/instant.ts';
import { deleteUnconfirmed, lockDueFollows, newSessions, writeTold } from './follow.store.ts';
import { deleteNoticeLinksBefore } from './mute.store.ts';
import type { NoticeDraft } from './notice.rules.ts';
import { Notices } from './notice.service.ts';
import type { FollowRow } from './notice.tables.ts';
import { lastMonday } from './week.rules.ts';

/** How far ahead a letter looks. */
const AHEAD_DAYS = 14;
/** A program that was away longer leaves the week to the next letter: nothing is lost by it. */
const LATEST_DAYS = 2;
const MOST_ITEMS = 50;
const AT_ONCE = 100;
/** How long somebody has to confirm that they want the letters. */
export const CONFIRM_DAYS = 3;

/** The weekly letters: on Mondays from 08:00 in Kyiv, to each follower one, and none when there is nothing new. */
@Injectable()
export class Digests {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #notices: Notices;

  constructor(@Inject(Database) database: Database, clock: Clock, notices: Notices) {
    this.#database = database;
    this.#clock = clock;
    this.#notices = notices;
  }

  async send(): Promise<void> {
    const now = this.#clock.now();
    const monday = lastMonday(now);
    if (plusDays(monday, LATEST_DAYS) < now) return;
    for (;;) {
      const done = await this.#database.transaction((tx) => this.#sendSome(tx, monday, now));
      if (done < AT_ONCE) return;
    }
  }

  /** Forgets who never confirmed, and links that open nothing any more. */
  async forget(): Promise<void> {
    const now = this.#clock.now();
    await this.#database.transaction(async (tx) => {
      await deleteUnconfirmed(tx, plusDays(now, -CONFIRM_DAYS));
      await deleteNoticeLinksBefore(tx, now);
    });
  }

  async #sendSome(tx: Tx, monday: Instant, now: Instant): Promise<number> {
    const due = await lockDueFollows(tx, monday, AT_ONCE);
    const drafts: NoticeDraft[] = [];
    for (const follow of due) {
      const sessionIds = await newSessions(tx, follow, windowOf(follow, monday, now), MOST_ITEMS);
      const dedupeKey = `${follow.id}:WEEKLY_DIGEST:${formatUtc(monday)}`;
      if (sessionIds.length > 0) {
        drafts.push({ kind: 'WEEKLY_DIGEST', followId: follow.id, dedupeKey, items: { sessionIds } });
      }
    }
    await this.#notices.send(tx, `digests:${formatUtc(monday)}`, drafts);
    await writeTold(
      tx,
      due.map(({ id }) => id),
      now,
    );
    return due.length;
  }
}

function windowOf({ toldUntil }: FollowRow, monday: Instant, now: Instant) {
  const known = toldUntil && { at: toldUntil, until: plusDays(lastMonday(toldUntil), AHEAD_DAYS) };
  return { from: now, until: plusDays(monday, AHEAD_DAYS), known };
}
