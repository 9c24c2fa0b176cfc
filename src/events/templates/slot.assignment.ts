import type { Reader } from '../../platform/db/database.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { type WallTime, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { judgeWants } from '../../venues/desk/desk.ts';
import type { Deciding, JudgedWant, Want } from '../../venues/desk/want.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import { timeIn } from '../sessions/session.changing.ts';
import { datesOfClone, placeOfClone } from './clone.rules.ts';
import type { Original } from './clone.reading.ts';
import type { Slot } from './slot.rules.ts';

/** The slot of a branch that can be had together with those of all others, and how many dates fit with it. */
export interface Assigned {
  readonly slot: Slot | null;
  readonly fits: number;
}

/**
 * Of each branch the best slot that is left once those before it have theirs, with all their dates: exactly what comes of
 * making the clones in this order.
 */
export async function assignSlots(
  reader: Reader,
  original: Original,
  offers: readonly (readonly Slot[])[],
  deciding: Deciding,
): Promise<Assigned[]> {
  const turns = offers.map(() => 0);
  for (;;) {
    const taken = offers.map((slots, at) => slots[turns[at] ?? 0] ?? null);
    const wants = taken.map((slot, at) => (slot ? wantsOf(original, slot, String(at)) : []));
    const judged = await judgeWants(reader, wants.flat(), [], deciding);
    const said = new Map(judged.map((want) => [want.key, want]));
    const stuck = taken.flatMap((slot, at) => (slot && !fits(said.get(`${at} 0`)) ? [at] : []));
    if (stuck.length === 0) {
      return taken.map((slot, at) => ({ slot, fits: wants[at]?.filter(({ key }) => fits(said.get(key))).length ?? 0 }));
    }
    for (const at of stuck) turns[at] = (turns[at] ?? 0) + 1;
  }
}

const fits = (want: JudgedWant | undefined) => want?.refusing.length === 0;

/** What the dates of a clone ask of the room of its slot; the first has the number 0. */
function wantsOf({ event, dates }: Original, { wish }: Slot, name: string): Want[] {
  const wall: WallTime = wallTimeOf(wish.time);
  return datesOfClone(dates, wall, false).flatMap((date, at): Want[] => {
    if (!isInRoom(event, date.original)) return [];
    const time = at === 0 ? wish.time : timeIn({ place: 'ROOM', zone: wish.branch.zone }, date.wall, 'uk');
    if (isRefusal(time)) return [];
    const words = { purpose: event.titleUk, contact: null, overrides: [] };
    return [{ ...words, key: `${name} ${at}`, wish: { ...wish, time }, booking: null }];
  });
}

function isInRoom(event: EventRow, original: Original['dates'][number]): boolean {
  return placeOfClone(original, event) === 'ROOM';
}
