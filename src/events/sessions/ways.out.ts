import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { neighbourAt } from '../../venues/desk/want.rules.ts';
import { shownAlternative } from '../../venues/finding/alternative.presentation.ts';
import type { AlternativeShown } from '../../venues/finding/alternative.types.ts';
import { alternativesFor } from '../../venues/finding/seeking.ts';
import type { JudgedPlan } from './plan.rules.ts';

interface Seeker {
  readonly viewer: Viewer;
  readonly language: Language;
  readonly now: Instant;
  /** How many for each session at most. */
  readonly first: number;
}

/**
 * Ways out for those of the plans that do not fit, by the ids of their sessions, while the others have what they wish for.
 * Of all at once: whatever their number, it takes the same few rounds of queries, and all first ones can be had together.
 */
export async function waysOutOf(
  reader: Reader,
  judged: readonly JudgedPlan[],
  { viewer, language, now, first }: Seeker,
): Promise<ReadonlyMap<string, AlternativeShown[]>> {
  const wants = judged.flatMap(({ want }) => want ?? []);
  const stuck = wants.filter(({ after }) => after === null);
  const found = await alternativesFor(
    reader,
    stuck.map(({ wish }) => wish),
    {
      ...{ viewer, language, now, first, apart: true },
      but: new Set(judged.flatMap(({ before }) => before?.bookingId ?? [])),
      taken: wants.flatMap(({ after, wish }) => (after ? [neighbourAt(after, wish)] : [])),
    },
  );
  return new Map(
    stuck.map(({ key }, at) => [key, (found[at] ?? []).map((one) => shownAlternative(one, viewer))] as const),
  );
}
