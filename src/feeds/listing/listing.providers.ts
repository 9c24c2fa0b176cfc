import { FeedResolver } from './feed.resolver.ts';
import {
  AudienceFeedResolver,
  BranchFeedResolver,
  DistrictFeedResolver,
  EventFeedResolver,
  GoalFeedResolver,
  MeasureFeedResolver,
} from './feed.url.resolver.ts';
import { SessionCalendarResolver } from './session.calendar.resolver.ts';

export const LISTING_PROVIDERS = [
  ...[FeedResolver, SessionCalendarResolver, AudienceFeedResolver, BranchFeedResolver, DistrictFeedResolver],
  ...[MeasureFeedResolver, GoalFeedResolver, EventFeedResolver],
];
