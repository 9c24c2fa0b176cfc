// Ways out of what does not fit, by the numbers people were promised.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { rooms } from '../src/venues/places/room.tables.ts';
import { closures } from '../src/venues/hours/closure.tables.ts';
import { openingHours } from '../src/venues/hours/opening.tables.ts';
import { insertEquipment } from '../src/venues/places/equipment.store.ts';
import { newId } from '../src/platform/ids/id.ts';
import { type FindingLab, startFindingLab, type WayOut } from './finding-lab.ts';
import { layout } from './venue-lab.ts';

const ENGLISH = { as: 'librarian', language: 'en' } as const;

let lab: FindingLab;
beforeAll(async () => {
  lab = await startFindingLab();
});
afterAll(() => lab.app.stop());

const ownRoom = (parts: Partial<typeof rooms.$inferInsert> = {}, of = [layout('CABARET', 60, 30, 15)]) =>
  lab.database.transaction((tx) => lab.addRoom(tx, lab.branches.central, of, { nameUk: 'Своя зала', ...parts }));
/** What a way out is, in a line. */
const said = ({ kind, room, startDate, startTime, differences }: WayOut) => [
  kind,
  room.nameUk,
  `${startDate} ${startTime}`,
  ...differences.map(({ kind, by }) => (by === null ? kind : `${kind} ${by}`)),
];

const sameRoom = (ways: readonly WayOut[]) => ways.filter(({ kind }) => kind === 'SAME_ROOM');

describe('walks', () => {
  it('offers Hall A 15:15, then Hall B smaller by 20, then the 70-seat hall of the next branch', async () => {
    const { hallA } = lab.rooms;
    // From nine o’clock to 14:45, its tear-down included: nothing is free before.
    await lab.book({ startDate: '2019-05-22', startTime: '09:30', endTime: '14:30' });
    await lab.block({ startDate: '2019-05-22', startTime: '00:00', endTime: '09:00' });
    const wish = { startDate: '2019-05-22', startTime: '15:00', endTime: '16:30', expectedPeople: 40 };
    const refused = await lab.bookOrWays(wish, ENGLISH);
    expect(refused).toMatchObject({ kind: 'BookingRefused', broken: [{ kind: 'Overlap' }] });
    expect(refused.broken?.[0]?.message).toContain('set-up 15');
    const [, , nextHall] = refused.alternatives;
    expect(refused.alternatives.map(said)).toEqual([
      ['SAME_ROOM', 'Зала А', '2019-05-22 15:15', 'LATER 15'],
      ['OTHER_ROOM', 'Зала Б', '2019-05-22 15:00', 'OTHER_ROOM', 'SMALLER 20'],
      ['OTHER_BRANCH', 'Зала сусідів', '2019-05-22 15:00', `OTHER_BRANCH ${nextHall?.distanceMetres}`, 'LARGER 10'],
    ]);
    expect(nextHall?.distanceMetres).toBeGreaterThan(1_900);
    expect(nextHall?.distanceMetres).toBeLessThan(2_000);
    expect(refused.alternatives.map(({ reason }) => reason)).toEqual([
      'Hall A, 22.05.2019 15:15, 60 places: the same room; 15 min later.',
      'Hall B, 22.05.2019 15:00, 40 places: another room of the same branch; smaller by 20.',
      'Room, Library next, 22.05.2019 15:00, 70 places: another branch, 1.9 km away; larger by 10.',
    ]);
    expect(refused.alternatives.map(({ fits }) => fits)).toEqual([true, true, true]);
    expect(refused.alternatives[0]).toMatchObject({
      room: { id: hallA },
      start: '2019-05-22T15:15:00+03:00',
      endTime: '16:45',
    });
    // The same is said of a dry run, and in the other language.
    const dry = await lab.ways(wish);
    expect(dry.map(said)).toEqual(refused.alternatives.map(said));
    expect(dry[1]?.reason).toContain('менше на 20 місць');
  });

  it('offers 12:45 after the Great Hall', async () => {
    const { great, hallA, hallB } = lab.rooms;
    await lab.book({ roomId: great, startTime: '10:00', endTime: '12:00' });
    const [earliest] = await lab.ways({ roomId: hallA, startTime: '12:00', endTime: '13:00' });
    expect(said(earliest!)).toEqual(['SAME_ROOM', 'Зала А', '2019-04-17 12:45', 'LATER 45']);
    expect(await lab.book({ roomId: hallB, startTime: '12:45', endTime: '13:45' })).toMatchObject({
      status: 'CONFIRMED',
    });
    expect((await lab.check({ roomId: great, startTime: '13:00', endTime: '13:30' })).broken).toMatchObject([
      { kind: 'Overlap', occupiedFrom: '2019-04-17T09:15:00.000Z', occupiedTo: '2019-04-17T11:00:00.000Z' },
    ]);
    expect(await lab.check({ roomId: hallA, startTime: '12:45', endTime: '13:45' })).toMatchObject({ fits: true });
  });
});

describe('the same room', () => {
  it('is offered before and after, the nearer first and of two as near the later', async () => {
    const roomId = await ownRoom();
    const wish = { roomId, layout: 'CABARET', startDate: '2019-04-18' };
    // Occupied 12:00 to 15:01: an hour starts at 10:45 at the latest, or at 15:31 at the earliest.
    await lab.book({ ...wish, startTime: '12:30', endTime: '14:46' });
    const starts = async (startTime: string, endTime: string) =>
      sameRoom(await lab.ways({ ...wish, startTime, endTime })).map(({ startTime, differences: [by] }) => [
        startTime,
        by,
      ]);
    expect(await starts('14:00', '15:00')).toEqual([
      ['15:31', { kind: 'LATER', by: 91 }],
      ['10:45', { kind: 'EARLIER', by: 195 }],
    ]);
    expect(await starts('13:07', '14:07')).toMatchObject([
      ['10:45', { by: 142 }],
      ['15:31', { by: 144 }],
    ]);
    expect(await starts('13:08', '14:08')).toMatchObject([
      ['15:31', { by: 143 }],
      ['10:45', { by: 143 }],
    ]);
  });

  it('is offered on the nearest days where it is taken all day', async () => {
    const roomId = await ownRoom();
    for (const startDate of ['2019-04-18', '2019-04-19', '2019-04-16']) {
      await lab.block({ roomId, startDate, startTime: '00:00', endDate: startDate, endTime: '23:59' });
    }
    const wish = { roomId, layout: 'CABARET', startDate: '2019-04-18' };
    expect(sameRoom(await lab.ways(wish)).map(said)).toEqual([
      ['SAME_ROOM', 'Своя зала', '2019-04-17 10:00', 'OTHER_DAY -1'],
      ['SAME_ROOM', 'Своя зала', '2019-04-20 10:00', 'OTHER_DAY 2'],
    ]);
  });

  it('is offered neither in the past, nor before its lead time, nor when it is shut', async () => {
    const roomId = await ownRoom({ leadMinutes: 120 });
    const wish = { roomId, layout: 'CABARET', startDate: '2019-03-01' };
    // It is ten in the morning; from noon on it can be booked, and it closes at six.
    await lab.database.transaction((tx) =>
      tx.insert(openingHours).values(
        [5, 6].map((weekday) => {
          return { branchId: lab.branches.central, roomId, weekday, opens: 540, closes: 1_080 };
        }),
      ),
    );
    await lab.block({ roomId, startDate: '2019-03-01', startTime: '13:00', endTime: '16:30' });
    expect(sameRoom(await lab.ways({ ...wish, startTime: '14:00', endTime: '15:00' })).map(said)).toEqual([
      ['SAME_ROOM', 'Своя зала', '2019-03-01 17:00', 'LATER 180'],
    ]);
    // An hour and a half does not fit before six any more, and a closure takes the next day.
    await lab.database.transaction((tx) =>
      tx.insert(closures).values({
        ...{ branchId: lab.branches.central, roomId, kind: 'REPAIR', reasonUk: 'Ремонт', zone: 'Europe/Kyiv' },
        ...{ startLocal: '2019-03-02T00:00:00', wallMinutes: 1_440 },
        ...{ startsAt: new Date('2019-03-01T22:00:00Z'), endsAt: new Date('2019-03-02T22:00:00Z') },
        ...{ createdAt: new Date(), updatedAt: new Date() },
      }),
    );
    expect(sameRoom(await lab.ways({ ...wish, startTime: '14:00', endTime: '15:30' })).map(said)).toEqual([
      ['SAME_ROOM', 'Своя зала', '2019-03-08 14:00', 'OTHER_DAY 7'],
    ]);
  });
});

describe('other rooms', () => {
  it('are a part when it is large enough, and the whole when it is not', async () => {
    const { great, hallA, hallB } = lab.rooms;
    const day = { startDate: '2019-06-03', startTime: '10:00', endTime: '11:00' };
    await lab.book({ ...day, roomId: hallB, startTime: '09:00', endTime: '20:00' });
    const kinds = (ways: WayOut[]) =>
      ways.filter(({ kind }) => /PART|COMB/.test(kind)).map((way) => [way.kind, way.room.id, way.fits]);
    expect(kinds(await lab.ways({ ...day, roomId: great, expectedPeople: 50 }))).toEqual([['PART', hallA, true]]);
    // More than it holds: offered all the same, and what has to be set aside is said.
    const [part] = (await lab.ways({ ...day, roomId: great, expectedPeople: 100 })).filter(
      ({ kind }) => kind === 'PART',
    );
    expect(part).toMatchObject({ fits: false, broken: [{ kind: 'LayoutTooSmall', canOverride: true }] });
    expect(kinds(await lab.ways({ ...day, roomId: great, expectedPeople: 121 }))).toEqual([]);
    // Nobody is in the way; there are only too many people.
    const later = { ...day, startDate: '2019-06-04' };
    expect(kinds(await lab.ways({ ...later, roomId: hallA, expectedPeople: 90 }))).toEqual([
      ['COMBINATION', great, true],
    ]);
  });

  it('are furnished as wished, unless they cannot be', async () => {
    const roomId = await ownRoom({ nameUk: 'Кабаре' }, [layout('COMPUTERS', 12, 10, 5)]);
    const day = { startDate: '2019-06-05', startTime: '10:00', endTime: '11:00' };
    await lab.book({ ...day, roomId, layout: 'COMPUTERS', startTime: '07:00', endTime: '22:00' });
    const ways = await lab.ways({ ...day, roomId, layout: 'COMPUTERS', expectedPeople: 18 }, undefined, 20);
    const hall = ways.find(({ room }) => room.id === lab.rooms.hallA);
    expect(hall).toMatchObject({ layout: 'ROUND_TABLE', capacity: 20, setUpMinutes: 30, tearDownMinutes: 15 });
    expect(hall?.differences).toContainEqual({ kind: 'OTHER_LAYOUT', by: null });
  });

  it('are where the equipment is, by its name there', async () => {
    const day = { startDate: '2019-06-06', startTime: '10:00', endTime: '11:00' };
    await lab.book({
      ...day,
      startTime: '09:00',
      endTime: '20:00',
      equipment: [{ equipmentId: lab.projectors, quantity: 5 }],
    });
    const wish = { ...day, equipment: [{ equipmentId: lab.projectors, quantity: 2 }], expectedPeople: 30 };
    const ways = await lab.ways(wish);
    expect(ways.map(({ room }) => room.id)).not.toContain(lab.rooms.hallB);
    expect(ways.find(({ kind }) => kind === 'OTHER_BRANCH')).toMatchObject({
      branch: { slug: 'next' },
      equipment: [{ equipmentId: lab.nextProjectors, quantity: 2 }],
    });
    // Two sorts make up what neither has, and three are more than the next branch has.
    const further = newId<'Equipment'>();
    const stamps = { version: 1, createdAt: new Date(), updatedAt: new Date() };
    await lab.database.transaction((tx) =>
      insertEquipment(tx, {
        ...{
          id: further,
          branchId: lab.branches.next,
          kind: 'PROJECTOR',
          nameUk: 'Я',
          nameEn: 'Z',
          quantity: 1,
          ...stamps,
        },
      }),
    );
    const three = { ...wish, equipment: [{ equipmentId: lab.projectors, quantity: 3 }] };
    expect((await lab.ways(three)).find(({ kind }) => kind === 'OTHER_BRANCH')?.equipment).toEqual([
      { equipmentId: lab.nextProjectors, quantity: 2 },
      { equipmentId: further, quantity: 1 },
    ]);
    const four = { ...wish, equipment: [{ equipmentId: lab.projectors, quantity: 4 }] };
    expect((await lab.ways(four)).filter(({ kind }) => kind !== 'SAME_ROOM')).toEqual([]);
  });
});

it('offers nothing that cannot be booked as it stands', async () => {
  const day = { startDate: '2019-06-12', startTime: '10:00', endTime: '11:30', expectedPeople: 45 };
  const equipment = [{ equipmentId: lab.projectors, quantity: 2 }];
  await lab.book({ ...day, startTime: '08:00', endTime: '13:00' });
  const ways = await lab.ways({ ...day, equipment });
  expect(new Set(ways.map(({ kind }) => kind))).toEqual(new Set(['SAME_ROOM', 'OTHER_ROOM', 'OTHER_BRANCH']));
  for (const way of ways) {
    const booked = await lab.take(way, 45, { as: 'admin' });
    expect([said(way), booked.status ?? booked.broken]).toEqual([said(way), 'CONFIRMED']);
    await lab.cancel(booked.id, { as: 'admin' });
  }
});

it('asks the database as often for many rooms as for few', async () => {
  const day = { startDate: '2019-06-20', startTime: '10:00', endTime: '11:30' };
  await lab.book({ ...day, startTime: '08:00', endTime: '13:00' });
  const statements = async () => {
    const before = lab.app.queries.length;
    await lab.ways(day);
    return lab.app.queries.length - before;
  };
  await statements();
  const few = await statements();
  for (let more = 0; more < 8; more += 1) await ownRoom({ nameUk: `Ще ${more}` }, [layout('THEATRE', 50 + more)]);
  expect(await statements()).toBe(few);
  expect(few).toBeLessThanOrEqual(32);
});

it('offers nothing where nothing is in the way', async () => {
  expect(await lab.ways({ startDate: '2019-07-01' })).toEqual([]);
});

it.each([0, 21])('answers no %i of them', async (first) => {
  const { errors } = await lab.ask(
    'query ($input: WishInput!, $first: Int!) { checkBooking(input: $input) { ... on BookingCheck { alternatives(first: $first) { kind } } } }',
    { input: lab.wish(), first },
  );
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
