import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import type { RegistrationMode } from '../../events/record/registration.rules.ts';
import { RegistrationModes } from '../../events/record/event.codes.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { KeyedInput, MOST_SEATS } from '../deciding/asked.types.ts';
import { WaitlistPolicies } from '../deciding/deciding.codes.ts';
import { QuestionInput } from '../questions/question.input.types.ts';
import { MOST_QUESTIONS } from '../questions/question.rules.ts';
import type { WaitlistPolicy } from '../record/seats.rules.ts';

const MOST_QUOTAS = 40;
const MOST_DAYS = 366;
const MOST_MINUTES = 527_040;

@InputType({ description: 'Seats that are kept for an audience, a body or an outlet: one of the three is named.' })
export class QuotaInput {
  @Field(() => String, { nullable: true, description: 'Slug of the audience.' })
  @IfGiven()
  @MaxLength(100)
  readonly audienceSlug?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the body that nominates.' })
  @IfGiven()
  @MaxLength(200)
  readonly bodySlug?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the media outlet that nominates.' })
  @IfGiven()
  @MaxLength(200)
  readonly outletSlug?: string | null;

  @Field(() => Int, { description: `How many seats, 0 to ${MOST_SEATS}.` })
  @IsInt()
  @Min(0)
  @Max(MOST_SEATS)
  readonly seats: number;

  @Field(() => Int, {
    nullable: true,
    description: `So many days before the start, at its hour, what is unused goes to whoever waits; 0 to ${MOST_DAYS}. Null keeps it.`,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  readonly releaseDaysBefore?: number | null;
}

@InputType({
  description:
    'When registration opens and closes, by the clock of the place: each said in one way, by a day or before the start; both at once are refused.',
})
export class RegistrationWindowInput {
  @Field(() => LocalDate, { nullable: true, description: 'Opens on this day; null to say it by days.' })
  @IfGiven()
  @InOurTime()
  readonly opensOn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Opens so many days before the start, 0 to ${MOST_DAYS}; null at once.`,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  readonly opensDaysBefore?: number | null;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'The hour of that day; null takes midnight of a day that is named, and else the hour of the start.',
  })
  readonly opensAtTime?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Closes on this day; null to say it by minutes.' })
  @IfGiven()
  @InOurTime()
  readonly closesOn?: string | null;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'The hour of that day; null for midnight, with which it begins.',
  })
  readonly closesAtTime?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Closes so many minutes before the start, 0 to ${MOST_MINUTES}; null with the start.`,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_MINUTES)
  readonly closesMinutesBefore?: number | null;
}

@InputType({ description: 'What is to change of how people register. What is left out stays, or begins as is usual.' })
export class SaveRosterInput extends KeyedInput {
  @Field(() => ID, { description: 'The event.' })
  readonly eventId: string;

  @Field(() => ID, { nullable: true, description: 'Its session; null for the whole event.' })
  readonly sessionId?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version of the roster that was seen; another is refused.' })
  @IfGiven()
  @IsInt()
  readonly version?: number | null;

  @Field(() => RegistrationModes, { nullable: true, description: 'How people come by a place.' })
  @IfChanged()
  readonly mode?: RegistrationMode;

  @Field(() => Int, { nullable: true, description: `Seats, 1 to ${MOST_SEATS}.` })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly capacity?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Why more people may come than the layout or the shelter holds, 3 to 300 characters; approvers only. Null takes it back.',
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MinLength(3)
  @MaxLength(300)
  readonly capacityReason?: string | null;

  @Field(() => Int, { nullable: true, description: 'The largest group that comes as one; null for any.' })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly largestGroup?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many seats one person may take, 1 to 100.' })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(100)
  readonly largestParty?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether the adults of a class take seats.' })
  @IfChanged()
  readonly adultsCount?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'One adult comes at least with so many pupils, 1 to 60; null asks for none.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(60)
  readonly pupilsPerAdult?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'So many classes of a school at most come to the event in a term; null for any number.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  readonly classesPerSchool?: number | null;

  @Field(() => RegistrationWindowInput, {
    nullable: true,
    description: 'When it opens and closes, all of it: what it leaves out is as if it had never been said.',
  })
  @IfChanged()
  @ValidateNested()
  @Type(() => RegistrationWindowInput)
  readonly window?: RegistrationWindowInput;

  @Field(() => WaitlistPolicies, { nullable: true, description: 'Who of the queue is next.' })
  @IfChanged()
  readonly policy?: WaitlistPolicy;

  @Field(() => Boolean, { nullable: true, description: 'Whether one may wait when it is full.' })
  @IfChanged()
  readonly hasWaitlist?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How long an offer stands, 30 to 20160 minutes; shorter near the start.',
  })
  @IfChanged()
  @IsInt()
  @Min(30)
  @Max(20_160)
  readonly offerMinutes?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a place waits for its address to be confirmed by mail.',
  })
  @IfChanged()
  readonly confirmsEmail?: boolean;

  @Field(() => Int, { nullable: true, description: 'For how long, 15 to 20160 minutes; shorter near the start.' })
  @IfChanged()
  @IsInt()
  @Min(15)
  @Max(20_160)
  readonly confirmMinutes?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'So many days before the start everybody is asked again, 1 to 60; null asks nobody.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(60)
  readonly reconfirmDaysBefore?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Who has not answered after so many hours gives the place back, 1 to 336.',
  })
  @IfChanged()
  @IsInt()
  @Min(1)
  @Max(336)
  readonly reconfirmHours?: number;

  @Field(() => [QuestionInput], {
    nullable: true,
    description: `The questions of the form, all of them, at most ${MOST_QUESTIONS}.`,
  })
  @IfChanged()
  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => QuestionInput)
  readonly questions?: readonly QuestionInput[];

  @Field(() => [QuotaInput], { nullable: true, description: `The quotas, all of them, at most ${MOST_QUOTAS}.` })
  @IfChanged()
  @ArrayMaxSize(MOST_QUOTAS)
  @ValidateNested({ each: true })
  @Type(() => QuotaInput)
  readonly quotas?: readonly QuotaInput[];
}
