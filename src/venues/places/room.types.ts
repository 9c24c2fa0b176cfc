import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Versioned } from '../../platform/graphql/refusal.types.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { LayoutKinds, LimitTerms, RoomCategories, RoomFeatures } from './room.codes.ts';
import type { LayoutKind, LimitTerm, RoomCategory, RoomFeature } from './room.tables.ts';

@ObjectType({ description: 'A way to furnish a room, with what it holds then.' })
export class Layout {
  @Field(() => LayoutKinds, { description: 'How it is furnished.' })
  readonly kind: LayoutKind;

  @Field(() => Int, { description: 'How many people it holds then.' })
  readonly capacity: number;

  @Field(() => Int, { description: 'Minutes it takes before an event to furnish it so; the room is occupied then.' })
  readonly setUpMinutes: number;

  @Field(() => Int, { description: 'Minutes it takes after an event to clear it; the room is occupied then.' })
  readonly tearDownMinutes: number;
}

@ObjectType({ description: 'How many live bookings one person may have of a room.' })
export class RoomLimit {
  @Field(() => Int, { description: 'So many at most.' })
  readonly count: number;

  @Field(() => LimitTerms, { description: 'Over which stretch of the calendar they are counted.' })
  readonly term: LimitTerm;
}

@ObjectType({
  implements: () => Versioned,
  description: 'A room of a branch, a part of one, or a combination of several: whatever can be booked as one.',
})
export class Room extends Versioned {
  declare readonly id: Id<'Room'>;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field({ description: 'Name in English.' })
  readonly nameEn: string;

  @Field(() => RoomCategories, { description: 'What kind of room it is.' })
  readonly category: RoomCategory;

  @Field(() => Int, {
    nullable: true,
    description: 'The floor, 0 for the ground floor, below it negative; null when nobody has said.',
  })
  readonly floor: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one gets from the street into the room without a step; null when nobody has said.',
  })
  readonly stepFree: boolean | null;

  @Field(() => [RoomFeatures], { description: 'What belongs to it and stays in it.' })
  readonly features: readonly RoomFeature[];

  @Field(() => [Layout], { description: 'The ways to furnish it, in their order; at least one.' })
  readonly layouts: readonly Layout[];

  @Field(() => Boolean, { description: 'Whether an approver of the branch decides about each booking.' })
  readonly needsApproval: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'A booking starts at most so many days ahead; null when it may lie ever so far ahead.',
  })
  readonly windowDays: number | null;

  @Field(() => Int, { description: 'A booking is made at least so many minutes before its start.' })
  readonly leadMinutes: number;

  @Field(() => Int, { description: 'How many minutes a booking lasts at least, without set-up and tear-down.' })
  readonly shortestMinutes: number;

  @Field(() => Int, { description: 'How many minutes a booking lasts at most, without set-up and tear-down.' })
  readonly longestMinutes: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it cannot be booked any more, in UTC; null for a room in use.',
  })
  readonly retiredAt: Instant | null;
}
