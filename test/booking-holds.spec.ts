// Holds: they end by themselves, whether the program runs or not, and whoever waits behind them moves up.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closures } from '../src/venues/hours/closure.tables.ts';
import type { Asking } from './app.ts';
import { type BookingLab, kindsOf, restarted, startBookingLab, type Told } from './booking-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };
const NOW = '2019-03-01T08:00:00Z';

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab(NOW);
});
afterAll(() => lab.app.stop());

/** So many minutes after the clock was set. */
const after = (minutes: number) => lab.app.clock.set(new Date(Date.parse(NOW) + minutes * 60_000).toISOString());

describe('a hold', () => {
  it('keeps the room for 48 hours unless it says otherwise, and not a minute longer', async () => {
    after(0);
    const roomId = await lab.ownRoom();
    const { id, ...held } = await lab.hold({ roomId }, TRAINER);
    expect(held).toMatchObject({ status: 'HOLD', holdUntil: '2019-03-03T08:00:00.000Z', version: 1 });
    expect(held.viewerCan).toEqual(['MOVE', 'CHANGE', 'REWORD', 'CONFIRM', 'CANCEL']);
    const refused = await lab.book({ roomId });
    expect(refused.broken).toEqual([
      expect.objectContaining({
        kind: 'Overlap',
        status: 'HOLD',
        holdUntil: '2019-03-03T08:00:00.000Z',
        bookingId: id,
      }),
    ]);
    after(48 * 60 - 1);
    expect(kindsOf(await lab.check({ roomId }))).toEqual(['Overlap']);
    after(48 * 60);
    expect(await lab.check({ roomId })).toMatchObject({ fits: true });
    // Nobody has written it down, and it is so all the same.
    expect(await lab.read(id)).toMatchObject({ status: 'EXPIRED', version: 1, viewerCan: [] });
    expect(await lab.listed({ roomId, status: ['EXPIRED'] })).toHaveLength(1);
    expect(await lab.listed({ roomId, status: ['HOLD'] })).toEqual([]);
    for (const ended of [await lab.confirm(id, TRAINER), await lab.cancel(id, TRAINER)]) {
      expect(ended).toMatchObject({ kind: 'BookingStatusWrong', refusedStatus: 'EXPIRED' });
    }
    expect(await lab.book({ roomId })).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.read(id)).toMatchObject({ status: 'EXPIRED', version: 2 });
    expect(await lab.actionsOn(id)).toEqual(['CREATE', 'EXPIRE']);
  });

  it.each([0, 14 * 1_440 + 1])('does not last %i minutes', async (holdMinutes) => {
    await expect(lab.hold({ holdMinutes })).rejects.toThrow('holdMinutes');
  });

  it('becomes a booking for whoever needs nobody’s yes, and a request for others', async () => {
    after(0);
    for (const [needsApproval, asking, status] of [
      [false, { as: 'librarian' }, 'CONFIRMED'],
      [true, { as: 'librarian' }, 'REQUESTED'],
      [true, APPROVER, 'CONFIRMED'],
      [false, TRAINER, 'REQUESTED'],
    ] as const) {
      const roomId = await lab.ownRoom({ needsApproval });
      const equipment = [{ equipmentId: lab.projectors, quantity: 1 }];
      const { id } = await lab.hold({ roomId, equipment, holdMinutes: 60 }, asking);
      after(59);
      expect(await lab.confirm(id, asking)).toMatchObject({ status, holdUntil: null, version: 2 });
      after(61);
      // It does not end any more, nor does what it has of equipment.
      expect(kindsOf(await lab.check({ roomId }))[0]).toBe('Overlap');
      const wish = { roomId: await lab.ownRoom(), equipment: [{ equipmentId: lab.projectors, quantity: 6 }] };
      expect(kindsOf(await lab.check(wish))).toContain('EquipmentShort');
      after(0);
      await lab.cancel(id, asking);
    }
  });

  it('is not confirmed into what came in between', async () => {
    after(0);
    const roomId = await lab.ownRoom();
    const { id } = await lab.hold({ roomId, startDate: '2019-04-25' });
    const now = lab.app.clock.now();
    const time = { startLocal: '2019-04-25T00:00:00', zone: 'UTC', wallMinutes: 1_440, createdAt: now, updatedAt: now };
    await lab.database.transaction((tx) =>
      tx.insert(closures).values({
        ...{ ...time, branchId: lab.branches.central, roomId, kind: 'REPAIR', reasonUk: 'Ремонт' },
        ...{ startsAt: new Date('2019-04-25T00:00:00Z'), endsAt: new Date('2019-04-26T00:00:00Z') },
      }),
    );
    expect(kindsOf(await lab.confirm(id))).toEqual(['Closed']);
    expect(await lab.read(id)).toMatchObject({ status: 'HOLD', version: 1 });
  });

  it('that is moved stays a hold until the same time', async () => {
    after(0);
    const roomId = await lab.ownRoom();
    const { id } = await lab.hold({ roomId, holdMinutes: 60 });
    const moved = await lab.change(id, 1, { startTime: '11:00', endTime: '13:00' });
    expect(moved).toMatchObject({ status: 'HOLD', holdUntil: '2019-03-01T09:00:00.000Z', version: 2 });
    after(60);
    expect(await lab.book({ roomId, startTime: '11:00', endTime: '13:00' })).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.overlaps()).toBe(0);
  });

  it('gives its equipment back by itself, to whatever room wants it', async () => {
    after(0);
    const wish = async (quantity: number) => ({
      ...{ roomId: await lab.ownRoom(), startDate: '2019-05-20' },
      equipment: [{ equipmentId: lab.projectors, quantity }],
    });
    await lab.hold({ ...(await wish(5)), holdMinutes: 60 });
    expect(kindsOf(await lab.book(await wish(2)))).toEqual(['EquipmentShort']);
    after(60);
    expect(await lab.book(await wish(6))).toMatchObject({ status: 'CONFIRMED' });
  });
});

describe('a queue behind a hold', () => {
  const waiting = { waitBehindHolds: true };
  let roomId: string;
  let held: Told;
  let first: Told;
  let second: Told;

  /** A hold of an hour, and behind it two who wait; the second wants only the end of its time. */
  async function line(): Promise<void> {
    after(0);
    roomId = await lab.ownRoom();
    held = await lab.hold({ roomId, holdMinutes: 60, purpose: 'Таємна нарада' }, APPROVER);
    after(1);
    first = await lab.book({ roomId, ...waiting, purpose: 'перша' }, TRAINER);
    after(2);
    second = await lab.book({ roomId, ...waiting, startTime: '11:30', endTime: '12:30', purpose: 'друга' });
  }
  const ids = (told: readonly { readonly id: string }[] | undefined) => told?.map(({ id }) => id);
  const state = async () =>
    Promise.all([first, second].map(async ({ id }) => (await lab.read(id))?.['queuedAt'] === null));

  it('is for those who say so, and only where nothing but holds is in the way', async () => {
    await line();
    expect(kindsOf(await lab.book({ roomId }))).toEqual(['Overlap']);
    expect(kindsOf(await lab.book({ roomId, ...waiting, expectedPeople: 61 }))).toEqual(['Overlap', 'LayoutTooSmall']);
    await lab.book({ roomId, startTime: '14:00', endTime: '15:00' });
    const both = { roomId, ...waiting, startTime: '11:00', endTime: '14:00' };
    expect(kindsOf(await lab.book(both))).toEqual(['Overlap', 'Overlap']);
  });

  it('is seen in its order from both ends, and says no more than it may', async () => {
    await line();
    expect(first).toMatchObject({ status: 'REQUESTED', queuedAt: '2019-03-01T08:01:00.000Z', version: 1 });
    expect(ids((await lab.read(held.id))?.queue)).toEqual([first.id, second.id]);
    expect(ids((await lab.read(second.id))?.waitsBehind)).toEqual([held.id]);
    expect(await lab.listed({ roomId, queued: true })).toEqual(['перша', 'друга']);
    const query = `query ($id: ID!) { booking(id: $id) { waitsBehind { purpose contact askedBy overrides { rule } status
      holdUntil queue { id purpose } } } }`;
    const { booking } = await lab.data(query, { id: first.id }, TRAINER);
    expect(booking?.['waitsBehind']).toEqual([
      {
        ...{ purpose: null, contact: null, askedBy: null, overrides: null, status: 'HOLD' },
        holdUntil: '2019-03-01T09:00:00.000Z',
        queue: [
          { id: first.id, purpose: 'перша' },
          { id: second.id, purpose: null },
        ],
      },
    ]);
  });

  it('can change its words, leave, and be told no; nothing else', async () => {
    await line();
    const waits = { kind: 'BookingStatusWrong', refusedStatus: 'REQUESTED' };
    expect(await lab.approve(first.id)).toMatchObject(waits);
    expect(await lab.change(first.id, 1, { startTime: '10:30' }, TRAINER)).toMatchObject(waits);
    expect((await lab.read(first.id))?.viewerCan).toEqual(['REWORD', 'REJECT', 'CANCEL']);
    expect(await lab.change(first.id, 1, { purpose: 'перша, друга' }, TRAINER)).toMatchObject({ version: 2 });
    expect(await lab.reject(first.id)).toMatchObject({ status: 'REJECTED', queuedAt: null });
    expect(await lab.cancel(second.id)).toMatchObject({ status: 'CANCELLED', queuedAt: null });
    expect((await lab.read(held.id))?.queue).toEqual([]);
  });

  it('moves up in its order when the hold is given up', async () => {
    await line();
    await lab.cancel(held.id, APPROVER);
    expect(await state()).toEqual([true, false]);
    expect(await lab.read(first.id)).toMatchObject({ status: 'REQUESTED', version: 2 });
    expect(ids((await lab.read(second.id))?.waitsBehind)).toEqual([first.id]);
    expect(await lab.actionsOn(first.id)).toEqual(['CREATE', 'MOVE_UP']);
    // It has the room now, and can be said yes to; when it goes, the next comes.
    expect(await lab.approve(first.id)).toMatchObject({ status: 'CONFIRMED' });
    await lab.cancel(first.id, TRAINER);
    expect(await state()).toEqual([true, true]);
    // Whoever needs nobody's yes needs none then either.
    expect(await lab.read(second.id)).toMatchObject({ status: 'CONFIRMED', version: 2 });
    expect(await lab.overlaps()).toBe(0);
  });

  it('moves up in its order when the hold ends by itself', async () => {
    await line();
    after(60);
    // Whoever comes later, and for the same time, comes after them.
    expect(kindsOf(await lab.book({ roomId }))).toContain('Overlap');
    await lab.book({ roomId, startDate: '2019-04-30' });
    expect(await state()).toEqual([true, false]);
    expect(await lab.read(held.id)).toMatchObject({ status: 'EXPIRED', version: 2 });
    expect(ids((await lab.read(first.id))?.queue)).toEqual([second.id]);
    expect(await lab.overlaps()).toBe(0);
  });

  it('moves up when the hold moves away, and stays where it becomes a booking', async () => {
    await line();
    expect(await lab.change(held.id, 1, { startDate: '2019-04-18', endDate: null }, APPROVER)).toMatchObject({
      status: 'HOLD',
    });
    expect(await state()).toEqual([true, false]);
    await line();
    expect(await lab.confirm(held.id, APPROVER)).toMatchObject({ status: 'CONFIRMED' });
    after(61);
    await lab.book({ roomId, startDate: '2019-04-30' });
    expect(await state()).toEqual([false, false]);
    expect(ids((await lab.read(held.id, APPROVER))?.queue)).toEqual([first.id, second.id]);
  });

  it('ends where its time has come before its turn', async () => {
    after(0);
    roomId = await lab.ownRoom();
    const soon = { roomId, startDate: '2019-03-01', startTime: '12:00', endTime: '13:00' };
    held = await lab.hold({ ...soon, holdMinutes: 240 });
    first = await lab.book({ ...soon, ...waiting });
    after(150);
    await lab.book({ roomId, startDate: '2019-04-30' });
    expect(await lab.read(first.id)).toMatchObject({ status: 'EXPIRED', queuedAt: null });
  });
});

describe('while the program is stopped', () => {
  it('a hold of 48 hours ends all the same', async () => {
    after(0);
    const roomId = await lab.ownRoom();
    const { id } = await lab.hold({ roomId });
    lab = await restarted(lab, '2019-03-03T07:59:59Z');
    expect(await lab.read(id)).toMatchObject({ status: 'HOLD' });
    expect(kindsOf(await lab.book({ roomId }))).toEqual(['Overlap']);
    lab = await restarted(lab, '2019-03-03T08:00:00Z');
    expect(await lab.read(id)).toMatchObject({ status: 'EXPIRED' });
    expect(await lab.book({ roomId })).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.overlaps()).toBe(0);
  });
});
