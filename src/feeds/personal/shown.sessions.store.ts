// Which sessions a personal calendar shows: the same window as public feeds have, over `event_session s` and its `event e`.
import { type SQL, sql } from 'drizzle-orm';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';

export interface ShownWindow {
  readonly now: Instant;
  /** What ended before is left out. */
  readonly endedSince: Instant;
  /** What was cancelled or postponed after this stays, also when its date has passed; what was before goes, also when it lies ahead. */
  readonly cancelledSince: Instant;
  readonly includeCancelled: boolean;
  readonly limit: number;
}

const moment = (instant: Instant) => sql`${formatUtc(instant)}::timestamptz`;

/** A date that was given up after everybody could see it is as good as cancelled. */
const IS_OFF = sql`(s.happening_status in ('CANCELLED', 'POSTPONED') or s.standing = 'DROPPED')`;

/** What was never announced is no news when it is given up. */
export function inWindow({ endedSince, cancelledSince, includeCancelled }: ShownWindow): SQL {
  return sql`(s.standing <> 'DROPPED' or s.sequence > 0)
    and case when ${IS_OFF} then ${includeCancelled}::boolean and s.revised_at > ${moment(cancelledSince)}
      else s.ends_at >= ${moment(endedSince)} end`;
}

/** Of too many those nearest in time: first what has not ended, the soonest first, then what has; one more than fits. */
export function nearestFirst({ now, limit }: ShownWindow): SQL {
  return sql`order by s.ends_at < ${moment(now)}, abs(extract(epoch from s.starts_at - ${moment(now)})), s.id limit ${limit + 1}`;
}

export const IS_PUBLIC = sql`e.editorial_status in ('PUBLISHED', 'ARCHIVED')`;
