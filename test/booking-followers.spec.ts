// Whatever hangs on bookings from a higher floor: it is locked before the rooms, may forbid, and is told what has changed.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '../src/platform/ids/id.ts';
import {
  type BookingChange,
  type BookingFollower,
  BookingFollowers,
  type Forbidden,
} from '../src/venues/bookings/booking.followers.ts';
import type { BookingDeed } from '../src/venues/bookings/change.rules.ts';
import type { Asking } from './app.ts';
import { choose, type ClosureLab, startClosureLab } from './closure-lab.ts';
import { BOOK as BOOK_SERIES, CANCEL as CANCEL_SERIES, type Series, wednesdays } from './series-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };
const MESSAGE = 'Це бронювання для події. Змініть подію.';

const DEEDS: readonly BookingDeed[] = ['MOVE', 'SWAP_ROOM', 'LOSE_YES', 'END'];

/** Remembers what it was told; forbids these deeds, or all that is done to the bookings named. */
class Remembering implements BookingFollower {
  readonly locked: string[][] = [];
  readonly told: BookingChange[][] = [];
  readonly statements: number[] = [];
  no = new Set<string>();
  deeds = DEEDS;

  lock(_: unknown, ids: readonly Id<'Booking'>[]): Promise<void> {
    this.locked.push([...ids]);
    this.statements.push(lab.app.queries.length);
    return Promise.resolve();
  }

  forbidden(_: unknown, ids: readonly string[]): Promise<ReadonlyMap<string, Forbidden>> {
    const why = { kind: 'ServesEvent' as const, message: MESSAGE };
    const forbidden: Forbidden = Object.fromEntries(this.deeds.map((deed) => [deed, why]));
    return Promise.resolve(new Map(ids.filter((id) => this.no.has(id)).map((id) => [id, forbidden])));
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
  for (const list of [follower.locked, follower.told, follower.statements]) list.length = 0;
  follower.no = new Set();
  follower.deeds = DEEDS;
});
afterAll(() => lab.app.stop());

/** What the follower was told, as far as a test reads it. */
const told = () =>
  follower.told.map((changes) => changes.map(({ before, after }) => [after.id, before.status, after.status]));

describe('whoever follows bookings', () => {
  it('is told nothing of new ones', async () => {
    await lab.book({ roomId: await lab.ownRoom() });
    expect([follower.locked, follower.told]).toEqual([[], []]);
  });

  it('is told where a booking went', async () => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    const before = lab.app.queries.length;
    const moved = await lab.change(booked.id, booked.version, { startTime: '13:00', endTime: '15:00' });
    expect(follower.locked).toEqual([[booked.id]]);
    // The order is event, then room: no row was locked yet.
    const earlier = lab.app.queries.slice(before, follower.statements[0]);
    expect(earlier.filter((statement) => /for (no key )?update/i.test(statement))).toEqual([]);
    const [[change] = []] = follower.told;
    expect(change?.before).toMatchObject({ id: booked.id, startLocal: '2019-04-17T10:00:00', version: 1 });
    expect(change?.after).toMatchObject({ id: booked.id, startLocal: '2019-04-17T13:00:00', version: moved.version });
  });

  it.each<[string, BookingDeed, () => Promise<Parameters<ClosureLab['change']>[2]>, boolean]>([
    ['another time', 'MOVE', () => Promise.resolve({ startTime: '13:00', endTime: '15:00' }), true],
    ['another room', 'SWAP_ROOM', async () => ({ roomId: await lab.ownRoom() }), true],
    ['more people', 'SWAP_ROOM', () => Promise.resolve({ expectedPeople: 20 }), true],
    ['another layout', 'SWAP_ROOM', () => Promise.resolve({ layout: 'CLASS' }), true],
    [
      ...(['equipment', 'SWAP_ROOM'] as const),
      () => Promise.resolve({ equipment: [{ equipmentId: lab.projectors, quantity: 1 }] }),
      false,
    ],
  ])('is asked about %s, and about nothing else then', async (_, deed, change, follows) => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    const parts = await change();
    follower.no.add(booked.id);
    follower.deeds = [deed];
    expect(await lab.change(booked.id, booked.version, parts)).toEqual({ kind: 'ServesEvent', message: MESSAGE });
    expect([await lab.actionsOn(booked.id), told()]).toEqual([['CREATE'], []]);
    follower.deeds = DEEDS.filter((one) => one !== deed);
    expect(await lab.change(booked.id, booked.version, parts)).toMatchObject({ version: 2 });
    expect(told()).toEqual(follows ? [[[booked.id, 'CONFIRMED', 'CONFIRMED']]] : []);
  });

  it.each([
    ['a longer time', { endTime: '13:00' }],
    ['another purpose', { purpose: 'Концерт' }],
  ])('is asked whether %s may cost it its yes', async (_, change) => {
    const booked = await lab.book({ roomId: await lab.ownRoom({ needsApproval: true }) });
    await lab.approve(booked.id, APPROVER);
    follower.no.add(booked.id);
    follower.deeds = ['LOSE_YES'];
    expect(await lab.change(booked.id, 2, change)).toEqual({ kind: 'ServesEvent', message: MESSAGE });
    expect(await lab.read(booked.id)).toMatchObject({ status: 'CONFIRMED', version: 2 });
    expect(await lab.change(booked.id, 2, change, APPROVER)).toMatchObject({ status: 'CONFIRMED', version: 3 });
    follower.deeds = ['END'];
    expect(await lab.change(booked.id, 3, { purpose: 'Лекція', endTime: '13:30' })).toMatchObject({
      status: 'REQUESTED',
    });
  });

  it.each([
    ['words', { purpose: 'Лекція', contact: 'Олена' }],
    ['the time before and after', { setUpMinutes: 5, tearDownMinutes: 0 }],
  ])('is not asked about %s', async (_, change) => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    follower.no.add(booked.id);
    expect(await lab.change(booked.id, booked.version, change)).toMatchObject({ version: 2 });
    expect(follower.told).toEqual([]);
  });

  it('is told of a yes, a no and an end', async () => {
    const roomId = await lab.ownRoom({ needsApproval: true });
    const on = (startDate: string) => lab.book({ roomId, startDate }, TRAINER);
    const [one, two] = [await on('2019-05-02'), await on('2019-05-03')];
    const held = await lab.hold({ roomId, startDate: '2019-05-04' });
    // A no is never forbidden.
    follower.no = new Set([two.id]);
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
  });

  it('forbids to move, to change and to cancel, and nothing is written', async () => {
    const booked = await lab.book({ roomId: await lab.ownRoom() });
    follower.no.add(booked.id);
    const refusal = { kind: 'ServesEvent', message: MESSAGE };
    expect(await lab.change(booked.id, 1, { startTime: '11:00' })).toEqual(refusal);
    expect(await lab.change(booked.id, 1, { expectedPeople: 11 })).toEqual(refusal);
    expect(await lab.cancel(booked.id)).toEqual(refusal);
    expect(follower.told).toEqual([]);
    expect(await lab.read(booked.id)).toMatchObject({ status: 'CONFIRMED', version: 1, viewerCan: ['REWORD'] });
    expect(await lab.actionsOn(booked.id)).toEqual(['CREATE']);
  });
});

describe('a closure', () => {
  it('is forbidden by nobody, locks what hangs on all its bookings first, and tells what became of them', async () => {
    const [roomId, other] = [await lab.ownRoom(), await lab.ownRoom()];
    const startDate = '2019-06-05';
    const [going, ending] = [
      await lab.book({ roomId, startDate }),
      await lab.book({ roomId, startDate, startTime: '14:00', endTime: '15:00' }),
    ];
    follower.no = new Set([going.id, ending.id]);
    follower.locked.length = 0;
    const before = lab.app.queries.length;
    const choices = [choose(going, { roomId: other }), choose(ending, null)];
    expect(await lab.apply({ roomId, startDate }, choices)).toMatchObject({ moved: [{ id: going.id, version: 2 }] });
    expect(follower.locked.map((ids) => ids.toSorted())).toEqual([[going.id, ending.id].toSorted()]);
    const earlier = lab.app.queries.slice(before, follower.statements[0]);
    expect(earlier.filter((statement) => /for (no key )?update/i.test(statement))).toEqual([]);
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
    follower.no = new Set(ids.slice(1, 2));
    expect(await cancel(series)).toEqual({ kind: 'ServesEvent', message: MESSAGE });
    expect(follower.told).toEqual([]);
    expect(await lab.read(ids[0] ?? '')).toMatchObject({ status: 'CONFIRMED', version: 1 });
    follower.no = new Set();
    follower.locked.length = 0;
    expect(await cancel(series)).toMatchObject({ counts: { placed: 0, dropped: 3 } });
    expect(follower.locked.map((locked) => locked.toSorted())).toEqual([ids.toSorted()]);
    const ended = (follower.told[0] ?? []).map(({ before, after }) => [after.id, before.status, after.status]);
    expect(ended.sort()).toEqual(ids.map((id) => [id, 'CONFIRMED', 'CANCELLED']).sort());
  });
});
