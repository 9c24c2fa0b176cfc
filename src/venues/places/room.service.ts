import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { mayFurnish } from './branch.policy.ts';
import { lockBranch } from './branch.store.ts';
import type { CreateRoomInput, NewRoomInput, UpdateRoomInput } from './room.input.types.ts';
import { roomOfUnits, type SameParts, sameParts } from './room.rules.ts';
import {
  countRooms,
  insertRoom,
  type LayoutParts,
  replaceLayouts,
  roomFacts,
  type RoomFacts,
  updateRoomRow,
} from './room.store.ts';
import type { RoomRow } from './room.tables.ts';
import { insertSpace, insertUnits, lockSpacesOf, mergeSpaces, roomsInSpace } from './space.store.ts';

/** All rooms of a branch are answered at once. */
export const MOST_ROOMS = 200;

/** Where a room is, and of what it consists. */
interface Walls {
  readonly spaceId: Id<'Space'>;
  readonly units: readonly Id<'Unit'>[];
}

@Injectable()
export class RoomService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Adds a room of its own, or one that combines others. Throws NOT_FOUND for a branch or a part that is not there. */
  async createRoom(input: CreateRoomInput, viewer: Viewer, language: Language): Promise<RoomFacts | SameParts> {
    if (!isId(input.branchId)) throw notFound('the branch');
    return this.#database.transaction(async (tx) => {
      const branch = await lockBranch(tx, input.branchId as Id<'Branch'>);
      if (!branch) throw notFound('the branch');
      if (!mayFurnish(viewer, branch.id)) throw forbidden();
      const walls = input.partIds
        ? await combined(tx, branch.id, input.partIds, language)
        : await newWalls(tx, branch.id);
      if ('kind' in walls) return walls;
      return this.addRoom(tx, branch.id, walls, input, viewer);
    });
  }

  /** Writes a new room down; for a transaction that has the locks of its branch and its space. */
  async addRoom(tx: Tx, branchId: Id<'Branch'>, walls: Walls, input: NewRoomInput, viewer: Viewer): Promise<RoomFacts> {
    if ((await countRooms(tx, branchId)) >= MOST_ROOMS) throw invalidInput(`a branch has at most ${MOST_ROOMS} rooms`);
    const now = this.#clock.now();
    const room = newRoom(input, { id: newId<'Room'>(), branchId, spaceId: walls.spaceId }, now);
    checkDurations(room);
    await insertRoom(tx, room, walls.units, input.layouts);
    await this.#written(tx, viewer, null, { ...room, layouts: input.layouts });
    return factsOf(tx, room.id);
  }

  /** Changes what is given; an edit that changes nothing writes nothing. */
  async updateRoom(input: UpdateRoomInput, viewer: Viewer, language: Language): Promise<RoomFacts | ChangedMeanwhile> {
    if (!isId(input.id)) throw notFound('the room');
    return this.#database.transaction<RoomFacts | ChangedMeanwhile>(async (tx) => {
      // Whoever books takes the space as well: nobody books by a rule that is being changed.
      const [before] = await lockSpacesOf(tx, [input.id as Id<'Room'>]);
      if (!before) throw notFound('the room');
      if (!mayFurnish(viewer, before.branchId)) throw forbidden();
      const stale = await changedSince(tx, 'Room', before, input.version, language);
      if (stale) return stale;
      const now = this.#clock.now();
      const change = changeBy(before, input, now);
      checkDurations({ ...before, ...change });
      const layouts = input.layouts ?? before.layouts;
      const [was, is] = [imageOf(before), imageOf({ ...before, ...change, layouts })];
      if (changesBetween(was, is).length === 0) return before;
      await updateRoomRow(tx, before.id, { ...change, version: before.version + 1, updatedAt: now });
      if (input.layouts) await replaceLayouts(tx, before.id, input.layouts);
      await this.#written(tx, viewer, before, { ...before, ...change, layouts });
      return factsOf(tx, before.id);
    });
  }

  async #written(tx: Tx, viewer: Viewer, before: Furnished | null, after: Furnished): Promise<void> {
    const fields = { left: ['id', 'spaceId'], masked: ['keyNotes'] };
    const changes = changesBetween(before && imageOf(before), imageOf(after), fields);
    const deed = { action: before ? 'UPDATE' : 'CREATE', thing: { kind: 'Room', id: after.id }, changes };
    await record(tx, viewer, this.#clock.now(), { ...deed, scopeIds: [after.branchId] });
  }
}

type Furnished = RoomRow & { readonly layouts: readonly LayoutParts[] };

/** The room as the audit tells it: each layout in one line. */
function imageOf(room: Furnished & Partial<Pick<RoomFacts, 'kin' | 'units' | 'external'>>) {
  const { kin: _, units: __, external: ___, layouts, ...row } = room;
  const line = (one: LayoutParts) => `${one.kind} ${one.capacity} (${one.setUpMinutes}/${one.tearDownMinutes})`;
  return { ...row, layouts: layouts.map(line) };
}

async function factsOf(tx: Tx, id: Id<'Room'>): Promise<RoomFacts> {
  const [room] = await roomFacts(tx, { ids: [id] });
  if (!room) throw notFound('the room');
  return room;
}

async function newWalls(tx: Tx, branchId: Id<'Branch'>): Promise<Walls> {
  const [spaceId, unit] = [newId<'Space'>(), newId<'Unit'>()];
  await insertSpace(tx, { id: spaceId, branchId });
  await insertUnits(tx, spaceId, [unit]);
  return { spaceId, units: [unit] };
}

/** What encloses all the parts: their spaces become one. */
async function combined(
  tx: Tx,
  branchId: Id<'Branch'>,
  partIds: readonly string[],
  language: Language,
): Promise<Walls | SameParts> {
  const ids = [...new Set(partIds.map((id) => id.toLowerCase()))];
  if (ids.length < 2) throw invalidInput('a combination has at least two different parts', { argument: 'partIds' });
  const parts = await lockSpacesOf(tx, ids.filter(isId) as Id<'Room'>[]);
  const known = parts.filter((part) => part.branchId === branchId);
  if (known.length < ids.length) throw notFound('a part at this branch');
  const units = [...new Set(known.flatMap((part) => part.units))];
  const [spaceId, ...emptied] = [...new Set(known.map((part) => part.spaceId))].sort();
  if (!spaceId) throw notFound('the space of the parts');
  const same = roomOfUnits(units, await roomsInSpace(tx, spaceId));
  if (same) return sameParts(same, language);
  await mergeSpaces(tx, spaceId, emptied);
  return { spaceId, units };
}

function newRoom(input: NewRoomInput, of: Pick<RoomRow, 'id' | 'branchId' | 'spaceId'>, now: Instant): RoomRow {
  const { nameUk, nameEn, category, floor = null, stepFree = null, keyNotes, needsApproval, windowDays = null } = input;
  const { leadMinutes, shortestMinutes, longestMinutes, limit, features } = input;
  return {
    ...of,
    ...{ nameUk, nameEn, category, floor, stepFree, needsApproval, windowDays },
    ...{ leadMinutes, shortestMinutes, longestMinutes },
    keyNotes: keyNotes || null,
    features: [...new Set(features)],
    limitCount: limit?.count ?? null,
    limitTerm: limit?.term ?? null,
    retiredAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** As the edit wants it: absent keeps, null clears. */
function changeBy(before: RoomRow, input: UpdateRoomInput, now: Instant) {
  const { nameUk = before.nameUk, nameEn = before.nameEn, category = before.category, floor = before.floor } = input;
  const { stepFree = before.stepFree, keyNotes = before.keyNotes, windowDays = before.windowDays } = input;
  const { needsApproval = before.needsApproval, leadMinutes = before.leadMinutes } = input;
  const { shortestMinutes = before.shortestMinutes, longestMinutes = before.longestMinutes } = input;
  const { retired = before.retiredAt !== null } = input;
  return {
    ...{ nameUk, nameEn, category, floor, stepFree, windowDays, needsApproval },
    ...{ leadMinutes, shortestMinutes, longestMinutes },
    keyNotes: keyNotes || null,
    features: input.features === undefined ? before.features : [...new Set(input.features)],
    limitCount: input.limit === undefined ? before.limitCount : (input.limit?.count ?? null),
    limitTerm: input.limit === undefined ? before.limitTerm : (input.limit?.term ?? null),
    retiredAt: retired ? (before.retiredAt ?? now) : null,
  };
}

function checkDurations({ shortestMinutes, longestMinutes }: RoomRow): void {
  if (shortestMinutes > longestMinutes) {
    throw invalidInput('longestMinutes may not be less than shortestMinutes', { argument: 'longestMinutes' });
  }
}
