import type { Language } from '../platform/language/language.ts';
import { type Instant, laterOf } from '../platform/time/instant.ts';

/** How long after it was cancelled or postponed a session stays in feeds at least, also when its date has passed. */
export const CANCELLED_DAYS = 30;

/** The slug in `pupils.ics`; null when the name is no feed's. */
export function slugOfFeed(fileName: string): string | null {
  return /^([a-z0-9-]{1,190})\.ics$/.exec(fileName)?.[1] ?? null;
}

/** Ukrainian unless the address asks for English. */
export function feedLanguage(asked: unknown): Language {
  return asked === 'en' ? 'en' : 'uk';
}

export function audienceFeedAddress(base: string, slug: string): string {
  return `${base}/feeds/audiences/${slug}.ics`;
}

/** The latest of some stamps; of none, the one that stands for nothing else. */
export function latestOf(first: Instant, others: readonly Instant[]): Instant {
  return others.reduce(laterOf, first);
}
