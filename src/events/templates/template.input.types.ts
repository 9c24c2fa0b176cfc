import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { SeenVersion } from '../../platform/graphql/seen.version.ts';
import { PageArguments } from '../../platform/graphql/connection.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { EquipmentKindInput } from '../../venues/finding/free.rooms.input.types.ts';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import { EventWordsInput } from '../content/event.words.input.types.ts';

const MOST_NAME = 200;
const MOST_TITLE = 300;
const MOST_MINUTES = 32 * 1_440;
const MOST_PEOPLE = 100_000;
const MOST_EQUIPMENT = 20;
const MOST_AUDIENCES = 20;

@InputType({
  description:
    'What of an event a template gives, with the limits of `CreateEventInput`. What is left out, or null, is for whoever uses it.',
})
export class TemplateContentInput extends EventWordsInput {
  @Field(() => String, {
    nullable: true,
    description: `Title in Ukrainian, 1 to ${MOST_TITLE} characters over one line.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleUk?: string | null;

  @Field(() => ID, { nullable: true, description: 'The measure of the plan it serves first of all.' })
  readonly primaryMeasureId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a course: the share of its sessions that one has to attend, in percent, 1 to 100.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  readonly attendanceThreshold?: number | null;
}

/** What of the rooms of its sessions a template says. */
@InputType({ isAbstract: true })
abstract class TemplateInput {
  @Field(() => String, {
    nullable: true,
    description: `Name in English, 1 to ${MOST_NAME} characters over one line; null for none.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameEn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How long a session is by the clock on the wall, in minutes, 1 to ${MOST_MINUTES}; null when it says nothing of that.`,
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_MINUTES)
  readonly durationMinutes?: number | null;

  @Field(() => LayoutKinds, {
    nullable: true,
    description: 'How the room is furnished; null when it says nothing of that.',
  })
  readonly layout?: LayoutKind | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many people are expected, 1 to ${MOST_PEOPLE}; null when it says nothing of that.`,
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_PEOPLE)
  readonly expectedPeople?: number | null;

  @Field(() => [EquipmentKindInput], {
    nullable: true,
    description: `All the equipment that a session needs, each kind once, at most ${MOST_EQUIPMENT}; null for none.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_EQUIPMENT)
  @ArrayUnique(({ kind }: EquipmentKindInput) => kind, { message: '$property must name each kind once' })
  @ValidateNested({ each: true })
  @Type(() => EquipmentKindInput)
  readonly equipment?: readonly EquipmentKindInput[] | null;
}

@InputType({ description: 'What events of a sort have in common, to begin new ones with.' })
export class CreateEventTemplateInput extends TemplateInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The branch whose template it is; left out or null for the whole city.',
  })
  readonly branchId?: string | null;

  @Field({ description: `Name in Ukrainian, 1 to ${MOST_NAME} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk: string;

  @Field(() => EventKinds, { description: 'What kind of events it is for.' })
  readonly kind: EventKind;

  @Field(() => TemplateContentInput, { description: 'What of an event it gives.' })
  @ValidateNested()
  @Type(() => TemplateContentInput)
  readonly content: TemplateContentInput;
}

@InputType({ description: 'What to change of a template: what is left out stays as it is.' })
export class UpdateEventTemplateInput extends TemplateInput {
  @Field(() => ID, { description: 'The template to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, {
    nullable: true,
    description: `Name in Ukrainian, 1 to ${MOST_NAME} characters over one line; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk?: string;

  @Field(() => EventKinds, { nullable: true, description: 'What kind of events it is for; cannot be cleared.' })
  @IfChanged()
  readonly kind?: EventKind;

  @Field(() => TemplateContentInput, {
    nullable: true,
    description:
      'What of an event it gives: a field of it that is left out stays, null leaves it to whoever uses the template.',
  })
  @IfChanged()
  @ValidateNested()
  @Type(() => TemplateContentInput)
  readonly content?: TemplateContentInput;
}

@ArgsType()
export class TemplateFromEventArguments {
  @Field(() => ID, { description: 'The event.' })
  readonly eventId: string;

  @Field({ description: `Name of the template in Ukrainian, 1 to ${MOST_NAME} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The branch whose template it is: that of the event when left out, null for the whole city.',
  })
  readonly branchId?: string | null;
}

@ArgsType()
export class EventFromTemplateArguments {
  @Field(() => ID, { description: 'The template.' })
  readonly templateId: string;

  @Field(() => ID, { description: 'The branch whose event it is.' })
  readonly branchId: string;

  @Field(() => String, {
    nullable: true,
    description: `Title in Ukrainian, 1 to ${MOST_TITLE} characters over one line; needed where the template gives none.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Title in English, 1 to ${MOST_TITLE} characters over one line.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_TITLE)
  readonly titleEn?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The one measure of the plan that it serves; needed where the template gives none, or one that is no more.',
  })
  readonly primaryMeasureId?: string | null;

  @Field(() => [ID], { nullable: true, description: `Whom it is for, in their order, at most ${MOST_AUDIENCES}.` })
  @IfGiven()
  @ArrayMaxSize(MOST_AUDIENCES)
  readonly audienceIds?: readonly string[] | null;
}

@ArgsType()
export class RetireTemplateArguments {
  @Field(() => ID, { description: 'The template in question.' })
  readonly id: string;

  @SeenVersion()
  readonly version?: number | null;
}

@ArgsType()
export class TemplateArguments extends PageArguments {
  @Field(() => ID, {
    nullable: true,
    description: 'Those of this branch, and those of the whole city; of all branches of the viewer when left out.',
  })
  readonly branchId?: string | null;

  @Field(() => EventKinds, { nullable: true, description: 'Those for events of this kind.' })
  readonly kind?: EventKind | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether those out of use are among them.' })
  readonly retired: boolean = false;
}
