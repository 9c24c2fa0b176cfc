import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { addDays, KYIV } from '../../platform/time/local.ts';
import { type PlacedTime, type RepeatedHour, repeatedHours, type WallRefusal } from '../../platform/time/wall.rules.ts';
import { placeWithin } from '../bookings/length.limit.ts';
import type { Wish } from '../bookings/wish.rules.ts';
import { findBranch } from '../places/branch.store.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { byCapacity } from './candidate.rules.ts';
import { metresBetween, type Placed } from './distance.rules.ts';
import type { FreeRoomsInput, IntervalInput } from './free.rooms.input.types.ts';
import { brokenBesides, type FreeRoom, inOrder, isFree, unitsToAsk } from './free.rooms.rules.ts';
import { branchesWhere, type SuitedLayout, suitedLayouts, takenSpans } from './free.rooms.store.ts';
import { Lookup } from './lookup.ts';

/** Rooms that are free, the best first, and how many there are in all. */
interface FreeRooms {
  readonly rooms: readonly FreeRoom[];
  readonly total: number;
  readonly repeatedHours: readonly RepeatedHour[];
}

@Injectable()
export class FreeRoomsService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** The rooms that `checkBooking` would say fit, at every one of the times. */
  async freeRooms(
    input: FreeRoomsInput,
    first: number,
    viewer: Viewer,
    language: Language,
  ): Promise<FreeRooms | WallRefusal> {
    const { reader } = this.#database;
    const { branch = null, district = null } = input;
    const [branches, near] = await Promise.all([branchesWhere(reader, { branch, district }), this.#placeOf(input)]);
    const times = timesByZone(input.intervals, branches, language);
    if (isRefusal(times)) return times;
    const now = this.#clock.now();
    const free = await this.#freeLayouts(input, { branches, times, now });
    const known = new Lookup(reader, { viewer, now }, datesOf(input.intervals));
    const wishesOf = await this.#lookUp(known, free, { input, branches, times });
    const needs = (input.equipment ?? []).map(({ kind, quantity }) => ({ sameAs: kind, quantity }));
    const { includeOutsideHours } = input;
    const search = { language, knows: () => false, needs, includeOutsideHours };
    const found = wishesOf.flatMap((ways): FreeRoom[] => {
      for (const wishes of ways) {
        const [wish] = wishes;
        const broken = wish && brokenBesides(wishes, known, search);
        if (!broken) continue;
        const { room, branch, layout } = wish;
        return [{ room, branch, layout, broken, distanceMetres: near ? metresBetween(near, branch) : null }];
      }
      return [];
    });
    const repeated = [...times.values()].flat().flatMap(repeatedHours);
    return { rooms: inOrder(found).slice(0, first), total: found.length, repeatedHours: repeated };
  }

  /** In two statements: what suits, and what of that is taken. */
  async #freeLayouts(
    input: FreeRoomsInput,
    { branches, times, now }: { branches: readonly BranchRow[]; times: Times; now: Instant },
  ): Promise<SuitedLayout[]> {
    const { reader } = this.#database;
    const { people, layout = null, category = null, stepFree = null } = input;
    const there = new Map(branches.map(({ id, zone }) => [id, times.get(zone) ?? []]));
    const branchIds = branches.filter(({ zone }) => times.has(zone)).map(({ id }) => id);
    const wanted = { people, layout, category, stepFree, features: input.features ?? [], branchIds };
    const suited = await suitedLayouts(reader, wanted);
    const timesOf = ({ branchId }: SuitedLayout) => there.get(branchId) ?? [];
    const asked = unitsToAsk(suited.map((way) => ({ ...way, times: timesOf(way) })));
    const taken = await takenSpans(reader, asked, now);
    return suited.filter((way) => isFree(way, timesOf(way), taken));
  }

  /** Of each room its free layouts, the smallest first, and of each a wish for each of the times. */
  async #lookUp(
    known: Lookup,
    free: readonly SuitedLayout[],
    { input, branches, times }: { input: FreeRoomsInput; branches: readonly BranchRow[]; times: Times },
  ): Promise<Wish[][][]> {
    const byId = new Map(branches.map((branch) => [branch.id, branch]));
    const freeIn = Map.groupBy(free, ({ roomId }) => roomId);
    const remaining = [...new Set(free.map(({ branchId }) => branchId))].flatMap((id) => byId.get(id) ?? []);
    const wantsEquipment = (input.equipment ?? []).length > 0;
    await Promise.all([
      known.lookUpRooms([...freeIn.keys()]),
      known.lookUpHours(remaining),
      wantsEquipment ? known.lookUpEquipment(remaining.map(({ id }) => id)) : undefined,
    ]);
    const wishes = [...freeIn].map(([roomId, ways]) => {
      const room = known.room(roomId);
      const branch = room && byId.get(room.branchId);
      if (!branch) return [];
      const kinds = new Set(ways.map(({ kind }) => kind));
      return byCapacity(room.layouts.filter(({ kind, capacity }) => kinds.has(kind) && capacity >= input.people)).map(
        (layout) =>
          (times.get(branch.zone) ?? []).map((time): Wish => {
            const { setUpMinutes, tearDownMinutes } = layout;
            const expectedPeople = input.people;
            return { room, branch, layout, time, setUpMinutes, tearDownMinutes, expectedPeople, equipment: [] };
          }),
      );
    });
    const all = wishes.flat(2);
    const kinds = new Set((input.equipment ?? []).map(({ kind }) => kind));
    await Promise.all([
      known.lookUpLimits(all),
      wantsEquipment ? known.lookUpUsesOf(all, ({ kind }) => kinds.has(kind)) : undefined,
    ]);
    return wishes;
  }

  async #placeOf({ near, nearBranch }: FreeRoomsInput): Promise<Placed | null> {
    if (near && nearBranch != null) {
      throw invalidInput('near and nearBranch are two places; give one', { argument: 'nearBranch' });
    }
    if (nearBranch == null) return near ?? null;
    const branch = await findBranch(this.#database.reader, { slug: nearBranch });
    if (!branch) throw notFound('the branch nearBranch');
    return branch;
  }
}

type Times = ReadonlyMap<string, readonly PlacedTime[]>;

/** The times on the wall of each zone; a refusal where one of them is nowhere any. */
function timesByZone(
  intervals: readonly IntervalInput[],
  branches: readonly BranchRow[],
  language: Language,
): Times | WallRefusal {
  // Without any branch a time that is none is refused all the same.
  const zones = branches.length === 0 ? [KYIV] : [...new Set(branches.map(({ zone }) => zone))].sort();
  const times = new Map<string, PlacedTime[]>();
  let refusal: WallRefusal | null = null;
  for (const zone of zones) {
    const placed: PlacedTime[] = [];
    for (const wall of intervals) {
      const time = placeWithin({ ...wall, endDate: wall.endDate ?? wall.startDate }, zone, language);
      if ('kind' in time) refusal ??= time;
      else placed.push(time);
    }
    if (placed.length === intervals.length) times.set(zone, placed);
  }
  return times.size === 0 && refusal ? refusal : times;
}

/** With a day more at either end, for buffers and for events over midnight. */
function datesOf(intervals: readonly IntervalInput[]): readonly [string, string] {
  const first = intervals.map(({ startDate }) => startDate).sort()[0] ?? '';
  const last =
    intervals
      .map(({ startDate, endDate }) => endDate ?? startDate)
      .sort()
      .at(-1) ?? '';
  return [addDays(first, -2), addDays(last, 2)];
}
