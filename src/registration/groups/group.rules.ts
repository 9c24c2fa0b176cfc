import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { GivenAnswer } from '../questions/answer.rules.ts';
import type { Need } from '../record/seats.rules.ts';

/** By what a class is one of its roster. */
export function classKey(schoolId: string, grade: number, letter: string | null): string {
  return `class:${schoolId}:${grade}-${letter ?? ''}`;
}

/** A class as somebody wants to bring it, whichever date it is for. */
export interface ClassDraft {
  readonly grade: number;
  readonly letter: string | null;
  readonly pupils: number;
  readonly adults: number;
  /** With fewer seats they would not come; null when they do not say. */
  readonly smallest: number | null;
  readonly needs: readonly Need[];
  /** Whose quota it counts for; null for that of pupils. */
  readonly audienceSlug: string | null;
  /** Of questions with known answers alone: a class is asked for no free words. */
  readonly answers: readonly GivenAnswer[];
  /** Who brings it: an adult. */
  readonly contactName: string;
  readonly contactEmail: string;
  readonly contactPhone: string | null;
  readonly language: Language;
  readonly consentVersion: string;
  readonly consentedAt: Instant;
  /** When the address was known to be theirs; null until they confirm it. */
  readonly emailConfirmedAt: Instant | null;
  readonly asksHead: boolean;
}
