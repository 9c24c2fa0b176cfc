import { FeedOpener } from './feed.opener.ts';
import { GuessLimit } from './guess.limit.ts';
import { KeptCalendars } from './kept.calendars.ts';
import { PersonalCalendars } from './personal.calendars.ts';
import { PersonalFeedController } from './personal.feed.controller.ts';
import { PersonalFeedData } from './personal.feed.data.ts';
import { PersonalFeedResolver } from './personal.feed.resolver.ts';
import { PersonalFeedService } from './personal.feed.service.ts';

export const PERSONAL_CONTROLLERS = [PersonalFeedController];

export const PERSONAL_PROVIDERS = [
  ...[FeedOpener, GuessLimit, KeptCalendars, PersonalCalendars],
  ...[PersonalFeedData, PersonalFeedResolver, PersonalFeedService],
];
