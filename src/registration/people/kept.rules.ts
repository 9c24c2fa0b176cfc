import { type Instant, plusDays } from '../../platform/time/instant.ts';

/** Whoever had no place is forgotten so many days after the end. */
const OTHERS_DAYS = 30;

/** Ends before these moments are long enough ago. */
export function keptSince(now: Instant, keepDays: number): { readonly placed: Instant; readonly others: Instant } {
  return { placed: plusDays(now, -keepDays), others: plusDays(now, -Math.min(keepDays, OTHERS_DAYS)) };
}
