import type { Viewer } from '../../platform/access/viewer.ts';
import type { Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { mayFurnish } from '../places/branch.policy.ts';
import { findBranch, lockBranch } from '../places/branch.store.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import type { RoomFacts } from '../places/room.store.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import type { PlaceArguments } from './opening.types.ts';

/** The branch, or the room of it, whose hours are changed. */
export interface Place {
  readonly branch: BranchRow;
  /** Null where the hours are the branch's. */
  readonly room: RoomFacts | null;
}

/**
 * Takes the branch or the room for this transaction, so that its hours are changed by one after the other. Throws
 * NOT_FOUND where there is none, FORBIDDEN to whom its hours are nothing.
 */
export async function lockPlace(tx: Tx, { branchId, roomId }: PlaceArguments, viewer: Viewer): Promise<Place> {
  if (!isId(branchId)) throw notFound('the branch');
  const id = branchId as Id<'Branch'>;
  const branch = await (roomId == null ? lockBranch(tx, id) : findBranch(tx, { id }));
  if (!branch) throw notFound('the branch');
  if (!mayFurnish(viewer, branch.id)) throw forbidden();
  if (roomId == null) return { branch, room: null };
  const [room] = isId(roomId) ? await lockSpacesOf(tx, [roomId as Id<'Room'>]) : [];
  if (!room || room.branchId !== branch.id) throw notFound('the room at this branch');
  return { branch, room };
}

/** The line of the audit is about the branch or the room. */
export function thingOf({ branch, room }: Place): { readonly kind: 'Branch' | 'Room'; readonly id: string } {
  return room ? { kind: 'Room', id: room.id } : { kind: 'Branch', id: branch.id };
}
