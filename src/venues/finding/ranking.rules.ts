import type { Wish } from '../bookings/wish.rules.ts';
import type { Alternative } from './alternative.rules.ts';
import { byNames, byNearness } from './candidate.rules.ts';

/** How many other branches are offered at most. */
export const MOST_BRANCHES = 3;

/** What was found by the wish and the others, each list as it was found. */
export interface Found {
  readonly onTheDay: readonly Alternative[];
  /** At the wished time of the day or, where it is none, at others. */
  readonly onOtherDays: readonly Alternative[];
  readonly inBranch: readonly Alternative[];
  readonly elsewhere: readonly Alternative[];
}

/**
 * The ways out in their order, which hangs on nothing but what was found: the same room at another time of the day, and where
 * none of those keeps its hours, on the nearest days before and after; other rooms of the branch; parts and combinations of the room; of the nearest other
 * branches the best room each. `first` of them.
 */
export function ranked(
  { onTheDay, onOtherDays, inBranch, elsewhere }: Found,
  wished: Wish,
  first: number,
): Alternative[] {
  const isOther = ({ kind }: Alternative) => kind === 'OTHER_ROOM';
  const bySize = inBranch.toSorted(bestRoom(wished));
  const days = onTheDay.some(keepsHours) ? [] : nearestDays(onOtherDays);
  const sameRoom = [...onTheDay.toSorted(nearerTime), ...days];
  const kin = bySize.filter((one) => !isOther(one));
  return [...sameRoom, ...bySize.filter(isOther), ...kin, ...bestOfEach(elsewhere, wished)].slice(0, first);
}

/** Whether nobody has to open the house for it. */
export const keepsHours = ({ broken }: Alternative) => broken.every(({ kind }) => kind !== 'OutsideOpeningHours');

/** By how many minutes of the clock it was moved; what was not moved is nearest. */
const clockOf = ({ differences }: Alternative) =>
  differences.find(({ kind }) => kind === 'EARLIER' || kind === 'LATER') ?? { kind: 'LATER', by: 0 };

function nearerTime(one: Alternative, other: Alternative): number {
  const [a, b] = [clockOf(one), clockOf(other)];
  const isLater = ({ kind }: typeof a) => Number(kind === 'LATER');
  return (a.by ?? 0) - (b.by ?? 0) || isLater(b) - isLater(a) || Number(other.fits) - Number(one.fits);
}

/** One before and one after, within hours if there is any; of two as near the later. */
function nearestDays(found: readonly Alternative[]): Alternative[] {
  const daysOf = ({ differences }: Alternative) => differences[0]?.by ?? 0;
  const days = found.toSorted(
    (a, b) =>
      Number(keepsHours(b)) - Number(keepsHours(a)) ||
      Math.abs(daysOf(a)) - Math.abs(daysOf(b)) ||
      daysOf(b) - daysOf(a) ||
      nearerTime(a, b),
  );
  const [before, after] = [days.find((one) => daysOf(one) < 0), days.find((one) => daysOf(one) > 0)];
  return days.filter((one) => one === before || one === after);
}

/** Of each branch the one best room. */
function bestOfEach(elsewhere: readonly Alternative[], wished: Wish): Alternative[] {
  const nearness = byNearness(wished.branch);
  const ofBranch = Map.groupBy(elsewhere, ({ wish }) => wish.branch.id);
  return [...ofBranch.values()]
    .flatMap((rooms) => rooms.toSorted(bestRoom(wished)).slice(0, 1))
    .sort((a, b) => nearness(a.wish.branch, b.wish.branch))
    .slice(0, MOST_BRANCHES);
}

/** Those that hold the people, the smallest first; then the others, the largest first. What has to be set aside comes after. */
const bestRoom = (wished: Wish) => (a: Alternative, b: Alternative) => {
  const holds = ({ wish }: Alternative) => wish.layout.capacity >= wished.expectedPeople;
  const isSame = ({ wish }: Alternative) => wish.layout.kind === wished.layout.kind;
  const bySize = a.wish.layout.capacity - b.wish.layout.capacity;
  return (
    Number(holds(b)) - Number(holds(a)) ||
    Number(b.fits) - Number(a.fits) ||
    Number(isSame(b)) - Number(isSame(a)) ||
    (holds(a) ? bySize : -bySize) ||
    byNames(a.wish.room, b.wish.room)
  );
};
