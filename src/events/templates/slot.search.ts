import type { Reader } from '../../platform/db/database.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { minutesBetween } from '../../platform/time/instant.ts';
import { addDays, type LocalDate, wallMinutesBetween } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { placeInTime, type WallTime } from '../../platform/time/wall.rules.ts';
import { dateIn, daySpan } from '../../platform/time/zone.day.ts';
import { brokenRules } from '../../venues/bookings/booking.rules.ts';
import { type Deciding, standing } from '../../venues/bookings/booking.decision.rules.ts';
import { mayKnowBooking } from '../../venues/bookings/booking.policy.ts';
import { type Wish, wishedSpan } from '../../venues/bookings/wish.rules.ts';
import type { EquipmentNeed } from '../../venues/finding/alternative.rules.ts';
import { chosenEquipment, factsOf } from '../../venues/finding/alternatives.rules.ts';
import { nearestTimes, reachOfDay } from '../../venues/finding/free.time.rules.ts';
import { Lookup } from '../../venues/finding/lookup.ts';
import { inTurns } from '../../venues/finding/turn.iterator.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import type { EquipmentRow } from '../../venues/places/equipment.tables.ts';
import { daysAround, equipmentFor, type RoomWish, type Slot, type Way } from './slot.rules.ts';

/** How many days before and after are looked at. */
const MOST_DAYS_AWAY = 14;
/** Of a branch with very many rooms only the best are looked at. */
const MOST_WAYS = 8;
/** So many are enough for those that look for slots in the same branch. */
const MOST_SLOTS = 24;

/** What is looked for in a branch, and when it is wanted. */
export interface SlotWanted {
  readonly branch: BranchRow;
  readonly ways: readonly Way[];
  readonly wall: WallTime;
  readonly room: RoomWish;
  /** What the branch has. */
  readonly equipment: readonly EquipmentRow[];
  readonly needs: readonly EquipmentNeed[];
}

/**
 * Slots that can be booked as they stand, each by itself: at the wanted time in the best room, else at the nearest others of
 * the day, else on the nearest days. Whatever the number of rooms and days, it takes the same few statements.
 */
export async function slotsFor(reader: Reader, wanted: SlotWanted, deciding: Deciding): Promise<Slot[]> {
  const { branch, wall } = wanted;
  const today = dateIn(deciding.now, branch.zone);
  const days = daysAround(wall.startDate, MOST_DAYS_AWAY).filter((date) => date >= today);
  const known = await lookedUp(reader, wanted, days, deciding);
  const slots: Slot[] = [];
  for await (const date of inTurns(days)) {
    slots.push(...slotsOn(date, wanted, known, deciding));
    if (slots.length >= MOST_SLOTS) break;
  }
  return slots;
}

/** Of a day, the nearest to the wanted time of the day first; of two as near, in the better room. */
function slotsOn(date: LocalDate, wanted: SlotWanted, known: Lookup, deciding: Deciding): Slot[] {
  const found = wanted.ways.slice(0, MOST_WAYS).flatMap((way, rank) => {
    const wish = wishOn(date, way, wanted);
    if (!wish) return [];
    const times = [wish.time, ...nearestTimes(wish, factsOf(wish, reachOfDay(wish), known), new Set())];
    return times.flatMap((time) => {
      const equipped = fitting({ ...wish, time }, wanted.needs, known, deciding);
      if (!equipped) return [];
      const away = Math.abs(minutesBetween(wish.time.startsAt, time.startsAt));
      return [{ wish: equipped, isAtItsTime: away === 0 && date === wanted.wall.startDate, away, rank }];
    });
  });
  return found.toSorted((a, b) => a.away - b.away || a.rank - b.rank);
}

/** The wish of that day; null for a time that never comes. */
function wishOn(
  date: LocalDate,
  { room, layout }: Way,
  { branch, wall, equipment, ...wanted }: SlotWanted,
): Wish | null {
  const days = wallMinutesBetween(`${wall.startDate}T00:00:00`, `${date}T00:00:00`) / 1_440;
  const time = placeInTime({ ...wall, startDate: date, endDate: addDays(wall.endDate, days) }, branch.zone, 'uk');
  if (isRefusal(time)) return null;
  const { setUpMinutes, tearDownMinutes, expectedPeople } = wanted.room;
  return {
    ...{ branch, room, layout, time, expectedPeople },
    setUpMinutes: setUpMinutes ?? layout.setUpMinutes,
    tearDownMinutes: tearDownMinutes ?? layout.tearDownMinutes,
    equipment: equipmentFor(wanted.needs, equipment),
  };
}

/** The wish with equipment that is free then, if no rule refuses it; else null. */
function fitting(wish: Wish, needs: readonly EquipmentNeed[], known: Lookup, deciding: Deciding): Wish | null {
  const span = wishedSpan(wish);
  if (wish.room.units.some((unit) => known.isTaken(unit, span))) return null;
  const equipment = chosenEquipment({ wish: { ...wish, equipment: [] }, needs }, span, known);
  if (!equipment) return null;
  const equipped = { ...wish, equipment };
  const broken = brokenRules(equipped, factsOf(equipped, span, known), {
    language: deciding.language,
    knows: (neighbour) => mayKnowBooking(deciding.viewer, neighbour),
  });
  return standing(broken, [], () => false).length === 0 ? equipped : null;
}

async function lookedUp(
  reader: Reader,
  { branch, ways, wall, room, equipment, needs }: SlotWanted,
  days: readonly LocalDate[],
  { viewer, now }: Deciding,
): Promise<Lookup> {
  const sorted = days.toSorted();
  const [first = wall.startDate, last = first] = [sorted[0], sorted.at(-1)];
  const long = wallMinutesBetween(`${wall.startDate}T00:00:00`, `${wall.endDate}T00:00:00`) / 1_440;
  // Two days more at either end: for buffers, zones, and what goes over midnight.
  const [from, to] = [addDays(first, -2), addDays(last, long + 2)];
  const span: Span = { from: daySpan(from, branch.zone).from, to: daySpan(to, branch.zone).to };
  const known = new Lookup(reader, { viewer, now }, [from, to]);
  const best = ways.slice(0, MOST_WAYS);
  const units = [...new Set(best.flatMap((way) => way.room.units))];
  const limited = best.flatMap((way) =>
    [first, last].flatMap((date) => wishOn(date, way, { branch, ways, wall, room, equipment, needs }) ?? []),
  );
  await Promise.all([
    known.lookUpHours([branch]),
    known.lookUpTaken(units.map((unitId) => ({ unitId, span }))),
    needs.length > 0 ? known.lookUpEquipment([branch.id]) : undefined,
    needs.length > 0 ? known.lookUpUses(equipment.map(({ id }) => ({ equipmentId: id, span }))) : undefined,
    known.lookUpLimits(limited),
  ]);
  return known;
}
