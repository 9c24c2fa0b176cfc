import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { Neighbour, Wish } from '../../venues/bookings/wish.rules.ts';
import { neighbourAt } from '../../venues/desk/want.rules.ts';
import { shownAlternative } from '../../venues/finding/alternative.presentation.ts';
import type { AlternativeShown } from '../../venues/finding/alternative.types.ts';
import { alternativesFor } from '../../venues/finding/alternative.search.ts';
import type { JudgedPlan } from './plan.rules.ts';

/** So many more are looked for where some are left out afterwards. */
const MORE = 12;

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
 * What is announced is offered no room that somebody would have to grant.
 */
export async function waysOutOf(
  reader: Reader,
  judged: readonly JudgedPlan[],
  { viewer, language, now, first }: Seeker,
): Promise<ReadonlyMap<string, AlternativeShown[]>> {
  const wants = judged.flatMap(({ want }) => want ?? []);
  const stuck = wants.filter(({ after }) => after === null);
  const isAnnounced = judged.some((plan) => plan.isAnnounced);
  const ungranted = stuck.filter(({ refusing }) => refusing.some(({ kind }) => kind === 'NeedsApproval'));
  const found = await alternativesFor(
    reader,
    stuck.map(({ wish }) => wish),
    {
      ...{ viewer, language, now, first: isAnnounced ? first + MORE : first, apart: true },
      but: new Set(judged.flatMap(({ before }) => before?.bookingId ?? [])),
      taken: [
        ...wants.flatMap(({ after, wish }) => (after ? [neighbourAt(after, wish)] : [])),
        ...ungranted.map(({ key, wish }) => withheld(key, wish)),
      ],
    },
  );
  return new Map(
    stuck.map(({ key }, at) => {
      const ways = (found[at] ?? []).filter(
        ({ broken }) => !isAnnounced || broken.every(({ kind }) => kind !== 'NeedsApproval'),
      );
      return [key, ways.slice(0, first).map((one) => shownAlternative(one, viewer))] as const;
    }),
  );
}

/** A free room that cannot be had without a yes is as good as taken: the search is for others. */
function withheld(id: string, { branch, room, time, setUpMinutes, tearDownMinutes }: Wish): Neighbour {
  return {
    ...{ kind: 'BLOCKING', id, status: null, purpose: '', askedById: null, holdUntil: null },
    ...{ branchId: branch.id, roomId: room.id, startsAt: time.startsAt, endsAt: time.endsAt },
    ...{ setUpMinutes, tearDownMinutes, units: new Set(room.units) },
  };
}
