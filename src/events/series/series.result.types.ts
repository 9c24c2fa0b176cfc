import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { listCost } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { SeriesRuleRefused } from '../../venues/series/series.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Arrangements } from '../record/event.codes.ts';
import type { Arrangement } from '../record/event.tables.ts';
import { Event } from '../record/event.types.ts';
import { WrongStatusRefused } from '../record/status.types.ts';
import { SessionsRefusal } from '../sessions/conflict.types.ts';
import { EventTooLongRefused, PlaceWrongRefused, SessionOverRefused } from '../sessions/session.result.types.ts';
import { DateVerdicts, UnitConversions } from './series.codes.ts';
import type { DateVerdict, JudgedDate } from './series.rules.ts';
import type { UnitConversion } from './unit.rules.ts';

const USUAL_DATES = 30;

@ObjectType({ description: 'A date that a series of sessions would have, and what becomes of it.' })
export class EventSeriesDate {
  @Field(() => DateVerdicts, { description: 'What becomes of it.' })
  readonly verdict: DateVerdict;
}

@ObjectType({ description: 'How many dates of a series of sessions come to what.' })
class EventSeriesPreviewCounts {
  @Field(() => Int, { description: 'All dates.' })
  readonly dates: number;

  @Field(() => Int, { description: 'Those that can be scheduled.' })
  readonly fits: number;

  @Field(() => Int, { description: 'Those that some rule of the room refuses.' })
  readonly conflicts: number;

  @Field(() => Int, { description: 'Those that are skipped because it is shut.' })
  readonly closed: number;

  @Field(() => Int, { description: 'Those whose start or end the clocks skip.' })
  readonly noSuchTime: number;

  @Field(() => Int, { description: 'Those of a public event that are over by now.' })
  readonly over: number;
}

@ObjectType({ description: 'What scheduling a series of sessions would come to, date by date. Nothing was scheduled.' })
export class EventSeriesPreview {
  @Field({ description: 'The rule as it would be kept (RFC 5545 section 3.3.10), without `RRULE:`.' })
  readonly rule: string;

  @Field(() => EventSeriesPreviewCounts, { description: 'How many dates come to what.' })
  readonly counts: EventSeriesPreviewCounts;

  @Field(() => [EventSeriesDate], {
    complexity: listCost(USUAL_DATES),
    description: 'Every date of the rule by start, those left out by hand excepted.',
  })
  readonly dates: readonly JudgedDate[];
}

@ObjectType('ArrangementWrong', {
  implements: () => Refused,
  description: 'How the sessions of the event belong together by now does not allow this; nothing was changed.',
})
class ArrangementWrongRefused extends Refused {
  @Field(() => Arrangements, { description: 'How they do.' })
  readonly arrangement: Arrangement;
}

@ObjectType('CourseIsWhole', {
  implements: () => Refused,
  description: 'One registers for a course once, for all of it; nothing was changed.',
})
class CourseIsWholeRefused extends Refused {}

@ObjectType('ConversionNeeded', {
  implements: () => Refused,
  description: 'Somebody is registered: it has to be said what becomes of them. Nothing was changed.',
})
class ConversionNeededRefused extends Refused {
  @Field(() => Int, { description: 'How many live registrations there are.' })
  readonly registered: number;

  @Field(() => [UnitConversions], { description: 'What can become of them.' })
  readonly conversions: readonly UnitConversion[];
}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Event');

const STOPPED = [WrongStatusRefused, ChangedMeanwhileRefused] as const;
const NO_SERIES = [
  ...[ArrangementWrongRefused, SeriesRuleRefused, PlaceWrongRefused, EndBeforeStartRefused, EventTooLongRefused],
] as const;

export const PreviewEventSeriesResult = createUnionType({
  name: 'PreviewEventSeriesResult',
  description: 'What scheduling it would come to, or why it is no series.',
  types: () => [EventSeriesPreview, ...NO_SERIES, ...STOPPED] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'EventSeriesPreview'),
});

export const ScheduleSeriesResult = createUnionType({
  name: 'ScheduleSeriesResult',
  description: 'The event with its dates, or why nothing was scheduled.',
  types: () => [Event, SessionsRefusal, SkippedHourRefused, SessionOverRefused, ...NO_SERIES, ...STOPPED] as const,
  resolveType,
});

export const ScheduleCourseResult = createUnionType({
  name: 'ScheduleCourseResult',
  description: 'The event with its sessions, or why nothing was scheduled.',
  types: () =>
    [
      ...[Event, SessionsRefusal, ArrangementWrongRefused, ConversionNeededRefused, PlaceWrongRefused],
      ...[SkippedHourRefused, EndBeforeStartRefused, EventTooLongRefused, SessionOverRefused, ...STOPPED],
    ] as const,
  resolveType,
});

export const RegistrationUnitResult = createUnionType({
  name: 'RegistrationUnitResult',
  description: 'The event as it is now, or why it stays what one registers for.',
  types: () => [Event, CourseIsWholeRefused, ConversionNeededRefused, ...STOPPED] as const,
  resolveType,
});
