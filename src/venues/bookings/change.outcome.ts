import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { type PlacedTime, type WallRefusal, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { placeWithin } from './length.limit.ts';
import { branchesByIds } from '../places/branch.store.ts';
import { roomsByIds } from '../places/room.store.ts';
import type { LayoutRow } from '../places/room.tables.ts';
import type { ChangeBookingInput } from './booking.input.types.ts';
import { hasYes, isCoveredByYes } from './booking.decision.rules.ts';
import { isConfirmedAtOnce } from './booking.policy.ts';
import type { BookingRow } from './booking.tables.ts';
import { type Wish, wishedSpan } from './wish.rules.ts';
import { knownEquipment, wishesOf } from './wish.reading.ts';

/** True when a change is about nothing but words: then no rule has to be asked. */
export function isAboutWords({
  id: _,
  version: __,
  purpose: ___,
  contact: ____,
  ...rest
}: ChangeBookingInput): boolean {
  return Object.values(rest).every((value) => value === undefined);
}

/**
 * What a booking asks for after a change: what is left out stays. Throws NOT_FOUND for a room, layout or equipment that is
 * not there.
 */
export async function changedWish(
  reader: Reader,
  before: Wish,
  input: ChangeBookingInput,
  language: Language,
): Promise<Wish | WallRefusal> {
  const { room, branch } = await wantedRoom(reader, before, input.roomId);
  const layout = wantedLayout(before, room, input);
  const time = movedTime(before, input, branch.zone, language);
  if (isRefusal(time)) return time;
  const { setUpMinutes, tearDownMinutes, equipment, expectedPeople = before.expectedPeople } = input;
  const stays = equipment === undefined && branch.id === before.branch.id;
  return {
    ...{ branch, room, layout, time, expectedPeople },
    setUpMinutes: buffer('setUpMinutes', setUpMinutes, before, layout),
    tearDownMinutes: buffer('tearDownMinutes', tearDownMinutes, before, layout),
    equipment: stays
      ? before.equipment
      : await knownEquipment(reader, equipment === undefined ? before.equipment : (equipment ?? []), branch.id),
  };
}

async function wantedRoom(
  reader: Reader,
  before: Wish,
  id: string | undefined,
): Promise<Pick<Wish, 'room' | 'branch'>> {
  if (id === undefined) return before;
  const room = isId(id) ? (await roomsByIds(reader, [id])).get(id.toLowerCase()) : undefined;
  const branch = room && (await branchesByIds(reader, [room.branchId])).get(room.branchId);
  if (!room || !branch) throw notFound('the room');
  return { room, branch };
}

function wantedLayout(before: Wish, room: Wish['room'], { layout }: ChangeBookingInput): LayoutRow {
  // A layout may have been taken out of the room since; what is booked keeps its own.
  if (room.id === before.room.id && (layout ?? before.layout.kind) === before.layout.kind) return before.layout;
  const kind = layout ?? before.layout.kind;
  const found = room.layouts.find((one) => one.kind === kind);
  if (!found) throw notFound(`the layout ${kind} of the room`);
  return found;
}

/** A buffer that was the layout's follows the layout; one of its own stays. */
function buffer(
  name: 'setUpMinutes' | 'tearDownMinutes',
  given: number | null | undefined,
  before: Wish,
  layout: LayoutRow,
): number {
  if (given === null) return layout[name];
  return given ?? (before[name] === before.layout[name] ? layout[name] : before[name]);
}

/** The time the change wants; one it does not touch stays as it was placed, whatever the law on clocks says since. */
function movedTime(
  { time: before }: Wish,
  input: ChangeBookingInput,
  zone: string,
  language: Language,
): PlacedTime | WallRefusal {
  const said = wallTimeOf(before);
  const startDate = input.startDate ?? said.startDate;
  const wished = {
    startDate,
    startTime: input.startTime ?? said.startTime,
    endDate: input.endDate === null ? startDate : (input.endDate ?? said.endDate),
    endTime: input.endTime ?? said.endTime,
  };
  if (zone === before.zone && JSON.stringify(wished) === JSON.stringify(said)) return before;
  return placeWithin(wished, zone, language);
}

/** The room of a change, of whatever form: for the lock, before anybody looks whether it is there. */
export function roomNamed({ roomId }: ChangeBookingInput): Id<'Room'>[] {
  return roomId !== undefined && isId(roomId) ? [roomId.toLowerCase() as Id<'Room'>] : [];
}

/** A booking as a wish of now. */
export async function wishOf(tx: Reader, row: BookingRow): Promise<Wish> {
  const wish = (await wishesOf(tx, [row])).get(row.id);
  if (!wish) throw new Error(`the booking ${row.id} has no room`);
  return wish;
}

/** The equipment of some wishes, each once. */
export function equipmentOf(...wishes: readonly Wish[]): Id<'Equipment'>[] {
  return [...new Set(wishes.flatMap(({ equipment }) => equipment.map(({ equipmentId }) => equipmentId)))];
}

/** What an approver said yes to, or whoever needs nobody's yes. */
export function approval(wish: Wish, viewer: Viewer): Pick<BookingRow, 'approvedFrom' | 'approvedTo' | 'decidedById'> {
  const { from, to } = wishedSpan(wish);
  return { approvedFrom: from, approvedTo: to, decidedById: viewer.kind === 'person' ? viewer.id : null };
}

/** To be asked for again; it keeps its place meanwhile. */
const NOT_APPROVED = { status: 'REQUESTED', approvedFrom: null, approvedTo: null, decidedById: null } as const;

/** What a change makes of a yes: it holds for what was approved and for less, for more somebody has to say it again. */
export function statusAfter(
  row: BookingRow,
  { before, wish, purpose }: { readonly before: Wish; readonly wish: Wish; readonly purpose: string },
  viewer: Viewer,
): Partial<BookingRow> {
  if (!hasYes(row)) return {};
  const atOnce = isConfirmedAtOnce(viewer, wish.room);
  const confirmed = { status: 'CONFIRMED' } as const; // also what had a yes and waited for its place, which it has now
  if (isCoveredByYes(row, before, wish)) return atOnce || purpose === row.purpose ? confirmed : NOT_APPROVED;
  return atOnce ? { ...confirmed, ...approval(wish, viewer) } : NOT_APPROVED;
}

/** The same of new words alone: what a yes was to is the purpose, and not whom to ask about it. */
export function statusReworded(row: BookingRow, purpose: string, mayApprove: boolean): Partial<BookingRow> {
  return hasYes(row) && purpose !== row.purpose && !mayApprove ? NOT_APPROVED : {};
}

/** What a row has of its wish. */
export function columnsOf({ branch, room, layout, time, setUpMinutes, tearDownMinutes, expectedPeople }: Wish) {
  const place = { branchId: branch.id, roomId: room.id, layoutKind: layout.kind };
  return { ...place, ...time, setUpMinutes, tearDownMinutes, expectedPeople };
}
