import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { ArgsType, createUnionType, Field } from '@nestjs/graphql';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { DayStretchInput, InOurTime, OpenDay, PlaceArguments, StretchesClashRefused } from './opening.types.ts';

const MOST_STRETCHES = 10;
const MOST_NOTE = 300;

@ArgsType()
export class SpecialDayArguments extends PlaceArguments {
  @Field(() => LocalDate, { description: 'The day, in the years 2000 to 2099.' })
  @InOurTime()
  readonly date: string;
}

@ArgsType()
export class SetSpecialDayArguments extends SpecialDayArguments {
  @Field(() => [DayStretchInput], {
    description: `When it is open on that day, at most ${MOST_STRETCHES} stretches; an empty list shuts it.`,
  })
  @ArrayMaxSize(MOST_STRETCHES)
  @ValidateNested({ each: true })
  @Type(() => DayStretchInput)
  readonly stretches: readonly DayStretchInput[];

  @Field(() => String, {
    nullable: true,
    description: `Why, in Ukrainian, 1 to ${MOST_NOTE} characters over one line.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_NOTE)
  readonly noteUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The same in English, 1 to ${MOST_NOTE} characters; only beside a Ukrainian note.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_NOTE)
  readonly noteEn?: string | null;
}

export const SetSpecialDayResult = createUnionType({
  name: 'SetSpecialDayResult',
  description: 'The day as it is now, or why it was not changed.',
  types: () => [OpenDay, StretchesClashRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'OpenDay'),
});
