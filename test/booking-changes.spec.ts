// What becomes of a booking: it is decided about, moved and changed. How it ends is booking-ends.spec.ts; holds and
// those who wait behind them are booking-holds.spec.ts.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { closures } from '../src/venues/hours/closure.tables.ts';
import { rooms } from '../src/venues/places/room.tables.ts';
import type { Asking } from './app.ts';
import { type BookingLab, kindsOf, startBookingLab, type Told } from './booking-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };
const STRANGERS = [{ as: 'stranger' }, { as: 'coordinator' }, { as: 'teacher' }] as const;

let lab: BookingLab;
beforeAll(async () => {
  lab = await startBookingLab();
});
afterAll(() => lab.app.stop());

const strict = () => lab.ownRoom({ needsApproval: true });
const editRoom = (id: string, change: Partial<typeof rooms.$inferInsert>) =>
  lab.database.transaction((tx) =>
    tx
      .update(rooms)
      .set(change)
      .where(eq(rooms.id, id as never)),
  );
const at = (startTime: string, endTime: string) => ({ startTime, endTime });

describe('who may not', () => {
  it.each(STRANGERS)('$as changes nothing', async (asking) => {
    const { id, version } = await lab.book({ roomId: await lab.ownRoom() }, TRAINER);
    const all = [
      () => lab.change(id, version, { purpose: 'Інше' }, asking),
      () => lab.confirm(id, asking),
      () => lab.approve(id, asking),
      () => lab.reject(id, asking),
      () => lab.cancel(id, asking),
      () => lab.block({ startDate: '2019-04-01', ...at('10:00', '11:00') }, asking),
    ];
    for (const one of all) await expect(one()).rejects.toThrow('You may not do this');
    expect(await lab.read(id, TRAINER)).toMatchObject({ version: 1, status: 'REQUESTED' });
  });

  it('decides about their own request, or about a room that wants an approver’s yes', async () => {
    const { id } = await lab.book({ roomId: await strict() }, TRAINER);
    for (const asking of [TRAINER, { as: 'librarian' }] as const) {
      await expect(lab.approve(id, asking)).rejects.toThrow('You may not do this');
      await expect(lab.reject(id, asking)).rejects.toThrow('You may not do this');
    }
    expect((await lab.read(id))?.viewerCan).toEqual(['MOVE', 'CHANGE', 'REWORD', 'CANCEL']);
    expect((await lab.read(id, TRAINER))?.viewerCan).toEqual(['MOVE', 'CHANGE', 'REWORD', 'CANCEL']);
    expect((await lab.read(id, APPROVER))?.viewerCan).toEqual([
      'MOVE',
      'CHANGE',
      'REWORD',
      'APPROVE',
      'REJECT',
      'CANCEL',
    ]);
  });

  it('changes what somebody else asked for, unless they are staff of the branch', async () => {
    const { id } = await lab.book({ roomId: await lab.ownRoom() });
    await expect(lab.cancel(id, TRAINER)).rejects.toThrow('You may not do this');
    await expect(lab.change(id, 1, { purpose: 'Моє' }, TRAINER)).rejects.toThrow('You may not do this');
    await expect(lab.cancel('x')).rejects.toThrow('not found');
  });
});

describe('a yes', () => {
  let roomId: string;
  let request: Told;
  beforeAll(async () => {
    roomId = await strict();
    request = await lab.book({ roomId, expectedPeople: 50, ...at('12:00', '16:00') }, TRAINER);
  });

  it('is waited for, and the room is taken meanwhile', async () => {
    expect(request).toMatchObject({ status: 'REQUESTED', version: 1 });
    const checked = await lab.check({ roomId, startDate: '2019-04-18' }, TRAINER);
    expect(checked).toMatchObject({ fits: true, status: 'REQUESTED' });
    expect(kindsOf(checked)).toEqual(['NeedsApproval']);
    expect(await lab.check({ roomId, startDate: '2019-04-18' }, APPROVER)).toMatchObject({ status: 'CONFIRMED' });
    expect(kindsOf(await lab.book({ roomId, ...at('13:00', '14:00') }, APPROVER))).toEqual(['Overlap']);
  });

  it('makes a booking of a request, once', async () => {
    const approved = await lab.approve(request.id, APPROVER);
    expect(approved).toMatchObject({
      status: 'CONFIRMED',
      version: 2,
      viewerCan: ['MOVE', 'CHANGE', 'REWORD', 'CANCEL'],
    });
    expect(await lab.approve(request.id, APPROVER)).toMatchObject({
      ...{ kind: 'BookingStatusWrong', refusedStatus: 'CONFIRMED' },
    });
    expect(await lab.approve(request.id, APPROVER, 1)).toMatchObject({
      ...{ kind: 'ChangedMeanwhile', by: 'approver of the test', current: { id: request.id, version: 2 } },
    });
    expect(await lab.actionsOn(request.id)).toEqual(['CREATE', 'APPROVE']);
  });

  it('holds for less time, and for a move inside the approved time', async () => {
    const shorter = await lab.change(request.id, 2, at('12:30', '15:00'), TRAINER);
    expect(shorter).toMatchObject({
      status: 'CONFIRMED',
      version: 3,
      startTime: '12:30',
      occupiedTo: expect.any(String),
    });
    const moved = await lab.change(request.id, 3, at('13:30', '16:00'), TRAINER);
    expect(moved).toMatchObject({ status: 'CONFIRMED', version: 4 });
    // What it gave up is free, although it was approved for it.
    expect(await lab.check({ roomId, ...at('11:30', '12:45'), tearDownMinutes: 15 })).toMatchObject({ fits: true });
    const crowded = await lab.change(request.id, 4, { expectedPeople: 61 }, TRAINER);
    expect(kindsOf(crowded)).toEqual(['LayoutTooSmall']);
    const fewer = await lab.change(request.id, 4, { expectedPeople: 40, contact: 'Леся' }, TRAINER);
    expect(fewer).toMatchObject({ status: 'CONFIRMED', version: 5 });
    expect(await lab.change(request.id, 5, { contact: null }, TRAINER)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('has to be said again for a minute more, for longer tear-down, and for another room', async () => {
    const later = await lab.change(request.id, 6, at('12:00', '16:01'), TRAINER);
    expect(later).toMatchObject({ status: 'REQUESTED', version: 7 });
    // The new time is taken.
    expect(kindsOf(await lab.check({ roomId, ...at('16:30', '17:00'), setUpMinutes: 15 }))).toEqual([
      ...['Overlap', 'NeedsApproval'],
    ]);
    expect(await lab.approve(request.id, APPROVER)).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.change(request.id, 8, { tearDownMinutes: 16 }, TRAINER)).toMatchObject({ status: 'REQUESTED' });
    expect(await lab.approve(request.id, APPROVER)).toMatchObject({ status: 'CONFIRMED', version: 10 });
    const elsewhere = await lab.change(request.id, 10, { roomId: await lab.ownRoom() }, TRAINER);
    expect(elsewhere).toMatchObject({ status: 'REQUESTED', room: { id: expect.not.stringContaining(roomId) } });
    expect(await lab.check({ roomId, ...at('12:00', '16:00') })).toMatchObject({ fits: true });
    // There the librarians say yes as well.
    expect(await lab.approve(request.id)).toMatchObject({ status: 'CONFIRMED', version: 12 });
  });

  it('is not needed by whoever says it', async () => {
    const byApprover = await lab.change(request.id, 12, { roomId, ...at('08:00', '18:00') }, APPROVER);
    expect(byApprover).toMatchObject({ status: 'CONFIRMED', version: 13 });
    // It is a yes to the new time.
    expect(await lab.change(request.id, 13, at('09:00', '17:00'), TRAINER)).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.change(request.id, 14, at('07:59', '17:00'))).toMatchObject({ status: 'REQUESTED' });
  });

  it('is a no with a reason, for good', async () => {
    const rejected = await lab.reject(request.id, APPROVER, 'Того дня ремонт');
    expect(rejected).toMatchObject({ status: 'REJECTED', reason: 'Того дня ремонт', viewerCan: [] });
    expect(await lab.check({ roomId, ...at('08:00', '17:00') })).toMatchObject({ fits: true });
    const ended = { kind: 'BookingStatusWrong', refusedStatus: 'REJECTED' };
    expect(await lab.approve(request.id, APPROVER)).toMatchObject(ended);
    expect(await lab.cancel(request.id, TRAINER)).toMatchObject(ended);
    expect(await lab.change(request.id, 16, { purpose: 'Ще раз' }, TRAINER)).toMatchObject(ended);
    expect(await lab.confirm(request.id, TRAINER)).toMatchObject(ended);
  });

  it('is not said to what has become impossible', async () => {
    const asked = await lab.book({ roomId: await strict(), startDate: '2019-04-24' }, TRAINER);
    const { room } = asked as typeof asked & { readonly room: { readonly id: string } };
    await shut(room.id, '2019-04-24');
    expect(kindsOf(await lab.approve(asked.id, APPROVER))).toEqual(['Closed']);
    expect(await lab.read(asked.id)).toMatchObject({ status: 'REQUESTED', version: 1 });
  });
});

/** Shuts a room for the day, from midnight to midnight of UTC. */
async function shut(roomId: string, date: string): Promise<void> {
  const now = lab.app.clock.now();
  const time = { startLocal: `${date}T00:00:00`, zone: 'UTC', wallMinutes: 1_440, createdAt: now, updatedAt: now };
  await lab.database.transaction((tx) =>
    tx.insert(closures).values({
      ...{
        ...time,
        branchId: lab.branches.central,
        roomId: roomId as never,
        kind: 'EMERGENCY',
        reasonUk: 'Прорвало трубу',
      },
      ...{ startsAt: new Date(`${date}T00:00:00Z`), endsAt: new Date(`${date}T23:59:00Z`) },
    }),
  );
}

describe('a change', () => {
  it('keeps what is left out, and takes equipment, words and layout as they are given', async () => {
    const roomId = await lab.ownRoom();
    const equipment = [{ equipmentId: lab.projectors, quantity: 2 }];
    const given = { roomId, equipment, contact: 'Леся', expectedPeople: 20, tearDownMinutes: 20 };
    const { id, ...first } = await lab.book({ ...given, startDate: '2019-05-06' });
    const worded = await lab.change(id, 1, { purpose: 'Читання', contact: null });
    expect(worded).toEqual({ ...first, id, purpose: 'Читання', contact: null, version: 2 });
    // Set-up was the layout's and follows it, tear-down was its own and stays.
    const seated = await lab.change(id, 2, { layout: 'CLASS', equipment: [{ ...equipment[0], quantity: 6 }] });
    expect(seated).toMatchObject({ layout: 'CLASS', setUpMinutes: 10, tearDownMinutes: 20, version: 3 });
    expect(seated['equipment']).toEqual([{ quantity: 6, equipment: { id: lab.projectors } }]);
    expect(await lab.change(id, 3, { equipment: null, tearDownMinutes: null })).toMatchObject({
      ...{ equipment: [], tearDownMinutes: 10, version: 4 },
    });
    // Nothing is written when nothing is changed.
    expect(await lab.change(id, 4, { layout: 'CLASS', purpose: 'Читання' })).toMatchObject({ version: 4 });
    expect(await lab.change(id, 3, { purpose: 'Застаріле' })).toMatchObject({
      ...{ kind: 'ChangedMeanwhile', by: 'librarian of the test', current: { version: 4 } },
    });
    expect(await lab.actionsOn(id)).toEqual(['CREATE', 'UPDATE', 'UPDATE', 'UPDATE']);
    const lines = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id));
    expect(JSON.stringify(lines)).not.toContain('Леся');
    expect(lines.flatMap(({ changes }) => changes)).toContainEqual({
      ...{ field: 'equipment', before: equipment, after: [{ ...equipment[0], quantity: 6 }] },
    });
  });

  it('is refused with all that is in its way, and then nothing has changed', async () => {
    const roomId = await lab.ownRoom();
    const other = await lab.book({ roomId, ...at('16:00', '17:00') });
    const { id } = await lab.book({ roomId, ...at('10:00', '11:00') });
    const refused = await lab.change(id, 1, { ...at('15:00', '16:00'), expectedPeople: 80 });
    expect(kindsOf(refused)).toEqual(['Overlap', 'LayoutTooSmall']);
    expect(refused.broken?.[0]).toMatchObject({ bookingId: other.id, minutes: 45 });
    expect(await lab.read(id)).toMatchObject({ version: 1, startTime: '10:00' });
    // Its own old time is in nobody's way.
    expect(await lab.change(id, 1, at('10:30', '12:00'))).toMatchObject({ startTime: '10:30', version: 2 });
    expect(await lab.check({ roomId, ...at('09:00', '10:00'), tearDownMinutes: 0 })).toMatchObject({ fits: true });
  });

  it('answers for what it makes worse, and not for what was agreed', async () => {
    const roomId = await lab.ownRoom();
    const reason = 'Домовлено';
    const wish = {
      roomId,
      startDate: '2019-05-06',
      expectedPeople: 70,
      overrides: [{ rule: 'LayoutTooSmall', reason }],
    };
    const { id } = await lab.book(wish);
    await editRoom(roomId, { leadMinutes: 60 * 24 * 90, longestMinutes: 60, retiredAt: lab.app.clock.now() });
    const fewer = await lab.change(id, 1, { expectedPeople: 65 });
    expect(fewer).toMatchObject({ version: 2, overrides: [{ rule: 'LayoutTooSmall', reason }] });
    expect(await lab.change(id, 2, { endTime: '11:30' })).toMatchObject({ version: 3, overrides: [{ reason }] });
    expect(kindsOf(await lab.change(id, 3, { expectedPeople: 66, ...at('10:00', '12:01') }))).toEqual([
      ...['LayoutTooSmall', 'OutsideBookingWindow', 'TooLong'],
    ]);
    // A reason goes with the rule that it was for.
    expect(await lab.change(id, 3, { expectedPeople: 60 })).toMatchObject({ version: 4, overrides: [] });
  });

  it('goes to another branch, whose wall clock and equipment count then', async () => {
    const equipment = [{ equipmentId: lab.projectors, quantity: 1 }];
    const { id } = await lab.book({ roomId: await lab.ownRoom(), startDate: '2019-05-07', equipment });
    await expect(lab.change(id, 1, { roomId: lab.rooms.nextHall })).rejects.toThrow('equipment');
    const anew = [{ equipmentId: lab.nextProjectors, quantity: 1 }];
    // There the librarian of the central branch is whoever asks, and it is theirs still.
    const moved = await lab.change(id, 1, { roomId: lab.rooms.nextHall, equipment: anew });
    expect(moved).toMatchObject({
      status: 'REQUESTED',
      branch: { slug: 'next' },
      viewerCan: ['MOVE', 'CHANGE', 'REWORD', 'CANCEL'],
    });
    await expect(lab.change(id, 2, { roomId: 'x' })).rejects.toThrow('not found');
    expect(
      await lab.change(id, 2, { layout: 'THEATRE', startDate: '2026-03-29', ...at('03:15', '09:00') }),
    ).toMatchObject({
      ...{ kind: 'SkippedHour', nextValid: '2026-03-29T04:00:00+03:00' },
    });
  });
});
