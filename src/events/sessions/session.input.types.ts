import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { SeenVersion } from '../../platform/graphql/seen.version.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { OverrideInput, WishedEquipmentInput } from '../../venues/bookings/booking.input.types.ts';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';

const MOST_PEOPLE = 100_000;
const DAY_MINUTES = 1_440;
const MOST_EQUIPMENT = 20;
const MOST_OVERRIDES = 6;
const MOST_REASON = 500;

const OVERRIDES = {
  nullable: true,
  description: `Rules of the room to set aside, each once, with reasons; those the viewer may not set aside go on refusing. At most ${MOST_OVERRIDES}.`,
};

/** Several rules as one decorator. */
const all =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, name) =>
    rules.forEach((rule) => rule(target, name));

const Buffer = () => all(IfGiven(), IsInt(), Min(0), Max(DAY_MINUTES));

/** Rules to set aside: of whatever places sessions in rooms. */
export const Overrides = () =>
  all(
    Field(() => [OverrideInput], OVERRIDES),
    IfGiven(),
    ArrayMaxSize(MOST_OVERRIDES),
    ArrayUnique(({ rule }: OverrideInput) => rule, { message: '$property must name each rule once' }),
    ValidateNested({ each: true }),
    Type(() => OverrideInput),
  );

@InputType({ description: 'A room that is to be booked for a session.' })
export class SessionRoomInput {
  @Field(() => ID, {
    description:
      'The room; also one of another branch, which may have to approve. A published event takes only one that is granted at once.',
  })
  readonly roomId: string;

  @Field(() => LayoutKinds, { description: 'How it is to be furnished; one of the layouts of the room.' })
  readonly layout: LayoutKind;

  @Field(() => Int, { description: `How many people are expected, 1 to ${MOST_PEOPLE}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_PEOPLE)
  readonly expectedPeople: number;

  @Field(() => Int, {
    nullable: true,
    description: `Minutes of set-up, 0 to ${DAY_MINUTES}; by default those of the layout.`,
  })
  @Buffer()
  readonly setUpMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Minutes of tear-down, 0 to ${DAY_MINUTES}; by default those of the layout.`,
  })
  @Buffer()
  readonly tearDownMinutes?: number | null;

  @Field(() => [WishedEquipmentInput], {
    nullable: true,
    description: `Equipment of the room’s branch, each once, at most ${MOST_EQUIPMENT} kinds; none when left out.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_EQUIPMENT)
  @ArrayUnique(({ equipmentId }: WishedEquipmentInput) => equipmentId.toLowerCase(), {
    message: '$property must name each equipment once',
  })
  @ValidateNested({ each: true })
  @Type(() => WishedEquipmentInput)
  readonly equipment?: readonly WishedEquipmentInput[] | null;
}

@InputType({
  description:
    'Where a session is held: exactly one of `room`, `roomToBeFound`, `atBranch` and `online`. That nobody has a room is always said.',
})
export class SessionPlaceInput {
  @Field(() => SessionRoomInput, { nullable: true, description: 'In this room, which is booked.' })
  @IfGiven()
  @ValidateNested()
  @Type(() => SessionRoomInput)
  readonly room?: SessionRoomInput | null;

  @Field(() => Boolean, { nullable: true, description: 'True: its room is still to be found.' })
  readonly roomToBeFound?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: 'With `roomToBeFound`: at which branch; by default that of the event.',
  })
  readonly branchId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: at the branch of the event where no room is booked, as exhibitions and contests are; for kinds without a room, and for events that are held online only.',
  })
  readonly atBranch?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: over the network; for online and mixed events.' })
  readonly online?: boolean | null;
}

const Place = () =>
  all(
    ValidateNested(),
    Type(() => SessionPlaceInput),
  );

@InputType({ description: 'A new session of an event. Times are by the wall clock of the zone of the place.' })
export class ScheduleSessionInput {
  @Field(() => ID, { description: 'The event.' })
  readonly eventId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the event that you saw; if given, another one refuses with ChangedMeanwhile.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  readonly version?: number | null;

  @Field(() => LocalDate, { description: 'Day of the start, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start; set-up comes before it.' })
  readonly startTime: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day of the end, at most 366 days later, 32 in a room; by default that of the start.',
  })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { description: 'Time of the end, later than the start; tear-down comes after it.' })
  readonly endTime: string;

  @Field(() => SessionPlaceInput, { description: 'Where it is held.' })
  @Place()
  readonly place: SessionPlaceInput;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True where it is not certain yet; an event with a minimum attendance is not until that is decided.',
  })
  readonly tentative?: boolean | null;

  @Overrides()
  readonly overrides?: readonly OverrideInput[] | null;
}

@InputType({ description: 'A session’s new time or place: what is left out stays as it is.' })
export class MoveSessionInput {
  @Field(() => ID, { description: 'The session.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Day of the start, in the years 2000 to 2099; cannot be cleared. Without `endDate` the end moves along.',
  })
  @IfChanged()
  @InOurTime()
  readonly startDate?: string;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'Time of the start; cannot be cleared. The end stays where it is.',
  })
  @IfChanged()
  readonly startTime?: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the end; null for the day of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { nullable: true, description: 'Time of the end; cannot be cleared.' })
  @IfChanged()
  readonly endTime?: string;

  @Field(() => SessionPlaceInput, { nullable: true, description: 'Where it is held; cannot be cleared.' })
  @IfChanged()
  @Place()
  readonly place?: SessionPlaceInput;

  @Overrides()
  readonly overrides?: readonly OverrideInput[] | null;
}

@InputType({
  description: 'A place for a session that has none, at its time or at another one: what is left out stays as it is.',
})
export class PlaceSessionInput extends MoveSessionInput {}

@ArgsType()
export class SessionArguments {
  @Field(() => ID, { description: 'The session.' })
  readonly id: string;

  @SeenVersion()
  readonly version?: number | null;
}

@ArgsType()
export class CallOffArguments extends SessionArguments {
  @Field({ description: `Why, for those who wanted to come: 1 to ${MOST_REASON} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}

@ArgsType()
export class ReviveSessionArguments extends SessionArguments {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: not where it was, be it a room, the branch or the network; its room is still to be found then.',
  })
  readonly roomToBeFound?: boolean | null;

  @Overrides()
  readonly overrides?: readonly OverrideInput[] | null;
}

@ArgsType()
export class DiscardEventArguments {
  @Field(() => ID, { description: 'The event.' })
  readonly id: string;

  @SeenVersion()
  readonly version?: number | null;
}
