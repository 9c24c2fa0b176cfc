import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import { updateBranchRow } from '../places/branch.store.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { type RoomFacts, updateRoomRow } from '../places/room.store.ts';
import { lockPlace, thingOf } from './opening.place.ts';
import { replaceWeek, weekOf } from './opening.store.ts';
import {
  readStretch,
  stretchesClash,
  type StretchesClash,
  stretchText,
  type WeekStretch,
} from './opening.stretch.rules.ts';
import type { SetOpeningHoursArguments } from './opening.types.ts';

@Injectable()
export class OpeningService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Gives a branch or a room its week; the same week as before writes nothing. Bookings made already stay. */
  async setOpeningHours(
    input: SetOpeningHoursArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<BranchRow | RoomFacts | StretchesClash | ChangedMeanwhile> {
    const week = input.week.map((stretch) => ({ weekday: stretch.weekday, ...readStretch(stretch) }));
    return this.#database.transaction<BranchRow | RoomFacts | StretchesClash | ChangedMeanwhile>(async (tx) => {
      const place = await lockPlace(tx, input, viewer);
      const { branch, room } = place;
      const thing = thingOf(place);
      const stale = await changedSince(tx, thing.kind, room ?? branch, input.version, language);
      if (stale) return stale;
      const clash = stretchesClash(week, language);
      if (clash) return clash;
      const roomId = room?.id ?? null;
      const before = imageOf(await weekOf(tx, branch.id, roomId));
      const changes = changesBetween(before, imageOf(week));
      if (changes.length === 0) return room ?? branch;
      await replaceWeek(tx, branch.id, roomId, week);
      const now = this.#clock.now();
      const stamps = { version: (room ?? branch).version + 1, updatedAt: now };
      await (room ? updateRoomRow(tx, room.id, stamps) : updateBranchRow(tx, branch.id, stamps));
      await record(tx, viewer, now, { action: 'UPDATE', thing, changes, scopeIds: [branch.id] });
      return { ...(room ?? branch), ...stamps };
    });
  }
}

/** The week as the audit tells it: each stretch in one line, in the order of the week. */
function imageOf(week: readonly WeekStretch[]) {
  const ordered = week.toSorted((a, b) => a.weekday - b.weekday || a.opens - b.opens);
  return { openingHours: ordered.map((stretch) => stretchText(stretch, 'en')) };
}
