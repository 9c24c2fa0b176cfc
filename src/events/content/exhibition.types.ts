import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { ArgsType, createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { NotOfThisKindRefused } from '../kinds/kind.types.ts';
import { Event } from '../record/event.types.ts';
import type { ClosedReason } from './exhibition.rules.ts';

const MOST_VISITORS = 100_000;

@ArgsType()
export class RecordExhibitionDayArguments {
  @Field(() => ID, { description: 'The exhibition.' })
  readonly eventId: string;

  @Field(() => LocalDate, {
    description:
      'The day, by the wall clock of the branch: one on which it was open, and not one to come. Where the exhibition does not say when it opens, its days are those from its first date to its last.',
  })
  @InOurTime()
  readonly date: string;

  @Field(() => Int, {
    nullable: true,
    description: `How many came, 0 to ${MOST_VISITORS}; again for the same day corrects it, null takes it back. Refused when left out, since nobody takes back a count by not naming it.`,
  })
  @ValidateIf((_, value: unknown) => value !== null)
  @IsInt({ message: '$property must be a whole number, or null to take the count back' })
  @Min(0)
  @Max(MOST_VISITORS)
  readonly visitors: number | null;
}

const ClosedReasons = enumOf<ClosedReason>('ExhibitionClosedReason', 'Why nobody can have come on a day.', {
  NOT_PUBLISHED: 'It was never published.',
  DAYS_UNKNOWN: 'Nobody has said when it opens, and it has no dates.',
  BEFORE_OPENING: 'It had not opened.',
  AFTER_CLOSING: 'It was over.',
  OTHER_WEEKDAY: 'It is not open on that weekday.',
  BRANCH_CLOSED: 'The branch was shut, and nobody has said on which weekdays the exhibition is open.',
  AHEAD: 'The day is still to come.',
});

@ObjectType('NotOpenThatDay', {
  implements: () => Refused,
  description: 'Nobody can have come to the exhibition on that day; nothing was written down.',
})
class NotOpenThatDayRefused extends Refused {
  @Field(() => ClosedReasons, { description: 'Why.' })
  readonly reason: ClosedReason;
}

export const RecordExhibitionDayResult = createUnionType({
  name: 'RecordExhibitionDayResult',
  description: 'The exhibition, or why the day was not counted.',
  types: () => [Event, NotOfThisKindRefused, NotOpenThatDayRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Event'),
});
