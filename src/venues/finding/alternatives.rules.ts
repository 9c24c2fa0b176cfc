import type { Id } from '../../platform/ids/id.ts';
import { minutesBetween, plusDays, plusMinutes } from '../../platform/time/instant.ts';
import { dateOf, localDateTime, timeOf, wallMinutesBetween } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { brokenRules, freeThroughout, type Telling } from '../bookings/booking.rules.ts';
import { type BrokenRule, severityOf } from '../bookings/broken.rules.ts';
import {
  type EquipmentFacts,
  type Facts,
  type Neighbour,
  occupiedSpan,
  type Wish,
  type WishedEquipment,
  wishedSpan,
} from '../bookings/wish.rules.ts';
import { closingsOver, type Hours, isOpenThroughout } from '../hours/opening.rules.ts';
import type { RoomFacts } from '../places/room.store.ts';
import type { Alternative, Candidate, Difference, EquipmentNeed } from './alternative.rules.ts';
import { reasonFor } from './alternative.text.rules.ts';
import { doesTheSame, sameness } from './candidate.rules.ts';
import { nearestTimes, reachOfDay, shortened } from './free.time.rules.ts';

/** What has been looked up, of however many rooms. */
export interface Known {
  readonly now: Facts['now'];
  hoursOf(branchId: Id<'Branch'>): Hours;
  /** Whatever takes one of the units; more than meets the span does no harm. */
  takenOf(unitId: Id<'Unit'>, span: Span): readonly Neighbour[];
  isTaken(unitId: Id<'Unit'>, span: Span): boolean;
  /** By kind, then name. */
  equipmentOf(branchId: Id<'Branch'>): readonly EquipmentFacts[];
  /** How many live bookings the asker has of the room in the term the wish falls into. */
  bookedInTerm(wish: Wish): number;
  needsApproval(room: RoomFacts): boolean;
}

/** What the wish breaks itself: a way out breaks no other rule, and not as much. */
export interface Grievance {
  readonly soft: ReadonlySet<string>;
  readonly hard: boolean;
}

export function factsOf(wish: Wish, span: Span, known: Known): Facts {
  const { room, branch } = wish;
  const wanted = new Set<string>(wish.equipment.map(({ equipmentId }) => equipmentId));
  const equipment = wanted.size > 0 ? known.equipmentOf(branch.id).filter(({ row }) => wanted.has(row.id)) : [];
  return {
    now: known.now,
    neighbours: [...new Set(room.units.flatMap((unit) => known.takenOf(unit, span)))],
    hours: known.hoursOf(branch.id),
    equipment: new Map(equipment.map((facts) => [facts.row.id, facts])),
    bookedInTerm: known.bookedInTerm(wish),
    needsApproval: known.needsApproval(room),
  };
}

export function grievanceOf(wish: Wish, known: Known, telling: Telling): Grievance {
  const broken = brokenRules(wish, factsOf(wish, wishedSpan(wish), known), telling);
  return { soft: softKinds(broken), hard: broken.some((rule) => severityOf(rule) === 'HARD') };
}

export function needsOf(wish: Wish, known: Known): EquipmentNeed[] {
  if (wish.equipment.length === 0) return [];
  const ofBranch = known.equipmentOf(wish.branch.id);
  const needs = new Map<string, number>();
  for (const { equipmentId, quantity } of wish.equipment) {
    const facts = ofBranch.find(({ row }) => row.id === equipmentId);
    // Gone from the branch it was wished of: nothing is the same as it.
    const sameAs = facts ? sameness(facts.row) : equipmentId;
    needs.set(sameAs, (needs.get(sameAs) ?? 0) + quantity);
  }
  return [...needs].map(([sameAs, quantity]) => ({ sameAs, quantity }));
}

export interface Offering extends Telling {
  readonly wished: Wish;
  readonly grievance: Grievance;
}

/** The same room at the nearest other times of the day; what is too long also as long as may be, from its own start if it can. */
export function onTheDay(wish: Wish, known: Known, offering: Offering): Candidate[] {
  const time = shortened(wish);
  if (!time) return timesNear(wish, known, borne(offering.grievance));
  const short = sameRoom(wish, time);
  const cut = offered(short, known, offering);
  const isInTime = cut?.broken.every(({ kind }) => kind !== 'OutsideOpeningHours' && kind !== 'OutsideBookingWindow');
  const others = isInTime ? [] : timesNear(short.wish, known, cut ? NONE : borne(offering.grievance));
  return [short, ...others, ...timesNear(wish, known, borne(offering.grievance))];
}

/** The same room within the hours of other days, which are said by the wish moved onto each of them. */
export function onDays(days: readonly Candidate[], known: Known, { grievance }: Offering): Candidate[] {
  const soft = new Set([...borne(grievance)].filter((rule) => rule !== 'OutsideOpeningHours'));
  return days.flatMap(({ wish }) => timesNear(wish, known, soft));
}

function timesNear(wish: Wish, known: Known, soft: ReadonlySet<string>): Candidate[] {
  return nearestTimes(wish, factsOf(wish, reachOfDay(wish), known), soft).map((time) => sameRoom(wish, time));
}

const sameRoom = (wish: Wish, time: Wish['time']): Candidate => ({
  ...{ kind: 'SAME_ROOM', wish: { ...wish, time }, distanceMetres: 0, needs: [] },
});

/** The candidate as a way out; null when it is none. */
export function offered(candidate: Candidate, known: Known, offering: Offering): Alternative | null {
  const { wished, grievance, language } = offering;
  const span = wishedSpan(candidate.wish);
  // Before anything is put into words: most candidates fall here.
  if (isTaken(candidate.wish, span, known) || !isOpenAndInTime(candidate.wish, known, borne(grievance))) return null;
  const equipment = chosenEquipment(candidate, span, known);
  if (!equipment) return null;
  const wish = { ...candidate.wish, equipment };
  const broken = brokenRules(wish, factsOf(wish, span, known), offering);
  if (broken.some((rule) => severityOf(rule) === 'HARD') || !isBetter(softKinds(broken), grievance, candidate))
    return null;
  const { kind, distanceMetres } = candidate;
  const differences = differencesOf(candidate, wished);
  const reason = reasonFor(kind, wish, differences, language);
  return { kind, wish, differences, distanceMetres, fits: softKinds(broken).size === 0, broken, reason };
}

const NONE: ReadonlySet<string> = new Set();

/** The soft rules that a way out may break: where there is but one and nothing else, that one is what it leads out of. */
const borne = ({ soft, hard }: Grievance) => (hard || soft.size > 1 ? soft : NONE);

function isTaken({ room }: Wish, span: Span, known: Known): boolean {
  return room.units.some((unit) => known.isTaken(unit, span));
}

/** Nothing shuts the room, and it is open and neither too soon nor too far ahead, unless these soft rules may be broken. */
export function isOpenAndInTime(
  { room, branch, time, ...wish }: Wish,
  known: Known,
  soft: ReadonlySet<string>,
): boolean {
  const { now } = known;
  const hours = known.hoursOf(branch.id);
  const isInTime =
    plusMinutes(now, room.leadMinutes) <= time.startsAt &&
    (room.windowDays === null || time.startsAt <= plusDays(now, room.windowDays));
  return (
    (isInTime || soft.has('OutsideBookingWindow')) &&
    (soft.has('OutsideOpeningHours') || isOpenThroughout(hours, room.id, { from: time.startsAt, to: time.endsAt })) &&
    closingsOver(hours, room.kin, occupiedSpan({ ...time, ...wish })).length === 0
  );
}

/** A smaller room may be too small: that is said. Else nothing is broken that the wish did not break, and not all of it. */
function isBetter(soft: ReadonlySet<string>, grievance: Grievance, { kind }: Candidate): boolean {
  const maySqueeze = grievance.hard && kind !== 'SAME_ROOM';
  const news = [...soft].filter((rule) => !grievance.soft.has(rule));
  if (news.some((rule) => rule !== 'LayoutTooSmall' || !maySqueeze)) return false;
  return grievance.hard || soft.size < grievance.soft.size;
}

/** Of the branch, what does the same and is free all the time: of one sort if that has enough, else of several. */
export function chosenEquipment(
  { wish, needs }: Pick<Candidate, 'wish' | 'needs'>,
  span: Span,
  known: Known,
): readonly WishedEquipment[] | null {
  if (needs.length === 0) return wish.equipment;
  const chosen: WishedEquipment[] = [];
  for (const { sameAs, quantity } of needs) {
    const free = known
      .equipmentOf(wish.branch.id)
      .filter(({ row }) => doesTheSame(row, sameAs))
      .map((facts) => ({ equipmentId: facts.row.id, quantity: freeThroughout(facts, span) }));
    const enough = free.find((one) => one.quantity >= quantity);
    let missing = quantity;
    for (const one of enough ? [enough] : free) {
      const taken = Math.min(one.quantity, missing);
      if (taken > 0) chosen.push({ equipmentId: one.equipmentId, quantity: taken });
      missing -= taken;
    }
    if (missing > 0) return null;
  }
  return chosen;
}

function differencesOf({ kind, wish, distanceMetres }: Candidate, wished: Wish): Difference[] {
  const more = wish.layout.capacity - wished.layout.capacity;
  return [
    ...(kind === 'SAME_ROOM' ? moveOf(wish, wished) : []),
    ...(kind === 'SAME_ROOM' ? [] : [{ kind, by: kind === 'OTHER_BRANCH' ? distanceMetres : null }]),
    ...(wish.layout.kind === wished.layout.kind ? [] : [{ kind: 'OTHER_LAYOUT' as const, by: null }]),
    ...(more < 0 ? [{ kind: 'SMALLER' as const, by: -more }] : []),
    ...(more > 0 ? [{ kind: 'LARGER' as const, by: more }] : []),
  ];
}

/** By the clock on the wall, as people compare times. */
function moveOf({ time }: Wish, { time: wished }: Wish): Difference[] {
  const [day, wishedDay] = [dateOf(time.startLocal), dateOf(wished.startLocal)];
  const days = wallMinutesBetween(`${wishedDay}T00:00:00`, `${day}T00:00:00`) / 1_440;
  const minutes = wallMinutesBetween(localDateTime(day, timeOf(wished.startLocal)), time.startLocal);
  const shorter = minutesBetween(wished.startsAt, wished.endsAt) - minutesBetween(time.startsAt, time.endsAt);
  return [
    ...(days === 0 ? [] : [{ kind: 'OTHER_DAY' as const, by: days }]),
    ...(minutes < 0 ? [{ kind: 'EARLIER' as const, by: -minutes }] : []),
    ...(minutes > 0 ? [{ kind: 'LATER' as const, by: minutes }] : []),
    ...(time.wallMinutes < wished.wallMinutes && shorter > 0 ? [{ kind: 'SHORTER' as const, by: shorter }] : []),
  ];
}

function softKinds(broken: readonly BrokenRule[]): Set<string> {
  return new Set(broken.filter((rule) => severityOf(rule) === 'SOFT').map(({ kind }) => kind));
}
