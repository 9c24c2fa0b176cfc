// Rooms wanted instead of what bookings have: as if all had given up theirs, and what was agreed stands.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { plusMinutes } from '../src/platform/time/instant.ts';
import { updateBookingRow } from '../src/venues/bookings/booking.store.ts';
import { occupy, vacate } from '../src/venues/bookings/occupancy.store.ts';
import { closures } from '../src/venues/hours/closure.tables.ts';
import { lockSpacesOf } from '../src/venues/places/space.store.ts';
import type { Asking } from './app.ts';
import { type DeskLab, refusals, startDeskLab } from './desk-lab.ts';
import { personId } from './people.ts';
import { KYIV } from './venue-lab.ts';

const TRAINER: Asking = { as: 'trainer' };
const APPROVER: Asking = { as: 'approver' };

let lab: DeskLab;
beforeAll(async () => {
  lab = await startDeskLab();
});
afterAll(async () => {
  expect(await lab.overlaps()).toBe(0);
  await lab.app.stop();
});

const at = (startTime: string, endTime: string) => ({ startTime, endTime });
const projectors = (quantity: number) => ({ equipment: [{ equipmentId: lab.projectors, quantity }] });

/** Shuts a room from 10:00 to 13:00 by hand: the wizard would have made the bookings go. */
async function shut(roomId: Id<'Room'>): Promise<void> {
  const now = lab.app.clock.now();
  const wall = { startLocal: '2019-04-17T10:00:00', zone: KYIV, wallMinutes: 180, createdAt: now, updatedAt: now };
  const span = { startsAt: new Date('2019-04-17T07:00:00Z'), endsAt: new Date('2019-04-17T10:00:00Z') };
  await lab.database.transaction((tx) =>
    tx.insert(closures).values({
      ...{ ...wall, ...span, branchId: lab.branches.central, roomId, kind: 'EMERGENCY', reasonUk: 'Прорвало трубу' },
    }),
  );
}

/** Resolves when somebody waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await lab.database.reader.execute<{ waits: boolean }>(
      sql`select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`,
    );
    if (row?.waits) return;
  }
}

describe('bookings that change', () => {
  it('may take each other’s places', async () => {
    const [one, two] = [await lab.ownRoom(), await lab.ownRoom()];
    const first = await lab.book({ roomId: one, purpose: 'перша', ...projectors(4) });
    const second = await lab.book({ roomId: two, purpose: 'друга', ...projectors(2) });
    const wants = [
      await lab.want('first', { roomId: two, ...projectors(2) }, first),
      await lab.want('second', { roomId: one, ...projectors(4) }, second),
    ];
    const { judged, rows } = await lab.place(wants);
    expect(refusals(judged)).toEqual([[], []]);
    expect(await lab.read(first.id)).toMatchObject({ room: { id: two }, version: 2, equipment: [{ quantity: 2 }] });
    expect(await lab.read(second.id)).toMatchObject({ room: { id: one }, version: 2, equipment: [{ quantity: 4 }] });
    expect(rows.get('first')).toEqual(await lab.row(first.id));
    expect(await lab.actionsOn(first.id)).toEqual(['CREATE', 'UPDATE']);
  });

  it('and stay where they are, are never refused, and are in the way of the others', async () => {
    const roomId = await lab.ownRoom();
    const staying = await lab.book({ roomId, ...at('10:00', '12:00') });
    const going = await lab.book({ roomId, ...at('15:00', '16:00') });
    await shut(roomId);
    const wants = [
      await lab.want('going', { roomId, ...at('11:00', '12:00') }, going),
      await lab.want('staying', { roomId, ...at('10:00', '12:00'), purpose: 'Зустріч із письменницею' }, staying),
    ];
    const { judged, rows } = await lab.place(wants);
    expect(refusals(judged)).toEqual([['Overlap', 'Closed'], []]);
    // What it breaks is told all the same.
    expect(judged[1]?.broken.map(({ kind }) => kind)).toEqual(['Closed']);
    expect(rows.get('staying')?.version).toBe(1);
    expect([await lab.actionsOn(staying.id), await lab.actionsOn(going.id)]).toEqual([['CREATE'], ['CREATE']]);
    expect(await lab.read(going.id)).toMatchObject({ startTime: '15:00' });
  });

  it('are said anew where only their words change, and keep their place', async () => {
    const roomId = await lab.ownRoom();
    const booked = await lab.book({ roomId });
    const { rows } = await lab.place([await lab.want('words', { roomId, purpose: 'Лекція' }, booked)]);
    expect(rows.get('words')).toMatchObject({ purpose: 'Лекція', version: 2, status: 'CONFIRMED' });
    expect(await lab.read(booked.id)).toMatchObject({ purpose: 'Лекція', version: 2 });
  });

  it('keep a yes inside the approved time and lose it beyond, as one alone does', async () => {
    const roomId = await lab.ownRoom({ needsApproval: true });
    const approved = async (startDate: string) => {
      const asked = await lab.book({ roomId, startDate, purpose: 'Лекція', ...at('12:00', '14:00') }, TRAINER);
      return lab.approve(asked.id, APPROVER);
    };
    const [inside, beyond] = [await approved('2019-05-06'), await approved('2019-05-07')];
    const wants = [
      await lab.want('inside', { roomId, startDate: '2019-05-06', purpose: 'Лекція', ...at('12:30', '13:30') }, inside),
      await lab.want('beyond', { roomId, startDate: '2019-05-07', purpose: 'Лекція', ...at('15:00', '16:00') }, beyond),
    ];
    const { rows } = await lab.place(wants, [], 'trainer');
    expect(rows.get('inside')).toMatchObject({ status: 'CONFIRMED', decidedById: personId('approver') });
    expect(rows.get('beyond')).toMatchObject({ status: 'REQUESTED', approvedFrom: null, decidedById: null });
    const again = await lab.want('beyond', { roomId, startDate: '2019-05-07', purpose: 'Лекція' }, beyond);
    const { rows: later } = await lab.place([again], [], 'approver');
    // Nobody's yes is taken for granted of what is only asked for.
    expect(later.get('beyond')).toMatchObject({ status: 'REQUESTED' });
  });

  it('are asked only for what a change makes worse', async () => {
    const roomId = await lab.ownRoom({ longestMinutes: 60 });
    const overrides = [{ rule: 'TooLong' as const, reason: 'Конференція' }];
    const booked = await lab.book({ roomId, ...at('10:00', '12:00'), overrides }, APPROVER);
    const shorter = await lab.want('shorter', { roomId, ...at('10:00', '11:30') }, booked);
    const longer = await lab.want('longer', { roomId, ...at('10:00', '13:00') }, booked);
    expect(refusals(await lab.preview([shorter]))).toEqual([[]]);
    expect(refusals(await lab.preview([longer]))).toEqual([['TooLong']]);
    const { rows } = await lab.place([shorter]);
    expect(rows.get('shorter')?.overrides).toEqual(overrides);
  });
});

describe('what ends', () => {
  it('gives its place to a want, and is cancelled for the reason given', async () => {
    const roomId = await lab.ownRoom();
    const ending = await lab.book({ roomId, ...projectors(6), startDate: '2019-05-09' });
    const want = await lab.want('instead', { roomId, ...projectors(6), startDate: '2019-05-09' });
    const { judged } = await lab.place([want], [ending]);
    expect(refusals(judged)).toEqual([[]]);
    const told = await lab.read(ending.id);
    expect(told).toMatchObject({ status: 'CANCELLED', reason: 'Подію перенесено', version: 2 });
    // Its equipment stays to be read.
    expect(told?.equipment).toEqual([expect.objectContaining({ quantity: 6 })]);
    expect(await lab.actionsOn(ending.id)).toEqual(['CREATE', 'CANCEL']);
  });

  it('leaves its place to whoever waits there', async () => {
    const roomId = await lab.ownRoom();
    const held = await lab.hold({ roomId });
    const waiting = await lab.book({ roomId, waitBehindHolds: true }, TRAINER);
    expect(waiting).toMatchObject({ queuedAt: expect.any(String) });
    await lab.place([], [held]);
    expect(await lab.read(waiting.id)).toMatchObject({ queuedAt: null, status: 'REQUESTED' });
  });

  it('is left out where it has ended already or is over, and a want of such a booking is for a new one', async () => {
    const roomId = await lab.ownRoom();
    const gone = await lab.book({ roomId });
    const want = await lab.want('again', { roomId }, gone);
    await lab.cancel(gone.id);
    const { rows } = await lab.place([want], [gone]);
    expect(rows.get('again')?.id).not.toBe(gone.id);
    expect(await lab.read(rows.get('again')?.id ?? '')).toMatchObject({ status: 'CONFIRMED' });
    expect(await lab.actionsOn(gone.id)).toEqual(['CREATE', 'CANCEL']);
    const held = await lab.book({ roomId, startDate: '2019-03-01', ...at('11:00', '12:00') });
    lab.app.clock.set('2019-03-01T11:00:00Z');
    await lab.place([], [held]);
    lab.app.clock.set('2019-03-01T08:00:00Z');
    expect(await lab.read(held.id)).toMatchObject({ status: 'CONFIRMED' });
  });
});

it('a booking that waits behind a hold is in nobody’s way, and goes on waiting', async () => {
  const roomId = await lab.ownRoom();
  const held = await lab.hold({ roomId });
  const waiting = await lab.book({ roomId, waitBehindHolds: true, purpose: 'чекає' }, TRAINER);
  const wants = [await lab.want('чекає', { roomId }, waiting), await lab.want('instead', { roomId })];
  const { judged, rows } = await lab.place(wants, [held]);
  expect(refusals(judged)).toEqual([[], []]);
  expect(rows.get('instead')).toMatchObject({ status: 'CONFIRMED' });
  expect(await lab.read(waiting.id)).toMatchObject({ status: 'REQUESTED', queuedAt: expect.any(String), version: 1 });
});

describe('whoever places at the same time', () => {
  it('waits in one line, whatever the order of the wants', async () => {
    const rooms = await Promise.all([lab.ownRoom(), lab.ownRoom(), lab.ownRoom()]);
    const rush = async (roomIds: readonly Id<'Room'>[], key: string) => {
      const wants = await Promise.all(
        roomIds.map((roomId) => lab.want(`${key} ${roomId}`, { roomId, startDate: '2019-05-20', ...projectors(1) })),
      );
      return lab.place(wants);
    };
    const done = await Promise.all(
      Array.from({ length: 12 }, (_, at) => rush(at % 2 === 0 ? rooms : rooms.toReversed(), String(at))),
    );
    // One of them had all three rooms, and nobody else any.
    expect(done.map(({ rows }) => rows.size).sort((a, b) => b - a)).toEqual([
      3,
      ...Array.from({ length: 11 }, () => 0),
    ]);
  });

  it('finds a booking that somebody moves meanwhile where it is then, and takes that space as well', async () => {
    const [from, to] = [await lab.ownRoom(), await lab.ownRoom()];
    const booked = await lab.book({ roomId: from });
    const { id, startsAt, endsAt } = await lab.row(booked.id);
    const want = await lab.want('moved', { roomId: from, ...at('15:00', '16:00') }, booked);
    let placing: ReturnType<DeskLab['place']> | undefined;
    let before = 0;
    await lab.database.transaction(async (tx) => {
      const rooms = await lockSpacesOf(tx, [from, to]);
      before = lab.app.queries.length;
      placing = lab.place([want]);
      await somebodyWaits();
      const units = rooms.find((room) => room.id === to)?.units ?? [];
      const span = { from: plusMinutes(startsAt, -30), to: plusMinutes(endsAt, 15) };
      await updateBookingRow(tx, id, { roomId: to, version: 2 });
      await vacate(tx, [id]);
      await occupy(tx, { bookingId: id }, { units, span, expiresAt: null });
    });
    expect((await placing)?.rows.get('moved')).toMatchObject({ id, roomId: from, version: 3 });
    const locks = lab.app.queries.slice(before).filter((statement) => /from "space".*for update/is.test(statement));
    expect(locks).toHaveLength(2);
    expect(await lab.check({ roomId: to })).toMatchObject({ fits: true });
  });
});
