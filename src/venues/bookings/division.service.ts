import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import { mayFurnish } from '../places/branch.policy.ts';
import { lockBranch } from '../places/branch.store.ts';
import { RoomService } from '../places/room.service.ts';
import { roomFacts, type RoomFacts, updateRoomRow } from '../places/room.store.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import { type AlreadyDivided, alreadyDivided } from './division.rules.ts';
import { replaceUnit } from './division.store.ts';
import type { DivideRoomArguments } from './division.types.ts';

/** Divides rooms. Stands with the bookings, because what is booked of the whole is then booked of each part. */
@Injectable()
export class DivisionService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #rooms: RoomService;

  constructor(@Inject(Database) database: Database, clock: Clock, rooms: RoomService) {
    this.#database = database;
    this.#clock = clock;
    this.#rooms = rooms;
  }

  async divideRoom(
    { id, version, parts }: DivideRoomArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<RoomFacts | AlreadyDivided | ChangedMeanwhile> {
    if (!isId(id)) throw notFound('the room');
    return this.#database.transaction<RoomFacts | AlreadyDivided | ChangedMeanwhile>(async (tx) => {
      const ids = [id as Id<'Room'>];
      const [seen] = await roomFacts(tx, { ids });
      if (!seen) throw notFound('the room');
      if (!mayFurnish(viewer, seen.branchId)) throw forbidden();
      await lockBranch(tx, seen.branchId);
      const [room = seen] = await lockSpacesOf(tx, ids);
      const stale = await changedSince(tx, 'Room', room, version, language);
      if (stale) return stale;
      const [unit, ...further] = room.units;
      if (!unit || further.length > 0) return alreadyDivided(language);
      const units = parts.map((part) => ({ part, unit: newId<'Unit'>() }));
      await replaceUnit(
        tx,
        unit,
        units.map((one) => one.unit),
      );
      const made: Id<'Room'>[] = [];
      for (const one of units) {
        const walls = { spaceId: room.spaceId, units: [one.unit] };
        made.push((await this.#rooms.addRoom(tx, room.branchId, walls, one.part, viewer)).id);
      }
      const now = this.#clock.now();
      await updateRoomRow(tx, room.id, { version: room.version + 1, updatedAt: now });
      await record(tx, viewer, now, {
        action: 'UPDATE',
        thing: { kind: 'Room', id: room.id },
        changes: [{ field: 'parts', before: [], after: made }],
        scopeIds: [room.branchId],
      });
      const [divided = room] = await roomFacts(tx, { ids });
      return divided;
    });
  }
}
