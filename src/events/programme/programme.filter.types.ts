import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { AfterFrom } from '../../platform/graphql/when.ts';
import { Line } from '../../platform/graphql/written.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { AttendanceModes } from '../record/event.codes.ts';
import type { AttendanceMode } from '../record/event.tables.ts';

@InputType({ description: 'A measure by its number: what people know of it.' })
export class MeasureNumberInput {
  @Field(() => Int, { description: 'A year of its plan, 1990 to 2100.' })
  @IsInt()
  @Min(1990)
  @Max(2100)
  readonly year: number;

  @Field({ description: 'Its number as printed, 1 to 20 characters: `8`, `1.2`, `3а`.' })
  @Line()
  @MinLength(1)
  @MaxLength(20)
  readonly number: string;
}

@InputType({
  description:
    'Which sessions: those that fit everything given here. Of a list any one suffices, an empty list finds nothing, and so does what nobody knows.',
})
export class ProgrammeFilter {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Only what ends after this instant; left out, the present one: what is over is asked for by name.',
  })
  readonly from?: Instant | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only what starts before this instant; later than `from`, also where that is the present instant.',
  })
  @IfGiven()
  @AfterFrom()
  readonly to?: Instant | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of audiences it is for, at most 20: `pupils`.' })
  @IfGiven()
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  readonly audiences?: readonly string[] | null;

  @Field(() => [EventKinds], { nullable: true, description: 'Kinds of events, at most 20.' })
  @IfGiven()
  @ArrayMaxSize(20)
  readonly kinds?: readonly EventKind[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of branches where it is held, at most 50.' })
  @IfGiven()
  @ArrayMaxSize(50)
  @MaxLength(200, { each: true })
  readonly branches?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of districts of such branches, at most 20.' })
  @IfGiven()
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  readonly districts?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'A measure it serves, first of all or besides.' })
  readonly measureId?: string | null;

  @Field(() => MeasureNumberInput, { nullable: true, description: 'The same by number; several may have it.' })
  @IfGiven()
  @ValidateNested()
  @Type(() => MeasureNumberInput)
  readonly measure?: MeasureNumberInput | null;

  @Field(() => ID, { nullable: true, description: 'A communication goal of a measure it serves.' })
  readonly goalId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Languages in which it is held, ISO 639-1 in small letters, at most 10: `uk`.',
  })
  @IfGiven()
  @ArrayMaxSize(10)
  @Matches(/^[a-z]{2}$/, { each: true, message: '$property must be codes of two small letters: uk' })
  readonly languages?: readonly string[] | null;

  @Field(() => [AttendanceModes], {
    nullable: true,
    description: 'How one attends; what was moved online counts as ONLINE. From home: `[ONLINE, MIXED]`.',
  })
  @IfGiven()
  @ArrayMaxSize(3)
  readonly modes?: readonly AttendanceMode[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for what is interpreted into sign language; false asks for nothing.',
  })
  readonly signLanguage?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for what is known to be attended without taking a step; false asks for nothing.',
  })
  readonly stepFree?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'An age in years, 0 to 120, that it is for; what is for any age is among it.',
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(120)
  readonly age?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'A school grade, 1 to 12, that it is for; what names no grades is among it.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(12)
  readonly grade?: number | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether cancelled and postponed sessions are among them; they say so by `happeningStatus`.',
  })
  readonly includeCancelled: boolean = true;

  @Field(() => String, {
    nullable: true,
    description:
      'Words, at most 200 characters, which must all occur in what the event says of itself, in any form: «лекції» finds «лекція», `biblioteka` «бібліотека». Case, apostrophes, dashes, quotes and ґ/г make no difference; of words of up to three letters the forms are looked for, not what only begins like them: «року» finds «рік», not «рокер».',
  })
  @IfGiven()
  @Line()
  @MaxLength(200)
  readonly text?: string | null;
}
