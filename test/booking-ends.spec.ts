// How bookings end, how rooms are kept free without one, and what is left of a person.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { PersonalData } from '../src/identity/personal-data.ts';
import { bookings } from '../src/venues/bookings/booking.tables.ts';
import type { Asking } from './app.ts';
import { type BookingLab, kindsOf, startBookingLab } from './booking-lab.ts';
import { personId } from './people.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab();
});
afterAll(() => lab.app.stop());

const at = (startTime: string, endTime: string) => ({ startTime, endTime });

describe('giving up', () => {
  it('frees room and equipment at once, and is said to whoever asks', async () => {
    const roomId = await lab.ownRoom();
    const equipment = [{ equipmentId: lab.projectors, quantity: 6 }];
    const wish = { roomId, startDate: '2019-05-13', equipment };
    const { id } = await lab.book(wish, TRAINER);
    const elsewhere = { ...wish, roomId: await lab.ownRoom() };
    expect(kindsOf(await lab.check(elsewhere))).toEqual(['EquipmentShort']);
    const ended = await lab.cancel(id, TRAINER);
    expect(ended).toMatchObject({ status: 'CANCELLED', reason: 'Захід не відбудеться', equipment: [{ quantity: 6 }] });
    expect(await lab.check(elsewhere)).toMatchObject({ fits: true });
    expect(await lab.book(wish)).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.cancel(id)).toMatchObject({ kind: 'BookingStatusWrong', refusedStatus: 'CANCELLED' });
  });

  it('of ten at the same moment happens once', async () => {
    const { id } = await lab.book({ roomId: await lab.ownRoom() });
    const all = await Promise.all(Array.from({ length: 10 }, () => lab.cancel(id)));
    expect(all.map(({ kind }) => kind ?? 'done').sort()).toEqual([
      ...Array<string>(9).fill('BookingStatusWrong'),
      'done',
    ]);
    expect(await lab.read(id)).toMatchObject({ status: 'CANCELLED', version: 2 });
  });
});

describe('what is over', () => {
  const OVER = { kind: 'BookingStatusWrong', refusedStatus: 'CONFIRMED' };
  const day = '2019-03-11';
  afterEach(() => lab.app.clock.set('2019-03-01T08:00:00Z'));

  it('is cancelled no more, nor changed; what is under way is', async () => {
    const { id } = await lab.book({ roomId: await lab.ownRoom(), startDate: day });
    lab.app.clock.set(`${day}T09:59:59Z`);
    expect((await lab.read(id))?.viewerCan).toEqual(['MOVE', 'CHANGE', 'REWORD', 'CANCEL']);
    expect(await lab.change(id, 1, { endTime: '11:59' })).toMatchObject({ endTime: '11:59', version: 2 });
    lab.app.clock.set(`${day}T09:59:00Z`);
    expect((await lab.read(id, APPROVER))?.viewerCan).toEqual([]);
    expect(await lab.cancel(id, { ...APPROVER, language: 'en' })).toMatchObject({
      ...{ ...OVER, message: expect.stringContaining('is over') },
    });
    expect(await lab.change(id, 2, { purpose: 'Не те' })).toMatchObject(OVER);
    expect(await lab.read(id)).toMatchObject({ status: 'CONFIRMED', version: 2 });
    const running = await lab.book({ roomId: await lab.ownRoom(), startDate: '2019-03-12' });
    lab.app.clock.set('2019-03-12T09:00:00Z');
    expect(await lab.cancel(running.id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('or has begun without a yes, gets none any more, and can be rejected', async () => {
    const { id } = await lab.book({ roomId: await lab.ownRoom({ needsApproval: true }), startDate: day }, TRAINER);
    lab.app.clock.set(`${day}T07:59:59Z`);
    expect((await lab.read(id, APPROVER))?.viewerCan).toEqual([
      'MOVE',
      'CHANGE',
      'REWORD',
      'APPROVE',
      'REJECT',
      'CANCEL',
    ]);
    lab.app.clock.set(`${day}T08:00:00Z`);
    expect((await lab.read(id, APPROVER))?.viewerCan).toEqual(['MOVE', 'CHANGE', 'REWORD', 'REJECT', 'CANCEL']);
    expect(await lab.approve(id, { ...APPROVER, language: 'uk' })).toMatchObject({
      ...{ kind: 'BookingStatusWrong', refusedStatus: 'REQUESTED', message: expect.stringContaining('почався') },
    });
    expect(await lab.reject(id, APPROVER)).toMatchObject({ status: 'REJECTED' });
  });

  it('is made no booking of a hold', async () => {
    const { id } = await lab.hold({ roomId: await lab.ownRoom(), startDate: day, holdMinutes: 14 * 1_440 });
    lab.app.clock.set(`${day}T10:00:00Z`);
    expect(await lab.confirm(id)).toMatchObject({ ...OVER, refusedStatus: 'HOLD' });
  });
});

describe('a blocking', () => {
  const day = { startDate: '2019-06-03' };

  it('keeps a room free with its parts and combinations, and is given back', async () => {
    const blocked = await lab.block({ ...day, roomId: lab.rooms.great, ...at('10:00', '12:00') });
    expect(blocked).toMatchObject({ version: 1, start: '2019-06-03T10:00:00+03:00', viewerCan: ['UNBLOCK'] });
    const refused = await lab.book({ ...day, ...at('12:15', '13:00') }, TRAINER);
    expect(refused.broken).toEqual([
      expect.objectContaining({ kind: 'Blocked', blockingId: blocked.id, reason: 'Прибирання' }),
    ]);
    expect(await lab.check({ ...day, ...at('12:30', '13:00') })).toMatchObject({ fits: true });
    expect(await lab.unblock(blocked.id, undefined, 2)).toMatchObject({ kind: 'ChangedMeanwhile' });
    expect(await lab.unblock(blocked.id)).toMatchObject({ version: 2, liftedAt: expect.any(String), viewerCan: [] });
    expect(await lab.unblock(blocked.id)).toMatchObject({ version: 2 });
    expect(await lab.actionsOn(blocked.id)).toEqual(['CREATE', 'CANCEL']);
    expect(await lab.check({ ...day, ...at('12:15', '13:00') })).toMatchObject({ fits: true });
  });

  it('pushes nobody aside', async () => {
    const booked = await lab.book({ ...day, ...at('16:00', '17:00') });
    const first = await lab.block({ ...day, roomId: lab.rooms.hallB, ...at('14:00', '15:00') });
    const refused = await lab.block({ ...day, roomId: lab.rooms.great, ...at('14:30', '15:45') });
    expect(refused).toMatchObject({ kind: 'RoomTaken' });
    expect(refused.broken).toEqual([
      expect.objectContaining({ kind: 'Blocked', blockingId: first.id }),
      expect.objectContaining({ kind: 'Overlap', bookingId: booked.id, minutes: 15 }),
    ]);
    expect(await lab.block({ ...day, ...at('11:00', '11:00') })).toMatchObject({ kind: 'EndBeforeStart' });
  });

  it('is listed for the staff of the branch, and for nobody else', async () => {
    const roomId = await lab.ownRoom();
    const blocked = await lab.block({ ...day, roomId, ...at('10:00', '11:00') });
    await lab.block({ startDate: '2019-06-05', roomId, ...at('10:00', '11:00') });
    const lifted = await lab.block({ ...day, roomId, ...at('12:00', '13:00') });
    await lab.unblock(lifted.id);
    const query = `query ($id: ID!) { room(id: $id) {
      blockings(from: "2019-06-03T00:00:00Z", to: "2019-06-04T00:00:00Z") { id } } }`;
    const seen = async (asking?: Asking) => (await lab.data(query, { id: roomId }, asking))['room']?.['blockings'];
    expect(await seen()).toEqual([{ id: blocked.id }]);
    expect(await seen(APPROVER)).toEqual([{ id: blocked.id }]);
    expect(await seen(TRAINER)).toBeNull();
    expect(await seen({})).toBeNull();
  });
});

describe('of a person', () => {
  it('the bookings are told in their export; erased, they leave their pseudonym and no contact', async () => {
    const asking = { as: 'trainer' } as const;
    const { id } = await lab.book({ roomId: await lab.ownRoom(), contact: 'Тарас, 044 123 45 67' }, asking);
    const other = await lab.book({ roomId: await lab.ownRoom(), contact: 'Марія' });
    const data = lab.app.nest.get(PersonalData);
    const exported = (await data.export(lab.database.reader, personId('trainer')))['bookings'];
    expect(exported).toContainEqual(expect.objectContaining({ id, contact: 'Тарас, 044 123 45 67' }));
    await lab.database.transaction((tx) => data.erase(tx, personId('trainer')));
    const [row] = await lab.database.reader
      .select()
      .from(bookings)
      .where(eq(bookings.id, id as never));
    expect(row).toMatchObject({ contact: null, askedById: personId('trainer'), status: 'REQUESTED' });
    expect(await lab.read(other.id)).toMatchObject({ contact: 'Марія' });
  });
});
