import type { BrokenRule } from '../bookings/broken.rules.ts';
import type { Wish } from '../bookings/wish.rules.ts';

/** Where a way out leads: the same room at another time, or another place at the wished one. */
export type AlternativeKind = 'SAME_ROOM' | 'OTHER_ROOM' | 'PART' | 'COMBINATION' | 'OTHER_BRANCH';

export type DifferenceKind =
  | 'EARLIER'
  | 'LATER'
  | 'OTHER_DAY'
  | 'SHORTER'
  | 'OTHER_ROOM'
  | 'PART'
  | 'COMBINATION'
  | 'OTHER_BRANCH'
  | 'OTHER_LAYOUT'
  | 'SMALLER'
  | 'LARGER';

/** In what a way out differs from what was wished for. */
export interface Difference {
  readonly kind: DifferenceKind;
  /**
   * Minutes for EARLIER, LATER and SHORTER; days for OTHER_DAY, below 0 for an earlier one; people for SMALLER and LARGER; metres for
   * OTHER_BRANCH, null where nobody knows them. Null for the others.
   */
  readonly by: number | null;
}

/** A way out: a wish that can be booked as it stands. */
export interface Alternative {
  readonly kind: AlternativeKind;
  readonly wish: Wish;
  readonly differences: readonly Difference[];
  /** From the wished branch; 0 within it, null where one of both is nowhere on the map. */
  readonly distanceMetres: number | null;
  /** Nothing has to be set aside. */
  readonly fits: boolean;
  /** Soft rules, which refuse unless they are set aside, and notices. */
  readonly broken: readonly BrokenRule[];
  /** In the viewer's language. */
  readonly reason: string;
}

/** A way out that has not been looked at yet. */
export interface Candidate extends Pick<Alternative, 'kind' | 'wish' | 'distanceMetres'> {
  /** What would be needed of equipment; it is chosen among what its branch has. */
  readonly needs: readonly EquipmentNeed[];
}

export interface EquipmentNeed {
  /** Equipment of any branch that does the same. */
  readonly sameAs: string;
  readonly quantity: number;
}
