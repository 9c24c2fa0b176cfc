import { type Instant, laterOf, plusMinutes } from '../../platform/time/instant.ts';

const LONGEST_MINUTES = 24 * 60;

/** When a calendar is read again: each time it cannot be, twice as late, once a day at least. */
export function nextReading(
  now: Instant,
  everyMinutes: number,
  { failures, notBefore }: { readonly failures: number; readonly notBefore: Instant | null },
): Instant {
  const wait = Math.min(everyMinutes * 2 ** Math.min(failures, 20), Math.max(LONGEST_MINUTES, everyMinutes));
  const due = plusMinutes(now, wait);
  const latest = plusMinutes(now, LONGEST_MINUTES);
  if (notBefore === null) return due;
  return laterOf(due, notBefore < latest ? notBefore : latest);
}
