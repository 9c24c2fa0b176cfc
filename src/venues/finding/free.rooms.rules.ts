import type { Id } from '../../platform/ids/id.ts';
import { overlaps, type Span } from '../../platform/time/span.rules.ts';
import type { PlacedTime } from '../../platform/time/wall.rules.ts';
import { brokenRules, type Telling } from '../bookings/booking.rules.ts';
import type { SoftRule } from '../bookings/booking.tables.ts';
import { type BrokenRule, severityOf } from '../bookings/broken.rules.ts';
import { occupiedSpan, type Wish, wishedSpan } from '../bookings/wish.rules.ts';
import type { EquipmentNeed } from './alternative.rules.ts';
import { chosenEquipment, factsOf, isOpenAndInTime, type Known } from './alternatives.rules.ts';
import { byNames } from './candidate.rules.ts';
import { byDistance } from './distance.rules.ts';

/** A room in a layout that can be booked. */
export interface FreeRoom extends Pick<Wish, 'room' | 'branch' | 'layout'> {
  readonly distanceMetres: number | null;
  readonly broken: readonly BrokenRule[];
}

const NONE: ReadonlySet<string> = new Set();
const HOURS: ReadonlySet<string> = new Set<SoftRule>(['OutsideOpeningHours']);

export interface Search extends Telling {
  readonly needs: readonly EquipmentNeed[];
  readonly includeOutsideHours: boolean;
}

/**
 * What a free room breaks besides, over all the times: notices, and that it is not open if that may be. Null for a room that
 * cannot be had at one of them.
 */
export function brokenBesides(wishes: readonly Wish[], known: Known, search: Search): BrokenRule[] | null {
  const broken = new Map<string, BrokenRule>();
  for (const plain of wishes) {
    // Most that do not suit fall here, before anything is put into words.
    if (!isOpenAndInTime(plain, known, search.includeOutsideHours ? HOURS : NONE)) return null;
    const span = wishedSpan(plain);
    const equipment = chosenEquipment({ wish: plain, needs: search.needs }, span, known);
    if (!equipment) return null;
    const wish = { ...plain, equipment };
    for (const rule of brokenRules(wish, factsOf(wish, span, known), search)) {
      if (severityOf(rule) !== 'NOTICE' && rule.kind !== 'OutsideOpeningHours') return null;
      broken.set(`${rule.kind} ${rule.message}`, rule);
    }
  }
  return [...broken.values()];
}

interface Ways {
  readonly units: readonly Id<'Unit'>[];
  readonly setUpMinutes: number;
  readonly tearDownMinutes: number;
}

/** What has to be asked about: each unit once for each time, with the widest buffers of any layout. */
export function unitsToAsk(
  ways: readonly (Ways & { readonly times: readonly PlacedTime[] })[],
): { readonly unitId: Id<'Unit'>; readonly span: Span }[] {
  const widest = new Map<Id<'Unit'>, { setUpMinutes: number; tearDownMinutes: number; times: readonly PlacedTime[] }>();
  for (const { units, setUpMinutes, tearDownMinutes, times } of ways) {
    for (const unit of units) {
      const known = widest.get(unit);
      widest.set(unit, {
        setUpMinutes: Math.max(setUpMinutes, known?.setUpMinutes ?? 0),
        tearDownMinutes: Math.max(tearDownMinutes, known?.tearDownMinutes ?? 0),
        times,
      });
    }
  }
  return [...widest].flatMap(([unitId, { times, ...buffers }]) =>
    times.map((time) => ({ unitId, span: occupiedSpan({ ...time, ...buffers }) })),
  );
}

/** Whether nothing takes a part of the room at any of the times, its own buffers included. */
export function isFree(
  { units, setUpMinutes, tearDownMinutes }: Ways,
  times: readonly PlacedTime[],
  taken: ReadonlyMap<Id<'Unit'>, readonly Span[]>,
): boolean {
  return times.every((time) => {
    const span = occupiedSpan({ ...time, setUpMinutes, tearDownMinutes });
    return !units.some((unit) => taken.get(unit)?.some((other) => overlaps(span, other)));
  });
}

/** The nearest first if a place was given; then the smallest, by the names of branch and room. */
export function inOrder(found: readonly FreeRoom[]): FreeRoom[] {
  return found.toSorted(
    (a, b) =>
      byDistance(a.distanceMetres, b.distanceMetres) ||
      a.layout.capacity - b.layout.capacity ||
      (a.branch.id === b.branch.id ? 0 : byNames(a.branch, b.branch)) ||
      byNames(a.room, b.room),
  );
}
