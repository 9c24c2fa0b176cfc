import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { addDays, type LocalDate } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import { type Neighbour, type Wish, wishedSpan } from '../bookings/wish.rules.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import type { RoomFacts } from '../places/room.store.ts';
import type { Alternative, Candidate } from './alternative.rules.ts';
import { needsOf } from './alternatives.rules.ts';
import { type Asking, Offers, onUnits } from './candidate.offers.ts';
import { byNearness, elsewhere, inBranch, MOST_DAYS_AWAY, nearestOpen, onOtherDays } from './candidate.rules.ts';
import { everyBranch, roomIdsOf, roomsHolding, type Seats } from './candidate.store.ts';
import { reachOfDay } from './free.time.rules.ts';
import { Lookup } from './lookup.ts';
import { MOST_BRANCHES, ranked } from './ranking.rules.ts';
import { inTurns } from './turn.iterator.ts';

/**
 * How many other branches are looked at in one go, the nearest first. Those that could hold the people are busy or shut now
 * and then, so twice more are looked at while fewer than three have a room; who finds none among 56 looks for another day.
 */
const GOES = [8, 16, 32] as const;

export interface Seeking extends Asking {
  /** How many ways out of each at most. */
  readonly first: number;
  /** What is offered to one first counts as taken for those after it, so that all first offers can be booked together. */
  readonly apart?: boolean;
}

/** What is looked for, for one wish, and how far the search has come. */
interface Search {
  readonly wish: Wish;
  /** Other branches with a room that holds the people in the wished layout, the nearest first, not looked at yet. */
  readonly branches: BranchRow[];
  days: readonly Candidate[];
  own: readonly Candidate[];
  readonly away: Candidate[];
}

/**
 * Ranked ways out of wishes that do not fit; for each wish its own list, none for one that fits. Whatever the number of
 * wishes, it takes the same few rounds of queries.
 */
export async function alternativesFor(
  reader: Reader,
  wishes: readonly Wish[],
  seeking: Seeking,
): Promise<Alternative[][]> {
  if (wishes.length === 0) return [];
  const known = new Lookup(reader, seeking, datesAround(wishes));
  const ownBranches = [...new Map(wishes.map(({ branch }) => [branch.id, branch])).values()];
  const [branches, seats, ownRooms] = await Promise.all([
    everyBranch(reader),
    roomsHolding(reader, Math.min(...wishes.map(({ expectedPeople }) => expectedPeople)), [
      ...new Set(wishes.map(({ layout }) => layout.kind)),
    ]),
    roomIdsOf(
      reader,
      ownBranches.map(({ id }) => id),
    ),
  ]);
  const seatsOf = Map.groupBy(seats, ({ branchId }) => branchId);
  const searches: Search[] = [];
  for await (const wish of inTurns(wishes)) {
    // Elsewhere there is such an hour as little.
    const others = seeking.skipped?.has(wish) ? [] : branches.filter(({ id }) => id !== wish.branch.id);
    const able = others.filter(({ id }) => seatsOf.get(id)?.some(holds(wish)));
    searches.push({ wish, branches: able.sort(byNearness(wish.branch)), days: [], own: [], away: [] });
  }
  const first = nextGo(searches, GOES[0]);
  await Promise.all([
    known.lookUpTaken(searches.flatMap(({ wish }) => onUnits(wish, reachOfDay(wish)))),
    known.lookUpUses(
      searches.flatMap(({ wish }) =>
        wish.equipment.map(({ equipmentId }) => ({ equipmentId, span: reachOfDay(wish) })),
      ),
    ),
    lookUpPlaces(known, [...ownBranches, ...branchesOf(first)], [...ownRooms, ...roomIdsIn(first, seatsOf)], wishes),
  ]);
  const roomsOf = Map.groupBy(roomsIn(known, ownRooms), ({ branchId }) => branchId);
  for await (const search of inTurns(searches)) {
    const { wish } = search;
    if (!seeking.skipped?.has(wish))
      search.own = inBranch(wish, roomsOf.get(wish.branch.id) ?? [], needsOf(wish, known));
  }
  const offers = new Offers(known, seeking, wishes);
  await offers.lookUp([...wishes, ...candidatesOf(searches, 'own'), ...goTo(known, first, seatsOf)]);
  await Promise.all([lookAtOtherDays(known, offers, searches), lookFurther(known, offers, searches, seatsOf)]);
  const ways: Alternative[][] = [];
  for await (const search of inTurns(searches)) {
    const found = ranked(offers.found(search), search.wish, seeking.first);
    if (seeking.apart && found[0]) {
      takeFor(known, found[0].wish, `offered ${ways.length}`);
      offers.forget();
    }
    ways.push(found);
  }
  return ways;
}

/** Where the room is taken all day, the days around are looked at; where it is shut then, other times of the nearest ones. */
async function lookAtOtherDays(known: Lookup, offers: Offers, searches: readonly Search[]): Promise<void> {
  const stuck: Search[] = [];
  for await (const search of inTurns(searches)) {
    if (!offers.isStuck(search.wish)) continue;
    search.days = onOtherDays(search.wish);
    stuck.push(search);
  }
  await offers.lookUp(candidatesOf(stuck, 'days'));
  const open = new Map<Search, readonly Candidate[]>();
  for await (const search of inTurns(stuck)) {
    const { wish, days } = search;
    if (offers.needsOtherTimes(search)) open.set(search, nearestOpen(days, wish, known.hoursOf(wish.branch.id)));
  }
  if (open.size === 0) return;
  await offers.lookUpDays([...open.values()].flat().map(({ wish }) => wish));
  for await (const [search, days] of inTurns([...open])) {
    search.days = [...search.days, ...offers.onDays(days, search.wish)];
  }
}

/** While too few branches have a room. */
async function lookFurther(
  known: Lookup,
  offers: Offers,
  searches: readonly Search[],
  seatsOf: ReadonlyMap<string, readonly Seats[]>,
): Promise<void> {
  for (const size of GOES.slice(1)) {
    const more: Search[] = [];
    for await (const search of inTurns(searches)) {
      const { branches, away, wish } = search;
      const found = new Set(offers.offered(away, wish).map((one) => one.wish.branch.id));
      if (branches.length > 0 && found.size < MOST_BRANCHES) more.push(search);
    }
    if (more.length === 0) return;
    const go = nextGo(more, size);
    await lookUpPlaces(
      known,
      branchesOf(go),
      roomIdsIn(go, seatsOf),
      more.map(({ wish }) => wish),
    );
    await offers.lookUp(goTo(known, go, seatsOf));
  }
}

type Go = readonly { readonly search: Search; readonly branches: readonly BranchRow[] }[];

function nextGo(searches: readonly Search[], size: number): Go {
  return searches.map((search) => ({ search, branches: search.branches.splice(0, size) }));
}

const branchesOf = (go: Go) => go.flatMap(({ branches }) => branches);

const holds =
  ({ layout, expectedPeople }: Wish) =>
  ({ kind, capacity }: Seats) =>
    kind === layout.kind && capacity >= expectedPeople;

function roomIdsIn(go: Go, seatsOf: ReadonlyMap<string, readonly Seats[]>): Id<'Room'>[] {
  return go.flatMap(({ search, branches }) =>
    branches.flatMap(({ id }) => (seatsOf.get(id) ?? []).filter(holds(search.wish)).map(({ roomId }) => roomId)),
  );
}

/** Makes candidates of the rooms of these branches. */
function goTo(known: Lookup, go: Go, seatsOf: ReadonlyMap<string, readonly Seats[]>): Wish[] {
  return go.flatMap(({ search, branches }) => {
    const { wish, away } = search;
    const needs = needsOf(wish, known);
    const candidates = branches.flatMap((branch) => {
      const ids = (seatsOf.get(branch.id) ?? []).filter(holds(wish)).map(({ roomId }) => roomId);
      return elsewhere(wish, branch, roomsIn(known, ids), needs);
    });
    away.push(...candidates);
    return candidates.map((candidate) => candidate.wish);
  });
}

function candidatesOf(searches: readonly Search[], which: 'own' | 'days'): Wish[] {
  return searches.flatMap((search) => search[which].map(({ wish }) => wish));
}

function roomsIn(known: Lookup, ids: readonly Id<'Room'>[]): RoomFacts[] {
  return [...new Set(ids)].flatMap((id) => known.room(id) ?? []);
}

async function lookUpPlaces(
  known: Lookup,
  branches: readonly BranchRow[],
  roomIds: readonly Id<'Room'>[],
  wishes: readonly Wish[],
): Promise<void> {
  const needsEquipment = wishes.some(({ equipment }) => equipment.length > 0);
  await Promise.all([
    known.lookUpHours([...new Map(branches.map((branch) => [branch.id, branch])).values()]),
    known.lookUpRooms(roomIds),
    needsEquipment ? known.lookUpEquipment(branches.map(({ id }) => id)) : undefined,
  ]);
}

function takeFor(known: Lookup, wish: Wish, id: string): void {
  const { branch, room, time, setUpMinutes, tearDownMinutes } = wish;
  const neighbour: Neighbour = {
    ...{ kind: 'BOOKING', id, branchId: branch.id, roomId: room.id, status: 'CONFIRMED', purpose: '', askedById: null },
    ...{ startsAt: time.startsAt, endsAt: time.endsAt, setUpMinutes, tearDownMinutes, holdUntil: null },
    units: new Set(room.units),
  };
  known.take(neighbour);
  for (const { equipmentId, quantity } of wish.equipment) {
    known.use(equipmentId, { bookingId: id, quantity, ...wishedSpan(wish) });
  }
}

/** All days that a way out can lie on, with one more at either end for zones and events over midnight. */
function datesAround(wishes: readonly Wish[]): readonly [LocalDate, LocalDate] {
  const spans = wishes.map((wish) => ({ ...wishedSpan(wish), zone: wish.branch.zone }));
  const froms = spans.map(({ from, zone }) => dateIn(from, zone)).sort();
  const tos = spans.map(({ to, zone }) => dateIn(to, zone)).sort();
  const away = MOST_DAYS_AWAY + 2;
  return [addDays(froms[0] ?? '', -away), addDays(tos.at(-1) ?? '', away)];
}
