import { ArrayMaxSize, IsInt, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Branch } from '../places/branch.types.ts';
import { Room } from '../places/room.types.ts';
import { ClosureKinds } from './closure.codes.ts';
import type { ClosureKind } from './closure.tables.ts';

const MOST_STRETCHES = 50;
const MOST_DAYS = 62;
const WEEKDAY = 'Day of the week by ISO 8601: 1 is Monday, 7 is Sunday.';
const OPENS = 'When it opens, by the wall clock of the branch’s zone.';
const CLOSES = 'When it closes, `19:00`; `24:00` is the midnight that ends the day.';

@ObjectType({ description: 'A stretch of a day of every week in which a branch or a room is open.' })
export class OpeningStretch {
  @Field(() => Int, { description: WEEKDAY })
  readonly weekday: number;

  @Field(() => LocalTime, { description: OPENS })
  readonly opens: string;

  @Field({ description: CLOSES })
  readonly closes: string;
}

@ObjectType({ description: 'From when to when something is open, as instants.' })
class OpenSpan {
  @Field(() => DateTime, { description: 'The start, with the offset of the branch’s zone.' })
  readonly from: string;

  @Field(() => DateTime, { description: 'The end, not included, with the offset of the branch’s zone.' })
  readonly to: string;
}

@ObjectType({ description: 'A closure or a public holiday that falls on a day.' })
class DayClosing {
  @Field(() => ClosureKinds, { description: 'Why.' })
  readonly kind: ClosureKind;

  @Field({ description: 'The reason, or the name of the holiday, in the viewer’s language, else in Ukrainian.' })
  readonly reason: string;

  @Field(() => DateTime, { description: 'Its start, perhaps on an earlier day, with the offset of the branch’s zone.' })
  readonly from: string;

  @Field(() => DateTime, { description: 'Its end, not included, perhaps on a later day.' })
  readonly to: string;
}

@ObjectType({ description: 'When a branch or a room is open on one day of the calendar.' })
export class OpenDay {
  @Field(() => LocalDate, { description: 'The day, in the branch’s zone.' })
  readonly date: string;

  @Field(() => [OpenSpan], { description: 'When it is open, by start; closings are taken out. Empty when it is shut.' })
  readonly spans: readonly OpenSpan[];

  @Field(() => Boolean, { description: 'Whether special hours hold instead of those of the week.' })
  readonly special: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What is said of a special day, in the viewer’s language, else in Ukrainian; null for nothing.',
  })
  readonly note: string | null;

  @Field(() => [DayClosing], { description: 'Closures and public holidays of the day, by start.' })
  readonly closings: readonly DayClosing[];
}

/** The years in which Postgres, calendars and people agree. */
export const InOurTime = () => Matches(/^20\d\d-/, { message: '$property must lie in the years 2000 to 2099' });

@ArgsType()
export class OpenOnArguments {
  @Field(() => LocalDate, { description: 'The first day, in the years 2000 to 2099.' })
  @InOurTime()
  readonly from: string;

  @Field(() => Int, { defaultValue: 7, description: `How many days, 1 to ${MOST_DAYS}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  readonly days: number = 7;
}

/** What a list of days costs. */
export function daysCost({ args, childComplexity }: { args: { days?: number }; childComplexity: number }): number {
  return 1 + Math.min(Math.max(args.days ?? 7, 1), MOST_DAYS) * childComplexity;
}

@InputType({ description: 'A stretch of a day in which a branch or a room is open.' })
export class DayStretchInput {
  @Field(() => LocalTime, { description: OPENS })
  readonly opens: string;

  @Field({ description: CLOSES })
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { message: '$property must look like 19:00, and is 24:00 at most' })
  readonly closes: string;
}

@InputType({ description: 'A stretch of a day of every week in which a branch or a room is open.' })
export class OpeningStretchInput extends DayStretchInput {
  @Field(() => Int, { description: WEEKDAY })
  @IsInt()
  @Min(1)
  @Max(7)
  readonly weekday: number;
}

/** Whose hours are meant. */
@ArgsType()
export abstract class PlaceArguments {
  @Field(() => ID, { description: 'The branch.' })
  readonly branchId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A room of it, whose own hours narrow the branch’s; left out, the hours are the branch’s.',
  })
  readonly roomId?: string | null;
}

@ArgsType()
export class SetOpeningHoursArguments extends PlaceArguments {
  @Field(() => Int, {
    description: 'The version of the branch or room that you saw; another one refuses with ChangedMeanwhile.',
  })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => [OpeningStretchInput], {
    description:
      `The whole week, at most ${MOST_STRETCHES} stretches; a day without one is shut. An empty week: a branch has not ` +
      'said its hours and is open all day, a room narrows nothing.',
  })
  @ArrayMaxSize(MOST_STRETCHES)
  @ValidateNested({ each: true })
  @Type(() => OpeningStretchInput)
  readonly week: readonly OpeningStretchInput[];
}

@ObjectType('StretchesClash', {
  implements: () => Refused,
  description: 'Stretches of one day overlap, or one ends before it begins; nothing was changed.',
})
export class StretchesClashRefused extends Refused {
  @Field(() => [Int], { description: 'Which of them, counted from 0 in the order given.' })
  readonly stretches: readonly number[];
}

export const SetOpeningHoursResult = createUnionType({
  name: 'SetOpeningHoursResult',
  description: 'The branch or the room as it is now, or why its hours were not changed.',
  types: () => [Branch, Room, StretchesClashRefused, ChangedMeanwhileRefused] as const,
  resolveType: (value: object) => {
    if (isRefusal(value)) return value.kind;
    return 'spaceId' in value ? 'Room' : 'Branch';
  },
});
