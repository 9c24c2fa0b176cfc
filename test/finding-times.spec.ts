// Ways out at other times of the same room: when the wish itself is out of hours, too far away, or too long.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { rooms } from '../src/venues/places/room.tables.ts';
import { openingHours } from '../src/venues/hours/opening.tables.ts';
import { type FindingLab, startFindingLab, type WayOut } from './finding-lab.ts';
import { layout } from './venue-lab.ts';

const ENGLISH = { as: 'librarian', language: 'en' } as const;

let lab: FindingLab;
beforeAll(async () => {
  lab = await startFindingLab();
});
afterAll(() => lab.app.stop());

const ownRoom = (parts: Partial<typeof rooms.$inferInsert> = {}) =>
  lab.database.transaction((tx) =>
    lab.addRoom(tx, lab.branches.central, [layout('CABARET', 60, 30, 15)], { nameUk: 'Своя зала', ...parts }),
  );

/** From Monday to Saturday nine to seven, and never on Sundays. */
async function officeRoom(parts: Partial<typeof rooms.$inferInsert> = {}) {
  const roomId = await ownRoom(parts);
  const days = [1, 2, 3, 4, 5, 6];
  await lab.database.transaction((tx) =>
    tx.insert(openingHours).values(
      days.map((weekday) => {
        return { branchId: lab.branches.central, roomId, weekday, opens: 540, closes: 1_140 };
      }),
    ),
  );
  return roomId;
}

/** The ways out in the same room, each in a line. */
const said = (ways: readonly WayOut[]) =>
  ways
    .filter(({ kind }) => kind === 'SAME_ROOM')
    .map(({ startDate, startTime, endTime, differences }) => [
      `${startDate} ${startTime}–${endTime}`,
      ...differences.map(({ kind, by }) => `${kind} ${by}`),
    ]);

describe('out of hours', () => {
  it('the nearest times of the nearest open days are offered for a day that is shut', async () => {
    const roomId = await officeRoom();
    // Monday morning until noon is taken, and all of Saturday.
    await lab.book({ roomId, layout: 'CABARET', startDate: '2019-04-20', startTime: '09:00', endTime: '19:00' });
    await lab.book({ roomId, layout: 'CABARET', startDate: '2019-04-22', startTime: '17:00', endTime: '19:00' });
    const sunday = { roomId, layout: 'CABARET', startDate: '2019-04-21', startTime: '19:30', endTime: '21:00' };
    const ways = await lab.ways(sunday, ENGLISH);
    expect(said(ways)).toEqual([
      ['2019-04-22 14:45–16:15', 'OTHER_DAY 1', 'EARLIER 285'],
      ['2019-04-19 17:30–19:00', 'OTHER_DAY -2', 'EARLIER 120'],
    ]);
    expect(ways[0]?.reason).toBe(
      'Room, 22.04.2019 14:45, 60 places: the same room; 1 day later; 4 h 45 min earlier by the clock.',
    );
    for (const way of ways.slice(0, 2)) expect((await lab.take(way, 10, { as: 'admin' })).status).toBe('CONFIRMED');
  });

  it('the first time of the day is offered for one before it opens', async () => {
    const roomId = await officeRoom();
    const early = { roomId, layout: 'CABARET', startDate: '2019-04-18', startTime: '08:30', endTime: '09:30' };
    expect(said(await lab.ways(early))).toEqual([['2019-04-18 09:00–10:00', 'LATER 30']]);
    // Neither too far ahead nor out of hours: one of both is left, and it was broken before.
    const limited = await officeRoom({ windowDays: 7 });
    expect(said(await lab.ways({ ...early, roomId: limited }))).toEqual([['2019-04-18 09:00–10:00', 'LATER 30']]);
  });

  it('a time within hours comes before one that needs leave, and that one before nothing', async () => {
    const roomId = await officeRoom();
    const overrides = [{ rule: 'OutsideOpeningHours', reason: 'Ніч музеїв' }];
    const sunday = { roomId, layout: 'CABARET', startDate: '2019-05-19', startTime: '12:00', endTime: '13:00' };
    await lab.book({ ...sunday, overrides });
    const ways = await lab.ways(sunday);
    expect(said(ways)).toEqual([
      ['2019-05-19 13:45–14:45', 'LATER 105'],
      ['2019-05-19 10:15–11:15', 'EARLIER 105'],
      ['2019-05-20 12:00–13:00', 'OTHER_DAY 1'],
      ['2019-05-18 12:00–13:00', 'OTHER_DAY -1'],
    ]);
    expect(ways.slice(0, 4).map(({ fits }) => fits)).toEqual([false, false, true, true]);
    // On a day that is open, what is within hours.
    const late = { ...sunday, startDate: '2019-05-21', startTime: '19:00', endTime: '20:00' };
    await lab.book({ ...late, overrides });
    expect(said(await lab.ways(late))).toEqual([['2019-05-21 17:15–18:15', 'EARLIER 105']]);
  });
});

describe('too far ahead, or over', () => {
  it('other times of the day are offered all the same, to whoever may set that aside', async () => {
    const { hallA, great } = lab.rooms;
    lab.app.clock.set('2026-03-01T08:00:00Z');
    const overrides = [{ rule: 'OutsideBookingWindow', reason: 'Записуємо, що було' }];
    const approver = { as: 'approver' } as const;
    const past = { overrides, roomId: hallA };
    await lab.book({ ...past, startDate: '2019-05-22', startTime: '09:30', endTime: '14:30' }, approver);
    const wish = { startDate: '2019-05-22', startTime: '15:00', endTime: '16:30', expectedPeople: 40 };
    const [first, second] = await lab.ways(wish, approver);
    expect([first?.startTime, first?.fits, second?.room.nameUk]).toEqual(['15:15', false, 'Зала А']);
    expect((await lab.take(first!, 40, approver)).status).toBe('CONFIRMED');

    await lab.book({ overrides, roomId: great, startTime: '10:00', endTime: '12:00' }, approver);
    const [earliest] = await lab.ways({ roomId: hallA, startTime: '12:00', endTime: '13:00' }, approver);
    expect([earliest?.startDate, earliest?.startTime]).toEqual(['2019-04-17', '12:45']);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });
});

describe('too long', () => {
  it('as long as may be is offered from the same start, else from the nearest', async () => {
    const roomId = await ownRoom({ longestMinutes: 480 });
    const wish = { roomId, layout: 'CABARET', startDate: '2019-06-10', startTime: '08:30', endTime: '20:30' };
    const ways = await lab.ways(wish, ENGLISH);
    expect(said(ways)).toEqual([['2019-06-10 08:30–16:30', 'SHORTER 240']]);
    expect(ways[0]?.reason).toContain('shorter by 4 h');
    expect((await lab.take(ways[0]!, 10)).status).toBe('CONFIRMED');

    const day = { ...wish, startDate: '2019-06-12' };
    await lab.book({ ...day, startTime: '09:00', endTime: '10:00' });
    expect(said(await lab.ways(day))[0]).toEqual(['2019-06-12 10:45–18:45', 'LATER 135', 'SHORTER 240']);
  });
});
