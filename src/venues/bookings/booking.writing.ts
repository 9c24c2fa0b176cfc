import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import { sqlStateOf } from '../../platform/faults/database.fault.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import { type Instant, plusMinutes } from '../../platform/time/instant.ts';
import type { RoomFacts } from '../places/room.store.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import { isConfirmedAtOnce } from './booking.policy.ts';
import { insertBookings, insertUses } from './booking.store.ts';
import type { BookingRow, Override } from './booking.tables.ts';
import { occupyAll } from './occupancy.store.ts';
import { settle, settleEquipment } from './settling.ts';
import { type Wish, wishedSpan } from './wish.rules.ts';

/** How a booking stands in the audit: whom to ask is nobody's business there, and what follows from the rest is left out. */
export const AUDITED = { masked: ['contact'], left: ['id', 'startsAt', 'endsAt', 'version', 'createdAt', 'updatedAt'] };

/** What bookings say besides what they take. */
interface Words {
  readonly purpose: string;
  readonly contact?: string | null;
  /** For a hold: how long it lasts. */
  readonly holdMinutes?: number | null;
}

interface Asked {
  readonly viewer: Viewer;
  readonly now: Instant;
  /** Whether it waits behind holds. */
  readonly queues: boolean;
  readonly overrides: readonly Override[];
  /** Of a series: who asked for that asked for all its bookings. */
  readonly series?: { readonly id: Id<'BookingSeries'>; readonly askedById: Id<'Person'> | null };
}

/** A booking that is made of a wish. */
export interface Made {
  readonly row: BookingRow;
  readonly wish: Wish;
}

/**
 * Takes the locks for some wishes, in the one order, brings what they lock to what is true now, and answers the rooms as
 * they are behind them.
 */
export async function standStill(
  tx: Tx,
  wishes: readonly Pick<Wish, 'room' | 'equipment'>[],
  now: Instant,
): Promise<ReadonlyMap<string, RoomFacts>> {
  const rooms = await lockSpacesOf(
    tx,
    wishes.map(({ room }) => room.id),
  );
  await settle(tx, [...new Set(rooms.map(({ spaceId }) => spaceId))], now);
  const equipment = wishes.flatMap((wish) => wish.equipment.map(({ equipmentId }) => equipmentId));
  await settleEquipment(tx, [...new Set(equipment)], now);
  return new Map(rooms.map((room) => [room.id, room]));
}

/** The row of a new booking. */
export function bookingOf(wish: Wish, { purpose, contact, holdMinutes }: Words, asked: Asked): BookingRow {
  const { viewer, now, queues, overrides, series } = asked;
  const span = wishedSpan(wish);
  const confirmed = isConfirmedAtOnce(viewer, wish.room);
  const { setUpMinutes, tearDownMinutes, expectedPeople } = wish;
  const personId = viewer.kind === 'person' ? viewer.id : null;
  // Whoever needs nobody's yes has it also for the moment when they move up.
  const approved = confirmed && !holdMinutes;
  return {
    ...wish.time,
    ...{ setUpMinutes, tearDownMinutes, expectedPeople, purpose, overrides },
    id: newId<'Booking'>(),
    branchId: wish.branch.id,
    roomId: wish.room.id,
    layoutKind: wish.layout.kind,
    status: holdMinutes ? 'HOLD' : confirmed && !queues ? 'CONFIRMED' : 'REQUESTED',
    contact: contact ?? null,
    holdUntil: holdMinutes ? plusMinutes(now, holdMinutes) : null,
    queuedAt: queues ? now : null,
    approvedFrom: approved ? span.from : null,
    approvedTo: approved ? span.to : null,
    askedById: series ? series.askedById : personId,
    decidedById: approved ? personId : null,
    reason: null,
    seriesId: series?.id ?? null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Writes new bookings with what they take, and a line of the audit for each: the same few statements for any number. */
export async function writeBookings(tx: Tx, made: readonly Made[], viewer: Viewer, now: Instant): Promise<void> {
  if (made.length === 0) return;
  const taking = made.map(({ row, wish }) => ({
    ...{ bookingId: row.id, units: wish.room.units, equipment: wish.equipment, span: wishedSpan(wish) },
    ...{ expiresAt: row.holdUntil, live: row.queuedAt === null },
  }));
  await Promise.all([
    insertBookings(
      tx,
      made.map(({ row }) => row),
    ),
    occupyAll(
      tx,
      taking.filter(({ live }) => live),
    ),
    insertUses(tx, taking),
    record(
      tx,
      viewer,
      now,
      ...made.map(({ row, wish }) => ({
        ...{ action: 'CREATE', thing: { kind: 'Booking', id: row.id }, scopeIds: [row.branchId] },
        changes: changesBetween(null, { ...row, equipment: wish.equipment }, AUDITED),
      })),
    ),
  ]);
}

/**
 * Whoever writes without our locks, by hand, can be faster than the rules saw: the database refuses then, and a second
 * look finds what is in the way.
 */
export async function onceMoreWhenOvertaken<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (sqlStateOf(error) !== '23P01') throw error;
    return work();
  }
}
