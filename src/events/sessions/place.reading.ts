import { equipmentList } from '../../venues/bookings/wish.rules.ts';
import type { Reader } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { readTimelessWish } from '../../venues/bookings/wish.reading.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionPlace } from '../record/session.tables.ts';
import { type PlaceWrong, placeWrong, type WishedPlace } from './place.rules.ts';
import type { SessionPlaceInput, SessionRoomInput } from './session.input.types.ts';

/**
 * Where a session of the event is to be held, looked up. Throws BAD_USER_INPUT unless exactly one place is named, and
 * NOT_FOUND for a room, layout, equipment or branch that is not there.
 */
export async function readPlace(
  reader: Reader,
  event: EventRow,
  input: SessionPlaceInput,
  language: Language,
): Promise<WishedPlace | PlaceWrong> {
  const place = placeOf(input);
  const wrong = placeWrong(place, event, language);
  if (wrong) return wrong;
  if (input.room) return inRoom(reader, input.room);
  const { id, zone } = await branchOf(reader, (place === 'TO_BE_FOUND' && input.branchId) || event.branchId);
  const none = { roomId: null, layoutKind: null, expectedPeople: null, setUpMinutes: null, tearDownMinutes: null };
  return { ...none, place, branchId: id, zone, equipment: [] };
}

function placeOf({ room, roomToBeFound, atBranch, online, branchId }: SessionPlaceInput): SessionPlace {
  const named: SessionPlace[] = [
    ...(room ? ['ROOM' as const] : []),
    ...(roomToBeFound ? ['TO_BE_FOUND' as const] : []),
    ...(atBranch ? ['BRANCH' as const] : []),
    ...(online ? ['ONLINE' as const] : []),
  ];
  const [place] = named;
  if (!place || named.length > 1) {
    throw invalidInput('name exactly one of room, roomToBeFound, atBranch and online', { argument: 'place' });
  }
  if (branchId != null && place !== 'TO_BE_FOUND') {
    throw invalidInput('branchId goes with roomToBeFound only', { argument: 'place' });
  }
  return place;
}

async function inRoom(reader: Reader, input: SessionRoomInput): Promise<WishedPlace> {
  const { room, branch, layout, equipment, expectedPeople } = await readTimelessWish(reader, input);
  return {
    ...{ place: 'ROOM', branchId: branch.id, zone: branch.zone, roomId: room.id, layoutKind: layout.kind },
    ...{ expectedPeople, equipment: equipmentList(equipment) },
    setUpMinutes: input.setUpMinutes ?? null,
    tearDownMinutes: input.tearDownMinutes ?? null,
  };
}

async function branchOf(reader: Reader, id: string): Promise<BranchRow> {
  const branch = isId(id) ? (await branchesByIds(reader, [id])).get(id.toLowerCase()) : undefined;
  if (!branch) throw notFound('the branch');
  return branch;
}
