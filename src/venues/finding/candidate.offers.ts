import type { Language } from '../../platform/language/language.ts';
import type { LocalDateTime } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { mayKnowBooking } from '../bookings/booking.policy.ts';
import { type Wish, wishedSpan } from '../bookings/wish.rules.ts';
import type { Alternative, Candidate } from './alternative.rules.ts';
import { grievanceOf, needsOf, offered, type Offering, onDays, onTheDay } from './alternatives.rules.ts';
import { sameness } from './candidate.rules.ts';
import { reachOfDay } from './free.time.rules.ts';
import type { Assumptions, Lookup } from './lookup.ts';
import { type Found, keepsHours } from './ranking.rules.ts';

/** Who asks, and of which hours. */
export interface Asking extends Assumptions {
  readonly language: Language;
  /** Wishes for an hour that the clocks skip, and what was said: the wish itself is for the next time that comes. */
  readonly skipped?: ReadonlyMap<Wish, LocalDateTime>;
}

/** What of a search could be a way out. */
interface Finds {
  readonly wish: Wish;
  readonly days: readonly Candidate[];
  readonly own: readonly Candidate[];
  readonly away: readonly Candidate[];
}

export const onUnits = ({ room }: Wish, span: Span) => room.units.map((unitId) => ({ unitId, span }));

/** Looks candidates up, and tells which of them are ways out by what is known so far. */
export class Offers {
  readonly #known: Lookup;
  readonly #telling: Pick<Offering, 'language' | 'knows'>;
  /** The sorts of equipment that are wished for. */
  readonly #sorts: ReadonlySet<string>;
  readonly #skipped: ReadonlyMap<Wish, LocalDateTime>;
  readonly #offerings = new Map<Wish, Offering>();
  readonly #days = new Map<Wish, readonly Candidate[]>();
  readonly #judged = new Map<Candidate, Alternative | null>();

  constructor(known: Lookup, { language, viewer, skipped }: Asking, wishes: readonly Wish[]) {
    this.#known = known;
    this.#skipped = skipped ?? new Map();
    this.#telling = { language, knows: (neighbour) => mayKnowBooking(viewer, neighbour) };
    this.#sorts = new Set(wishes.flatMap((wish) => needsOf(wish, known)).map(({ sameAs }) => sameAs));
  }

  /** What is taken of their rooms at their times, and of whatever equipment could do there. */
  async lookUp(wishes: readonly Wish[]): Promise<void> {
    await Promise.all([
      this.#known.lookUpTaken(wishes.flatMap((wish) => onUnits(wish, wishedSpan(wish)))),
      this.#sorts.size > 0 ? this.#known.lookUpUsesOf(wishes, (row) => this.#sorts.has(sameness(row))) : undefined,
      this.#known.lookUpLimits(wishes),
    ]);
  }

  /** Ways of the same room on other days are looked for where none of this day is within hours. */
  isStuck(wish: Wish): boolean {
    return !this.#skipped.has(wish) && !this.#onTheDay(wish).some(keepsHours);
  }

  /** Whether none of the days will do at the wished time of the day, and another time could. */
  needsOtherTimes({ wish, days }: Pick<Finds, 'wish' | 'days'>): boolean {
    const { hard, soft } = this.#offeringOf(wish).grievance;
    return (hard || soft.has('OutsideOpeningHours')) && !this.offered(days, wish).some(keepsHours);
  }

  /** What is taken on these days, at any time. */
  async lookUpDays(wishes: readonly Wish[]): Promise<void> {
    await Promise.all([
      this.#known.lookUpTaken(wishes.flatMap((wish) => onUnits(wish, reachOfDay(wish)))),
      this.#known.lookUpUses(
        wishes.flatMap((wish) => wish.equipment.map(({ equipmentId }) => ({ equipmentId, span: reachOfDay(wish) }))),
      ),
      this.#known.lookUpLimits(wishes),
    ]);
  }

  onDays(days: readonly Candidate[], wish: Wish): Candidate[] {
    return onDays(days, this.#known, this.#offeringOf(wish));
  }

  #onTheDay(wish: Wish): Alternative[] {
    const candidates = this.#days.get(wish) ?? this.#candidatesOnTheDay(wish);
    this.#days.set(wish, candidates);
    return this.offered(candidates, wish);
  }

  /** An hour that the clocks skip is left for the next time that comes, and for others of the day if that is taken. */
  #candidatesOnTheDay(wish: Wish): readonly Candidate[] {
    if (this.#skipped.has(wish)) {
      const next = [{ kind: 'SAME_ROOM' as const, wish, distanceMetres: 0, needs: [] }];
      if (this.offered(next, wish).length > 0) return next;
    }
    return onTheDay(wish, this.#known, this.#offeringOf(wish));
  }

  /** What was judged before is judged anew: something was taken meanwhile. */
  forget(): void {
    this.#days.clear();
    this.#judged.clear();
  }

  found({ wish, days, own, away }: Finds): Found {
    return {
      onTheDay: this.#onTheDay(wish),
      onOtherDays: this.offered(days, wish),
      inBranch: this.offered(own, wish),
      elsewhere: this.offered(away, wish),
    };
  }

  offered(candidates: readonly Candidate[], wished: Wish): Alternative[] {
    const offering = this.#offeringOf(wished);
    return candidates.flatMap((candidate) => {
      let judged = this.#judged.get(candidate);
      if (judged === undefined) this.#judged.set(candidate, (judged = offered(candidate, this.#known, offering)));
      return judged ?? [];
    });
  }

  #offeringOf(wish: Wish): Offering {
    const before = this.#offerings.get(wish);
    if (before) return before;
    const said = this.#skipped.get(wish);
    const grievance = grievanceOf(wish, this.#known, this.#telling);
    const offering = {
      ...this.#telling,
      wished: said === undefined ? wish : { ...wish, time: { ...wish.time, startLocal: said } },
      grievance: said === undefined ? grievance : { ...grievance, hard: true },
    };
    this.#offerings.set(wish, offering);
    return offering;
  }
}
