import { Field, ID, InputType, Int, OmitType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfChanged } from '../../platform/graphql/optional.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import type { OverrideInput } from '../../venues/bookings/booking.input.types.ts';
import { Overrides, SessionPlaceInput } from '../sessions/session.input.types.ts';
import { EditScopes, type OnConflict, OnConflicts } from './edit.codes.ts';
import type { EditScope } from './edit.rules.ts';
import { OfEventInput } from './series.input.types.ts';

const MOST_SHIFT = 60;
const MOST_REASON = 500;

@InputType({
  description: 'What is to change of each date: what is left out stays as it is, and something has to be given.',
})
export class SessionsChangeInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'With THIS only: another day for the start, in the years 2000 to 2099. Cannot be cleared.',
  })
  @IfChanged()
  @InOurTime()
  readonly startDate?: string;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'Time of the start; without an end it lasts as long as before. Cannot be cleared.',
  })
  @IfChanged()
  readonly startTime?: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'With THIS only: another day for the end. Cannot be cleared.',
  })
  @IfChanged()
  @InOurTime()
  readonly endDate?: string;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'Time of the end, as many days after the start as before. Cannot be cleared.',
  })
  @IfChanged()
  readonly endTime?: string;

  @Field(() => Int, {
    nullable: true,
    description: `By how many days each date moves, ${-MOST_SHIFT} to ${MOST_SHIFT}, below 0 earlier; not together with \`startDate\`.`,
  })
  @IfChanged()
  @IsInt()
  @Min(-MOST_SHIFT)
  @Max(MOST_SHIFT)
  readonly shiftDays?: number;

  @Field(() => SessionPlaceInput, {
    nullable: true,
    description: 'Where each is held instead; a date that was moved online stays there. Cannot be cleared.',
  })
  @IfChanged()
  @ValidateNested()
  @Type(() => SessionPlaceInput)
  readonly place?: SessionPlaceInput;
}

/** Which dates of an event are meant. */
@InputType({ isAbstract: true })
abstract class OfDatesInput extends OfEventInput {
  @Field(() => ID, { description: 'The session it starts from; with ALL any of the event.' })
  readonly from: string;

  @Field(() => EditScopes, { description: 'How many dates it is about.' })
  readonly scope: EditScope;
}

@InputType({ description: 'A change of one date of an event, of it and the following ones, or of all.' })
export class EditSessionsInput extends OfDatesInput {
  @Field(() => SessionsChangeInput, { description: 'What is to change.' })
  @ValidateNested()
  @Type(() => SessionsChangeInput)
  readonly change: SessionsChangeInput;

  @Field(() => OnConflicts, { defaultValue: 'REFUSE', description: 'What happens when some date does not fit.' })
  readonly onConflict: OnConflict = 'REFUSE';

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether FOLLOWING and ALL change dates, too, that were set alone: their time, or their place. What is placed with all others is no exception in its place any more.',
  })
  readonly includeExceptions: boolean = false;

  @Overrides()
  readonly overrides?: readonly OverrideInput[] | null;
}

@InputType({ description: 'Dates of an event that are called off.' })
export class CancelSessionsInput extends OfDatesInput {
  @Field({ description: `Why, for those who wanted to come: 1 to ${MOST_REASON} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}

@InputType({ description: 'Dates of an event that are to be called off, to see what that would come to.' })
export class PreviewCancelInput extends OmitType(CancelSessionsInput, ['reason'] as const) {}
