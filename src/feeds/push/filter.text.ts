import { criteriaOf, type ProgrammeWish } from '../../events/programme/programme.criteria.ts';
import { instantFromMillis } from '../../platform/time/instant.ts';
import type { FeedQuery } from '../record/membership.store.ts';
import { isWrong } from '../subjects/parameter.rules.ts';
import { readSearch, searchOf, writeSearch } from '../subjects/search.rules.ts';
import { readFeedWish, writeFeedWish } from '../subjects/variant.rules.ts';

/** Bounds nothing: a filter without a period has a window that moves. */
const LONG_AGO = instantFromMillis(0);
/** Says nothing of how far back it reaches: that is the same for all webhooks. */
const USUAL = 0;

/** A filter as the parameters of `/feeds/search` that ask for the same; equal ones are one text, and all is ''. */
export function textOfFilter(wish: ProgrammeWish): string {
  const variant = { pastDays: USUAL, includeCancelled: wish.includeCancelled !== false };
  return [...writeSearch(searchOf(wish)), ...writeFeedWish(variant, USUAL)].join('&');
}

/** Reads what `textOfFilter` wrote; null when nobody knows any more what was meant, as a kind of events that is gone. */
export function queryOfFilter(text: string): FeedQuery | null {
  const parameters = new URLSearchParams(text);
  const [search, variant] = [readSearch(parameters), readFeedWish(parameters, USUAL)];
  if (isWrong(search) || isWrong(variant)) return null;
  const criteria = criteriaOf({ ...search, includeCancelled: variant.includeCancelled }, search.from ?? LONG_AGO);
  return { criteria, hasPeriod: search.from !== undefined, eventId: null };
}
