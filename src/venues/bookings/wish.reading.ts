import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import type { WallRefusal } from '../../platform/time/wall.rules.ts';
import { hoursOfBranches } from '../hours/opening.store.ts';
import { branchesByIds } from '../places/branch.store.ts';
import { branchOfRoom, roomFacts, type RoomFacts, roomsByIds } from '../places/room.store.ts';
import { equipmentByIds } from '../places/equipment.store.ts';
import type { LayoutKind } from '../places/room.tables.ts';
import { isConfirmedAtOnce } from './booking.policy.ts';
import { equipmentOfBookings } from './booking.store.ts';
import type { BookingRow } from './booking.tables.ts';
import { placeWithin } from './length.limit.ts';
import { countBooked, equipmentWithin, neighboursWithin } from './occupancy.store.ts';
import { termSpan } from './term.rules.ts';
import { type Facts, type Wish, wishedSpan } from './wish.rules.ts';

/** A wish as people say it: by the clock on the branch's wall. */
export interface WishInput {
  readonly roomId: string;
  readonly layout: LayoutKind;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate?: string | null;
  readonly endTime: string;
  /** The layout's own when left out. */
  readonly setUpMinutes?: number | null;
  readonly tearDownMinutes?: number | null;
  readonly expectedPeople: number;
  readonly equipment?: readonly { readonly equipmentId: string; readonly quantity: number }[] | null;
}

/** What is wished for, looked up. Throws NOT_FOUND for a room, layout or equipment that is not there. */
export async function readWish(reader: Reader, input: WishInput, language: Language): Promise<Wish | WallRefusal> {
  const wish = await readTimelessWish(reader, input);
  const time = placeWithin({ ...input, endDate: input.endDate ?? input.startDate }, wish.branch.zone, language);
  return isRefusal(time) ? time : { ...wish, time };
}

/** The same, before it is placed in time. */
export async function readTimelessWish(
  reader: Reader,
  input: Omit<WishInput, 'startDate' | 'startTime' | 'endDate' | 'endTime'>,
): Promise<Omit<Wish, 'time'>> {
  if (!isId(input.roomId)) throw notFound('the room');
  const roomId = input.roomId as Id<'Room'>;
  const [[room], branch] = await Promise.all([roomFacts(reader, { ids: [roomId] }), branchOfRoom(reader, roomId)]);
  if (!room || !branch) throw notFound('the room');
  const layout = room.layouts.find(({ kind }) => kind === input.layout);
  if (!layout) throw notFound(`the layout ${input.layout} of the room`);
  return {
    ...{ branch, room, layout },
    equipment: await knownEquipment(reader, input.equipment ?? [], room.branchId),
    setUpMinutes: input.setUpMinutes ?? layout.setUpMinutes,
    tearDownMinutes: input.tearDownMinutes ?? layout.tearDownMinutes,
    expectedPeople: input.expectedPeople,
  };
}

export async function knownEquipment(
  reader: Reader,
  wished: NonNullable<WishInput['equipment']>,
  branchId: Id<'Branch'>,
) {
  if (wished.length === 0) return [];
  const ids = wished.map(({ equipmentId }) => equipmentId.toLowerCase());
  if (new Set(ids).size < ids.length) throw invalidInput('equipment is named twice', { argument: 'equipment' });
  const known = await equipmentByIds(reader, ids.filter(isId));
  return wished.map(({ equipmentId, quantity }) => {
    const row = known.get(equipmentId.toLowerCase());
    if (row?.branchId !== branchId) throw notFound('the equipment of the branch');
    return { equipmentId: row.id, quantity };
  });
}

export interface Asking {
  readonly viewer: Viewer;
  readonly now: Instant;
  /** The booking that is to move or change: it is in nobody's way, and counts for nothing. */
  readonly but?: { readonly id: Id<'Booking'>; readonly askedById: Id<'Person'> | null };
}

/** All that the rules look at, in statements sent at once; inside a transaction it sees what its locks keep still. */
export async function factsFor(reader: Reader, wish: Wish, { viewer, now, but }: Asking): Promise<Facts> {
  const span = wishedSpan(wish);
  const { branch, room } = wish;
  const equipmentIds = wish.equipment.map(({ equipmentId }) => equipmentId);
  const [neighbours, hours, equipment, bookedInTerm] = await Promise.all([
    neighboursWithin(reader, room.units, span, now),
    hoursOfBranches(reader, [branch], dateIn(span.from, branch.zone), dateIn(span.to, branch.zone)),
    equipmentWithin(reader, equipmentIds, span, now),
    bookedBy(reader, wish, { viewer, now, ...(but && { but }) }),
  ]);
  const ofBranch = hours.get(branch.id);
  if (!ofBranch) throw new Error('the branch has no hours, not even none');
  return {
    now,
    neighbours: neighbours.filter(({ id }) => id !== but?.id),
    hours: ofBranch,
    equipment: new Map(
      [...equipment].map(([id, facts]) => [
        id,
        { ...facts, uses: facts.uses.filter(({ bookingId }) => bookingId !== but?.id) },
      ]),
    ),
    bookedInTerm,
    needsApproval: !isConfirmedAtOnce(viewer, room),
  };
}

async function bookedBy(reader: Reader, { room, time, branch }: Wish, { viewer, now, but }: Asking): Promise<number> {
  const personId = but ? but.askedById : viewer.kind === 'person' ? viewer.id : null;
  if (room.limitCount === null || room.limitTerm === null || personId === null) return 0;
  const term = termSpan(room.limitTerm, time.startLocal, branch.zone);
  return countBooked(reader, { roomId: room.id, personId, term, but: but?.id ?? null }, now);
}

/** What each booking asks for, as a wish of now: its room and layout as they are, its times and buffers as it has them. */
export async function wishesOf(reader: Reader, rows: readonly BookingRow[]): Promise<ReadonlyMap<string, Wish>> {
  const [rooms, branches, equipment] = await Promise.all([
    roomsByIds(reader, [...new Set(rows.map(({ roomId }) => roomId))]),
    branchesByIds(reader, [...new Set(rows.map(({ branchId }) => branchId))]),
    equipmentOfBookings(
      reader,
      rows.map(({ id }) => id),
    ),
  ]);
  const wishes = rows.flatMap((row): [string, Wish][] => {
    const [room, branch] = [rooms.get(row.roomId), branches.get(row.branchId)];
    if (!room || !branch) return [];
    return [[row.id, { ...wishOf(row, room), branch, equipment: equipment.get(row.id) ?? [] }]];
  });
  return new Map(wishes);
}

function wishOf(row: BookingRow, room: RoomFacts): Omit<Wish, 'branch' | 'equipment'> {
  const { layoutKind, startLocal, zone, wallMinutes, startsAt, endsAt, setUpMinutes, tearDownMinutes } = row;
  const { expectedPeople } = row;
  // A layout may have been taken out of the room since: what is booked stands, and holds whom it was booked for.
  const layout = room.layouts.find(({ kind }) => kind === layoutKind) ?? {
    ...{ roomId: room.id, kind: layoutKind, capacity: expectedPeople, setUpMinutes, tearDownMinutes, position: 0 },
  };
  const time = { startLocal, zone, wallMinutes, startsAt, endsAt };
  return { room, layout, time, setUpMinutes, tearDownMinutes, expectedPeople };
}
