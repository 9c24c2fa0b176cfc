import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { SoftRules } from './booking.codes.ts';
import type { SoftRule } from './booking.tables.ts';

@ObjectType({ description: 'That a rule was set aside for a booking, and why; who did so stands in the audit.' })
export class BookingOverride {
  @Field(() => SoftRules, { description: 'The rule.' })
  readonly rule: SoftRule;

  @Field({ description: 'Why it was set aside.' })
  readonly reason: string;
}

@ObjectType({ description: 'How many of an equipment a booking has, for as long as it occupies its room.' })
export class BookedEquipment {
  readonly equipmentId: string;

  @Field(() => Int, { description: 'How many.' })
  readonly quantity: number;
}

@ObjectType({
  implements: () => Versioned,
  description: 'A room for a time. Set-up and tear-down occupy it as well.',
})
export class Booking extends Versioned {
  declare readonly id: Id<'Booking'>;

  @Field(() => Int, { description: 'How many people are expected.' })
  readonly expectedPeople: number;

  @Field({ description: 'IANA time zone of the booking, that of its branch: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => Int, { description: 'Minutes before the start for which it occupies the room already.' })
  readonly setUpMinutes: number;

  @Field(() => Int, { description: 'Minutes after the end for which it occupies the room still.' })
  readonly tearDownMinutes: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When a hold ends by itself, in UTC; null for what is none.',
  })
  readonly holdUntil: Instant | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Since when it waits behind a hold, in UTC; null for what waits for none. It occupies nothing meanwhile.',
  })
  readonly queuedAt: Instant | null;

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

@ObjectType({ description: 'A page of bookings.' })
export class BookingConnection extends connectionTypes(Booking, 'Booking') {}
