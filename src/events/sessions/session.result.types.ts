import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { CountedDaysRefused } from '../content/event.result.types.ts';
import { SessionPlaces, SessionStandings } from '../record/session.codes.ts';
import type { SessionPlace, SessionStanding } from '../record/session.tables.ts';
import { Session } from '../record/session.types.ts';
import { WrongHappeningRefused, WrongStatusRefused } from '../record/status.types.ts';
import { SessionsRefusal } from './conflict.types.ts';

@ObjectType('EventTooLong', {
  implements: () => Refused,
  description: 'A session without a room lasts longer than events may; nothing was changed.',
})
export class EventTooLongRefused extends Refused {
  @Field(() => Int, { description: 'How many days it may last.' })
  readonly mostDays: number;
}

@ObjectType('PlaceWrong', {
  implements: () => Refused,
  description: 'Such an event is not held in such a place; nothing was changed.',
})
export class PlaceWrongRefused extends Refused {
  @Field(() => SessionPlaces, { description: 'The place that was asked for.' })
  readonly place: SessionPlace;
}

@ObjectType('WrongStanding', {
  implements: () => Refused,
  description: 'Whether the date stands in the calendar does not allow this; nothing was changed.',
})
class WrongStandingRefused extends Refused {
  @Field(() => SessionStandings, { description: 'Whether it stands there by now.' })
  readonly standing: SessionStanding;
}

@ObjectType('OneSessionOnly', {
  implements: () => Refused,
  description: 'An event of a single date has its date already; nothing was changed.',
})
class OneSessionOnlyRefused extends Refused {}

@ObjectType('SessionOver', {
  implements: () => Refused,
  description: 'The session, or the time that is wanted for it, is over, and this needs it ahead; nothing was changed.',
})
export class SessionOverRefused extends Refused {}

@ObjectType('SessionAhead', {
  implements: () => Refused,
  description: 'The session has not begun, and this needs that; nothing was changed.',
})
class SessionAheadRefused extends Refused {}

@ObjectType('DiscardedEvent', { description: 'A draft that is no more.' })
class DiscardedEvent {
  @Field(() => ID, { description: 'Its id, which names nothing now.' })
  readonly id: string;
}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Session');

const STOPPED = [WrongStatusRefused, ChangedMeanwhileRefused] as const;
const NOT_IN_TIME = [SkippedHourRefused, EndBeforeStartRefused, EventTooLongRefused] as const;

export const ScheduleSessionResult = createUnionType({
  name: 'ScheduleSessionResult',
  description: 'The new session, or why there is none.',
  types: () =>
    [
      ...[Session, SessionsRefusal, PlaceWrongRefused, OneSessionOnlyRefused, SessionOverRefused],
      ...[...NOT_IN_TIME, ...STOPPED],
    ] as const,
  resolveType,
});

export const MoveSessionResult = createUnionType({
  name: 'MoveSessionResult',
  description: 'The session as it is now, or why it stays where it was.',
  types: () =>
    [
      ...[Session, SessionsRefusal, PlaceWrongRefused, WrongStandingRefused, WrongHappeningRefused],
      ...[SessionOverRefused, CountedDaysRefused, ...NOT_IN_TIME, ...STOPPED],
    ] as const,
  resolveType,
});

export const SessionStepResult = createUnionType({
  name: 'SessionStepResult',
  description: 'The session as it is now, or why it stays what it was.',
  types: () =>
    [
      ...[Session, WrongHappeningRefused, WrongStandingRefused, SessionOverRefused, SessionAheadRefused],
      ...STOPPED,
    ] as const,
  resolveType,
});

export const UnmarkSessionResult = createUnionType({
  name: 'UnmarkSessionResult',
  description: 'The session as it is now, or why it stays held.',
  types: () => [Session, SessionsRefusal, WrongHappeningRefused, WrongStandingRefused, ...STOPPED] as const,
  resolveType,
});

export const ReviveSessionResult = createUnionType({
  name: 'ReviveSessionResult',
  description: 'The session as it is now, or why it stays cancelled.',
  types: () =>
    [
      ...[Session, SessionsRefusal, WrongHappeningRefused, WrongStandingRefused, SessionOverRefused],
      ...[PlaceWrongRefused, OneSessionOnlyRefused, ...STOPPED],
    ] as const,
  resolveType,
});

export const DropSessionResult = createUnionType({
  name: 'DropSessionResult',
  description: 'The session as it is now, or why it stays.',
  types: () => [Session, WrongStandingRefused, ...STOPPED] as const,
  resolveType,
});

export const DiscardEventResult = createUnionType({
  name: 'DiscardEventResult',
  description: 'What is no more, or why it stays.',
  types: () => [DiscardedEvent, ...STOPPED] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'DiscardedEvent'),
});
