import type { Id } from '../../platform/ids/id.ts';
import { overlaps } from '../../platform/time/span.rules.ts';
import { occupiedSpan, wishedSpan } from '../../venues/bookings/wish.rules.ts';
import type { JudgedPlan } from '../sessions/plan.rules.ts';

/**
 * Which of the plans that fit do not, once those that do not fit keep their rooms: each wants what one of them has, or what
 * one has that wants that, and so on. In two lists by turns, so that none is in a list with the one whose room it wants.
 */
export function stuckBehind(judged: readonly JudgedPlan[]): readonly [JudgedPlan[], JudgedPlan[]] {
  const units = new Map(
    judged.flatMap(({ want }) => (want ? [[want.wish.room.id, want.wish.room.units] as const] : [])),
  );
  const turns: [JudgedPlan[], JudgedPlan[]] = [[], []];
  let free = judged.filter(({ verdict }) => verdict === 'FITS');
  let kept = judged.filter(({ verdict }) => verdict !== 'FITS');
  for (let turn = 0; kept.length > 0; turn = 1 - turn) {
    const behind = free.filter((plan) => kept.some((one) => wantsRoomOf(plan, one, units)));
    turns[turn === 0 ? 0 : 1].push(...behind);
    const gone = new Set(behind);
    free = free.filter((plan) => !gone.has(plan));
    kept = behind;
  }
  return turns;
}

/** Whether a plan wants a room, or a part of it, while another has it that was to give it up. */
function wantsRoomOf(
  { want }: JudgedPlan,
  kept: JudgedPlan,
  units: ReadonlyMap<Id<'Room'>, readonly Id<'Unit'>[]>,
): boolean {
  const had = kept.want?.booking;
  if (!want || !had) return false;
  const held = units.get(had.roomId) ?? [];
  return overlaps(wishedSpan(want.wish), occupiedSpan(had)) && want.wish.room.units.some((unit) => held.includes(unit));
}
