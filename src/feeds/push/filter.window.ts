import type { Settings } from '../../platform/config/settings.ts';
import { type Instant, plusDays } from '../../platform/time/instant.ts';
import type { FeedWindow } from '../record/membership.store.ts';

/** What of its sessions a filter shows at a moment, however many they are. */
export function windowAt(
  now: Instant,
  pastDays: number,
  { FEED_CANCELLED_DAYS: cancelledDays }: Settings,
): Omit<FeedWindow, 'limit'> {
  return { now, endedSince: plusDays(now, -pastDays), cancelledSince: plusDays(now, -cancelledDays) };
}
