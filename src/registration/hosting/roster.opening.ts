import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { actOf, type SessionInAct } from '../../events/record/act.ts';
import { isPublic } from '../../events/record/event.policy.ts';
import { eventsByIds } from '../../events/record/event.store.ts';
import type { EventRow } from '../../events/record/event.tables.ts';
import { sessionsOfEvents } from '../../events/record/session.store.ts';
import type { SessionRow } from '../../events/record/session.tables.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Clock } from '../../platform/time/clock.ts';
import { findQuestionSet } from '../questions/question-set.store.ts';
import { insertRosters, lockRosters, rostersOfEvents, updateRoster } from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { narrowest } from '../roster/capacity.rules.ts';
import { limitsOfSessions, type SeatLimits, sessionsOfRosters } from '../roster/limit.store.ts';
import { firstRoster } from './hosting.rules.ts';

const NONE: SeatLimits = { limits: [], expected: null };

/**
 * Opens a roster for what is published with registration, and keeps its seats within what its room and shelter hold when
 * they change. In the transaction that publishes or moves it: no date is announced without its roster.
 */
@Injectable()
export class RosterOpening implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  onModuleInit(): void {
    this.#database.beforeCommit((tx) => this.#follow(tx));
  }

  async #follow(tx: Tx): Promise<void> {
    const act = actOf(tx);
    const ids = act ? [...new Set([...act.eventIds, ...act.sessions.map(({ event }) => event.id)])] : [];
    if (ids.length === 0) return;
    const [events, sessions] = await Promise.all([eventsByIds(tx, ids), sessionsOfEvents(tx, ids)]);
    for (const event of events.values()) await this.open(tx, event, sessions.get(event.id) ?? []);
    await this.#keepWithin(tx, ids, elsewhere(act?.sessions ?? []));
  }

  /** Makes the rosters that a published event wants and has not; those it has stay as staff made them. */
  async open(tx: Tx, event: EventRow, sessions: readonly SessionRow[]): Promise<void> {
    if (!isPublic(event) || event.registration.mode === 'NONE') return;
    const dates = sessions.filter(({ standing }) => standing === 'SCHEDULED');
    if (dates.length === 0) return;
    const has = new Set((await rostersOfEvents(tx, [event.id])).map(({ sessionId }) => sessionId));
    const wanted = event.registrationUnit === 'WHOLE' ? [null] : dates;
    const missing = wanted.filter((date) => !has.has(date?.id ?? null));
    if (missing.length === 0) return;
    const limits = await limitsOfSessions(
      tx,
      dates.map(({ id }) => id),
    );
    const questions = (await findQuestionSet(tx, event.kind))?.questions ?? [];
    const ofAll = joined([...limits.values()]);
    const rows = missing.flatMap((date) => {
      const row = firstRoster(event, date, (date ? limits.get(date.id) : ofAll) ?? NONE, questions, this.#clock.now());
      return row ?? [];
    });
    for (const id of await insertRosters(tx, rows)) {
      await record(tx, SYSTEM, this.#clock.now(), {
        action: 'CREATE',
        thing: { kind: 'Roster', id },
        scopeIds: [event.branchId],
      });
    }
  }

  /**
   * Where a smaller room was taken no further seats are given than it holds; who has a place keeps it. That more may come was
   * decided for the room it was in: in another one the reason holds no more.
   */
  async #keepWithin(tx: Tx, eventIds: readonly Id<'Event'>[], moved: ReadonlySet<string>): Promise<void> {
    const found = await rostersOfEvents(tx, eventIds);
    if (found.length === 0) return;
    const dates = await sessionsOfRosters(
      tx,
      found.map(({ id }) => id),
    );
    const within = found.filter(
      ({ id, capacityReason }) => capacityReason === null || dates.get(id)?.some((date) => moved.has(date)),
    );
    const limits = await limitsOfSessions(tx, [...dates.values()].flat());
    const tooLarge = within.filter((roster) => isBeyond(roster, dates, limits));
    for (const roster of await lockRosters(
      tx,
      tooLarge.map(({ id }) => id),
    )) {
      const limit = limitOf(roster, dates, limits);
      const capacity = Math.max(roster.held + roster.reserved, Math.min(roster.capacity, limit ?? roster.capacity));
      if (capacity === roster.capacity) continue;
      const change = { capacity, capacityReason: null };
      await updateRoster(tx, roster.id, { ...change, version: roster.version + 1, updatedAt: this.#clock.now() });
      await record(tx, SYSTEM, this.#clock.now(), {
        action: 'UPDATE',
        thing: { kind: 'Roster', id: roster.id },
        changes: changesBetween(roster, { ...roster, ...change }),
      });
    }
  }
}

/** Sessions that are in another room or branch than before. */
function elsewhere(sessions: readonly SessionInAct[]): ReadonlySet<string> {
  const isMoved = ({ before, after }: SessionInAct) =>
    before && (before.roomId !== after.roomId || before.branchId !== after.branchId || before.place !== after.place);
  return new Set(sessions.filter(isMoved).map(({ after }) => after.id));
}

function joined(all: readonly SeatLimits[]): SeatLimits {
  const expected = all.flatMap((one) => one.expected ?? []);
  return {
    limits: all.flatMap(({ limits }) => limits),
    expected: expected.length > 0 ? Math.max(...expected) : null,
  };
}

type Dates = ReadonlyMap<string, readonly string[]>;

function limitOf(roster: RosterRow, dates: Dates, limits: ReadonlyMap<string, SeatLimits>): number | null {
  const all = (dates.get(roster.id) ?? []).flatMap((id) => limits.get(id)?.limits ?? []);
  return narrowest(all)?.most ?? null;
}

function isBeyond(roster: RosterRow, dates: Dates, limits: ReadonlyMap<string, SeatLimits>): boolean {
  const limit = limitOf(roster, dates, limits);
  return limit !== null && roster.capacity > limit;
}
