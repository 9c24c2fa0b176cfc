// Thousands of random deeds on two halls, their combination and another room, compared with a model that goes through every
// minute. Another history: SEED=7 jest test/booking-histories.spec.ts
import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type { PersonViewer } from '../src/platform/access/viewer.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { isRefusal } from '../src/platform/refusals/refusal.ts';
import { Clock } from '../src/platform/time/clock.ts';
import { plusWallMinutes } from '../src/platform/time/local.ts';
import { BookingService } from '../src/venues/bookings/booking.service.ts';
import type { BookingRow, BookingStatus } from '../src/venues/bookings/booking.tables.ts';
import { ChangeService } from '../src/venues/bookings/change.service.ts';
import { insertEquipment } from '../src/venues/places/equipment.store.ts';
import { insertRoom } from '../src/venues/places/room.store.ts';
import { insertSpace, insertUnits } from '../src/venues/places/space.store.ts';
import { type BookingLab, startBookingLab } from './booking-lab.ts';
import { personId } from './people.ts';
import { layout } from './venue-lab.ts';

jest.setTimeout(120_000);

const SEED = Number(process.env['SEED'] ?? 20_190_417);
/** Histories side by side, each with rooms and a clock of its own. */
const LINES = 4;
const HISTORIES_OF_LINE = 3;
const DEEDS = 170;
const PROJECTORS = 6;

/** A moment of the clock of the history it is asked in, in minutes. */
const clockOfHistory = new AsyncLocalStorage<{ minutes: number }>();
const EPOCH = Date.parse('2019-03-01T08:00:00Z');
const instantAt = (minutes: number) => new Date(EPOCH + minutes * 60_000);

let lab: BookingLab;
let bookings: BookingService;
let changes: ChangeService;
let librarian: PersonViewer;
beforeAll(async () => {
  lab = await startBookingLab();
  bookings = lab.app.nest.get(BookingService);
  changes = lab.app.nest.get(ChangeService);
  lab.app.nest.get(Clock).now = () => instantAt(clockOfHistory.getStore()?.minutes ?? 0);
  librarian = {
    ...{ kind: 'person', id: personId('librarian'), name: 'Бібліотекарка' },
    grants: [{ role: 'LIBRARIAN', scopeId: lab.branches.central }],
    credential: { kind: 'token', id: newId<'ApiToken'>(), scopes: ['EVENTS'] },
  };
});
afterAll(() => lab.app.stop());

/** When, where and with how many projectors: in minutes since the day began. */
interface Wanted {
  readonly room: number;
  readonly start: number;
  readonly lasts: number;
  readonly setUp: number;
  readonly tearDown: number;
  readonly projectors: number;
}

type Booking =
  | { readonly do: 'book'; readonly wanted: Wanted }
  | { readonly do: 'hold'; readonly wanted: Wanted; readonly minutes: number };
type Changing =
  | { readonly do: 'change'; readonly which: number; readonly wanted: Wanted }
  | { readonly do: 'confirm' | 'cancel'; readonly which: number };
type Deed = Booking | Changing | { readonly do: 'wait'; readonly minutes: number };

const steps = (most: number, size: number) => fc.nat(most).map((n) => n * size);
const wanted: fc.Arbitrary<Wanted> = fc.record({
  ...{ room: fc.nat(3), start: steps(144, 5), lasts: fc.integer({ min: 15, max: 150 }) },
  ...{ setUp: steps(3, 15), tearDown: fc.nat(20), projectors: fc.constantFrom(0, 0, 1, 2, 3) },
});
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('book' as const), wanted }) },
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('hold' as const), wanted, minutes: fc.integer({ min: 1, max: 400 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('change' as const), which: fc.nat(999), wanted }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('confirm' as const, 'cancel' as const), which: fc.nat(999) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(200) }) },
);

interface Kept extends Wanted {
  readonly id: Id<'Booking'>;
  readonly version: number;
  readonly status: BookingStatus;
  readonly holdUntil: number | null;
}

/** Of which atoms the rooms consist: Hall A, Hall B, both, and a room by itself. */
const ATOMS: readonly (readonly string[])[] = [['a'], ['b'], ['a', 'b'], ['c']];

/** What must come of it, as simply as it can be said: every minute is looked at. */
class Model {
  readonly kept: Kept[] = [];
  now = 0;

  statusOf({ status, holdUntil }: Kept): BookingStatus {
    return status === 'HOLD' && holdUntil !== null && this.now >= holdUntil ? 'EXPIRED' : status;
  }

  isLive(one: Kept): boolean {
    return ['HOLD', 'CONFIRMED'].includes(this.statusOf(one));
  }

  /** What is in the way: ids of bookings, and whether projectors lack. */
  inTheWayOf(wish: Wanted, but?: Kept): string[] {
    const met = new Set<string>();
    const others = this.kept.filter((one) => this.isLive(one) && one !== but);
    for (let minute = wish.start - wish.setUp; minute < wish.start + wish.lasts + wish.tearDown; minute += 1) {
      const then = others.filter((one) => occupies(one, minute));
      for (const one of then) {
        if (ATOMS[one.room]?.some((atom) => ATOMS[wish.room]?.includes(atom))) met.add(one.id);
      }
      const out = then.reduce((sum, { projectors }) => sum + projectors, 0);
      if (wish.projectors > 0 && out + wish.projectors > PROJECTORS) met.add('projectors');
    }
    return [...met].sort();
  }
}

class History {
  readonly model = new Model();
  readonly rooms = [newId<'Room'>(), newId<'Room'>(), newId<'Room'>(), newId<'Room'>()] as const;
  readonly units = { a: newId<'Unit'>(), b: newId<'Unit'>(), c: newId<'Unit'>() };
  readonly projectors = newId<'Equipment'>();
  done = 0;

  async found(): Promise<void> {
    const [branchId, createdAt] = [lab.branches.central, instantAt(0)];
    const stamps = { createdAt, updatedAt: createdAt };
    await lab.database.transaction(async (tx) => {
      const [halls, apart] = [newId<'Space'>(), newId<'Space'>()];
      for (const [id, units] of [
        [halls, [this.units.a, this.units.b]],
        [apart, [this.units.c]],
      ] as const) {
        await insertSpace(tx, { id, branchId });
        await insertUnits(tx, id, units);
      }
      for (const [n, id] of this.rooms.entries()) {
        const units = ATOMS[n]!.map((atom) => this.units[atom as 'a']);
        const facts = {
          nameUk: `Зала ${n}`,
          nameEn: `Hall ${n}`,
          category: 'HALL' as const,
          spaceId: n < 3 ? halls : apart,
        };
        await insertRoom(tx, { ...stamps, ...facts, id, branchId }, units, [layout('THEATRE', 60, 30, 15)]);
      }
      const facts = { kind: 'PROJECTOR' as const, nameUk: 'Проєктор', nameEn: 'Projector', quantity: PROJECTORS };
      await insertEquipment(tx, { ...stamps, ...facts, id: this.projectors, branchId, version: 1 });
    });
  }

  inputOf({ room, start, lasts, setUp, tearDown, projectors }: Wanted) {
    // The day begins at six, so that set-up reaches into no other day than tear-down may.
    const [from, to] = [start, start + lasts].map((minutes) => plusWallMinutes('2019-09-10T06:00:00', minutes));
    return {
      ...{ roomId: this.rooms[room]!, layout: 'THEATRE' as const, expectedPeople: 1, purpose: 'Навмання' },
      ...{ startDate: from!.slice(0, 10), startTime: from!.slice(11, 16) },
      ...{ endDate: to!.slice(0, 10), endTime: to!.slice(11, 16), setUpMinutes: setUp, tearDownMinutes: tearDown },
      equipment: projectors > 0 ? [{ equipmentId: this.projectors, quantity: projectors }] : null,
    };
  }

  async does(one: Deed): Promise<void> {
    this.done += 1;
    if (one.do === 'wait') {
      this.model.now += one.minutes;
      clockOfHistory.getStore()!.minutes = this.model.now;
    } else if (one.do === 'book' || one.do === 'hold') await this.#books(one);
    else await this.#changes(one);
  }

  async #books(one: Booking): Promise<void> {
    const { wanted } = one;
    const holdMinutes = one.do === 'hold' ? one.minutes : null;
    const answer = await bookings.book({ ...this.inputOf(wanted), holdMinutes }, librarian, 'en');
    expect([one, told(answer)]).toEqual([one, this.model.inTheWayOf(wanted)]);
    if (isRefusal(answer)) return;
    const { id, version, status } = answer;
    expect(status).toBe(holdMinutes ? 'HOLD' : 'CONFIRMED');
    this.model.kept.push({ ...wanted, id, version, status, holdUntil: holdMinutes && this.model.now + holdMinutes });
  }

  async #changes(one: Changing): Promise<void> {
    const { kept } = this.model;
    const at = one.which % Math.max(kept.length, 1);
    const before = kept[at];
    if (!before) return;
    const status = this.model.statusOf(before);
    const allowed = one.do === 'confirm' ? status === 'HOLD' : this.model.isLive(before);
    const wish = one.do === 'change' ? one.wanted : before;
    const answer = await this.#asked(one, before);
    if (!allowed) return expect([one, told(answer)]).toEqual([one, [`BookingStatusWrong ${status}`]]);
    const inTheWay = one.do === 'cancel' ? [] : this.model.inTheWayOf(wish, before);
    expect([one, told(answer)]).toEqual([one, inTheWay]);
    if (isRefusal(answer)) return;
    const after = { change: status, confirm: 'CONFIRMED', cancel: 'CANCELLED' } as const;
    expect([one, answer.status]).toEqual([one, after[one.do]]);
    kept[at] = { ...before, ...onlyWanted(wish), version: answer.version, status: answer.status };
  }

  async #asked(one: Changing, { id, version }: Kept) {
    if (one.do === 'change') {
      // What has expired may have been written down as that: then its version is another one.
      const current = await versionOf(id);
      expect(current === version || current === version + 1).toBe(true);
      return changes.change({ ...this.inputOf(one.wanted), id, version: current }, librarian, 'en');
    }
    if (one.do === 'confirm') return changes.confirm({ id }, librarian, 'en');
    return changes.cancel({ id, reason: 'Навмання' }, librarian, 'en');
  }

  /** The atoms as the table has them, minute by minute, against the model. */
  async compare(): Promise<void> {
    const { kept, now } = this.model;
    const rows = await lab.database.reader.execute<{ unit: string; booking: string; since: number; until: number }>(sql`
      select unit_id as unit, booking_id as booking,
        (extract(epoch from lower(occupied) - '2019-09-10T06:00:00+03:00'::timestamptz) / 60)::int as since,
        (extract(epoch from upper(occupied) - '2019-09-10T06:00:00+03:00'::timestamptz) / 60)::int as until
      from occupancy where unit_id in (${this.units.a}, ${this.units.b}, ${this.units.c})
        and (expires_at is null or expires_at > ${instantAt(now).toISOString()}::timestamptz)`);
    for (const [atom, unit] of Object.entries(this.units)) {
      const live = kept.filter((one) => this.model.isLive(one) && ATOMS[one.room]?.includes(atom));
      const ofAtom = rows.filter((row) => row.unit === unit);
      const minutes = Array.from({ length: 1_060 }, (_, n) => n - 60);
      const taken = minutes.map((minute) => ofAtom.filter(({ since, until }) => since <= minute && minute < until));
      const expected = minutes.map((minute) => live.filter((one) => occupies(one, minute)));
      expect(expected.filter(({ length }) => length > 1)).toEqual([]);
      expect(taken.map((then) => then.map(({ booking }) => booking).join())).toEqual(
        expected.map((then) => then.map(({ id }) => id).join()),
      );
    }
  }
}

const occupies = ({ start, lasts, setUp, tearDown }: Wanted, minute: number) =>
  minute >= start - setUp && minute < start + lasts + tearDown;
const onlyWanted = ({ room, start, lasts, setUp, tearDown, projectors }: Wanted): Wanted => ({
  ...{ room, start, lasts, setUp, tearDown, projectors },
});

/** What was in the way, as the model says it. */
function told(answer: BookingRow | { readonly kind: string }): string[] {
  if (!isRefusal(answer)) return [];
  if (answer.kind === 'BookingRefused') {
    const { broken } = answer as typeof answer & { readonly broken: readonly { kind: string; bookingId?: string }[] };
    return broken.map(({ kind, bookingId }) => bookingId ?? (kind === 'EquipmentShort' ? 'projectors' : kind)).sort();
  }
  return [[answer.kind, (answer as { status?: string }).status ?? ''].join(' ')];
}

async function versionOf(id: string): Promise<number> {
  const [row] = await lab.database.reader.execute<{ version: number }>(
    sql`select version from booking where id = ${id}::uuid`,
  );
  return row?.version ?? 0;
}

it('any history of bookings leads where the model leads', async () => {
  let done = 0;
  const property = fc.asyncProperty(fc.array(deed, { minLength: DEEDS, maxLength: DEEDS }), (deeds) =>
    clockOfHistory.run({ minutes: 0 }, async () => {
      const history = new History();
      await history.found();
      for (const one of deeds) await history.does(one);
      await history.compare();
      done += history.done;
    }),
  );
  await Promise.all(
    Array.from({ length: LINES }, (_, line) =>
      fc.assert(property, {
        ...{ seed: SEED + line, numRuns: HISTORIES_OF_LINE },
        // A shorter history that goes wrong takes as long to find as many that go right; which deed it was, the error says.
        endOnFailure: true,
        asyncReporter: ({ failed, seed, errorInstance }) =>
          failed
            ? Promise.reject(new Error(`a history of the seed ${seed} went wrong`, { cause: errorInstance }))
            : Promise.resolve(),
      }),
    ),
  );
  expect(done).toBeGreaterThanOrEqual(2_000);
  expect(await lab.overlaps()).toBe(0);
});
