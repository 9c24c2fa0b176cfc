import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import { Clock } from '../platform/time/clock.ts';
import { formatUtc, type Instant, plusMinutes } from '../platform/time/instant.ts';
import { RosterDesk } from '../registration/deciding/desk.ts';
import type { Scene } from '../registration/deciding/scene.ts';
import { byTheClock } from '../registration/deciding/time.over.ts';
import { daysBeforeStart } from '../registration/roster/window.rules.ts';
import { REMIND_HOURS } from './notice.rules.ts';
import { Notices } from './notice.service.ts';
import { dueReminders, maybeToReconfirm } from './reminder.store.ts';

const AT_ONCE = 500;
/** With less time than this to answer nobody is asked whether they come. */
const SHORTEST_ANSWER_MINUTES = 120;

/** What people hear because their day comes near: each once, however many processes look. */
@Injectable()
export class Reminders {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #notices: Notices;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, clock: Clock, notices: Notices, desk: RosterDesk) {
    this.#database = database;
    this.#clock = clock;
    this.#notices = notices;
    this.#desk = desk;
  }

  /** Reminds whoever has a place in what begins within a day. */
  async remind(): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      const due = await dueReminders(this.#database.reader, now, REMIND_HOURS, AT_ONCE);
      if (due.length === 0) return;
      const drafts = due.map(({ registrationId, sessionId, startsAt }) => ({
        ...{ kind: 'REMINDER' as const, registrationId },
        dedupeKey: `${registrationId}:REMINDER:${sessionId}:${startsAt}`,
      }));
      await this.#database.transaction((tx) => this.#notices.send(tx, `reminders:${formatUtc(now)}`, drafts));
      if (due.length < AT_ONCE) return;
    }
  }

  /** Asks whoever has a place whether they come, where the roster says so; who does not answer gives it back by the desk's own clock. */
  async askAgain(): Promise<void> {
    const now = this.#clock.now();
    const found = await maybeToReconfirm(this.#database.reader, now, AT_ONCE);
    for (const [rosterId, registrationIds] of found) {
      const decide = (scene: Scene) => askWhoCame(scene, registrationIds, now);
      await this.#desk.ask(rosterId, { asking: byTheClock(now), key: null, registrationIds, decide });
    }
  }
}

/** Nobody is asked who came after the moment, or was asked before. */
function askWhoCame(scene: Scene, ids: readonly Id<'Registration'>[], now: Instant): null {
  const { reconfirmDaysBefore, reconfirmHours } = scene.roster;
  if (reconfirmDaysBefore === null || !scene.start) return null;
  const moment = daysBeforeStart(reconfirmDaysBefore, scene.start);
  const { startsAt } = scene.start;
  if (now < moment || plusMinutes(now, SHORTEST_ANSWER_MINUTES) > startsAt) return null;
  const until = plusMinutes(now, reconfirmHours * 60);
  const reconfirmBy = until < startsAt ? until : startsAt;
  for (const id of ids) {
    const row = scene.find(id);
    if (row?.status !== 'CONFIRMED' || row.reconfirmBy || row.reconfirmedAt || row.arrivedAt >= moment) continue;
    scene.tell('RECONFIRM', scene.change(row, { reconfirmBy }, 'ASK_RECONFIRM', byTheClock(now)));
  }
  return null;
}
