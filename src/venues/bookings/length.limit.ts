import { invalidInput } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { type PlacedTime, placeInTime, type WallRefusal, type WallTime } from '../../platform/time/wall.rules.ts';

const DAY_MINUTES = 1_440;
/** No room can be booked for longer, whatever it allows itself: a longer wish would only make everybody wait. */
export const MOST_BOOKED_DAYS = 32;
export const MOST_BLOCKED_DAYS = 400;

/** Puts something on the time line of a zone that is to take a room; BAD_USER_INPUT when it lasts longer than anything may. */
export function placeWithin(
  wall: WallTime,
  zone: string,
  language: Language,
  mostDays: number = MOST_BOOKED_DAYS,
): PlacedTime | WallRefusal {
  const time = placeInTime(wall, zone, language);
  if (!isRefusal(time) && time.wallMinutes > mostDays * DAY_MINUTES) {
    throw invalidInput(`it lasts at most ${mostDays} days`, { argument: 'endDate' });
  }
  return time;
}
