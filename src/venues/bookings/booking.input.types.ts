import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { SeenVersion } from '../../platform/graphql/seen.version.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { LayoutKinds } from '../places/room.codes.ts';
import type { LayoutKind } from '../places/room.tables.ts';
import { SoftRules } from './booking.codes.ts';
import type { SoftRule } from './booking.tables.ts';

const MOST_PEOPLE = 100_000;
const DAY_MINUTES = 1_440;
const MOST_EQUIPMENT = 20;
const MOST_OF_ONE = 10_000;
const MOST_PURPOSE = 300;
const MOST_CONTACT = 300;
const MOST_OVERRIDES = 6;
const MOST_REASON = 500;
const USUAL_HOLD = 48 * 60;
const LONGEST_HOLD = 14 * DAY_MINUTES;

/** Several rules as one decorator. */
const all =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, name) =>
    rules.forEach((rule) => rule(target, name));

const People = () => all(IsInt(), Min(1), Max(MOST_PEOPLE));
const Buffer = () => all(IfGiven(), IsInt(), Min(0), Max(DAY_MINUTES));
const Purpose = () => all(NotBlank(), MaxLength(MOST_PURPOSE));
const Contact = () => all(Line(), IfGiven(), MaxLength(MOST_CONTACT));
const Reason = () => all(Line(), NotBlank(), MaxLength(MOST_REASON));

@InputType({ description: 'How many of an equipment of the branch are wanted.' })
export class WishedEquipmentInput {
  @Field(() => ID, { description: 'The equipment; it is of the branch of the room.' })
  readonly equipmentId: string;

  @Field(() => Int, { description: `How many, 1 to ${MOST_OF_ONE}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_OF_ONE)
  readonly quantity: number;
}

@InputType({ description: 'That a rule is to be set aside, and why. It is written down in the audit.' })
export class OverrideInput {
  @Field(() => SoftRules, { description: 'The rule.' })
  readonly rule: SoftRule;

  @Field({ description: `Why, 1 to ${MOST_REASON} characters over one line.` })
  @Reason()
  readonly reason: string;
}

const EquipmentList = () =>
  all(
    IfGiven(),
    ArrayMaxSize(MOST_EQUIPMENT),
    ArrayUnique(({ equipmentId }: WishedEquipmentInput) => equipmentId.toLowerCase(), {
      message: '$property must name each equipment once',
    }),
    ValidateNested({ each: true }),
    Type(() => WishedEquipmentInput),
  );
const OverrideList = () =>
  all(
    IfGiven(),
    ArrayMaxSize(MOST_OVERRIDES),
    ArrayUnique(({ rule }: OverrideInput) => rule, { message: '$property must name each rule once' }),
    ValidateNested({ each: true }),
    Type(() => OverrideInput),
  );

const OVERRIDES = {
  nullable: true,
  description: `Rules to set aside, each once, with reasons; those the viewer may not set aside go on refusing. At most ${MOST_OVERRIDES}.`,
};

@InputType({ description: 'What is wanted of a room. Times are by the wall clock of its branch’s zone.' })
export class WishInput {
  @Field(() => ID, { description: 'The room.' })
  readonly roomId: string;

  @Field(() => LayoutKinds, { description: 'How it is to be furnished; one of the layouts of the room.' })
  readonly layout: LayoutKind;

  @Field(() => LocalDate, { description: 'Day of the start, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start of the event; set-up comes before it.' })
  readonly startTime: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the end; by default that of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, {
    description: 'Time of the end of the event, later than the start; tear-down comes after it.',
  })
  readonly endTime: string;

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

  @Field(() => Int, { description: `How many people are expected, 1 to ${MOST_PEOPLE}.` })
  @People()
  readonly expectedPeople: number;

  @Field(() => [WishedEquipmentInput], {
    nullable: true,
    description: `Equipment of the branch, each once, at most ${MOST_EQUIPMENT} kinds.`,
  })
  @EquipmentList()
  readonly equipment?: readonly WishedEquipmentInput[] | null;

  @Field(() => [OverrideInput], OVERRIDES)
  @OverrideList()
  readonly overrides?: readonly OverrideInput[] | null;
}

/** What bookings and holds have alike. */
@InputType({ isAbstract: true })
abstract class PurposefulInput extends WishInput {
  @Field({ description: `What it is for, 1 to ${MOST_PURPOSE} characters over one line.` })
  @Line()
  @Purpose()
  readonly purpose: string;

  @Field(() => String, {
    nullable: true,
    description: `Whom to ask about it, at most ${MOST_CONTACT} characters over one line; the staff of the branch and whoever asked see it.`,
  })
  @Contact()
  readonly contact?: string | null;
}

@InputType({ description: 'A room to book.' })
export class BookRoomInput extends PurposefulInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether to wait where nothing but holds is in the way, and to move up when they end. One person waits once for the same hours, and at most 20 do; whoever finds no place there is refused.',
  })
  readonly waitBehindHolds: boolean = false;
}

@InputType({ description: 'A room to hold for a while.' })
export class HoldRoomInput extends PurposefulInput {
  @Field(() => Int, {
    defaultValue: USUAL_HOLD,
    description: `For how many minutes from now, 1 to ${LONGEST_HOLD}; then it is free again by itself.`,
  })
  @IsInt()
  @Min(1)
  @Max(LONGEST_HOLD)
  readonly holdMinutes: number = USUAL_HOLD;
}

@InputType({
  description:
    'What to change of a booking: what is left out stays as it is. More than was approved has to be approved again.',
})
export class ChangeBookingInput {
  @Field(() => ID, { description: 'The booking to change.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'Another room, also of another branch: its wall clock counts then, and equipment is named anew. Cannot be cleared.',
  })
  @IfChanged()
  readonly roomId?: string;

  @Field(() => LayoutKinds, {
    nullable: true,
    description:
      'How it is to be furnished; buffers that were the layout’s become those of the new one. Cannot be cleared.',
  })
  @IfChanged()
  readonly layout?: LayoutKind;

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

  @Field(() => Int, {
    nullable: true,
    description: `Minutes of set-up, 0 to ${DAY_MINUTES}; null for those of the layout.`,
  })
  @Buffer()
  readonly setUpMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Minutes of tear-down, 0 to ${DAY_MINUTES}; null for those of the layout.`,
  })
  @Buffer()
  readonly tearDownMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many people are expected, 1 to ${MOST_PEOPLE}; cannot be cleared.`,
  })
  @IfChanged()
  @People()
  readonly expectedPeople?: number;

  @Field(() => String, {
    nullable: true,
    description: `What it is for, 1 to ${MOST_PURPOSE} characters over one line; cannot be cleared. Another one has to be approved again.`,
  })
  @Line()
  @IfChanged()
  @Purpose()
  readonly purpose?: string;

  @Field(() => String, {
    nullable: true,
    description: `Whom to ask about it, at most ${MOST_CONTACT} characters over one line; null clears it.`,
  })
  @Contact()
  readonly contact?: string | null;

  @Field(() => [WishedEquipmentInput], {
    nullable: true,
    description: `All its equipment, each once, at most ${MOST_EQUIPMENT} kinds; null for none.`,
  })
  @EquipmentList()
  readonly equipment?: readonly WishedEquipmentInput[] | null;

  @Field(() => [OverrideInput], OVERRIDES)
  @OverrideList()
  readonly overrides?: readonly OverrideInput[] | null;
}

@ArgsType()
export class BookingArguments {
  @Field(() => ID, { description: 'The booking in question.' })
  readonly id: string;

  @SeenVersion()
  readonly version?: number | null;
}

@ArgsType()
export class EndBookingArguments extends BookingArguments {
  @Field({ description: `Why, for whoever asked: 1 to ${MOST_REASON} characters over one line.` })
  @Reason()
  readonly reason: string;
}
