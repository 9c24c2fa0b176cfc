import { type Instant, plusDays } from '../platform/time/instant.ts';
import { addDays, dateOf, KYIV, localDateTime, resolveLocal, toLocal } from '../platform/time/local.ts';
import { weekdayOf } from '../platform/time/zone.day.ts';

const HOUR = '08:00';

/** The last Monday, 08:00 in Kyiv, that is not after a moment: when the letters of its week go. */
export function lastMonday(now: Instant): Instant {
  const today = dateOf(toLocal(now, KYIV));
  const monday = addDays(today, 1 - weekdayOf(today));
  const resolved = resolveLocal(localDateTime(monday, HOUR), KYIV);
  // No clock of Kyiv skips the morning.
  const moment = resolved.kind === 'skipped' ? now : resolved.instant;
  return moment <= now ? moment : lastMonday(plusDays(moment, -1));
}
