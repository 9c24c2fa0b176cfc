// Whatever hangs on bookings from a higher floor: it is locked before the rooms, may forbid, and is told what has changed.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '../src/platform/ids/id.ts';
import {
  type BookingChange,
  type BookingDeed,
  type BookingFollower,
  BookingFollowers,
} from '../src/venues/bookings/booking.followers.ts';
import type { Asking } from './app.ts';
import { choose, type ClosureLab, startClosureLab } from './closure-lab.ts';
import { BOOK as BOOK_SERIES, CANCEL as CANCEL_SERIES, type Series, wednesdays } from './series-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };
const MESSAGE = 'Це бронювання для події. Змініть подію.';

/** Remembers what it was asked and told; says no to all of the bookings named, or to these deeds alone. */
class Remembering implements BookingFollower {
  readonly locked: string[][] = [];
  readonly asked: [string, BookingDeed][] = [];
  readonly told: BookingChange[][] = [];
  readonly statements: number[] = [];
  forbidden = new Set<string>();

  lock(_: unknown, ids: readonly Id<'Booking'>[]): Promise<void> {
    this.locked.push([...ids]);
    this.statements.push(lab.app.queries.length);
    return Promise.resolve();
  }

  forbids(_: unknown, id: Id<'Booking'>, deed: BookingDeed) {
    this.asked.push([id, deed]);
    return Promise.resolve(this.forbidden.has(id) ? { kind: 'ServesEvent' as const, message: MESSAGE } : null);
  }

  follow(_: unknown, changes: readonly BookingChange[]): Promise<void> {
    this.told.push([...changes]);
    return Promise.resolve();
  }
}

let lab: ClosureLab;
let follower: Remembering;
beforeAll(async () => {
  lab = await startClosureLab();
  follower = new Remembering();
  lab.app.nest.get(BookingFollowers).register(follower);
});
beforeEach(() => {
  for (const list of [follower.locked, follower.asked, follower.told, follower.statements]) list.length = 0;
  follower.forbidden = new Set();
});
afterAll(() => lab.app.stop());

/** What the follower was told, as far as a test reads it. */
const told = () =>
  follower.told.map((changes) => changes.map(({ before, after }) => [after.id, before.status, after.status]));

describe('whoever follows bookings', () => {
  it('is neither asked nor told of new ones', async () => {
    await lab.book({ roomId: await lab.ownRoom() });
    expect([follower.locked, follower.asked, follower.told]).toEqual([[], [], []]);
  });

  it('is asked before a booking moves, and told where it went', async () => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    const before = lab.app.queries.length;
    const moved = await lab.change(booked.id, booked.version, { startTime: '13:00', endTime: '15:00' });
    expect(follower.locked).toEqual([[booked.id]]);
    // The order is event, then room: no row was locked yet.
    const earlier = lab.app.queries.slice(before, follower.statements[0]);
    expect(earlier.filter((statement) => /for (no key )?update/i.test(statement))).toEqual([]);
    expect(follower.asked).toEqual([[booked.id, 'MOVE']]);
    const [[change] = []] = follower.told;
    expect(change?.before).toMatchObject({ id: booked.id, startLocal: '2019-04-17T10:00:00', version: 1 });
    expect(change?.after).toMatchObject({ id: booked.id, startLocal: '2019-04-17T13:00:00', version: moved.version });
  });

  it.each<[string, () => Promise<Parameters<ClosureLab['change']>[2]>, boolean]>([
    ['another room', async () => ({ roomId: await lab.ownRoom() }), true],
    ['more people', () => Promise.resolve({ expectedPeople: 20 }), true],
    ['another layout', () => Promise.resolve({ layout: 'CLASS' }), true],
    ['equipment', () => Promise.resolve({ equipment: [{ equipmentId: lab.projectors, quantity: 1 }] }), false],
  ])('is asked about %s at the same time', async (_, change, follows) => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    expect(await lab.change(booked.id, booked.version, await change())).toMatchObject({ version: 2 });
    expect(follower.asked).toEqual([[booked.id, 'SWAP_ROOM']]);
    expect(told()).toEqual(follows ? [[[booked.id, 'CONFIRMED', 'CONFIRMED']]] : []);
  });

  it.each([
    ['words', { purpose: 'Лекція', contact: 'Олена' }],
    ['the time before and after', { setUpMinutes: 5, tearDownMinutes: 0 }],
  ])('is not asked about %s', async (_, change) => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    follower.forbidden.add(booked.id);
    expect(await lab.change(booked.id, booked.version, change)).toMatchObject({ version: 2 });
    expect([follower.asked, follower.told]).toEqual([[], []]);
  });

  it('is told of a yes, a no and an end', async () => {
    const roomId = await lab.ownRoom({ needsApproval: true });
    const on = (startDate: string) => lab.book({ roomId, startDate }, TRAINER);
    const [one, two] = [await on('2019-05-02'), await on('2019-05-03')];
    const held = await lab.hold({ roomId, startDate: '2019-05-04' });
    follower.forbidden = new Set([two.id]);
    await lab.approve(one.id, APPROVER);
    await lab.reject(two.id, APPROVER);
    await lab.confirm(held.id);
    await lab.cancel(one.id, APPROVER);
    expect(told()).toEqual([
      [[one.id, 'REQUESTED', 'CONFIRMED']],
      [[two.id, 'REQUESTED', 'REJECTED']],
      [[held.id, 'HOLD', 'REQUESTED']],
      [[one.id, 'CONFIRMED', 'CANCELLED']],
    ]);
    // A no is never forbidden.
    expect(follower.asked).toEqual([[one.id, 'END']]);
  });

  it('forbids to move, to change and to cancel, and nothing is written', async () => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    follower.forbidden.add(booked.id);
    const refusal = { kind: 'ServesEvent', message: MESSAGE };
    expect(await lab.change(booked.id, 1, { startTime: '11:00' })).toEqual(refusal);
    expect(await lab.change(booked.id, 1, { expectedPeople: 11 })).toEqual(refusal);
    expect(await lab.cancel(booked.id)).toEqual(refusal);
    expect(follower.asked.map(([, deed]) => deed)).toEqual(['MOVE', 'SWAP_ROOM', 'END']);
    expect(follower.told).toEqual([]);
    expect(await lab.read(booked.id)).toMatchObject({ status: 'CONFIRMED', version: 1 });
    expect(await lab.actionsOn(booked.id)).toEqual(['CREATE']);
  });
});

describe('a closure', () => {
  it('asks nobody, locks what hangs on all its bookings first, and tells what became of them', async () => {
    const [roomId, other] = [await lab.ownRoom(), await lab.ownRoom()];
    const startDate = '2019-06-05';
    const [going, ending] = [
      await lab.book({ roomId, startDate }),
      await lab.book({ roomId, startDate, startTime: '14:00', endTime: '15:00' }),
    ];
    follower.forbidden = new Set([going.id, ending.id]);
    follower.locked.length = 0;
    const before = lab.app.queries.length;
    const choices = [choose(going, { roomId: other }), choose(ending, null)];
    expect(await lab.apply({ roomId, startDate }, choices)).toMatchObject({ moved: [{ id: going.id, version: 2 }] });
    expect(follower.locked.map((ids) => ids.toSorted())).toEqual([[going.id, ending.id].toSorted()]);
    const earlier = lab.app.queries.slice(before, follower.statements[0]);
    expect(earlier.filter((statement) => /for (no key )?update/i.test(statement))).toEqual([]);
    expect(follower.asked).toEqual([]);
    expect(told()).toEqual([
      [
        [going.id, 'CONFIRMED', 'CONFIRMED'],
        [ending.id, 'CONFIRMED', 'CANCELLED'],
      ],
    ]);
    expect(follower.told[0]?.[0]?.after).toMatchObject({ roomId: other, version: 2 });
    expect(follower.told[0]?.[1]?.after).toMatchObject({ reason: 'Ремонт даху', version: 2 });
  });
});

describe('a series', () => {
  const cancel = async ({ id, version }: Series) => {
    const variables = { id, version, reason: 'Клуб закрито' };
    return (await lab.data<{ result: Series }>(CANCEL_SERIES, variables)).result;
  };

  it('is not cancelled where one of its bookings may not end, else tells of all that have ended', async () => {
    const input = wednesdays(await lab.ownRoom(), { rule: 'FREQ=WEEKLY;COUNT=3' });
    const { result: series } = await lab.data<{ result: Series }>(BOOK_SERIES, { input, mode: 'ALL_OR_NOTHING' });
    const ids = series.dates.map(({ booking }) => booking?.id ?? '');
    follower.forbidden = new Set(ids.slice(1, 2));
    expect(await cancel(series)).toEqual({ kind: 'ServesEvent', message: MESSAGE });
    expect(follower.told).toEqual([]);
    expect(await lab.read(ids[0] ?? '')).toMatchObject({ status: 'CONFIRMED', version: 1 });
    follower.forbidden = new Set();
    follower.locked.length = 0;
    expect(await cancel(series)).toMatchObject({ counts: { placed: 0, dropped: 3 } });
    expect(follower.locked.map((locked) => locked.toSorted())).toEqual([ids.toSorted()]);
    const ended = (follower.told[0] ?? []).map(({ before, after }) => [after.id, before.status, after.status]);
    expect(ended.sort()).toEqual(ids.map((id) => [id, 'CONFIRMED', 'CANCELLED']).sort());
  });
});
