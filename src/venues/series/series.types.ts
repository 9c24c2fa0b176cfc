import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime, LocalDate } from '../../platform/graphql/scalars.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { BookingRefusal, ServesEventRefused } from '../bookings/booking.result.types.ts';
import type { SeriesDateState } from '../bookings/booking.tables.ts';
import { SeriesDateStates, SeriesRuleProblems, SeriesVerdicts } from './series.codes.ts';
import type { SeriesRuleProblem } from './series.rule.rules.ts';
import type { SeriesVerdict } from './series.rules.ts';

@ObjectType({ description: 'A date that a series would have, and what becomes of it.' })
export class SeriesPreviewDate {
  @Field(() => SeriesVerdicts, { description: 'What becomes of it.' })
  readonly verdict: SeriesVerdict;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The next time that comes where there is no such time, with its offset; else null.',
  })
  readonly nextValid: string | null;
}

@ObjectType({ description: 'How many dates of a series come to what.' })
class SeriesPreviewCounts {
  @Field(() => Int, { description: 'All dates.' })
  readonly dates: number;

  @Field(() => Int, { description: 'Those that can be booked.' })
  readonly fits: number;

  @Field(() => Int, { description: 'Those that some rule refuses.' })
  readonly conflicts: number;

  @Field(() => Int, { description: 'Those that are skipped because it is closed.' })
  readonly closed: number;

  @Field(() => Int, { description: 'Those whose start or end the clocks skip.' })
  readonly noSuchTime: number;
}

@ObjectType({ description: 'What booking a series would come to, date by date. Nothing was booked.' })
export class SeriesPreview {
  @Field({ description: 'The rule as it would be kept (RFC 5545 section 3.3.10), without `RRULE:`.' })
  readonly rule: string;

  @Field(() => SeriesPreviewCounts, { description: 'How many dates come to what.' })
  readonly counts: SeriesPreviewCounts;
}

@ObjectType('SeriesRuleWrong', { implements: () => Refused, description: 'The rule gives no series.' })
export class SeriesRuleRefused extends Refused {
  @Field(() => SeriesRuleProblems, { description: 'What is wrong with it.' })
  readonly problem: SeriesRuleProblem;

  @Field(() => String, { nullable: true, description: 'The part that cannot be read; null where all can.' })
  readonly part: string | null;

  @Field(() => Int, { nullable: true, description: 'As many dates as a rule may give, where it gives more.' })
  readonly mostDates: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'The last day a rule may give, where it is too long.' })
  readonly lastDate: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Its first date, where the start is none of its dates.' })
  readonly nextDate: string | null;
}

@ObjectType('SeriesRefused', {
  implements: () => Refused,
  description: 'Nothing was booked: not all dates fit where all have to, or none does.',
})
export class SeriesRefusal extends Refused {}

@ObjectType('SeriesDateWrong', {
  implements: () => Refused,
  description: 'The state of the date does not allow this; nothing was changed.',
})
class SeriesDateRefused extends Refused {
  @Field(() => LocalDate, { description: 'The date.' })
  readonly startDate: string;

  @Field(() => SeriesDateStates, { description: 'Where it stands by now.' })
  readonly state: SeriesDateState;
}

@ObjectType({ description: 'A date of a series. None is lost from sight, placed or not.' })
export class BookingSeriesDate {
  @Field(() => [String], {
    description:
      'Why it was not placed at first: kinds of the rules it broke, or `SkippedHour` where there is no such time.',
  })
  readonly brokenKinds: readonly string[];
}

@ObjectType({ description: 'How many dates of a series stand where.' })
export class BookingSeriesCounts {
  @Field(() => Int, { description: 'Those that a booking holds.' })
  readonly placed: number;

  @Field(() => Int, { description: 'Those that wait for a place.' })
  readonly toPlace: number;

  @Field(() => Int, { description: 'Those that were left out because it is closed.' })
  readonly skipped: number;

  @Field(() => Int, { description: 'Those that were given up.' })
  readonly dropped: number;
}

@ObjectType({ implements: () => Versioned, description: 'Bookings by a rule, and the dates that still want a place.' })
export class BookingSeries extends Versioned {
  declare readonly id: Id<'BookingSeries'>;

  @Field({ description: 'The recurrence rule by RFC 5545 section 3.3.10, without `RRULE:`.' })
  readonly rule: string;

  @Field({ description: 'What it is for.' })
  readonly purpose: string;

  @Field(() => String, { nullable: true, description: 'Whom to ask about it; null when nobody is named.' })
  readonly contact: string | null;

  @Field(() => Int, { description: 'How many people are expected each time.' })
  readonly expectedPeople: number;

  @Field({ description: 'IANA time zone of its dates, that of the branch: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => Int, { nullable: true, description: 'Minutes of set-up; null for those of the layout.' })
  readonly setUpMinutes: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of tear-down; null for those of the layout.' })
  readonly tearDownMinutes: number | null;

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it or one of its dates was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

export const PreviewSeriesResult = createUnionType({
  name: 'PreviewSeriesResult',
  description: 'What booking it would come to, or why it is no series.',
  types: () => [SeriesPreview, SeriesRuleRefused, EndBeforeStartRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'SeriesPreview'),
});

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'BookingSeries');

export const BookSeriesResult = createUnionType({
  name: 'BookSeriesResult',
  description: 'The series, or why nothing was booked.',
  types: () => [BookingSeries, SeriesRefusal, SeriesRuleRefused, EndBeforeStartRefused] as const,
  resolveType,
});

export const PlaceSeriesDateResult = createUnionType({
  name: 'PlaceSeriesDateResult',
  description: 'The series as it is now, or why the date was not booked.',
  types: () =>
    [
      BookingSeries,
      BookingRefusal,
      SkippedHourRefused,
      EndBeforeStartRefused,
      SeriesDateRefused,
      ChangedMeanwhileRefused,
    ] as const,
  resolveType,
});

export const DropSeriesDateResult = createUnionType({
  name: 'DropSeriesDateResult',
  description: 'The series as it is now, or why the date was not given up.',
  types: () => [BookingSeries, SeriesDateRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});

export const CancelSeriesResult = createUnionType({
  name: 'CancelSeriesResult',
  description: 'The series as it is now, or why it was not cancelled.',
  types: () => [BookingSeries, ServesEventRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});
