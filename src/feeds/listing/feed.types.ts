import { ArrayMaxSize } from 'class-validator';
import { ArgsType, Field, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { connectionTypes, PageArguments } from '../../platform/graphql/connection.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import type { FeedKind } from '../subjects/address.rules.ts';
import type { FeedFace } from '../subjects/face.rules.ts';
import type { AheadKey } from './ahead.store.ts';

const FeedKinds = enumOf<FeedKind>('FeedKind', 'What a public feed is of.', {
  AUDIENCE: 'For an audience.',
  BRANCH: 'At a branch.',
  DISTRICT: 'At the branches of a district.',
  KIND: 'Events of a kind.',
  GOAL: 'For a communication goal of a plan.',
  MEASURE: 'For the measures that have a number in a year’s plans.',
  SERIES: 'All dates of a series or a course.',
  EVENT: 'One event.',
  SESSION: 'One date of an event.',
  SEARCH: 'What a filter of the programme finds.',
});

@ArgsType()
export class FeedArguments extends PageArguments {
  @Field(() => [FeedKinds], {
    nullable: true,
    description:
      'Which, at most 10 kinds; AUDIENCE, BRANCH, DISTRICT, KIND, GOAL and MEASURE when left out. SESSION and SEARCH are in no list.',
  })
  @IfGiven()
  @ArrayMaxSize(10)
  readonly of?: readonly FeedKind[] | null;
}

@ObjectType({ description: 'Addresses of a feed in its formats.' })
export class FeedAddresses {
  @Field({
    description: 'For calendars: iCalendar (RFC 5545), or jCal (RFC 7265) to whoever prefers that by `Accept`.',
  })
  readonly ical: string;

  @Field({ description: 'Atom (RFC 4287), for readers of news.' })
  readonly atom: string;

  @Field({ description: 'JSON Feed 1.1 with events of schema.org, for programs.' })
  readonly json: string;
}

@ObjectType({ description: 'Pages of calendar services that ask their user whether to subscribe to a feed.' })
export class SubscribeLinks {
  @Field({ description: 'Google Calendar.' })
  readonly google: string;

  @Field({ description: 'Outlook on the web.' })
  readonly outlook: string;
}

@ObjectType({
  description:
    'A calendar that everybody may subscribe to: it keeps itself right. In English with `lang=en` in its addresses, with `past=30` so many days back (0 to 366), with `cancelled=no` without what is cancelled or postponed.',
})
export class PublicFeed {
  @Field(() => FeedKinds, { description: 'What it is of.' })
  readonly kind: FeedKind;

  readonly face: FeedFace;
  readonly ahead: AheadKey;
}

@ObjectType({ description: 'A page of public feeds.' })
export class PublicFeedConnection extends connectionTypes(PublicFeed, 'PublicFeed') {}

@ObjectType({ description: 'Ways to put one date into a calendar, as it is now: what changes later, only feeds tell.' })
export class AddToCalendar {
  @Field({ description: 'Address of an iCalendar file with this date alone; subscribed to, it keeps itself right.' })
  readonly ics: string;

  @Field({ description: 'A page of Google Calendar with the date filled in.' })
  readonly google: string;

  @Field({ description: 'A page of Outlook.com with the date filled in.' })
  readonly outlook: string;

  @Field({ description: 'A page of Outlook for work and school (Microsoft 365) with the date filled in.' })
  readonly office365: string;
}
