import type { Type } from '@nestjs/common';
import { Field, ID, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { ClosureKinds } from '../hours/closure.codes.ts';
import type { ClosureKind } from '../hours/closure.tables.ts';
import { LayoutKinds, LimitTerms } from '../places/room.codes.ts';
import type { LayoutKind, LimitTerm } from '../places/room.tables.ts';
import { BookingParts, BookingStatuses, type CapacityLimit, CapacityLimits, Severities } from './booking.codes.ts';
import type { BookingStatus } from './booking.tables.ts';
import type { BookingPart, BrokenRule, Severity } from './broken.rules.ts';

@InterfaceType('BrokenRule', {
  resolveType: ({ kind }: BrokenRule) => TYPES[kind],
  description: 'A rule that a wish for a room breaks, with what one needs to know to find a way out.',
})
export abstract class BrokenRuleShown {
  @Field({ description: 'The name of the rule: the same as its GraphQL type, stable for programs.' })
  readonly kind: string;

  @Field({ description: 'What is in the way and what to do next, in plain words, in the language of Accept-Language.' })
  readonly message: string;

  @Field(() => Severities, { description: 'Whether it refuses, and whether somebody can set it aside.' })
  readonly severity: Severity;

  @Field(() => Boolean, {
    description: 'Whether the viewer can set it aside, with a reason: `overrides` of the input.',
  })
  readonly canOverride: boolean;
}

@ObjectType({ description: 'How long a part of the wished booking meets another one.' })
class OverlapPart {
  @Field(() => BookingParts, { description: 'Which part of the wished booking.' })
  readonly part: BookingPart;

  @Field(() => Int, { description: 'For how many minutes.' })
  readonly minutes: number;
}

@ObjectType({
  implements: () => BrokenRuleShown,
  description: 'Another booking has the room, or a part of it, then; set-up and tear-down of both count.',
})
class Overlap extends BrokenRuleShown {
  @Field(() => ID, { description: 'That booking.' })
  readonly bookingId: string;

  @Field(() => ID, { description: 'The room it is of: this one, a part of it, or a combination that contains it.' })
  readonly roomId: string;

  @Field(() => BookingStatuses, { description: 'How far it has come; a hold may end by itself.' })
  readonly status: BookingStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'What it is for; null for whom it is none of their business: staff of the branch and whoever asked see it.',
  })
  readonly purpose: string | null;

  @Field(() => DateTime, { description: 'When its event starts, in UTC.' })
  readonly startsAt: Instant;

  @Field(() => DateTime, { description: 'When its event ends, not included, in UTC.' })
  readonly endsAt: Instant;

  @Field(() => DateTime, { description: 'From when it occupies the room, its set-up included, in UTC.' })
  readonly occupiedFrom: Instant;

  @Field(() => DateTime, { description: 'Until when it occupies the room, its tear-down included, in UTC.' })
  readonly occupiedTo: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When a hold ends by itself, in UTC; null for anything else.' })
  readonly holdUntil: Instant | null;

  @Field(() => Int, { description: 'For how many minutes both want the room.' })
  readonly minutes: number;

  @Field(() => [OverlapPart], { description: 'Which parts of the wished booking meet it, in their order.' })
  readonly parts: readonly OverlapPart[];
}

@ObjectType({ implements: () => BrokenRuleShown, description: 'Staff keep the room free then.' })
class Blocked extends BrokenRuleShown {
  @Field(() => ID, { description: 'The blocking.' })
  readonly blockingId: string;

  @Field({ description: 'Why, as staff wrote it.' })
  readonly reason: string;

  @Field(() => DateTime, { description: 'Since when, in UTC.' })
  readonly from: Instant;

  @Field(() => DateTime, { description: 'Until when, not included, in UTC.' })
  readonly to: Instant;
}

@ObjectType({ implements: () => BrokenRuleShown, description: 'The branch or the room is shut then.' })
class Closed extends BrokenRuleShown {
  @Field(() => ID, { nullable: true, description: 'The closure; null for a public holiday.' })
  readonly closureId: string | null;

  @Field(() => ClosureKinds, { description: 'What kind of closure it is.' })
  readonly closureKind: ClosureKind;

  @Field({ description: 'Why, in the viewer’s language; Ukrainian where there is no other.' })
  readonly reason: string;

  @Field(() => DateTime, { description: 'Since when, in UTC.' })
  readonly from: Instant;

  @Field(() => DateTime, { description: 'Until when, not included, in UTC.' })
  readonly to: Instant;
}

@ObjectType({ description: 'A stretch of time in which it is open.' })
class OpenTime {
  @Field(() => DateTime, { description: 'When it opens, in UTC.' })
  readonly from: Instant;

  @Field(() => DateTime, { description: 'When it closes, in UTC.' })
  readonly to: Instant;
}

@ObjectType({
  implements: () => BrokenRuleShown,
  description: 'The event lies outside the opening hours; set-up and tear-down may.',
})
class OutsideOpeningHours extends BrokenRuleShown {
  @Field(() => [OpenTime], { description: 'When it is open on the days in question.' })
  readonly open: readonly Span[];

  @Field(() => String, {
    nullable: true,
    description: 'Why the hours of that day are special, in the viewer’s language; null where they are the usual ones.',
  })
  readonly note: string | null;
}

@ObjectType({
  implements: () => BrokenRuleShown,
  description: 'More people are expected than there is room for.',
})
class LayoutTooSmall extends BrokenRuleShown {
  @Field(() => LayoutKinds, { description: 'The layout that was wished for.' })
  readonly layoutKind: LayoutKind;

  @Field(() => Int, { description: 'How many there is room for.' })
  readonly capacity: number;

  @Field(() => Int, { description: 'How many are expected.' })
  readonly expectedPeople: number;

  @Field(() => CapacityLimits, { description: 'What is too small.' })
  readonly limitedBy: CapacityLimit;
}

@ObjectType({
  implements: () => BrokenRuleShown,
  description: 'The branch has not so many of an equipment free all the time.',
})
class EquipmentShort extends BrokenRuleShown {
  @Field(() => ID, { description: 'The equipment.' })
  readonly equipmentId: string;

  @Field(() => Int, { description: 'How many were wished for.' })
  readonly wanted: number;

  @Field(() => Int, { description: 'How many are free all the time, set-up and tear-down included.' })
  readonly free: number;

  @Field(() => Int, { description: 'How many the branch has.' })
  readonly total: number;
}

@ObjectType({
  implements: () => BrokenRuleShown,
  description: 'The room is booked neither so soon nor so far ahead.',
})
class OutsideBookingWindow extends BrokenRuleShown {
  @Field(() => DateTime, { description: 'The earliest start that can be booked now, in UTC.' })
  readonly earliest: Instant;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The latest start that can be booked now, in UTC; null where it may lie ever so far ahead.',
  })
  readonly latest: Instant | null;
}

@ObjectType({ implements: () => BrokenRuleShown, description: 'It lasts longer than the room is booked.' })
class TooLong extends BrokenRuleShown {
  @Field(() => Int, { description: 'How many minutes it would last, without set-up and tear-down.' })
  readonly minutes: number;

  @Field(() => Int, { description: 'How many minutes a booking of the room lasts at most.' })
  readonly longestMinutes: number;
}

@ObjectType({ implements: () => BrokenRuleShown, description: 'It lasts shorter than the room is booked.' })
class TooShort extends BrokenRuleShown {
  @Field(() => Int, { description: 'How many minutes it would last, without set-up and tear-down.' })
  readonly minutes: number;

  @Field(() => Int, { description: 'How many minutes a booking of the room lasts at least.' })
  readonly shortestMinutes: number;
}

@ObjectType({
  implements: () => BrokenRuleShown,
  description: 'Who asks has all the bookings of the room that one person may have at a time.',
})
class OverLimit extends BrokenRuleShown {
  @Field(() => Int, { description: 'How many bookings one person may have.' })
  readonly limit: number;

  @Field(() => LimitTerms, { description: 'Over which stretch of the calendar they are counted.' })
  readonly term: LimitTerm;

  @Field(() => Int, { description: 'How many there are already in that stretch.' })
  readonly booked: number;
}

@ObjectType({
  implements: () => BrokenRuleShown,
  description: 'Somebody has to say yes before it is booked. A notice: it refuses nothing.',
})
class NeedsApproval extends BrokenRuleShown {}

@ObjectType({ implements: () => BrokenRuleShown, description: 'The room is not booked any more.' })
class RoomRetired extends BrokenRuleShown {}

/** By the names of the rules: types that only an interface answers are found here. */
const TYPES: Readonly<Record<BrokenRule['kind'], Type<BrokenRuleShown>>> = {
  ...{ Overlap, Blocked, Closed, OutsideOpeningHours, LayoutTooSmall, EquipmentShort },
  ...{ OutsideBookingWindow, TooLong, TooShort, OverLimit, NeedsApproval, RoomRetired },
};
