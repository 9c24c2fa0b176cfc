import { ArgsType, Field, ID, InputType, Int, OmitType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsInt, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { ChangeBookingInput } from '../bookings/booking.input.types.ts';
import { ClosureKinds } from '../hours/closure.codes.ts';
import type { ClosureKind } from '../hours/closure.tables.ts';
import { MOST_AFFECTED } from './affected.rules.ts';
import { MOST_DAYS } from './closure.rules.ts';

const MOST_REASON = 300;
const MOST_CANCEL_REASON = 500;

@InputType({
  description: 'When and why a branch or a room is to be shut. Times are by the wall clock of the branch’s zone.',
})
export class ClosureInput {
  @Field(() => ID, { description: 'The branch.' })
  readonly branchId: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'A room of it, to shut that alone: all that shares a part with it cannot be booked either. Left out, the whole branch is shut.',
  })
  readonly roomId?: string | null;

  @Field(() => ClosureKinds, { description: 'What kind of closure it is.' })
  readonly kind: ClosureKind;

  @Field({ description: `Why, in Ukrainian, for everybody to read: 1 to ${MOST_REASON} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reasonUk: string;

  @Field(() => String, {
    nullable: true,
    description: `Why, in English, 1 to ${MOST_REASON} characters over one line.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reasonEn?: string | null;

  @Field(() => LocalDate, { description: 'The first day, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'From when on that day; from its first moment when left out.',
  })
  readonly startTime?: string | null;

  @Field(() => LocalDate, {
    description: `The last day, in the years 2000 to 2099. A closure lasts at most ${MOST_DAYS} days.`,
  })
  @InOurTime()
  readonly endDate: string;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'Until when on that day, not included; until the midnight that ends it when left out.',
  })
  readonly endTime?: string | null;
}

@InputType({ description: 'Where and when a booking is to be held instead. What is left out stays as it is.' })
export class MoveInput extends OmitType(ChangeBookingInput, [
  ...(['id', 'version', 'expectedPeople', 'purpose', 'contact'] as const),
]) {}

@InputType({ description: 'What is to become of a booking that a closure affects.' })
export class ClosureChoiceInput {
  @Field(() => ID, { description: 'The booking.' })
  readonly bookingId: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ClosureOutdated.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => MoveInput, {
    nullable: true,
    description: 'Where it goes: one of the alternatives of the preview, or another place. Null cancels it.',
  })
  @IfGiven()
  @ValidateNested()
  @Type(() => MoveInput)
  readonly move?: MoveInput | null;
}

@ArgsType()
export class ApplyClosureArguments {
  @Field(() => ClosureInput, { description: 'The closure, as it was previewed.' })
  @ValidateNested()
  @Type(() => ClosureInput)
  readonly input: ClosureInput;

  @Field(() => [ClosureChoiceInput], {
    defaultValue: [],
    description: `What becomes of every affected booking, at most ${MOST_AFFECTED}; empty when none is affected.`,
  })
  @ArrayMaxSize(MOST_AFFECTED)
  @ArrayUnique(({ bookingId }: ClosureChoiceInput) => bookingId.toLowerCase(), {
    message: '$property must name each booking once',
  })
  @ValidateNested({ each: true })
  @Type(() => ClosureChoiceInput)
  readonly choices: readonly ClosureChoiceInput[] = [];

  @Field(() => String, {
    nullable: true,
    description: `Why bookings are cancelled, for whoever asked: 1 to ${MOST_CANCEL_REASON} characters over one line; the Ukrainian reason of the closure when left out.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_CANCEL_REASON)
  readonly cancelReason?: string | null;
}

@InputType({
  description: 'What to change of a closure: what is left out stays as it is. It can end earlier, not later.',
})
export class UpdateClosureInput {
  @Field(() => ID, { description: 'The closure to change.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => ClosureKinds, { nullable: true, description: 'What kind of closure it is; cannot be cleared.' })
  @IfChanged()
  readonly kind?: ClosureKind;

  @Field(() => String, {
    nullable: true,
    description: `Why, in Ukrainian, 1 to ${MOST_REASON} characters over one line; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reasonUk?: string;

  @Field(() => String, {
    nullable: true,
    description: `Why, in English, 1 to ${MOST_REASON} characters over one line; null clears it.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reasonEn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The last day, earlier than it was; cannot be cleared.' })
  @IfChanged()
  @InOurTime()
  readonly endDate?: string;

  @Field(() => LocalTime, {
    nullable: true,
    description:
      'Until when on the last day, not included; null for the midnight that ends it, as when only `endDate` is given.',
  })
  readonly endTime?: string | null;
}

@ArgsType()
export class LiftClosureArguments {
  @Field(() => ID, { description: 'The closure.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;
}

@ArgsType()
export class ClosuresArguments {
  @Field(() => LocalDate, { description: 'The first day, in the years 2000 to 2099.' })
  @InOurTime()
  readonly from: string;

  @Field(() => LocalDate, { description: `The last day, included; at most ${MOST_DAYS} days later.` })
  @InOurTime()
  readonly to: string;
}
