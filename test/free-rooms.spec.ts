// Which rooms are free: by everything one can ask for, and held against what a dry run of a booking says.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { districts } from '../src/directory/entry.tables.ts';
import { eq } from 'drizzle-orm';
import { newId } from '../src/platform/ids/id.ts';
import { closures } from '../src/venues/hours/closure.tables.ts';
import { openingHours } from '../src/venues/hours/opening.tables.ts';
import { branches } from '../src/venues/places/branch.tables.ts';
import { rooms } from '../src/venues/places/room.tables.ts';
import { type FindingLab, startFindingLab } from './finding-lab.ts';

let lab: FindingLab;
beforeAll(async () => {
  lab = await startFindingLab();
});
afterAll(() => lab.app.stop());

const at = (startDate: string, startTime = '10:00', endTime = '12:00') => ({ startDate, startTime, endTime });
const on = (startDate: string, startTime?: string, endTime?: string) => ({
  intervals: [at(startDate, startTime, endTime)],
});
const all = () => Object.values(lab.rooms).sort();
const codeOf = async (
  parts: Record<string, unknown>,
  as: 'librarian' | 'stranger' | 'teacher' | 'door' = 'librarian',
) => {
  const query = 'query ($input: FreeRoomsInput!) { freeRooms(input: $input) { __typename } }';
  const { errors } = await lab.ask(query, { input: { ...on('2019-04-17'), people: 10, ...parts } }, { as });
  return errors?.[0]?.extensions.code;
};

it.each(['stranger', 'teacher', 'door'] as const)('is not for %s', async (as) => {
  expect(await codeOf({}, as)).toBe('FORBIDDEN');
});

it.each([
  ['no time at all', { intervals: [] }],
  ['eleven times', { intervals: Array.from({ length: 11 }, () => at('2019-04-17')) }],
  ['nobody', { people: 0 }],
  ['a kind of equipment twice', { equipment: [1, 2].map((quantity) => ({ kind: 'PROJECTOR', quantity })) }],
  ['a place off the Earth', { near: { latitude: 91, longitude: 0 } }],
  ['two places', { near: { latitude: 50, longitude: 30 }, nearBranch: 'central' }],
])('looks for %s', async (_, parts) => {
  expect(await codeOf(parts)).toBe('BAD_USER_INPUT');
});

it('knows no branch by a slug that nobody has', async () => {
  expect(await codeOf({ nearBranch: 'nowhere' })).toBe('NOT_FOUND');
  expect(await lab.free({ branch: 'nowhere' })).toEqual({ total: 0, rooms: [], repeatedHours: [] });
});

describe('filters', () => {
  it('finds by people, in the smallest layout that holds them', async () => {
    expect((await lab.freeIds()).sort()).toEqual(all());
    const found = (await lab.free({ people: 30 })).rooms.map(({ room, layout, capacity }) => [
      room.id,
      layout,
      capacity,
    ]);
    expect(found).toEqual([
      [lab.rooms.hallA, 'CLASS', 32],
      [lab.rooms.hallB, 'THEATRE', 40],
      [lab.rooms.nextHall, 'THEATRE', 70],
      [lab.rooms.great, 'THEATRE', 110],
    ]);
    expect(await lab.freeIds({ people: 111 })).toEqual([]);
  });

  it('finds by layout, branch, district, features, category and whether there is a step', async () => {
    const { hallA, hallB, nextHall, thirdRoom } = lab.rooms;
    expect((await lab.freeIds({ layout: 'CLASS' })).sort()).toEqual([hallA, thirdRoom].sort());
    expect(await lab.freeIds({ branch: 'next' })).toEqual([nextHall]);
    await lab.database.transaction(async (tx) => {
      const district = newId<'District'>();
      const names = { code: 'D1', slug: 'd1', nameUk: 'Район', nameEn: 'District', updatedAt: new Date() };
      await tx.insert(districts).values({ id: district, ...names });
      await tx.update(branches).set({ districtId: district }).where(eq(branches.id, lab.branches.third));
      const parts = {
        features: ['PROJECTOR' as const, 'SOUND' as const],
        category: 'LECTURE_ROOM' as const,
        stepFree: true,
      };
      await tx.update(rooms).set(parts).where(eq(rooms.id, hallB));
      await tx
        .update(rooms)
        .set({ stepFree: false, features: ['PROJECTOR'] })
        .where(eq(rooms.id, nextHall));
    });
    expect(await lab.freeIds({ district: 'd1' })).toEqual([thirdRoom]);
    expect(await lab.freeIds({ features: ['SOUND', 'PROJECTOR'] })).toEqual([hallB]);
    expect((await lab.freeIds({ features: ['PROJECTOR'] })).sort()).toEqual([hallB, nextHall].sort());
    expect(await lab.freeIds({ category: 'LECTURE_ROOM' })).toEqual([hallB]);
    expect(await lab.freeIds({ stepFree: true })).toEqual([hallB]);
    expect(await lab.freeIds({ stepFree: false })).toEqual([nextHall]);
  });

  it('finds by equipment that is free all the time', async () => {
    const projectors = (quantity: number) => ({ ...on('2019-04-18'), equipment: [{ kind: 'PROJECTOR', quantity }] });
    const { hallA, hallB, great, nextHall } = lab.rooms;
    expect((await lab.freeIds(projectors(2))).sort()).toEqual([hallA, hallB, great, nextHall].sort());
    expect((await lab.freeIds(projectors(6))).sort()).toEqual([hallA, hallB, great].sort());
    // Its set-up begins when ours is not yet cleared away.
    const parts = { ...at('2019-04-18', '12:40', '13:00'), equipment: [{ equipmentId: lab.projectors, quantity: 5 }] };
    expect(await lab.book({ ...parts, roomId: lab.rooms.hallB })).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.freeIds(projectors(2))).toEqual([nextHall]);
  });

  it('orders by distance from a place, then by size', async () => {
    const { hallA, hallB, great, nextHall, thirdRoom } = lab.rooms;
    const near = await lab.free({ people: 20, nearBranch: 'next' });
    expect(near.rooms.map(({ room }) => room.id)).toEqual([nextHall, hallA, hallB, great, thirdRoom]);
    expect(near.rooms.map(({ distanceMetres }) => Math.round(distanceMetres! / 1_000))).toEqual([0, 2, 2, 2, 10]);
    const there = await lab.free({ people: 20, near: { latitude: 50.4647, longitude: 30.6453 } }, undefined, 1);
    expect(there).toMatchObject({ total: 5, rooms: [{ room: { id: thirdRoom }, distanceMetres: 0 }] });
  });
});

describe('what is in the way', () => {
  it('is a booking with its buffers, and the rooms that share a part; an expired hold is not', async () => {
    const { hallA, hallB, great } = lab.rooms;
    const day = at('2019-04-24');
    await lab.hold({ ...day, roomId: hallA, holdMinutes: 60 });
    expect((await lab.freeIds({ intervals: [day], branch: 'central' })).sort()).toEqual([hallB]);
    // 30 minutes of set-up do not fit before 12:15 and after; 12:45 does.
    expect(await lab.freeIds({ ...on('2019-04-24', '12:44', '13:00'), branch: 'central' })).toEqual([hallB]);
    expect((await lab.freeIds({ ...on('2019-04-24', '12:45', '13:00'), branch: 'central' })).sort()).toEqual(
      [hallA, hallB, great].sort(),
    );
    lab.app.clock.set('2019-03-01T09:00:00Z');
    expect((await lab.freeIds({ intervals: [day], branch: 'central' })).sort()).toEqual([hallA, hallB, great].sort());
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('is whatever is in the way at one of several times', async () => {
    const { hallA, hallB, great } = lab.rooms;
    await lab.book({ ...at('2019-04-26'), roomId: hallB });
    const intervals = [at('2019-04-25'), at('2019-04-26'), at('2019-04-27')];
    expect(await lab.freeIds({ intervals, branch: 'central' })).toEqual([hallA]);
    expect((await lab.freeIds({ intervals: [intervals[0], intervals[2]], branch: 'central' })).sort()).toEqual(
      [hallA, hallB, great].sort(),
    );
  });

  it('is a closure, a holiday, and the hours, unless those may be set aside', async () => {
    const { nextHall } = lab.rooms;
    await lab.database.transaction(async (tx) => {
      await tx.insert(openingHours).values({ branchId: lab.branches.next, weekday: 1, opens: 540, closes: 1_080 });
      await tx.insert(closures).values({
        ...{ branchId: lab.branches.next, kind: 'EMERGENCY', reasonUk: 'Немає світла', zone: 'Europe/Kyiv' },
        ...{ startLocal: '2019-04-29T12:00:00', wallMinutes: 60, createdAt: new Date(), updatedAt: new Date() },
        ...{ startsAt: new Date('2019-04-29T09:00:00Z'), endsAt: new Date('2019-04-29T10:00:00Z') },
      });
    });
    const next = (startTime: string, endTime: string, more = {}) =>
      lab.free({ ...on('2019-04-29', startTime, endTime), branch: 'next', ...more });
    expect((await next('09:00', '11:45')).rooms).toMatchObject([
      { room: { id: nextHall }, broken: [{ kind: 'NeedsApproval', severity: 'NOTICE' }] },
    ]);
    // Its tear-down takes until one minute past noon.
    expect((await next('09:00', '11:46')).total).toBe(0);
    expect((await next('17:00', '18:01')).total).toBe(0);
    expect((await next('17:00', '18:01', { includeOutsideHours: true })).rooms).toMatchObject([
      {
        room: { id: nextHall },
        broken: [{ kind: 'OutsideOpeningHours', severity: 'SOFT', canOverride: false }, { kind: 'NeedsApproval' }],
      },
    ]);
    expect((await next('11:30', '12:30', { includeOutsideHours: true })).total).toBe(0);
    await lab.database.transaction((tx) => tx.delete(openingHours));
  });
});

describe('changes of clocks', () => {
  it('refuses a time that never comes, with the next one, and one that ends before it starts', async () => {
    expect(await lab.free(on('2019-03-31', '03:30', '05:00'))).toMatchObject({
      kind: 'SkippedHour',
      nextValid: '2019-03-31T04:00:00+03:00',
    });
    expect(await lab.free(on('2019-04-17', '10:00', '10:00'))).toMatchObject({ kind: 'EndBeforeStart' });
    expect(await lab.free({ ...on('2019-04-17', '10:00', '09:00'), branch: 'nowhere' })).toMatchObject({
      kind: 'EndBeforeStart',
    });
  });

  it('takes the first of an hour that comes twice, and says so', async () => {
    const found = await lab.free(on('2019-10-27', '03:30', '05:00'));
    expect(found.repeatedHours).toEqual([{ which: 'start', taken: '2019-10-27T03:30:00+03:00' }]);
    await lab.book({ ...at('2019-10-27', '05:00', '06:00'), roomId: lab.rooms.hallB });
    // By the wall there is an hour between, by the clock of the Sun two.
    const before = on('2019-10-27', '03:00', '04:15');
    expect(await lab.freeIds({ ...before, branch: 'central' })).toContain(lab.rooms.hallB);
    expect(await lab.freeIds({ ...on('2019-10-27', '03:00', '04:16'), branch: 'central' })).not.toContain(
      lab.rooms.hallB,
    );
  });
});

it('finds a room if and only if a dry run says that it fits', async () => {
  const { hallA, hallB, great, nextHall, thirdRoom } = lab.rooms;
  const layoutsOf: Record<string, [string, number][]> = {
    [hallA]: [
      ['ROUND_TABLE', 20],
      ['CLASS', 32],
      ['THEATRE', 60],
    ],
    [hallB]: [['THEATRE', 40]],
    [great]: [['THEATRE', 110]],
    [nextHall]: [['THEATRE', 70]],
    [thirdRoom]: [['CLASS', 25]],
  };
  const time = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })).map(([from, long]) => {
    const text = (quarter: number) =>
      `${String(8 + Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    return { startDate: '2019-09-02', startTime: text(from), endTime: text(from + long) };
  });
  const taken = fc.tuple(fc.constantFrom(...Object.keys(layoutsOf)), time, fc.boolean());
  for (const [roomId, when, holds] of fc.sample(taken, { seed: 42, numRuns: 14 })) {
    const parts = { ...when, roomId, layout: layoutsOf[roomId]![0]![0] };
    await (holds ? lab.hold(parts) : lab.book(parts));
  }
  let found = 0;
  for (const [when, people] of fc.sample(fc.tuple(time, fc.constantFrom(10, 22, 35, 65)), { seed: 7, numRuns: 12 })) {
    const free = new Map(
      (await lab.free({ intervals: [when], people }, undefined, 100)).rooms.map((one) => [one.room.id, one.layout]),
    );
    for (const [roomId, layouts] of Object.entries(layoutsOf)) {
      const enough = layouts.filter(([, capacity]) => capacity >= people);
      const fitting: string[] = [];
      for (const [layout] of enough) {
        const told = await lab.check({ ...when, roomId, layout, expectedPeople: people });
        if (told.fits) fitting.push(layout);
      }
      expect([when, roomId, free.get(roomId) ?? null]).toEqual([when, roomId, fitting[0] ?? null]);
      found += free.has(roomId) ? 1 : 0;
    }
  }
  // The city is neither empty nor full.
  expect(found).toBeGreaterThan(5);
  expect(found).toBeLessThan(50);
});

it('asks the database as often for many rooms as for few', async () => {
  const statements = async (parts: Record<string, unknown>) => {
    const before = lab.app.queries.length;
    await lab.free(parts);
    return lab.app.queries.length - before;
  };
  await statements({ branch: 'next' });
  expect(await statements({ branch: 'next' })).toBe(await statements({}));
});
