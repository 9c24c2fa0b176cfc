import { Inject, Injectable } from '@nestjs/common';
import { Database, type Reader } from '../../platform/db/database.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { dateOf, toLocal } from '../../platform/time/local.ts';
import type { PlacedTime, WallTime } from '../../platform/time/wall.rules.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import type { EquipmentNeed } from '../../venues/finding/alternative.rules.ts';
import { sameness } from '../../venues/finding/candidate.rules.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { equipmentByIds, equipmentOfBranches } from '../../venues/places/equipment.store.ts';
import { roomsOfBranches } from '../../venues/places/room.store.ts';
import type { Asker } from '../content/event.change.ts';
import type { SessionPlace, SessionRow } from '../record/session.tables.ts';
import { momentOf } from '../series/moment.rules.ts';
import type { PreviewCloneInput } from './clone.input.types.ts';
import { type Original, readBranches, readOriginal, refuseTooManyDates } from './clone.reading.ts';
import { placeOfClone, roomOfPublic, roomOfStaff, startingOn, usualStart } from './clone.rules.ts';
import type { CloneVerdict } from './clone.text.rules.ts';
import { assignSlots } from './slot.assignment.ts';
import { lackingOf, type RoomWish, type Slot, waysIn } from './slot.rules.ts';
import { slotsFor } from './slot.search.ts';

/** Where a clone is wanted, and when its first date; null for an original without dates. */
interface Target {
  readonly branch: BranchRow;
  readonly wall: WallTime | null;
}

/** What a branch has for a clone. */
export interface Proposed extends Target {
  readonly verdict: CloneVerdict;
  readonly place: SessionPlace;
  readonly people: number | null;
  readonly slot: Slot | null;
  /** Of the proposal; null where there is none. */
  readonly time: PlacedTime | null;
  readonly fits: number;
  readonly toPlace: number;
  readonly lacking: readonly EquipmentNeed[];
}

interface PreviewedClone {
  readonly dates: number;
  readonly proposals: readonly Proposed[];
}

@Injectable()
export class ClonePreviewService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** What clones would come to, each with a slot that can be had together with the others. Throws as `clone` does. */
  async preview(input: PreviewCloneInput, asker: Asker): Promise<PreviewedClone> {
    const { reader } = this.#database;
    const deciding = { ...asker, now: this.#clock.now() };
    const original = await readOriginal(reader, input.eventId, asker.viewer);
    const branches = await readBranches(
      reader,
      input.targets.map(({ branchId }) => branchId),
      asker.viewer,
    );
    refuseTooManyDates(original, branches);
    const [first] = original.dates;
    const targets = branches.map((branch, at): Target => {
      if (!first) return { branch, wall: null };
      const usual = usualStart(dateOf(first.startLocal), dateIn(deciding.now, branch.zone));
      return { branch, wall: startingOn(first, input.targets[at]?.startDate ?? usual) };
    });
    const place = first ? placeOfClone(first, original.event) : 'TO_BE_FOUND';
    const proposals =
      first && place === 'ROOM'
        ? await inRooms(reader, original, await roomWishOf(reader, original, first, input.people), targets, deciding)
        : targets.map((target) => withoutRoom(target, place, original.dates));
    return { dates: original.dates.length, proposals };
  }
}

function withoutRoom(target: Target, place: SessionPlace, dates: readonly SessionRow[]): Proposed {
  const verdict = target.wall ? 'WITHOUT_ROOM' : 'NO_DATES';
  const time = target.wall && timeThere(target.wall, target.branch.zone);
  return { ...target, verdict, place, people: null, slot: null, time, fits: dates.length, toPlace: 0, lacking: [] };
}

/** In an hour that the clocks skip it is the next time that comes. */
function timeThere(wall: WallTime, zone: string): PlacedTime | null {
  const moment = momentOf(wall, zone, 'uk');
  if (isRefusal(moment)) return null;
  const { time, skipped } = moment;
  return skipped ? { ...time, startLocal: toLocal(time.startsAt, zone) } : time;
}

async function inRooms(
  reader: Reader,
  original: Original,
  room: RoomWish,
  targets: readonly Target[],
  deciding: Deciding,
): Promise<Proposed[]> {
  const branchIds = [...new Set(targets.map(({ branch }) => branch.id))];
  const [rooms, equipment] = await Promise.all([
    roomsOfBranches(reader, branchIds),
    equipmentOfBranches(reader, branchIds),
  ]);
  const offers: (readonly Slot[])[] = [];
  const told: Pick<Proposed, 'lacking' | 'verdict'>[] = [];
  for (const { branch, wall } of targets) {
    const own = equipment.get(branch.id) ?? [];
    const { needs, lacking } = lackingOf(room.needs, own);
    const ways = waysIn(rooms.get(branch.id) ?? [], room);
    const hasPassed = wall !== null && wall.startDate < dateIn(deciding.now, branch.zone);
    const isSought = wall !== null && !hasPassed;
    const slots = isSought ? await slotsFor(reader, { branch, ways, wall, room, equipment: own, needs }, deciding) : [];
    offers.push(slots);
    told.push({ lacking, verdict: hasPassed ? 'DAY_PASSED' : ways.length === 0 ? 'NO_ROOM' : 'NOTHING_FREE' });
  }
  const assigned = await assignSlots(reader, original, offers, deciding);
  const away = original.dates.filter((date) => placeOfClone(date, original.event) !== 'ROOM').length;
  return targets.map((target, at): Proposed => {
    const { slot, fits } = assigned[at] ?? { slot: null, fits: 0 };
    const { lacking, verdict: none } = told[at] ?? { lacking: [], verdict: 'NOTHING_FREE' };
    const people = room.expectedPeople;
    if (!slot)
      return { ...target, verdict: none, place: 'ROOM', people, slot, time: null, fits: 0, toPlace: 0, lacking };
    const verdict = slot.isAtItsTime ? 'AT_ITS_TIME' : 'AT_ANOTHER_TIME';
    const placed = fits + away;
    const toPlace = original.dates.length - placed;
    const { time } = slot.wish;
    return { ...target, verdict, place: 'ROOM', people, slot, time, fits: placed, toPlace, lacking };
  });
}

/** What the first date asks of a room, wherever that is, as far as the viewer may know. */
async function roomWishOf(
  reader: Reader,
  { event, isStaff }: Original,
  first: SessionRow,
  people: number | null | undefined,
): Promise<RoomWish> {
  const asked = isStaff ? roomOfStaff(first) : roomOfPublic(first, event);
  return {
    ...{ ...asked, roomId: first.roomId, expectedPeople: people ?? asked.expectedPeople },
    needs: isStaff ? await needsOf(reader, first) : [],
  };
}

/** Its equipment by sort; several of a sort do the same. */
async function needsOf(reader: Reader, first: SessionRow): Promise<EquipmentNeed[]> {
  const rows = await equipmentByIds(
    reader,
    first.equipment.map(({ equipmentId }) => equipmentId),
  );
  const needs = first.equipment.flatMap(({ equipmentId, quantity }) => {
    const row = rows.get(equipmentId);
    return row ? [{ sameAs: sameness(row), quantity }] : [];
  });
  return [...Map.groupBy(needs, ({ sameAs }) => sameAs)].map(([sameAs, some]) => ({
    sameAs,
    quantity: some.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}
