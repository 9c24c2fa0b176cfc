import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { WallRefusal } from '../../platform/time/wall.rules.ts';
import { MOST_BLOCKED_DAYS, placeWithin } from './length.limit.ts';
import type { BlockingRow } from '../hours/closure.tables.ts';
import { branchesByIds } from '../places/branch.store.ts';
import { roomsByIds } from '../places/room.store.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import type { BlockRoomInput, UnblockRoomArguments } from './blocking.types.ts';
import { type RoomTaken, roomTaken } from './blocking.rules.ts';
import { findBlocking, insertBlocking, lockBlocking, updateBlockingRow } from './blocking.store.ts';
import { mayBlock, mayKnowBooking } from './booking.policy.ts';
import { inTheWayOf } from './booking.rules.ts';
import { onceMoreWhenOvertaken } from './booking.writing.ts';
import { neighboursWithin, occupy, vacateBlocking } from './occupancy.store.ts';
import { settle } from './settling.ts';

@Injectable()
export class BlockingService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Keeps a room free for a while. Throws NOT_FOUND for a room that is not there. */
  async block(
    input: BlockRoomInput,
    viewer: Viewer,
    language: Language,
  ): Promise<BlockingRow | RoomTaken | WallRefusal> {
    const { reader } = this.#database;
    const known = isId(input.roomId)
      ? (await roomsByIds(reader, [input.roomId])).get(input.roomId.toLowerCase())
      : null;
    const branch = known && (await branchesByIds(reader, [known.branchId])).get(known.branchId);
    if (!branch) throw notFound('the room');
    if (!mayBlock(viewer, branch.id)) throw forbidden();
    const wall = { ...input, endDate: input.endDate ?? input.startDate };
    const time = placeWithin(wall, branch.zone, language, MOST_BLOCKED_DAYS);
    if (isRefusal(time)) return time;
    const span = { from: time.startsAt, to: time.endsAt };
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<BlockingRow | RoomTaken>(async (tx) => {
        const [room] = await lockSpacesOf(tx, [known.id]);
        if (!room) throw notFound('the room');
        const now = this.#clock.now();
        await settle(tx, [room.spaceId], now);
        const neighbours = await neighboursWithin(tx, room.units, span, now);
        const knows = (neighbour: Parameters<typeof mayKnowBooking>[1]) => mayKnowBooking(viewer, neighbour);
        const met = inTheWayOf({ ...span, ...time }, neighbours, branch.zone, { language, knows });
        const taken = roomTaken(room, met, language);
        if (taken) return taken;
        const row: BlockingRow = {
          ...time,
          id: newId<'Blocking'>(),
          branchId: branch.id,
          roomId: room.id,
          reason: input.reason,
          liftedAt: null,
          version: 1,
          createdAt: now,
          updatedAt: now,
        };
        await insertBlocking(tx, row);
        await occupy(tx, { blockingId: row.id }, { units: room.units, span, expiresAt: null });
        await this.#written(tx, viewer, 'CREATE', null, row);
        return row;
      }),
    );
  }

  /** Gives a room back, to whoever waits there first; one that was given back already stays so. */
  async unblock(
    { id, version }: UnblockRoomArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<BlockingRow | ChangedMeanwhile> {
    if (!isId(id)) throw notFound('the blocking');
    return this.#database.transaction<BlockingRow | ChangedMeanwhile>(async (tx) => {
      const seen = await findBlocking(tx, id as Id<'Blocking'>);
      if (!seen) throw notFound('the blocking');
      if (!mayBlock(viewer, seen.branchId)) throw forbidden();
      const rooms = await lockSpacesOf(tx, [seen.roomId]);
      const row = await lockBlocking(tx, seen.id);
      if (!row) throw notFound('the blocking');
      const stale = await changedSince(tx, 'Blocking', row, version, language);
      if (stale) return stale;
      if (row.liftedAt) return row;
      const now = this.#clock.now();
      const after = { ...row, liftedAt: now, version: row.version + 1, updatedAt: now };
      await updateBlockingRow(tx, row.id, after);
      await vacateBlocking(tx, row.id);
      await this.#written(tx, viewer, 'CANCEL', row, after);
      await settle(
        tx,
        rooms.map(({ spaceId }) => spaceId),
        now,
      );
      return after;
    });
  }

  async #written(
    tx: Tx,
    viewer: Viewer,
    action: string,
    before: BlockingRow | null,
    after: BlockingRow,
  ): Promise<void> {
    const changes = changesBetween(before, after, { left: ['id', 'startsAt', 'endsAt'] });
    const thing = { kind: 'Blocking', id: after.id };
    await record(tx, viewer, this.#clock.now(), { action, thing, changes, scopeIds: [after.branchId] });
  }
}
