import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { Line, Lines, NotBlank } from '../../platform/graphql/written.ts';
import { LayoutKinds, LimitTerms, RoomCategories, RoomFeatures } from './room.codes.ts';
import type { LayoutKind, LimitTerm, RoomCategory, RoomFeature } from './room.tables.ts';

const MOST_NAME = 200;
const MOST_NOTES = 2_000;
const MOST_LAYOUTS = 12;
const MOST_FEATURES = 30;
const MOST_PEOPLE = 100_000;
const MOST_PARTS = 20;
const DAY_MINUTES = 1_440;
const MONTH_MINUTES = 31 * DAY_MINUTES;
const YEAR_MINUTES = 366 * DAY_MINUTES;
const MOST_DAYS = 3_660;

const Minutes = (most: number, least = 0): PropertyDecorator => {
  const rules = [IsInt(), Min(least), Max(most)];
  return (target, name) => rules.forEach((rule) => rule(target, name));
};
const Layouts = (): PropertyDecorator => {
  const eachKindOnce = ArrayUnique(({ kind }: LayoutInput) => kind, { message: '$property must name each kind once' });
  const nested = [ValidateNested({ each: true }), Type(() => LayoutInput)];
  const rules = [ArrayMinSize(1), ArrayMaxSize(MOST_LAYOUTS), eachKindOnce, ...nested];
  return (target, name) => rules.forEach((rule) => rule(target, name));
};

@InputType({ description: 'A way to furnish a room, with what it holds then.' })
export class LayoutInput {
  @Field(() => LayoutKinds, { description: 'How it is furnished.' })
  readonly kind: LayoutKind;

  @Field(() => Int, { description: `How many people it holds then, 1 to ${MOST_PEOPLE}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_PEOPLE)
  readonly capacity: number;

  @Field(() => Int, { defaultValue: 0, description: `Minutes to furnish it so, 0 to ${DAY_MINUTES}.` })
  @Minutes(DAY_MINUTES)
  readonly setUpMinutes: number;

  @Field(() => Int, { defaultValue: 0, description: `Minutes to clear it afterwards, 0 to ${DAY_MINUTES}.` })
  @Minutes(DAY_MINUTES)
  readonly tearDownMinutes: number;
}

@InputType({ description: 'How many live bookings one person may have of a room.' })
class RoomLimitInput {
  @Field(() => Int, { description: 'So many at most, 1 to 1000.' })
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly count: number;

  @Field(() => LimitTerms, { description: 'Over which stretch of the calendar they are counted.' })
  readonly term: LimitTerm;
}

/** What may be left out of a new room as well as of an edit, and cleared. */
@InputType({ isAbstract: true })
abstract class RoomExtrasInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The floor, 0 for the ground floor, -10 to 200; null when nobody has said.',
  })
  @IfGiven()
  @IsInt()
  @Min(-10)
  @Max(200)
  readonly floor?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one gets from the street into the room without a step; null when nobody has said.',
  })
  readonly stepFree?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `For the staff alone: who has the key, what the alarm wants; at most ${MOST_NOTES} characters, null for none.`,
  })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_NOTES)
  readonly keyNotes?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `A booking starts at most so many days ahead, 1 to ${MOST_DAYS}; null for ever so far.`,
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  readonly windowDays?: number | null;

  @Field(() => RoomLimitInput, {
    nullable: true,
    description: 'How many live bookings one person may have of it; null for any number.',
  })
  @IfGiven()
  @ValidateNested()
  @Type(() => RoomLimitInput)
  readonly limit?: RoomLimitInput | null;
}

@InputType({ isAbstract: true })
export abstract class NewRoomInput extends RoomExtrasInput {
  @Field({ description: `Name in Ukrainian, 1 to ${MOST_NAME} characters.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk: string;

  @Field({ description: `Name in English, 1 to ${MOST_NAME} characters.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameEn: string;

  @Field(() => RoomCategories, { description: 'What kind of room it is.' })
  readonly category: RoomCategory;

  @Field(() => [RoomFeatures], { defaultValue: [], description: `What stays in it, at most ${MOST_FEATURES}.` })
  @ArrayMaxSize(MOST_FEATURES)
  readonly features: readonly RoomFeature[];

  @Field(() => [LayoutInput], {
    description: `The ways to furnish it in their order, 1 to ${MOST_LAYOUTS}, no kind twice.`,
  })
  @Layouts()
  readonly layouts: readonly LayoutInput[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether an approver decides about each booking.' })
  readonly needsApproval: boolean;

  @Field(() => Int, {
    defaultValue: 0,
    description: `A booking is made at least so many minutes before its start, 0 to ${YEAR_MINUTES}.`,
  })
  @Minutes(YEAR_MINUTES)
  readonly leadMinutes: number;

  @Field(() => Int, { defaultValue: 15, description: `Minutes a booking lasts at least, 1 to ${MONTH_MINUTES}.` })
  @Minutes(MONTH_MINUTES, 1)
  readonly shortestMinutes: number;

  @Field(() => Int, {
    defaultValue: DAY_MINUTES,
    description: `Minutes a booking lasts at most, up to ${MONTH_MINUTES}; no fewer than at least.`,
  })
  @Minutes(MONTH_MINUTES, 1)
  readonly longestMinutes: number;
}

@InputType({ description: 'A room to add: within walls of its own, or made of other rooms.' })
export class CreateRoomInput extends NewRoomInput {
  @Field(() => ID, { description: 'The branch it is in.' })
  readonly branchId: string;

  @Field(() => [ID], {
    nullable: true,
    description: `The rooms of the branch it combines, 2 to ${MOST_PARTS}; null for a room of its own.`,
  })
  @IfGiven()
  @ArrayMinSize(2)
  @ArrayMaxSize(MOST_PARTS)
  readonly partIds?: readonly string[] | null;
}

@InputType({ description: 'A part into which a room is divided.' })
export class RoomPartInput extends NewRoomInput {}

@InputType({ description: 'What to change of a room: what is left out stays as it is.' })
export class UpdateRoomInput extends RoomExtrasInput {
  @Field(() => ID, { description: 'The room to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, {
    nullable: true,
    description: `Name in Ukrainian, 1 to ${MOST_NAME} characters; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk?: string;

  @Field(() => String, {
    nullable: true,
    description: `Name in English, 1 to ${MOST_NAME} characters; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameEn?: string;

  @Field(() => RoomCategories, { nullable: true, description: 'What kind of room it is; cannot be cleared.' })
  @IfChanged()
  readonly category?: RoomCategory;

  @Field(() => [RoomFeatures], { nullable: true, description: `All that stays in it, at most ${MOST_FEATURES}.` })
  @IfChanged()
  @ArrayMaxSize(MOST_FEATURES)
  readonly features?: readonly RoomFeature[];

  @Field(() => [LayoutInput], {
    nullable: true,
    description: `All ways to furnish it in their order, 1 to ${MOST_LAYOUTS}, no kind twice; what is booked keeps its own.`,
  })
  @IfChanged()
  @Layouts()
  readonly layouts?: readonly LayoutInput[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an approver decides about each booking; cannot be cleared.',
  })
  @IfChanged()
  readonly needsApproval?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: `Minutes before its start a booking is made at the latest, 0 to ${YEAR_MINUTES}; cannot be cleared.`,
  })
  @IfChanged()
  @Minutes(YEAR_MINUTES)
  readonly leadMinutes?: number;

  @Field(() => Int, {
    nullable: true,
    description: `Minutes a booking lasts at least, 1 to ${MONTH_MINUTES}; cannot be cleared.`,
  })
  @IfChanged()
  @Minutes(MONTH_MINUTES, 1)
  readonly shortestMinutes?: number;

  @Field(() => Int, {
    nullable: true,
    description: `Minutes a booking lasts at most, up to ${MONTH_MINUTES}; cannot be cleared.`,
  })
  @IfChanged()
  @Minutes(MONTH_MINUTES, 1)
  readonly longestMinutes?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True takes it out of use, false back into it; what is booked stays. Cannot be cleared.',
  })
  @IfChanged()
  readonly retired?: boolean;
}
