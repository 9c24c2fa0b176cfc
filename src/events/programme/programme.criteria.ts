import { isId } from '../../platform/ids/id.ts';
import { isSlug } from '../../platform/ids/slug.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { AttendanceMode } from '../record/event.tables.ts';
import { searchWords } from '../texts/search.rules.ts';

/** What a reader may ask of the programme; null and absent alike ask for nothing. */
export interface ProgrammeWish {
  readonly from?: Instant | null;
  readonly to?: Instant | null;
  readonly audiences?: readonly string[] | null;
  readonly kinds?: readonly EventKind[] | null;
  readonly branches?: readonly string[] | null;
  readonly districts?: readonly string[] | null;
  readonly measureId?: string | null;
  readonly measure?: { readonly year: number; readonly number: string } | null;
  readonly goalId?: string | null;
  readonly languages?: readonly string[] | null;
  readonly modes?: readonly AttendanceMode[] | null;
  readonly signLanguage?: boolean | null;
  readonly stepFree?: boolean | null;
  readonly age?: number | null;
  readonly grade?: number | null;
  readonly includeCancelled?: boolean;
  readonly text?: string | null;
}

/** The same with nothing left open, as plain JSON: what the facets of one request ask for is compared as text. */
export interface ProgrammeCriteria {
  /** RFC 3339 in UTC; of `to`, null for no end. */
  readonly from: string;
  readonly to: string | null;
  readonly audiences: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly branches: readonly string[] | null;
  readonly districts: readonly string[] | null;
  readonly measureId: string | null;
  readonly measure: { readonly year: number; readonly number: string } | null;
  readonly goalId: string | null;
  readonly languages: readonly string[] | null;
  readonly modes: readonly string[] | null;
  readonly signLanguage: boolean;
  readonly stepFree: boolean;
  readonly age: number | null;
  readonly grade: number | null;
  readonly includeCancelled: boolean;
  readonly words: readonly string[];
}

/** No id of anything: what nobody knows finds nothing, and malformed ids and slugs do not reach Postgres. */
const NOTHING = '00000000-0000-0000-0000-000000000000';
const idOrNothing = (id: string | null | undefined) => (id == null ? null : isId(id) ? id : NOTHING);
const slugsOf = (slugs: readonly string[] | null | undefined) => slugs?.filter(isSlug) ?? null;

/** `from` is where the period begins, whether the wish says so or not. */
export function criteriaOf(wish: Omit<ProgrammeWish, 'from'>, from: Instant): ProgrammeCriteria {
  return {
    from: formatUtc(from),
    to: wish.to == null ? null : formatUtc(wish.to),
    audiences: slugsOf(wish.audiences),
    kinds: wish.kinds ?? null,
    branches: slugsOf(wish.branches),
    districts: slugsOf(wish.districts),
    measureId: idOrNothing(wish.measureId),
    measure: wish.measure ?? null,
    goalId: idOrNothing(wish.goalId),
    languages: wish.languages ?? null,
    modes: wish.modes ?? null,
    signLanguage: wish.signLanguage === true,
    stepFree: wish.stepFree === true,
    age: wish.age ?? null,
    grade: wish.grade ?? null,
    includeCancelled: wish.includeCancelled !== false,
    words: wish.text == null ? [] : searchWords(wish.text),
  };
}
