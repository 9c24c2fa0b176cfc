import { ArrayMaxSize, IsInt, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { IfChanged, IfGiven } from '../platform/graphql/optional.ts';
import { Line, Lines, NotBlank } from '../platform/graphql/written.ts';
import { LocalDate, LocalTime } from '../platform/graphql/scalars.ts';
import { InOurTime } from '../platform/graphql/when.ts';
import { EventKinds } from '../plans/measure.codes.ts';
import type { EventKind } from '../plans/recognition/recognised-plan.ts';

const MOST_TITLE = 300;
const MOST_DESCRIPTION = 10_000;
const MOST_REASON = 500;
const MOST_AUDIENCES = 20;
const MOST_FURTHER_MEASURES = 10;

@InputType({ description: 'A new event, as a draft. Times are by the wall clock of the branch’s zone.' })
export class CreateEventInput {
  @Field({ description: 'Title in Ukrainian, 1 to 300 characters over one line.' })
  @Line()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleUk: string;

  @Field(() => String, { nullable: true, description: 'Title in English, 1 to 300 characters over one line.' })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Description in Ukrainian, plain text, at most 10000 characters.',
  })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_DESCRIPTION)
  readonly descriptionUk?: string | null;

  @Field(() => String, { nullable: true, description: 'Description in English, plain text, at most 10000 characters.' })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_DESCRIPTION)
  readonly descriptionEn?: string | null;

  @Field(() => EventKinds, { description: 'What kind of event it is.' })
  readonly kind: EventKind;

  @Field(() => [ID], { description: 'Whom it is for, at most 20; a draft may have none yet.' })
  @ArrayMaxSize(MOST_AUDIENCES)
  readonly audienceIds: readonly string[];

  @Field(() => ID, { description: 'The measure of the plan it serves first of all, and for which it counts.' })
  readonly primaryMeasureId: string;

  @Field(() => [ID], { nullable: true, description: 'Further measures it serves, at most 10.' })
  @IfGiven()
  @ArrayMaxSize(MOST_FURTHER_MEASURES)
  readonly furtherMeasureIds?: readonly string[] | null;

  @Field(() => ID, { description: 'The branch where it is held.' })
  readonly branchId: string;

  @Field(() => LocalDate, { description: 'Day of the start, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start.' })
  readonly startTime: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day of the end, at most 366 days later; by default that of the start.',
  })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { description: 'Time of the end, later than the start.' })
  readonly endTime: string;
}

@InputType({ description: 'What to change of an event: what is left out stays as it is.' })
export class UpdateEventInput {
  @Field(() => ID, { description: 'The event to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, { nullable: true, description: 'Title in Ukrainian, 1 to 300 characters; cannot be cleared.' })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleUk?: string;

  @Field(() => String, { nullable: true, description: 'Title in English, 1 to 300 characters; null clears it.' })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Description in Ukrainian, at most 10000 characters; null clears it.',
  })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_DESCRIPTION)
  readonly descriptionUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Description in English, at most 10000 characters; null clears it.',
  })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_DESCRIPTION)
  readonly descriptionEn?: string | null;

  @Field(() => EventKinds, { nullable: true, description: 'What kind of event it is; cannot be cleared.' })
  @IfChanged()
  readonly kind?: EventKind;

  @Field(() => [ID], { nullable: true, description: 'All its audiences in their order, at most 20; null clears them.' })
  @IfGiven()
  @ArrayMaxSize(MOST_AUDIENCES)
  readonly audienceIds?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'The measure it serves first of all; cannot be cleared.' })
  @IfChanged()
  readonly primaryMeasureId?: string;

  @Field(() => [ID], { nullable: true, description: 'All further measures it serves, at most 10; null clears them.' })
  @IfGiven()
  @ArrayMaxSize(MOST_FURTHER_MEASURES)
  readonly furtherMeasureIds?: readonly string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The branch where it is held; cannot be cleared. In another zone the wall clock stays.',
  })
  @IfChanged()
  readonly branchId?: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day of the start; cannot be cleared. The end stays where it is.',
  })
  @IfChanged()
  @InOurTime()
  readonly startDate?: string;

  @Field(() => LocalTime, { nullable: true, description: 'Time of the start; cannot be cleared.' })
  @IfChanged()
  readonly startTime?: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the end; null for the day of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { nullable: true, description: 'Time of the end; cannot be cleared.' })
  @IfChanged()
  readonly endTime?: string;
}

@ArgsType()
export class PublishEventArguments {
  @Field(() => ID, { description: 'The event in question.' })
  readonly id: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version you saw; if given, another one refuses with ChangedMeanwhile.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  readonly version?: number | null;
}

@ArgsType()
export class CancelEventArguments extends PublishEventArguments {
  @Field({ description: `Why, for those who wanted to come: 1 to ${MOST_REASON} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}
