import { invalidInput } from '../../platform/faults/fault.ts';
import type { Instant } from '../../platform/time/instant.ts';

const RULE = 'must be later than from, which is now when left out';

/** Where a period begins that may be asked for by its end alone. Throws BAD_USER_INPUT when it ends before it begins. */
export function startOfPeriod(
  { from, to }: { readonly from?: Instant | null; readonly to?: Instant | null },
  now: Instant,
): Instant {
  const start = from ?? now;
  if (to && to <= start) throw invalidInput(`to: ${RULE}`, { fields: [{ path: 'to', rule: RULE }] });
  return start;
}
