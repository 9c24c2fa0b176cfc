import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { isLive } from '../../venues/bookings/booking.decision.rules.ts';
import { bookingsByIds } from '../../venues/bookings/booking.store.ts';
import type { BookingRow } from '../../venues/bookings/booking.tables.ts';
import type { Wish } from '../../venues/bookings/wish.rules.ts';
import { wishesOf } from '../../venues/bookings/wish.reading.ts';
import type { Want } from '../../venues/desk/want.rules.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import { type RoomFacts, roomsByIds } from '../../venues/places/room.store.ts';
import type { LayoutRow } from '../../venues/places/room.tables.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { asksForRoom, comesToStand, type SessionPlan, takesRoom } from './plan.rules.ts';
import { isOver } from './session.time.rules.ts';

/** What the plans ask of rooms, by the ids of their sessions: the same few statements for any number of them. */
export async function wantsOf(
  reader: Reader,
  event: EventRow,
  plans: readonly SessionPlan[],
  now: Instant,
): Promise<Want[]> {
  const rows = await bookingsHad(
    reader,
    plans.filter((plan) => asksForRoom(plan) || mayHaveLost(plan, now)),
    now,
  );
  const asking = plans.filter(
    (plan) => asksForRoom(plan) || (mayHaveLost(plan, now) && !rows.has(plan.before?.bookingId ?? '')),
  );
  if (asking.length === 0) return [];
  const [rooms, branches] = await Promise.all([
    roomsByIds(reader, [...new Set(asking.flatMap(({ after }) => after.roomId ?? []))]),
    branchesByIds(reader, [...new Set(asking.map(({ after }) => after.branchId))]),
  ]);
  const wishes = rows.size > 0 ? await wishesOf(reader, [...rows.values()]) : new Map<string, Wish>();
  return asking.map(({ before, after, overrides }): Want => {
    const [room, branch] = [rooms.get(after.roomId ?? ''), branches.get(after.branchId)];
    if (!room || !branch) throw new Error(`the session ${after.id} is in no room`);
    const booking = rows.get(before?.bookingId ?? '') ?? null;
    const has = (booking && wishes.get(booking.id)) ?? null;
    const wish = { ...wishOf(after, room, before && has && { before, has }), branch };
    const words = booking ?? { purpose: event.titleUk, contact: null };
    return { key: after.id, wish, booking, purpose: words.purpose, contact: words.contact, overrides };
  });
}

/** Whether it comes back to a room that may have been given to somebody else meanwhile. */
function mayHaveLost(plan: SessionPlan, now: Instant): boolean {
  return takesRoom(plan.after) && comesToStand(plan) && !isOver(plan.after, now);
}

/** The live bookings of those that are in a room; one that has ended comes back to life for nobody. */
async function bookingsHad(
  reader: Reader,
  plans: readonly SessionPlan[],
  now: Instant,
): Promise<ReadonlyMap<string, BookingRow>> {
  const ids = plans.flatMap(({ before }) => (before && takesRoom(before) && before.bookingId) || []);
  if (ids.length === 0) return new Map();
  const rows = await bookingsByIds(reader, ids);
  return new Map([...rows].filter(([, row]) => isLive(row, now)));
}

/** A session and what its booking has. */
interface Had {
  readonly before: SessionRow;
  readonly has: Wish;
}

/** What the session wishes for; what its plan leaves alone stays as its booking has it, whoever set it there. */
function wishOf(after: SessionRow, room: RoomFacts, had: Had | null): Omit<Wish, 'branch'> {
  const { startLocal, zone, wallMinutes, startsAt, endsAt } = after;
  const expectedPeople = after.expectedPeople ?? 1;
  const stays = had?.has.room.id === room.id && had.has.layout.kind === after.layoutKind ? had : null;
  const layout = stays?.has.layout ?? layoutOf(after, room, expectedPeople);
  const buffer = (name: 'setUpMinutes' | 'tearDownMinutes') =>
    stays && stays.before[name] === after[name] ? stays.has[name] : (after[name] ?? layout[name]);
  const hasIt = had?.before.branchId === after.branchId && isSame(had.before.equipment, after.equipment) ? had : null;
  return {
    ...{ room, layout, expectedPeople },
    time: { startLocal, zone, wallMinutes, startsAt, endsAt },
    setUpMinutes: buffer('setUpMinutes'),
    tearDownMinutes: buffer('tearDownMinutes'),
    equipment:
      hasIt?.has.equipment ??
      after.equipment.map(({ equipmentId, quantity }) => ({ equipmentId: equipmentId as Id<'Equipment'>, quantity })),
  };
}

/** A layout may have been taken out of the room since it was wished for: what was agreed stands, as for bookings. */
function layoutOf({ layoutKind }: SessionRow, room: RoomFacts, expectedPeople: number): LayoutRow {
  const found = room.layouts.find(({ kind }) => kind === layoutKind);
  if (found) return found;
  const none = { setUpMinutes: 0, tearDownMinutes: 0, position: 0 };
  return { ...none, roomId: room.id, kind: layoutKind ?? 'THEATRE', capacity: expectedPeople };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
