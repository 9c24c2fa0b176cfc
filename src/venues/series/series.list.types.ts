import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { BookingSeries } from './series.types.ts';

@InputType({ description: 'Which series: those that fit everything given here. What nobody knows finds nothing.' })
export class BookingSeriesFilter {
  @Field(() => String, { nullable: true, description: 'Slug of the branch of the room that was wished for.' })
  @IfGiven()
  @MaxLength(200)
  readonly branch?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Only those the viewer asked for.' })
  readonly mine: boolean = false;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Only those of which a date waits for a place: it did not fit, or its booking was rejected, given up, or ran out.',
  })
  readonly toPlace: boolean = false;
}

@ObjectType({ description: 'A page of series of bookings.' })
export class BookingSeriesConnection extends connectionTypes(BookingSeries, 'BookingSeries') {}
