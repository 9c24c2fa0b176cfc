// Shutting a branch or a room: who may, when, and what it would meet. What becomes of bookings is closures-applied.spec.ts.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from './app.ts';
import { accepted, APPLY, type ClosureLab, LIFT, PREVIEW, startClosureLab, UPDATE } from './closure-lab.ts';
import { layout } from './venue-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const NOW = '2019-03-01T08:00:00Z';

let lab: ClosureLab;
beforeAll(async () => {
  lab = await startClosureLab();
  await lab.database.transaction((tx) => lab.grant(tx, 'reporter', 'LIBRARIAN', lab.branches.next));
});
afterEach(() => lab.app.clock.set(NOW));
afterAll(() => lab.app.stop());

/** A room of the central branch within walls of its own, where no other test books. */
const ownRoom = (parts = {}, branchId = lab.branches.central) =>
  lab.database.transaction((tx) =>
    lab.addRoom(tx, branchId, [layout('THEATRE', 60)], { nameUk: 'Своя зала', ...parts }),
  );
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('who may not', () => {
  const day = { startDate: '2019-12-02' };
  const closing = () => ({ input: lab.closing(day) });
  const applying = () => ({ ...closing(), choices: [] });

  it.each([
    ['nobody', {}, 'UNAUTHENTICATED'],
    ['a trainer', TRAINER, 'FORBIDDEN'],
    ['a librarian of another branch', { as: 'reporter' }, 'FORBIDDEN'],
  ] as const)('%s shuts nothing, and changes no closure', async (_, asking, code) => {
    const { closure } = await lab.apply({ ...day, roomId: await ownRoom() });
    const before = await lab.everything();
    const { id, version } = closure;
    const asked = [
      [PREVIEW, closing()],
      [APPLY, applying()],
      [UPDATE, { input: { id, version, reasonUk: 'Інша' } }],
      [LIFT, { id, version }],
    ] as const;
    for (const [query, variables] of asked) {
      const { errors } = await lab.ask(query, variables, asking);
      expect(errors?.[0]?.extensions.code).toBe(code);
    }
    expect(await lab.everything()).toEqual(before);
  });

  it('shuts no room of another branch as one of its own', async () => {
    const input = lab.closing({ ...day, roomId: lab.rooms.nextHall });
    for (const query of [PREVIEW, APPLY]) {
      const { errors } = await lab.ask(query, { input, choices: [] });
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});

describe('the time of a closure', () => {
  it.each([
    [
      'whole days',
      { startDate: '2019-12-09', endDate: '2019-12-10' },
      '2019-12-09T00:00:00+02:00',
      '2019-12-11T00:00:00+02:00',
    ],
    [
      'a part of a day',
      { startDate: '2019-12-09', startTime: '12:00', endTime: '14:30' },
      '2019-12-09T12:00:00+02:00',
      '2019-12-09T14:30:00+02:00',
    ],
    ['a day of 23 hours', { startDate: '2020-03-29' }, '2020-03-29T00:00:00+02:00', '2020-03-30T00:00:00+03:00'],
  ])('is %s', async (_, parts, start, end) => {
    expect(await lab.preview(parts)).toMatchObject({ start, end, total: 0, affected: [] });
  });

  it.each([
    ['EndBeforeStart', { startDate: '2019-12-09', endDate: '2019-12-08' }],
    ['EndBeforeStart', { startDate: '2019-12-09', startTime: '12:00', endTime: '12:00' }],
    ['SkippedHour', { startDate: '2020-03-29', startTime: '03:30' }],
    ['ClosureTooLong', { startDate: '2019-12-09', endDate: '2022-12-10' }],
    ['ClosureOver', { startDate: '2019-02-27', endDate: '2019-02-28' }],
  ])('is refused with %s', async (kind, parts) => {
    expect(await lab.preview(parts)).toMatchObject({ kind });
    expect(await lab.apply(parts)).toMatchObject({ kind });
  });

  it('may be three years', async () => {
    expect(await lab.preview({ startDate: '2027-12-09', endDate: '2030-12-08' })).toMatchObject({ total: 0 });
  });
});

describe('a preview', () => {
  it('proposes for each booking a place of its own, and writes nothing', async () => {
    const booked = [
      await lab.book({ startDate: '2019-04-09' }),
      await lab.book({ startDate: '2019-04-10' }),
      await lab.book({ startDate: '2019-04-10', startTime: '12:45', endTime: '13:30' }),
      await lab.book({ startDate: '2019-04-10', roomId: lab.rooms.hallB }),
      await lab.book({ startDate: '2019-04-11' }),
    ];
    const closing = { startDate: '2019-04-09', endDate: '2019-04-11' };
    const before = await lab.everything();
    const { affected, total } = await lab.preview(closing);
    expect(await lab.everything()).toEqual(before);
    expect(total).toBe(5);
    expect(idsOf(affected.map(({ booking }) => booking)).sort()).toEqual(idsOf(booked).sort());
    for (const { proposal, alternatives } of affected) {
      expect(alternatives[0]).toEqual(proposal);
      expect(alternatives.length).toBeLessThanOrEqual(5);
      for (const { kind, startDate } of alternatives) {
        if (kind === 'SAME_ROOM') expect(['2019-04-09', '2019-04-10', '2019-04-11']).not.toContain(startDate);
        else expect(kind).toBe('OTHER_BRANCH');
      }
    }
    // Some would have been offered the same, had not an earlier one taken it.
    const applied = await lab.apply(closing, affected.map(accepted));
    expect(applied.moved).toHaveLength(5);
    expect(await lab.overlaps()).toBe(0);
  });

  it('proposes no equipment twice', async () => {
    const equipment = [{ equipmentId: lab.projectors, quantity: 4 }];
    const booked = [
      await lab.book({ roomId: await ownRoom(), startDate: '2019-06-04', equipment }),
      await lab.book({ roomId: await ownRoom(), startDate: '2019-06-05', equipment }),
      await lab.book({ roomId: await ownRoom(), startDate: '2019-06-06', equipment }),
    ];
    const closing = { startDate: '2019-06-04', endDate: '2019-06-06' };
    const { affected } = await lab.preview(closing);
    expect(idsOf(affected.map(({ booking }) => booking))).toEqual(idsOf(booked));
    const times = affected.map(({ proposal }) => proposal?.start);
    expect(new Set(times).size).toBe(3);
    expect((await lab.apply(closing, affected.map(accepted))).moved).toHaveLength(3);
  });

  it('is of all that live, and of no more', async () => {
    const roomId = await ownRoom();
    const at = (startTime: string, endTime: string) => ({ roomId, startDate: '2019-04-16', startTime, endTime });
    const confirmed = await lab.book(at('08:00', '09:00'));
    const requested = await lab.book(at('09:00', '10:00'), TRAINER);
    const held = await lab.hold({ ...at('10:00', '11:00'), holdMinutes: 60 });
    const queued = await lab.book({ ...at('10:30', '11:00'), waitBehindHolds: true });
    const cancelled = await lab.book(at('11:00', '12:00'));
    await lab.cancel(cancelled.id);
    const rejected = await lab.book(at('12:00', '13:00'), TRAINER);
    await lab.reject(rejected.id);
    await lab.book({ ...at('10:00', '11:00'), startDate: '2019-04-17' });
    const found = async () => {
      const { affected } = await lab.preview({ roomId, startDate: '2019-04-16' });
      return affected.map(({ booking: { id, status, queuedAt } }) => [id, status, queuedAt !== null]);
    };
    const live = [
      [confirmed.id, 'CONFIRMED', false],
      [requested.id, 'REQUESTED', false],
    ];
    expect(await found()).toEqual([...live, [held.id, 'HOLD', false], [queued.id, 'REQUESTED', true]]);
    lab.app.clock.set('2019-03-01T09:00:01Z');
    expect(await found()).toEqual([...live, [queued.id, 'REQUESTED', true]]);
  });

  it('counts set-up and tear-down, and what only touches it not', async () => {
    const roomId = await ownRoom();
    const at = (startTime: string, endTime: string, parts = {}) =>
      lab.book({ roomId, startDate: '2019-04-16', startTime, endTime, ...parts });
    await at('10:00', '11:00');
    const tornDown = await at('11:00', '12:00', { tearDownMinutes: 1 });
    const setUp = await at('14:30', '15:00', { setUpMinutes: 31 });
    await at('15:00', '16:00');
    const closing = { roomId, startDate: '2019-04-16', startTime: '12:00', endTime: '14:00' };
    const { affected } = await lab.preview(closing);
    expect(idsOf(affected.map(({ booking }) => booking))).toEqual([tornDown.id, setUp.id]);
  });

  it('of a room is of all that shares a part with it, and not of its sibling', async () => {
    const { hallA, hallB, great } = lab.rooms;
    const at = (roomId: string, startTime: string, endTime: string) =>
      lab.book({ roomId, startDate: '2019-04-23', startTime, endTime, setUpMinutes: 0, tearDownMinutes: 0 });
    const inA = await at(hallA, '08:00', '09:00');
    const inB = await at(hallB, '09:00', '10:00');
    const inBoth = await at(great, '10:00', '11:00');
    const metBy = async (roomId: string | null) => {
      const { affected } = await lab.preview({ roomId, startDate: '2019-04-23' });
      return idsOf(affected.map(({ booking }) => booking));
    };
    expect(await metBy(hallA)).toEqual([inA.id, inBoth.id]);
    expect(await metBy(hallB)).toEqual([inB.id, inBoth.id]);
    expect(await metBy(great)).toEqual([inA.id, inB.id, inBoth.id]);
    expect(await metBy(null)).toEqual([inA.id, inB.id, inBoth.id]);
  });

  it('of a room offers the sibling part', async () => {
    const booked = await lab.book({ startDate: '2019-04-24', expectedPeople: 30 });
    const { affected } = await lab.preview({ roomId: lab.rooms.hallA, startDate: '2019-04-24' });
    const offered = affected[0]?.alternatives.map(({ kind, room }) => [kind, room.id]);
    expect(affected[0]?.booking.id).toBe(booked.id);
    expect(offered).toContainEqual(['OTHER_ROOM', lab.rooms.hallB]);
    expect(offered).not.toContainEqual(['COMBINATION', lab.rooms.great]);
  });
});
