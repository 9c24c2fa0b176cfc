import { isWrong, readWholeNumber, readYesOrNo, valueOf, wrong, type WrongParameter } from './parameter.rules.ts';

/** What a subscriber may choose of any public feed. */
export interface FeedWish {
  /** Days back that it shows. */
  readonly pastDays: number;
  /** Some clients show what is cancelled as if it were held: for them it is left out. */
  readonly includeCancelled: boolean;
}

const MOST_PAST_DAYS = 366;

/** From `past` and `cancelled`; left out, so many days as usual, and what is cancelled among the rest. */
export function readFeedWish(query: URLSearchParams, usualPastDays: number): FeedWish | WrongParameter {
  const [past, cancelled] = [valueOf(query, 'past'), valueOf(query, 'cancelled')];
  if (isWrong(past)) return past;
  if (isWrong(cancelled)) return cancelled;
  const pastDays = past === null ? usualPastDays : readWholeNumber(past);
  if (pastDays === null || (past !== null && pastDays > MOST_PAST_DAYS)) {
    return wrong('past', `must be a number of days, 0 to ${MOST_PAST_DAYS}`);
  }
  const includeCancelled = cancelled === null ? true : readYesOrNo(cancelled);
  return includeCancelled === null ? wrong('cancelled', 'must be yes or no') : { pastDays, includeCancelled };
}

/** The parameters that say so; what is usual is not said. */
export function writeFeedWish({ pastDays, includeCancelled }: FeedWish, usualPastDays: number): readonly string[] {
  return [...(pastDays === usualPastDays ? [] : [`past=${pastDays}`]), ...(includeCancelled ? [] : ['cancelled=no'])];
}
