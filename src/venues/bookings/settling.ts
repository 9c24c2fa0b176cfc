import { SYSTEM } from '../../platform/access/viewer.ts';
import { record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { brokenRules } from './booking.rules.ts';
import {
  equipmentOfBookings,
  expireBookings,
  expiredHolds,
  isSettlingDue,
  queuedIn,
  releaseExpiredUses,
  releaseUses,
  updateBookingRow,
  writeUses,
} from './booking.store.ts';
import type { BookingRow } from './booking.tables.ts';
import { severityOf } from './broken.rules.ts';
import { lockEquipment, occupy, vacate } from './occupancy.store.ts';
import { type Wish, wishedSpan } from './wish.rules.ts';
import { factsFor, wishesOf } from './wish.reading.ts';

/**
 * Brings these spaces, whose locks the transaction has, to what is true now: holds past their time are written down as
 * expired and give up what they had, and whoever waits behind them moves up, in the order in which they came. Everything
 * that books begins with it, so that nothing depends on when a sweep last ran.
 */
export async function settle(tx: Tx, spaceIds: readonly Id<'Space'>[], now: Instant): Promise<void> {
  if (!(await isSettlingDue(tx, spaceIds, now))) return;
  const [expired, queued] = await Promise.all([expiredHolds(tx, spaceIds, now), queuedIn(tx, spaceIds, now)]);
  // The equipment's rows before what is out of it, as everywhere: others come from other spaces.
  const ids = [...expired, ...queued].map(({ id }) => id);
  const used = [...(await equipmentOfBookings(tx, ids)).values()].flat();
  await settleEquipment(tx, [...new Set(used.map(({ equipmentId }) => equipmentId))], now);
  if (expired.length > 0) await expire(tx, expired, now);
  if (queued.length > 0) await moveUp(tx, queued, now);
}

async function expire(tx: Tx, holds: readonly BookingRow[], now: Instant): Promise<void> {
  const ids = holds.map(({ id }) => id);
  await Promise.all([
    expireBookings(tx, ids, now),
    vacate(tx, ids),
    releaseUses(tx, ids),
    record(tx, SYSTEM, now, ...holds.map((hold) => deedOn(hold, 'EXPIRE'))),
  ]);
}

async function moveUp(tx: Tx, queued: readonly BookingRow[], now: Instant): Promise<void> {
  const wishes = await wishesOf(tx, queued);
  for (const row of queued) {
    const wish = wishes.get(row.id);
    if (!wish) continue;
    if (row.startsAt <= now) await expire(tx, [row], now);
    else if (await fits(tx, wish, now)) await place(tx, row, wish, now);
  }
}

/** What a person was allowed when they came stays allowed; only what cannot be is looked at again. */
async function fits(tx: Tx, wish: Wish, now: Instant): Promise<boolean> {
  const facts = await factsFor(tx, wish, { viewer: SYSTEM, now });
  const broken = brokenRules(wish, facts, { language: 'uk', knows: () => true });
  return broken.every((rule) => severityOf(rule) !== 'HARD');
}

async function place(tx: Tx, row: BookingRow, wish: Wish, now: Instant): Promise<void> {
  const span = wishedSpan(wish);
  const status = row.approvedFrom ? 'CONFIRMED' : 'REQUESTED';
  await Promise.all([
    updateBookingRow(tx, row.id, { status, queuedAt: null, updatedAt: now, version: row.version + 1 }),
    occupy(tx, { bookingId: row.id }, { units: wish.room.units, span, expiresAt: null }),
    writeUses(tx, row.id, wish.equipment, { span, expiresAt: null, live: true }),
    record(tx, SYSTEM, now, deedOn(row, 'MOVE_UP')),
  ]);
}

function deedOn({ id, branchId }: BookingRow, action: string) {
  return { action, thing: { kind: 'Booking', id }, scopeIds: [branchId] };
}

/** The same for equipment, after the spaces: takes its rows, and lets go of what expired holds had of it. */
export async function settleEquipment(tx: Tx, ids: readonly Id<'Equipment'>[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  await Promise.all([lockEquipment(tx, ids), releaseExpiredUses(tx, ids, now)]);
}
