import type { Id } from '../../platform/ids/id.ts';
import type { RosterQuota } from '../record/roster.store.ts';

/** Whose quota somebody counts for who does not say. */
const OF_NOBODY_SAID = 'general-public';
export const PUPILS = 'pupils';

/** The quota of an audience: the one that is said, or the usual one where the roster has it; null for no quota. */
export function quotaOf(
  quotas: readonly RosterQuota[],
  said: string | null | undefined,
  usual: string = OF_NOBODY_SAID,
): Id<'Quota'> | null {
  const wanted = said ?? usual;
  return quotas.find(({ audienceSlug }) => audienceSlug === wanted)?.id ?? null;
}

/** With how many at least they would still come: half of them, where they do not say. */
export function smallestOf(seats: number, said: number | null | undefined): number {
  return Math.min(seats, said ?? Math.ceil(seats / 2));
}
