// What becomes of bookings when a branch or a room is shut.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from './app.ts';
import { kindsOf } from './booking-lab.ts';
import { accepted, choose, type ClosureLab, startClosureLab } from './closure-lab.ts';
import { layout } from './venue-lab.ts';

const APPROVER: Asking = { as: 'approver' };
const TRAINER: Asking = { as: 'trainer' };
const ENGLISH: Asking = { as: 'librarian', language: 'en' };
const NOW = '2019-03-01T08:00:00Z';

let lab: ClosureLab;
beforeAll(async () => {
  lab = await startClosureLab();
});
afterEach(() => lab.app.clock.set(NOW));
afterAll(() => lab.app.stop());

/** A room within walls of its own, where no other test books. */
const ownRoom = (parts = {}, branchId = lab.branches.central) =>
  lab.database.transaction((tx) =>
    lab.addRoom(tx, branchId, [layout('THEATRE', 60)], { nameUk: 'Своя зала', ...parts }),
  );
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('a closure that is applied', () => {
  it('moves and cancels what it meets, and shuts', async () => {
    const [stays, goes] = [
      await lab.book({ startDate: '2019-05-07', contact: '+380 44 123 45 67' }),
      await lab.book({ startDate: '2019-05-07', roomId: lab.rooms.hallB }),
    ];
    const closing = { startDate: '2019-05-07', reasonEn: 'Roof repairs' };
    const move = { startDate: '2019-05-08', endDate: '2019-05-08' };
    const told = await lab.apply(closing, [choose(stays, move), choose(goes, null)], ENGLISH, 'Тече дах');
    expect(told).toMatchObject({
      closure: { closureKind: 'REPAIR', reason: 'Roof repairs', branch: { slug: 'central' }, room: null, version: 1 },
      moved: [{ id: stays.id, version: 2, status: 'CONFIRMED' }],
      cancelled: [{ id: goes.id, version: 2, status: 'CANCELLED' }],
    });
    expect(await lab.read(stays.id)).toMatchObject({
      ...{ start: '2019-05-08T10:00:00+03:00', end: '2019-05-08T12:00:00+03:00', contact: '+380 44 123 45 67' },
      ...{ setUpMinutes: 30, tearDownMinutes: 15 },
    });
    expect(await lab.read(goes.id)).toMatchObject({ reason: 'Тече дах' });
    expect(await lab.deedsOn(stays.id)).toEqual(['CREATE', 'UPDATE']);
    expect(await lab.deedsOn(goes.id)).toEqual(['CREATE', 'CANCEL']);
    expect(await lab.deedsOn(told.closure.id)).toEqual(['CREATE']);
    expect(await lab.closures('2019-05-07')).toMatchObject([
      {
        id: told.closure.id,
        reasonUk: 'Ремонт даху',
        startDate: '2019-05-07',
        startTime: '00:00',
        endDate: '2019-05-08',
        endTime: '00:00',
        viewerCan: [],
      },
    ]);
    expect(await lab.closures('2019-05-08', '2019-05-31')).toEqual([]);
    expect(kindsOf(await lab.book({ startDate: '2019-05-07' }))).toEqual(['Closed']);
    expect(kindsOf(await lab.book({ startDate: '2019-05-08' }))).toEqual(['Overlap']);
  });

  it('cancels for its own reason where none is given', async () => {
    const roomId = await ownRoom();
    const booked = await lab.book({ roomId });
    await lab.apply({ roomId, startDate: '2019-04-17' }, [choose(booked, null)]);
    expect(await lab.read(booked.id)).toMatchObject({ status: 'CANCELLED', reason: 'Ремонт даху' });
  });

  it('moves over to what another leaves', async () => {
    const roomId = await ownRoom();
    const day = { roomId, startDate: '2019-04-17' };
    const morning = await lab.book({ ...day, startTime: '10:00', endTime: '12:30' });
    const afternoon = await lab.book({ ...day, startTime: '12:30', endTime: '15:00' });
    const told = await lab.apply({ ...day, startTime: '12:00', endTime: '13:00' }, [
      choose(morning, { startTime: '13:00', endTime: '15:30' }),
      choose(afternoon, { startTime: '09:30', endTime: '12:00' }),
    ]);
    expect(told.moved.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED']);
    expect(await lab.read(morning.id)).toMatchObject({ startTime: '13:00' });
    expect(await lab.read(afternoon.id)).toMatchObject({ startTime: '09:30' });
    expect(await lab.overlaps()).toBe(0);
  });

  it('in an emergency meets what is under way and what is to come, not what is over', async () => {
    const roomId = await ownRoom();
    const at = (startTime: string, endTime: string) =>
      lab.book({ roomId, startDate: '2019-04-17', startTime, endTime });
    const [over, underWay, ahead] = [
      await at('08:00', '10:00'),
      await at('10:00', '12:00'),
      await at('15:00', '16:00'),
    ];
    lab.app.clock.set('2019-04-17T08:00:00Z');
    const closing = { kind: 'EMERGENCY', roomId, startDate: '2019-04-17', startTime: '09:30' };
    const { affected } = await lab.preview(closing);
    expect(affected.map(({ booking }) => booking.id)).toEqual([underWay.id, ahead.id]);
    expect(await lab.apply(closing, [choose(underWay, null), choose(ahead, null)])).toMatchObject({
      cancelled: [{ id: underWay.id }, { id: ahead.id }],
    });
    expect(await lab.read(over.id)).toMatchObject({ status: 'CONFIRMED', version: 1 });
  });

  it('asks for a yes anew where whoever shuts may not say it', async () => {
    const [roomId, strict] = [await ownRoom(), await ownRoom({ needsApproval: true })];
    const booked = async (startTime: string, endTime: string) =>
      lab.book({ roomId, startDate: '2019-04-17', startTime, endTime }, APPROVER);
    const [first, second] = [await booked('10:00', '11:00'), await booked('12:00', '13:00')];
    const asked = await lab.book({ roomId, startDate: '2019-04-17', startTime: '14:00', endTime: '15:00' }, TRAINER);
    const byLibrarian = { roomId, startDate: '2019-04-17', endTime: '11:30' };
    const byApprover = { roomId, startDate: '2019-04-17', startTime: '11:30' };
    const move = { roomId: strict };
    expect(await lab.apply(byLibrarian, [choose(first, move)])).toMatchObject({ moved: [{ status: 'REQUESTED' }] });
    expect(await lab.apply(byApprover, [choose(second, move), choose(asked, move)], APPROVER)).toMatchObject({
      moved: [
        { id: second.id, status: 'CONFIRMED' },
        { id: asked.id, status: 'REQUESTED' },
      ],
    });
    // The time it was approved for went with the move.
    expect(await lab.change(second.id, 2, { startTime: '12:15', endTime: '12:45' })).toMatchObject({
      status: 'CONFIRMED',
    });
  });

  it('asks for a yes anew to another layout of the same room at the approved time', async () => {
    const kinds = [layout('THEATRE', 60), layout('CLASS', 60)];
    const parts = { nameUk: 'Своя зала', needsApproval: true };
    const roomId = await lab.database.transaction((tx) => lab.addRoom(tx, lab.branches.central, kinds, parts));
    const day = { roomId, startDate: '2019-04-17' };
    const booked = (startTime: string, endTime: string) => lab.book({ ...day, startTime, endTime }, APPROVER);
    const [first, second] = [await booked('08:00', '12:00'), await booked('12:00', '16:00')];
    const shut = { ...day, startTime: '11:30', endTime: '12:30' };
    const choices = [choose(first, { endTime: '11:30' }), choose(second, { startTime: '12:30', layout: 'CLASS' })];
    expect(await lab.apply(shut, choices)).toMatchObject({
      moved: [
        { id: first.id, status: 'CONFIRMED' },
        { id: second.id, status: 'REQUESTED' },
      ],
    });
  });

  it('moves a hold as one, and whoever waited behind it there has its place', async () => {
    const [roomId, other] = [await ownRoom(), await ownRoom()];
    const day = { roomId, startDate: '2019-04-17' };
    const held = await lab.hold({ ...day, startTime: '10:00', endTime: '12:00', holdMinutes: 60 });
    const before = await lab.book({ ...day, startTime: '09:00', endTime: '10:30', waitBehindHolds: true });
    const within = await lab.book({ ...day, startTime: '11:00', endTime: '12:00', waitBehindHolds: true });
    const told = await lab.apply({ ...day, startTime: '11:00' }, [
      choose(held, { roomId: other }),
      choose(within, { roomId: other, startTime: '14:00', endTime: '15:00' }),
    ]);
    expect(told.moved).toMatchObject([
      { id: held.id, status: 'HOLD' },
      { id: within.id, status: 'CONFIRMED' },
    ]);
    expect(await lab.read(held.id)).toMatchObject({ holdUntil: held['holdUntil'], room: { id: other } });
    expect(await lab.read(before.id)).toMatchObject({ status: 'CONFIRMED', queuedAt: null });
    lab.app.clock.set('2019-03-01T09:00:01Z');
    expect(await lab.book({ roomId: other })).toMatchObject({ status: 'CONFIRMED' });
  });

  it('knows who waits behind a hold that is over by now', async () => {
    const [roomId, other] = [await ownRoom(), await ownRoom()];
    const day = { roomId, startDate: '2019-04-17' };
    const held = await lab.hold({ ...day, holdMinutes: 60 });
    const queued = await lab.book({ ...day, waitBehindHolds: true });
    lab.app.clock.set('2019-03-01T09:00:01Z');
    const { affected } = await lab.preview(day);
    expect(idsOf(affected.map(({ booking }) => booking))).toEqual([queued.id]);
    expect(await lab.apply(day, [choose(queued, { roomId: other })])).toMatchObject({ moved: [{ id: queued.id }] });
    expect(await lab.read(held.id)).toMatchObject({ status: 'EXPIRED' });
  });

  it('counts for the limits of whoever asked what is moved with it', async () => {
    const limits = { limitCount: 2, limitTerm: 'MONTH' as const };
    const [roomId, limited] = [await ownRoom(limits), await ownRoom(limits)];
    const at = (startDate: string) => lab.book({ roomId, startDate }, TRAINER);
    const [first, second] = [await at('2019-04-16'), await at('2019-04-17')];
    await lab.book({ roomId: limited, startDate: '2019-04-20' }, TRAINER);
    const closing = { roomId, startDate: '2019-04-16', endDate: '2019-04-17' };
    const over = await lab.apply(closing, [choose(first, { roomId: limited }), choose(second, { roomId: limited })]);
    expect(over.problems).toMatchObject([{ bookingId: second.id, broken: [{ kind: 'OverLimit' }] }]);
    const later = (startDate: string) => ({ startDate, endDate: startDate });
    const within = [choose(first, later('2019-04-18')), choose(second, later('2019-04-19'))];
    expect((await lab.apply(closing, within)).moved).toHaveLength(2);
  });

  it('takes equipment along within the branch, and of another branch what is named', async () => {
    const [roomId, other, away] = [await ownRoom(), await ownRoom(), await ownRoom({}, lab.branches.next)];
    const projectors = (quantity: number, equipmentId = lab.projectors) => [{ equipmentId, quantity }];
    const day = { roomId, startDate: '2019-10-15' };
    const morning = await lab.book({ ...day, startTime: '09:00', endTime: '10:00', equipment: projectors(4) });
    const noon = await lab.book({ ...day, startTime: '11:00', endTime: '12:00', equipment: projectors(4) });
    const together = { roomId: other, startTime: '11:00', endTime: '12:00' };
    const apart = { roomId: away, startTime: '11:00', endTime: '12:00' };
    const sixth = await lab.apply(day, [
      choose(morning, { ...together, roomId: await ownRoom() }),
      choose(noon, together),
    ]);
    expect(sixth.problems).toMatchObject([
      { bookingId: noon.id, broken: [{ kind: 'EquipmentShort', wanted: 4, free: 2 }] },
    ]);
    const named = { ...apart, equipment: projectors(2, lab.nextProjectors) };
    await lab.apply(day, [choose(morning, named), choose(noon, together)]);
    expect(await lab.read(morning.id)).toMatchObject({
      ...{ branch: { slug: 'next' }, status: 'REQUESTED' },
      equipment: [{ quantity: 2, equipment: { id: lab.nextProjectors } }],
    });
    expect(await lab.read(noon.id)).toMatchObject({ equipment: [{ quantity: 4, equipment: { id: lab.projectors } }] });
    const third = await lab.check({
      ...together,
      startDate: '2019-10-15',
      roomId: await ownRoom(),
      equipment: projectors(3),
    });
    expect(kindsOf(third)).toEqual(['EquipmentShort']);
  });

  it('may meet so many bookings at a time, and no more', async () => {
    const [roomId, other] = [await ownRoom(), await ownRoom()];
    const closing = { roomId, startDate: '2020-02-03', endDate: '2020-02-13' };
    // A quarter of an hour each, one after the other.
    await lab.fill(roomId, '2020-02-03', 250);
    const { affected, total } = await lab.preview(closing);
    expect(total).toBe(250);
    const [first, ...others] = affected.map(accepted);
    // All choices in one request, which is no larger than requests may be.
    const told = await lab.apply(closing, first ? [{ ...first, move: null }, ...others] : []);
    expect([told.kind, told.cancelled?.length, told.moved?.length]).toEqual([undefined, 1, 249]);
    expect(await lab.overlaps()).toBe(0);
    await lab.fill(other, '2020-02-03', 251);
    const more = { ...closing, roomId: other };
    const refused = { kind: 'TooManyAffected', count: 251, most: 250 };
    expect([await lab.preview(more), await lab.apply(more)]).toMatchObject([refused, refused]);
  });
});
