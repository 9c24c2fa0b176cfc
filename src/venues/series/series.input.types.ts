import { ArgsType, Field, ID, InputType, Int, OmitType, PickType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { BookRoomInput, ChangeBookingInput } from '../bookings/booking.input.types.ts';

const MOST_RULE = 300;
const MOST_EXCEPTED = 200;
const MOST_REASON = 500;

@InputType({
  description:
    'Bookings by a rule: all by the wall clock of the branch’s zone, from the first start to the first end given here.',
})
export class SeriesInput extends OmitType(BookRoomInput, ['waitBehindHolds'] as const) {
  @Field({
    description:
      `Which days, a recurrence rule by RFC 5545 section 3.3.10 with COUNT or UNTIL, at most ${MOST_RULE} characters: ` +
      '`FREQ=WEEKLY;UNTIL=20190626`. The start is its first date; it gives at most 200, within three years.',
  })
  @MaxLength(MOST_RULE)
  readonly rule: string;

  @Field(() => [LocalDate], {
    nullable: true,
    description: `Days of the rule that are left out altogether, at most ${MOST_EXCEPTED}.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_EXCEPTED)
  readonly exceptDates?: readonly string[] | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Whether dates on which a closure or a holiday shuts the branch or the room are skipped; else they are conflicts.',
  })
  readonly skipClosed: boolean = true;
}

/** What a date may want otherwise than its series. */
@InputType({ isAbstract: true })
abstract class OtherWish extends PickType(ChangeBookingInput, [
  'roomId',
  'layout',
  'setUpMinutes',
  'tearDownMinutes',
  'expectedPeople',
  'equipment',
  'overrides',
] as const) {
  @Field(() => LocalTime, {
    nullable: true,
    description: 'Time of the start; by default that of the series. Cannot be cleared.',
  })
  @IfChanged()
  readonly startTime?: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the end; null for the day of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'Time of the end; by default it lasts as long as the dates of the series. Cannot be cleared.',
  })
  @IfChanged()
  readonly endTime?: string;
}

@InputType({ description: 'What a date is to be otherwise than its series: what is left out is the series’.' })
export class InsteadInput extends OtherWish {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Another day for the start, in the years 2000 to 2099; cannot be cleared.',
  })
  @IfChanged()
  @InOurTime()
  readonly startDate?: string;
}

const SERIES = { description: 'The series in question.' };
const VERSION = { description: 'The version of the series you saw; another one refuses with ChangedMeanwhile.' };

@InputType({ description: 'A date of a series to be booked now.' })
export class PlaceSeriesDateInput {
  @Field(() => ID, SERIES)
  readonly seriesId: string;

  @Field(() => Int, VERSION)
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => LocalDate, { description: 'Which of its dates: `startDate` of it.' })
  readonly startDate: string;

  @Field(() => InsteadInput, { nullable: true, description: 'What is to be otherwise than in the series.' })
  @IfGiven()
  @ValidateNested()
  @Type(() => InsteadInput)
  readonly instead?: InsteadInput | null;
}

@InputType({ description: 'A date that a series is to have besides those of its rule, booked at once.' })
export class AddSeriesDateInput extends OtherWish {
  @Field(() => ID, SERIES)
  readonly seriesId: string;

  @Field(() => Int, VERSION)
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => LocalDate, { description: 'A day on which the series has no date yet, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;
}

@ArgsType()
export class DropSeriesDateArguments {
  @Field(() => ID, SERIES)
  readonly seriesId: string;

  @Field(() => Int, VERSION)
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => LocalDate, { description: 'Which of its dates: `startDate` of it.' })
  readonly startDate: string;
}

@ArgsType()
export class CancelSeriesArguments {
  @Field(() => ID, SERIES)
  readonly id: string;

  @Field(() => Int, VERSION)
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field({ description: `Why, for whoever asked: 1 to ${MOST_REASON} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day of what is cancelled; all that lies ahead when left out.',
  })
  readonly from?: string | null;
}
