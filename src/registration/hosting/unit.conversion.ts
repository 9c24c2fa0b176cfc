import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RegistrationCount } from '../../events/series/registration.count.ts';
import type { UnitConversion } from '../../events/series/unit.rules.ts';
import type { EventRow } from '../../events/record/event.tables.ts';
import { sessionsOfEvents } from '../../events/record/session.store.ts';
import type { SessionRow } from '../../events/record/session.tables.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { tellState } from '../deciding/entering.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { liveInRosters, liveOfEvent } from '../record/concerned.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { insertRosters, lockRosters, rostersOfEvents, updateRoster } from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { narrowest } from '../roster/capacity.rules.ts';
import { limitsOfSessions } from '../roster/limit.store.ts';
import { carriedOver, onePerPerson, standingOf } from './conversion.rules.ts';

/** What becomes of a roster's people when one registers for something else from now on. */
interface Conversion {
  readonly tx: Tx;
  readonly event: EventRow;
  /** Those that are to come: of what is over nothing changes. */
  readonly dates: readonly SessionRow[];
  readonly rosters: readonly RosterRow[];
  readonly asking: Asking;
}

/** Where people are registered: asked before what one registers for is changed, and changed with it. */
@Injectable()
export class RegistrationUnitConversion implements OnModuleInit {
  readonly #count: RegistrationCount;
  readonly #desk: RosterDesk;

  constructor(count: RegistrationCount, desk: RosterDesk) {
    this.#count = count;
    this.#desk = desk;
  }

  onModuleInit(): void {
    this.#count.register({
      count: liveOfEvent,
      convert: (tx, event, conversion, deciding) => this.#convert(tx, event, conversion, deciding),
    });
  }

  async #convert(tx: Tx, event: EventRow, conversion: UnitConversion, deciding: Deciding): Promise<void> {
    const { viewer, language, now } = deciding;
    const asking: Asking = { viewer, language, at: now, requestId: null };
    const sessions = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
    const dates = sessions.filter(({ standing, endsAt }) => standing === 'SCHEDULED' && endsAt > now);
    const all = await rostersOfEvents(tx, [event.id]);
    const rosters = await lockRosters(
      tx,
      all.map(({ id }) => id),
    );
    const parts: Conversion = { tx, event, dates, rosters, asking };
    if (conversion === 'START_ANEW') await this.#startAnew(parts);
    else if (conversion === 'KEEP_AS_WHOLE') await this.#keepAsWhole(parts);
    else await this.#spread(parts);
  }

  /** Everybody is told that it is cancelled, and why. */
  async #startAnew({ tx, rosters, asking }: Conversion): Promise<void> {
    const live = await liveInRosters(
      tx,
      rosters.map(({ id }) => id),
    );
    await this.#end(tx, live, asking, (scene, row) => {
      const reason = ANEW[row.language];
      const ended = scene.change(row, { status: 'CANCELLED', endedBy: 'EVENT', reason }, 'CANCEL', asking);
      if (row.status !== 'UNCONFIRMED') scene.tell('CANCELLED_BY_STAFF', ended);
    });
  }

  /** Whoever was registered for a date is registered for all; of those for whom there is no room the last wait. */
  async #keepAsWhole({ tx, event, dates, rosters, asking }: Conversion): Promise<void> {
    const ahead = new Set<string>(dates.map(({ id }) => id));
    const from = rosters.filter(({ sessionId }) => sessionId !== null && ahead.has(sessionId));
    const [model] = from;
    if (!model) return;
    const capacity = Math.min(...from.map((roster) => roster.capacity));
    const live = await liveInRosters(tx, idsOf(from));
    await this.#end(tx, live, asking, leave(asking));
    const whole = rosters.find(({ sessionId }) => sessionId === null);
    const into = await openRoster(tx, whole, { ...model, eventId: event.id, sessionId: null, capacity }, asking);
    await this.#arrive(tx, into, onePerPerson(live), asking, true);
  }

  /** Whoever was registered for all is registered for each date. */
  async #spread({ tx, event, dates, rosters, asking }: Conversion): Promise<void> {
    const whole = rosters.find(({ sessionId }) => sessionId === null);
    if (!whole) return;
    const live = await liveInRosters(tx, [whole.id]);
    await this.#end(tx, live, asking, leave(asking));
    const limits = await limitsOfSessions(tx, idsOf(dates));
    const ids: Id<'Roster'>[] = [];
    for (const date of dates) {
      const limit = narrowest(limits.get(date.id)?.limits ?? []);
      const capacity = Math.min(whole.capacity, limit?.most ?? whole.capacity);
      const has = rosters.find(({ sessionId }) => sessionId === date.id);
      ids.push(await openRoster(tx, has, { ...whole, eventId: event.id, sessionId: date.id, capacity }, asking));
    }
    // One letter names all their dates: it is told with the first.
    for (const [at, id] of ids.entries()) await this.#arrive(tx, id, live, asking, at === 0);
  }

  async #end(
    tx: Tx,
    rows: readonly RegistrationRow[],
    asking: Asking,
    end: (scene: Scene, row: RegistrationRow) => void,
  ): Promise<void> {
    const byRoster = [...Map.groupBy(rows, ({ rosterId }) => rosterId)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [rosterId, own] of byRoster) {
      const decide = (scene: Scene) => {
        for (const { id } of own) {
          const row = scene.find(id);
          if (row) end(scene, row);
        }
        return null;
      };
      await this.#desk.askWithin(tx, rosterId, [{ asking, key: null, registrationIds: idsOf(own), decide }]);
    }
  }

  async #arrive(
    tx: Tx,
    rosterId: Id<'Roster'>,
    rows: readonly RegistrationRow[],
    asking: Asking,
    isTold: boolean,
  ): Promise<void> {
    const oneKeys = rows.flatMap(({ oneKey }) => oneKey ?? []);
    const decide = (scene: Scene) => {
      for (const row of rows) {
        if (row.oneKey !== null && scene.liveUnder(row.oneKey)) continue;
        const newcomer = { ...carriedOver(row), id: newId<'Registration'>(), rosterId, movedFromId: row.id };
        const decision = standingOf(row, scene.freeFor(null));
        const added = scene.add({ ...newcomer, arrivedAt: row.arrivedAt }, decision, 'MOVE', asking);
        if (!isTold) continue;
        // What still waits for an answer is asked anew: the links of the mails before are those of what has ended.
        if (added.status === 'CONFIRMED' && row.status === 'CONFIRMED') scene.tell('MOVED', added);
        else tellState(scene, added);
      }
      scene.moveUp(asking);
      return null;
    };
    await this.#desk.askWithin(tx, rosterId, [{ asking, key: null, oneKeys, frees: true, decide }]);
  }
}

const ANEW = {
  uk: 'змінилося, на що саме реєструються: зареєструйтеся, будь ласка, ще раз',
  en: 'what one registers for has changed: please register again',
} as const;

const idsOf = <Of extends string>(rows: readonly { readonly id: Id<Of> }[]) => rows.map(({ id }) => id);

const leave = (asking: Asking) => (scene: Scene, row: RegistrationRow) => {
  scene.change(row, { status: 'CANCELLED', endedBy: 'MOVED' }, 'MOVE', asking);
};

/** The roster as the model says, without quotas; one that was there before is opened again. */
async function openRoster(tx: Tx, has: RosterRow | undefined, model: RosterRow, { at }: Asking): Promise<Id<'Roster'>> {
  const { id: _, held: _held, reserved: _reserved, waiting: _waiting, nextArrival: _next, ...settings } = model;
  if (has) {
    const capacity = Math.max(settings.capacity, has.held + has.reserved);
    await updateRoster(tx, has.id, { ...settings, capacity, version: has.version + 1, updatedAt: at });
    return has.id;
  }
  const id = newId<'Roster'>();
  await insertRosters(tx, [{ ...settings, id, version: 1, createdAt: at, updatedAt: at }]);
  return id;
}
