// A closure is applied as a whole or not at all; what becomes of one that holds; and closures at the same moment as bookings.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from './app.ts';
import { kindsOf, type Told } from './booking-lab.ts';
import { type Choice, choose, type ClosureLab, type ClosureTold, startClosureLab } from './closure-lab.ts';
import { layout } from './venue-lab.ts';

const APPROVER: Asking = { as: 'approver' };
const DAY = '2019-04-17';

let lab: ClosureLab;
beforeAll(async () => {
  lab = await startClosureLab();
});
afterAll(() => lab.app.stop());

const ownRoom = (parts = {}) =>
  lab.database.transaction((tx) =>
    lab.addRoom(tx, lab.branches.central, [layout('THEATRE', 60)], { nameUk: 'Своя зала', ...parts }),
  );

/** Applies what must be refused, and sees that nothing at all was changed. */
async function refused(...asked: Parameters<ClosureLab['apply']>): Promise<ClosureTold> {
  const before = await lab.everything();
  const told = await lab.apply(...asked);
  expect(await lab.everything()).toEqual(before);
  return told;
}

const kindsOfProblem = ({ broken }: ClosureTold['problems'][number]) => broken.map(({ kind }) => kind);

describe('a closure is outdated', () => {
  it('by a booking that has no choice', async () => {
    const roomId = await ownRoom();
    const [first, second] = [
      await lab.book({ roomId }),
      await lab.book({ roomId, startTime: '15:00', endTime: '16:00' }),
    ];
    expect(await refused({ roomId, startDate: DAY }, [choose(first, null)])).toMatchObject({
      ...{ kind: 'ClosureOutdated', gone: [] },
      missing: [{ id: second.id, version: 1 }],
    });
  });

  it('by a booking that changed since', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    await lab.change(booked.id, 1, { purpose: 'Щось інше' });
    expect(await refused({ roomId, startDate: DAY }, [choose(booked, null)])).toMatchObject({
      ...{ kind: 'ClosureOutdated', gone: [] },
      missing: [{ id: booked.id, version: 2 }],
    });
  });

  it('by a booking that it does not meet, or meets no longer', async () => {
    const roomId = await ownRoom();
    const [ended, elsewhere] = [await lab.book({ roomId }), await lab.book({ roomId, startDate: '2019-04-18' })];
    await lab.cancel(ended.id);
    const away = await lab.book({ roomId: lab.rooms.nextHall }, { as: 'admin' });
    const nobody = { id: 'no such booking', version: 1 };
    const choices = [ended, elsewhere, away, nobody].map((one) => choose(one, null));
    expect(await refused({ roomId, startDate: DAY }, choices)).toMatchObject({
      ...{ kind: 'ClosureOutdated', missing: [] },
      gone: [ended.id, elsewhere.id, away.id, nobody.id],
    });
  });
});

describe('nothing is done', () => {
  it('when one booking does not fit', async () => {
    const [roomId, other] = [await ownRoom(), await ownRoom()];
    const [fits, not, ends] = [
      await lab.book({ roomId }),
      await lab.book({ roomId, startTime: '14:00', endTime: '15:00' }),
      await lab.book({ roomId, startTime: '16:00', endTime: '17:00' }),
    ];
    const inTheWay = await lab.book({ roomId: other, startTime: '14:30', endTime: '15:30' });
    const told = await refused({ roomId, startDate: DAY }, [
      ...[choose(fits, { roomId: other }), choose(not, { roomId: other }), choose(ends, null)],
    ]);
    expect(told).toMatchObject({
      kind: 'ClosureNotApplied',
      problems: [{ bookingId: not.id, broken: [{ kind: 'Overlap', severity: 'HARD', bookingId: inTheWay.id }] }],
    });
    expect(told.message).toContain(told.problems[0]?.message);
    expect(kindsOf(await lab.check({ roomId, startTime: '08:00', endTime: '09:00' }))).toEqual([]);
  });

  it('when a booking would go into the closure itself', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    const told = await refused({ roomId, startDate: DAY }, [choose(booked, { startTime: '15:00', endTime: '16:00' })]);
    expect(told.problems).toMatchObject([{ bookingId: booked.id, broken: [{ kind: 'Closed' }] }]);
  });

  it('when a booking would stay where it is', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    const told = await refused({ roomId, startDate: DAY }, [choose(booked, { roomId })]);
    expect(told.kind).toBe('ClosureNotApplied');
    expect(told.problems.map(kindsOfProblem)).toEqual([['Closed']]);
  });

  it('when two bookings would go to one place', async () => {
    const [roomId, other] = [await ownRoom(), await ownRoom()];
    const [first, second] = [
      await lab.book({ roomId }),
      await lab.book({ roomId, startTime: '14:00', endTime: '15:00' }),
    ];
    const move = { roomId: other, startTime: '11:00', endTime: '12:00' };
    const told = await refused({ roomId, startDate: DAY }, [choose(first, move), choose(second, move)]);
    expect(told.problems).toMatchObject([{ bookingId: second.id, broken: [{ bookingId: first.id }] }]);
  });

  it('when the clocks skip a time', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    const move = { startDate: '2020-03-29', startTime: '03:30', endDate: '2020-03-29', endTime: '05:00' };
    expect(await refused({ roomId, startDate: DAY }, [choose(booked, move)])).toMatchObject({
      problems: [{ bookingId: booked.id, broken: [] }],
    });
  });

  it('unless a soft rule is set aside by whoever may, with a reason', async () => {
    const [roomId, small] = [await ownRoom(), await ownRoom({ longestMinutes: 60 })];
    const booked = await lab.book({ roomId });
    const move = { roomId: small, overrides: [{ rule: 'TooLong', reason: 'Іншої зали немає' }] };
    const closing = { roomId, startDate: DAY };
    const kinds = ({ problems }: ClosureTold) => problems.map(({ broken }) => broken.map((rule) => rule.kind));
    expect(kinds(await refused(closing, [choose(booked, { roomId: small })], APPROVER))).toEqual([['TooLong']]);
    // The rules of fairness are the approver's.
    expect(kinds(await refused(closing, [choose(booked, move)]))).toEqual([['TooLong']]);
    expect((await lab.apply(closing, [choose(booked, move)], APPROVER)).moved).toMatchObject([{ id: booked.id }]);
    expect(await lab.read(booked.id)).toMatchObject({ overrides: move.overrides });
  });

  it('when a booking is named twice, or a room is none', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    const closing = { roomId, startDate: DAY };
    const twice = [choose(booked, null), choose({ ...booked, id: booked.id.toUpperCase() }, null)];
    await expect(lab.apply(closing, twice)).rejects.toThrow('each booking once');
    await expect(lab.apply(closing, [choose(booked, { roomId: 'none' })])).rejects.toThrow('the room');
  });
});

describe('a closure that holds', () => {
  it('ends earlier, and not later', async () => {
    const roomId = await ownRoom();
    const { closure } = await lab.apply({ roomId, startDate: '2019-09-02', endDate: '2019-09-06' });
    const book = (startDate: string) => lab.book({ roomId, startDate });
    expect(kindsOf(await book('2019-09-05'))).toEqual(['Closed']);
    const change = { endDate: '2019-09-04', reasonEn: 'Done sooner', kind: 'EMERGENCY' };
    expect(await lab.update(closure.id, 1, change)).toMatchObject({
      ...{ version: 2, end: '2019-09-05T00:00:00+03:00', reasonEn: 'Done sooner', closureKind: 'EMERGENCY' },
      viewerCan: ['UPDATE', 'LIFT'],
    });
    expect(await book('2019-09-05')).toMatchObject({ status: 'CONFIRMED' });
    expect(kindsOf(await book('2019-09-04'))).toEqual(['Closed']);
    expect(await lab.update(closure.id, 2, { endTime: '18:00' })).toMatchObject({ end: '2019-09-04T18:00:00+03:00' });
    expect(await lab.update(closure.id, 3, { endDate: '2019-09-05' })).toMatchObject({
      ...{ kind: 'ClosureNotShorter', endsAt: '2019-09-04T15:00:00.000Z' },
    });
    expect(await lab.update(closure.id, 3, { endDate: '2019-09-01' })).toMatchObject({ kind: 'EndBeforeStart' });
    expect(await lab.update(closure.id, 2, { reasonUk: 'Інша' })).toMatchObject({
      ...{ kind: 'ChangedMeanwhile', current: { version: 3 } },
    });
    expect(await lab.update(closure.id, 3, { reasonEn: 'Done sooner' })).toMatchObject({ version: 3 });
    expect(await lab.deedsOn(closure.id)).toEqual(['CREATE', 'UPDATE', 'UPDATE']);
  });

  it('is lifted once, and shuts nothing from then on', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    const { closure } = await lab.apply({ roomId, startDate: DAY }, [choose(booked, null)]);
    expect(await lab.lift(closure.id, 2)).toMatchObject({ kind: 'ChangedMeanwhile', current: { version: 1 } });
    expect(await lab.lift(closure.id, 1)).toMatchObject({ version: 2, liftedAt: '2019-03-01T08:00:00.000Z' });
    expect(await lab.lift(closure.id, 2)).toMatchObject({ kind: 'ClosureOver' });
    expect(await lab.update(closure.id, 2, { endTime: '12:00' })).toMatchObject({ kind: 'ClosureOver' });
    expect(await lab.closures(DAY)).not.toContainEqual(expect.objectContaining({ id: closure.id }));
    expect(await lab.book({ roomId })).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.read(booked.id)).toMatchObject({ status: 'CANCELLED' });
    expect(await lab.deedsOn(closure.id)).toEqual(['CREATE', 'CANCEL']);
  });

  it('is found by every day it meets', async () => {
    const roomId = await ownRoom();
    const { closure } = await lab.apply({ roomId, startDate: '2019-11-04', startTime: '12:00', endDate: '2019-11-05' });
    const found = async (from: string, to?: string) => (await lab.closures(from, to)).map(({ id }) => id);
    expect(await found('2019-11-04')).toEqual([closure.id]);
    expect(await found('2019-11-05', '2019-11-30')).toEqual([closure.id]);
    expect(await found('2019-11-06')).toEqual([]);
    expect(await found('2019-10-01', '2019-11-03')).toEqual([]);
    await expect(found('2019-11-05', '2019-11-04')).rejects.toThrow('to must not be earlier');
    await expect(found('2019-11-05', '2023-11-05')).rejects.toThrow('at most');
  });
});

describe('at the same moment as bookings', () => {
  it.each(['2019-07-01', '2019-07-02', '2019-07-03', '2019-07-04'])(
    'on %s a closure meets each of them, or each of them meets it',
    async (startDate) => {
      const rooms = [lab.rooms.hallA, lab.rooms.hallB, lab.rooms.great];
      const wishes = Array.from({ length: 24 }, (_, at) => {
        const hour = String(9 + Math.floor(at / 3)).padStart(2, '0');
        const time = { startTime: `${hour}:00`, endTime: `${hour}:45`, setUpMinutes: 0, tearDownMinutes: 0 };
        return { roomId: rooms[at % 3], startDate, ...time };
      });
      const book = (from: number, to: number) => wishes.slice(from, to).map((wish) => lab.book(wish));
      const [told, ...answers] = await Promise.all([closeAfter(book(0, 12), startDate), ...book(12, 24)]);
      const booked = [...told.earlier, ...answers];
      const made = booked.filter(({ status }) => status);
      const now = await Promise.all(made.map(({ id }) => lab.read(id)));
      expect(now.map((one) => one?.status)).toEqual(made.map(() => 'CANCELLED'));
      // Each that was made was cancelled by the closure, and both are written down.
      for (const { id } of made) expect(await lab.deedsOn(id)).toEqual(['CREATE', 'CANCEL']);
      expect(told.cancelled.sort()).toEqual(made.map(({ id }) => id).sort());
      const kinds = booked.filter(({ status }) => !status).flatMap(kindsOf);
      expect(kinds.filter((kind) => kind !== 'Closed' && kind !== 'Overlap')).toEqual([]);
      expect(await lab.preview({ startDate })).toMatchObject({ total: 0 });
      expect(await lab.overlaps()).toBe(0);
    },
  );

  it('of ten closures one is applied, and cancels what is there once', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    const told = await Promise.all(
      Array.from({ length: 10 }, () => lab.apply({ roomId, startDate: DAY }, [choose(booked, null)])),
    );
    expect(told.filter(({ closure }) => closure)).toHaveLength(1);
    expect(told.filter(({ kind }) => kind === 'ClosureOutdated')).toHaveLength(9);
    expect(await lab.deedsOn(booked.id)).toEqual(['CREATE', 'CANCEL']);
  });

  /** Shuts while these bookings are made, and decides about what comes in between until nothing does. */
  async function closeAfter(sent: Promise<Told>[], startDate: string) {
    const choices = new Map<string, Choice>();

    for (;;) {
      const told = await lab.apply({ startDate }, [...choices.values()]);
      if (told.kind !== 'ClosureOutdated') {
        return { earlier: await Promise.all(sent), cancelled: told.cancelled.map(({ id }) => id) };
      }
      for (const booking of told.missing) choices.set(booking.id, choose(booking, null));
    }
  }
});
