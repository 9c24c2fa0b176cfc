import { ArgsType, Field, Float, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { EquipmentKinds } from '../places/equipment.types.ts';
import type { EquipmentKind } from '../places/equipment.tables.ts';
import { LayoutKinds, RoomCategories, RoomFeatures } from '../places/room.codes.ts';
import type { LayoutKind, RoomCategory, RoomFeature } from '../places/room.tables.ts';

const MOST_INTERVALS = 10;
const MOST_PEOPLE = 100_000;
const MOST_OF_ONE = 10_000;
const MOST_EQUIPMENT = 20;
const MOST_ROOMS = 100;
const USUAL_ROOMS = 20;

@InputType({
  description: 'When a room has to be free, by the wall clock of its branch’s zone; set-up and tear-down come on top.',
})
export class IntervalInput {
  @Field(() => LocalDate, { description: 'Day of the start, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start of the event.' })
  readonly startTime: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the end; by default that of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { description: 'Time of the end of the event, later than the start.' })
  readonly endTime: string;
}

@InputType({ description: 'How many of a kind of equipment are wanted, of whatever branch the room is in.' })
export class EquipmentKindInput {
  @Field(() => EquipmentKinds, { description: 'The kind; several sorts of it count together.' })
  readonly kind: EquipmentKind;

  @Field(() => Int, { description: `How many, 1 to ${MOST_OF_ONE}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_OF_ONE)
  readonly quantity: number;
}

@InputType({ description: 'A point on the map, in degrees of WGS 84.' })
export class NearInput {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  @Min(-90)
  @Max(90)
  readonly latitude: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  @Min(-180)
  @Max(180)
  readonly longitude: number;
}

@InputType({
  description: 'What is looked for: rooms that fit everything given here. What nobody knows finds nothing.',
})
export class FreeRoomsInput {
  @Field(() => [IntervalInput], {
    description: `When: the room is free at all of them, each looked at for itself; 1 to ${MOST_INTERVALS}.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_INTERVALS)
  @ValidateNested({ each: true })
  @Type(() => IntervalInput)
  readonly intervals: readonly IntervalInput[];

  @Field(() => Int, { description: `How many people are expected, 1 to ${MOST_PEOPLE}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_PEOPLE)
  readonly people: number;

  @Field(() => LayoutKinds, { nullable: true, description: 'How it is to be furnished; any way when left out.' })
  readonly layout?: LayoutKind | null;

  @Field(() => [RoomFeatures], { nullable: true, description: 'What the room has, all of it; at most 20.' })
  @IfGiven()
  @ArrayMaxSize(20)
  readonly features?: readonly RoomFeature[] | null;

  @Field(() => [EquipmentKindInput], {
    nullable: true,
    description: `What its branch has free all the time, each kind once; at most ${MOST_EQUIPMENT}.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_EQUIPMENT)
  @ArrayUnique(({ kind }: EquipmentKindInput) => kind, { message: '$property must name each kind once' })
  @ValidateNested({ each: true })
  @Type(() => EquipmentKindInput)
  readonly equipment?: readonly EquipmentKindInput[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of the branch it is in.' })
  @IfGiven()
  @MaxLength(200)
  readonly branch?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the district its branch is in.' })
  @IfGiven()
  @MaxLength(200)
  readonly district?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True for rooms that one gets into from the street without a step, false for the others; where nobody has said, neither.',
  })
  readonly stepFree?: boolean | null;

  @Field(() => RoomCategories, { nullable: true, description: 'What kind of room it is.' })
  readonly category?: RoomCategory | null;

  @Field(() => NearInput, {
    nullable: true,
    description: 'Orders by the distance from here; not together with `nearBranch`.',
  })
  @IfGiven()
  @ValidateNested()
  @Type(() => NearInput)
  readonly near?: NearInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Slug of a branch: orders by the distance from it; not together with `near`.',
  })
  @IfGiven()
  @MaxLength(200)
  readonly nearBranch?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether rooms are among them that are not open then: staff may set that aside.',
  })
  readonly includeOutsideHours: boolean = false;
}

@ArgsType()
export class FreeRoomsArguments {
  @Field(() => FreeRoomsInput, { description: 'What is looked for.' })
  @ValidateNested()
  @Type(() => FreeRoomsInput)
  readonly input: FreeRoomsInput;

  @Field(() => Int, { defaultValue: USUAL_ROOMS, description: `How many to answer, 1 to ${MOST_ROOMS}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_ROOMS)
  readonly first: number = USUAL_ROOMS;
}
