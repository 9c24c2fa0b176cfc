// Rooms over some days, for a grid.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids/id.ts';
import { closures } from '../src/venues/hours/closure.tables.ts';
import { openingHours } from '../src/venues/hours/opening.tables.ts';
import { type FindingLab, startFindingLab, TIMELINE } from './finding-lab.ts';
import { layout } from './venue-lab.ts';

let lab: FindingLab;
beforeAll(async () => {
  lab = await startFindingLab();
});
afterAll(() => lab.app.stop());

const codeOf = async (
  parts: Record<string, unknown>,
  as: 'librarian' | 'stranger' | 'teacher' | 'door' = 'librarian',
) => {
  const { errors } = await lab.ask(TIMELINE, { from: '2019-04-15', days: 7, ...parts }, { as });
  return errors?.[0]?.extensions.code;
};

it.each(['stranger', 'teacher', 'door'] as const)('is not for %s', async (as) => {
  expect(await codeOf({ branch: 'central' }, as)).toBe('FORBIDDEN');
});

it('is asked for rooms that are there, for a branch, and not for too much', async () => {
  expect(await codeOf({})).toBe('BAD_USER_INPUT');
  expect(await codeOf({ branch: 'central', roomIds: [] })).toBe('BAD_USER_INPUT');
  expect(await codeOf({ branch: 'central', days: 32 })).toBe('BAD_USER_INPUT');
  expect(await codeOf({ branch: 'central', from: '1999-12-31' })).toBe('BAD_USER_INPUT');
  expect(await codeOf({ branch: 'nowhere' })).toBe('NOT_FOUND');
  expect(await codeOf({ roomIds: [newId()] })).toBe('NOT_FOUND');
  expect(await codeOf({ roomIds: ['x'] })).toBe('NOT_FOUND');
  expect(await lab.timeline({ roomIds: [] })).toEqual([]);
});

it('shows bookings with their buffers, holds, blockings, and what is of a part or a combination', async () => {
  const { hallA, hallB, great } = lab.rooms;
  const booked = await lab.book({ roomId: great, startDate: '2019-04-17' });
  const held = await lab.hold({ roomId: hallA, startDate: '2019-04-18', holdMinutes: 60, setUpMinutes: 0 });
  const blocked = await lab.block({ roomId: hallB, startDate: '2019-04-19', startTime: '08:00', endTime: '09:00' });
  const rows = await lab.timeline({ roomIds: [great, hallA, hallB] });
  expect(rows.map(({ room, zone }) => [room.id, zone])).toEqual([great, hallA, hallB].map((id) => [id, 'Europe/Kyiv']));
  const shown = rows.map(({ items }) => items.map(({ id, kind, sharedWith }) => [id, kind, sharedWith?.id ?? null]));
  expect(shown).toEqual([
    [
      [booked.id, 'BOOKING', null],
      [held.id, 'HOLD', hallA],
      [blocked.id, 'BLOCKING', hallB],
    ],
    [
      [booked.id, 'BOOKING', great],
      [held.id, 'HOLD', null],
    ],
    [
      [booked.id, 'BOOKING', great],
      [blocked.id, 'BLOCKING', null],
    ],
  ]);
  expect(rows[0]?.items).toMatchObject([
    {
      ...{ start: '2019-04-17T10:00:00+03:00', end: '2019-04-17T12:00:00+03:00', status: 'CONFIRMED', holdUntil: null },
      ...{ occupiedFrom: '2019-04-17T09:30:00+03:00', occupiedTo: '2019-04-17T12:15:00+03:00' },
      purpose: 'Зустріч із письменницею',
    },
    { status: 'HOLD', holdUntil: '2019-03-01T11:00:00+02:00', occupiedFrom: '2019-04-18T10:00:00+03:00' },
    { status: null, purpose: 'Прибирання', start: '2019-04-19T08:00:00+03:00' },
  ]);
  // Whose business it is not sees that it is taken; and what ended is gone, by the time alone.
  const [row] = await lab.timeline({ roomIds: [hallB.toUpperCase()] }, { as: 'trainer' });
  expect(row?.items.map(({ purpose }) => purpose)).toEqual([null, 'Прибирання']);
  lab.app.clock.set('2019-03-01T09:00:00Z');
  expect((await lab.timeline({ roomIds: [hallA] }))[0]?.items.map(({ id }) => id)).toEqual([booked.id]);
  lab.app.clock.set('2019-03-01T08:00:00Z');
});

it('shows what reaches into its days by a buffer, and no more', async () => {
  const { nextHall } = lab.rooms;
  await lab.book({ roomId: nextHall, startDate: '2019-04-14', startTime: '22:00', endTime: '23:46' }, { as: 'admin' });
  const days = async (from: string) => (await lab.timeline({ roomIds: [nextHall], from, days: 1 }))[0]?.items.length;
  expect([await days('2019-04-13'), await days('2019-04-14'), await days('2019-04-15')]).toEqual([0, 1, 1]);
});

it('shows opening hours and closings, also over a change of clocks', async () => {
  const { thirdRoom } = lab.rooms;
  const branchId = lab.branches.third;
  await lab.database.transaction(async (tx) => {
    await tx
      .insert(openingHours)
      .values([6, 7].map((weekday) => ({ branchId, weekday, opens: 0, closes: weekday === 6 ? 1_440 : 600 })));
    await tx.insert(closures).values({
      ...{ branchId, kind: 'REPAIR', reasonUk: 'Ремонт', reasonEn: 'Repairs', zone: 'Europe/Kyiv', wallMinutes: 60 },
      ...{ startLocal: '2019-03-31T08:00:00', createdAt: new Date(), updatedAt: new Date() },
      ...{ startsAt: new Date('2019-03-31T05:00:00Z'), endsAt: new Date('2019-03-31T06:00:00Z') },
    });
  });
  const asked = { branch: 'third', from: '2019-03-25', days: 8 };
  expect(await lab.timeline(asked, { as: 'librarian', language: 'en' })).toEqual([
    {
      room: { id: thirdRoom },
      zone: 'Europe/Kyiv',
      open: [{ from: '2019-03-30T00:00:00+02:00', to: '2019-03-31T10:00:00+03:00' }],
      closings: [
        {
          ...{ kind: 'REPAIR', reason: 'Repairs', closureId: expect.any(String) },
          ...{ from: '2019-03-31T08:00:00+03:00', to: '2019-03-31T09:00:00+03:00' },
        },
      ],
      items: [],
    },
  ]);
});

it('asks the database as often for twenty rooms as for one, and a week of them is within the limits', async () => {
  const roomIds: string[] = [];
  for (let room = 0; room < 20; room += 1) {
    const id = await lab.database.transaction((tx) =>
      lab.addRoom(tx, lab.branches.next, [layout('THEATRE', 20)], { nameUk: `Кімната ${room}` }),
    );
    roomIds.push(id);
    await lab.book({ roomId: id, startTime: '10:00', endTime: '11:00' }, { as: 'admin' });
  }
  const statements = async (ids: readonly string[]) => {
    const before = lab.app.queries.length;
    const rows = await lab.timeline({ roomIds: ids });
    expect(rows.map(({ items }) => items.length)).toEqual(ids.map(() => 1));
    return lab.app.queries.length - before;
  };
  const one = await statements(roomIds.slice(0, 1));
  expect(await statements(roomIds)).toBe(one);
  expect(await codeOf({ roomIds, days: 21 })).toBe('BAD_USER_INPUT');
});
