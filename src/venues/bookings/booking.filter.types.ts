import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, MaxLength } from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { AfterFrom } from '../../platform/graphql/when.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { BookingStatuses } from './booking.codes.ts';
import type { BookingStatus } from './booking.tables.ts';

@InputType({ description: 'Which bookings: those that fit everything given here. What nobody knows finds nothing.' })
export class BookingFilter {
  @Field(() => String, { nullable: true, description: 'Slug of the branch of the room.' })
  @IfGiven()
  @MaxLength(200)
  readonly branch?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A room; bookings of its parts and combinations are not among them.',
  })
  readonly roomId?: string | null;

  @Field(() => [BookingStatuses], {
    nullable: true,
    description: 'Only these states, at most 10; an empty list has none. A hold past its time is EXPIRED.',
  })
  @IfGiven()
  @ArrayMaxSize(10)
  readonly status?: readonly BookingStatus[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those whose event ends after this instant.' })
  readonly from?: Instant | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those whose event starts before this instant; later than `from`.',
  })
  @IfGiven()
  @AfterFrom()
  readonly to?: Instant | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Only those the viewer asked for.' })
  readonly mine: boolean = false;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those that wait behind a hold, false for those that do not.',
  })
  readonly queued?: boolean | null;
}
