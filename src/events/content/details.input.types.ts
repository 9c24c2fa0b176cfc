import { ArrayMaxSize, ArrayUnique, IsInt, Max, Min } from 'class-validator';
import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { RegistrationModes } from '../record/event.codes.ts';
import type { RegistrationMode } from '../record/registration.rules.ts';
import { OptionalLine, OptionalNumber } from './input.checks.ts';

const DAY_MINUTES = 1_440;
const MOST_DAYS = 366;
const MOST_PLACES = 100_000;
const MOST_HOURS = 2_000;
const MOST_CREDITS = 100;
const MOST_CURRICULUM = 300;
const WEEKDAYS = 7;

@InputType({ description: 'What only lessons say; what is left out stays, or is as usual for the kind.' })
export class LessonInput {
  @Field(() => Int, {
    nullable: true,
    description: `How long the lesson itself is, in minutes, 1 to ${DAY_MINUTES}; null when nobody has said.`,
  })
  @OptionalNumber(1, DAY_MINUTES)
  readonly minutes?: number | null;

  @Field(() => String, {
    nullable: true,
    description: `Where it belongs in the school’s curriculum, 1 to ${MOST_CURRICULUM} characters over one line; null for nowhere.`,
  })
  @OptionalLine(MOST_CURRICULUM)
  readonly curriculum?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the library comes to the school; cannot be cleared.' })
  @IfChanged()
  readonly outreach?: boolean;
}

@InputType({ description: 'What only contests say; what is left out stays.' })
export class ContestInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which works are taken, by the wall clock of the branch; null when nobody has said.',
  })
  @IfGiven()
  @InOurTime()
  readonly submissionsUntil?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the results are told, not before works are in; null when nobody has said.',
  })
  @IfGiven()
  @InOurTime()
  readonly resultsOn?: string | null;
}

@InputType({ description: 'What only exhibitions say; what is left out stays.' })
export class ExhibitionInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it can be seen, by the wall clock of the branch; null when nobody has said.',
  })
  @IfGiven()
  @InOurTime()
  readonly opensOn?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which it can be seen, included; null for no end.',
  })
  @IfGiven()
  @InOurTime()
  readonly closesOn?: string | null;

  @Field(() => [Int], {
    nullable: true,
    description:
      'Weekdays on which it can be seen, 1 for Monday to 7 for Sunday, each once; empty for those on which the branch is open. Cannot be cleared.',
  })
  @IfChanged()
  @ArrayMaxSize(WEEKDAYS)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(WEEKDAYS, { each: true })
  readonly openWeekdays?: readonly number[];
}

@InputType({ description: 'What only seminars and trainings say; what is left out stays.' })
export class TrainingInput {
  @Field(() => Float, {
    nullable: true,
    description: `Academic hours, for the certificate, 0 to ${MOST_HOURS}; null when nobody has said.`,
  })
  @IfGiven()
  @Min(0)
  @Max(MOST_HOURS)
  readonly hours?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `ECTS credits, 0 to ${MOST_CREDITS}; null for none.`,
  })
  @IfGiven()
  @Min(0)
  @Max(MOST_CREDITS)
  readonly credits?: number | null;
}

@InputType({ description: 'How registration is wished to be; what is left out stays, or is as usual for the kind.' })
export class RegistrationSettingsInput {
  @Field(() => RegistrationModes, { nullable: true, description: 'How people come by a place; cannot be cleared.' })
  @IfChanged()
  readonly mode?: RegistrationMode;

  @Field(() => Int, {
    nullable: true,
    description: `Places, 1 to ${MOST_PLACES}; null takes what the layout of the room holds.`,
  })
  @OptionalNumber(1, MOST_PLACES)
  readonly capacity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `It opens so many days before the start, 0 to ${MOST_DAYS}; null opens with publication.`,
  })
  @OptionalNumber(0, MOST_DAYS)
  readonly opensDaysBefore?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `It closes so many minutes before the start, 0 to ${MOST_DAYS * DAY_MINUTES}; null closes with the start.`,
  })
  @OptionalNumber(0, MOST_DAYS * DAY_MINUTES)
  readonly closesMinutesBefore?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many may come as one group, 1 to ${MOST_PLACES}; null for as many as there is room for.`,
  })
  @OptionalNumber(1, MOST_PLACES)
  readonly largestGroup?: number | null;
}
