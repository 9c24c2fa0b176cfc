import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import type { OverrideInput } from '../../venues/bookings/booking.input.types.ts';
import { RegistrationUnits } from '../record/event.codes.ts';
import type { RegistrationUnit } from '../record/event.tables.ts';
import { Overrides, SessionPlaceInput } from '../sessions/session.input.types.ts';
import { EventSeriesModes, UnitConversions } from './series.codes.ts';
import type { EventSeriesMode } from './series.rules.ts';
import type { UnitConversion } from './unit.rules.ts';

const MOST_RULE = 300;
const MOST_EXCEPTED = 200;
const MOST_PARTS = 100;

/** What every change of an event as a whole begins with. */
@InputType({ isAbstract: true })
export abstract class OfEventInput {
  @Field(() => ID, { description: 'The event.' })
  readonly eventId: string;

  @Field(() => Int, {
    description: 'The version of the event that you saw; another one refuses with ChangedMeanwhile.',
  })
  @IsInt()
  @Min(1)
  readonly version: number;
}

@InputType({
  description:
    'Dates of an event by a rule: all by the wall clock of the zone of the place, each as long as the first.',
})
export class EventSeriesInput extends OfEventInput {
  @Field({
    description:
      `Which days, a recurrence rule by RFC 5545 section 3.3.10 with COUNT or UNTIL, at most ${MOST_RULE} characters: ` +
      '`FREQ=WEEKLY;UNTIL=20190626`. The start is its first date; it gives at most 200, within three years.',
  })
  @MaxLength(MOST_RULE)
  readonly rule: string;

  @Field(() => LocalDate, { description: 'Day of the first start, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of each start; set-up comes before it.' })
  readonly startTime: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the first end; by default that of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { description: 'Time of each end, later than the start; tear-down comes after it.' })
  readonly endTime: string;

  @Field(() => SessionPlaceInput, { description: 'Where each is held.' })
  @ValidateNested()
  @Type(() => SessionPlaceInput)
  readonly place: SessionPlaceInput;

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
      'Whether dates on which a closure or a holiday shuts the branch or the room are skipped, to be placed later; else they are conflicts.',
  })
  readonly skipClosed: boolean = true;

  @Field(() => EventSeriesModes, {
    defaultValue: 'ALL_OR_NOTHING',
    description: 'What happens when not every date fits; a preview tells of all dates either way.',
  })
  readonly mode: EventSeriesMode = 'ALL_OR_NOTHING';

  @Field(() => Boolean, {
    nullable: true,
    description: 'True where the dates are not certain yet; with a minimum attendance none is until that is decided.',
  })
  readonly tentative?: boolean | null;

  @Overrides()
  readonly overrides?: readonly OverrideInput[] | null;
}

@InputType({ description: 'A session of a course. Times are by the wall clock of the zone of the place.' })
export class CoursePartInput {
  @Field(() => LocalDate, { description: 'Day of the start, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start; set-up comes before it.' })
  readonly startTime: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the end; by default that of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { description: 'Time of the end, later than the start; tear-down comes after it.' })
  readonly endTime: string;

  @Field(() => SessionPlaceInput, { description: 'Where it is held.' })
  @ValidateNested()
  @Type(() => SessionPlaceInput)
  readonly place: SessionPlaceInput;
}

@InputType({ description: 'A course: sessions that belong together, and how much of it one has to attend.' })
export class CourseInput extends OfEventInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'The share of its sessions that one has to attend, 1 to 100 percent; null for no rule, what stands when left out.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  readonly attendanceThreshold?: number | null;

  @Field(() => [CoursePartInput], { description: `Its sessions, in any order, 1 to ${MOST_PARTS}.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PARTS)
  @ValidateNested({ each: true })
  @Type(() => CoursePartInput)
  readonly sessions: readonly CoursePartInput[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True where the sessions are not certain yet; with a minimum attendance none is until that is decided.',
  })
  readonly tentative?: boolean | null;

  @Overrides()
  readonly overrides?: readonly OverrideInput[] | null;
}

@InputType({ description: 'What one is to register for.' })
export class RegistrationUnitInput extends OfEventInput {
  @Field(() => RegistrationUnits, { description: 'Each session, or all of them at once. A course is always WHOLE.' })
  readonly unit: RegistrationUnit;

  @Field(() => UnitConversions, {
    nullable: true,
    description:
      'What becomes of those who are registered; without it nothing is switched once somebody is. Left aside while nobody is.',
  })
  readonly conversion?: UnitConversion | null;
}
