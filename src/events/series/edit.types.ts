import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { listCost } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused } from '../../platform/graphql/refusal.types.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import { CountedDaysRefused } from '../content/event.result.types.ts';
import { SessionPlaces, SessionStandings } from '../record/session.codes.ts';
import { Event } from '../record/event.types.ts';
import type { SessionPlace, SessionStanding } from '../record/session.tables.ts';
import { Session } from '../record/session.types.ts';
import { WrongStatusRefused } from '../record/status.types.ts';
import { SessionsRefusal } from '../sessions/conflict.types.ts';
import { EventTooLongRefused, PlaceWrongRefused, SessionOverRefused } from '../sessions/session.result.types.ts';
import type { ChangeVerdict, DateChange } from './diff.rules.ts';
import { ChangeVerdicts } from './edit.codes.ts';

const USUAL_DATES = 30;

@ObjectType({ description: 'When and where a session is, was, or is to be.' })
export class SessionSlot {
  @Field({ description: 'IANA time zone of its wall clock: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => SessionPlaces, { description: 'Where it is held.' })
  readonly place: SessionPlace;

  @Field(() => SessionStandings, { description: 'Whether it stands in the calendar.' })
  readonly standing: SessionStanding;

  @Field(() => LayoutKinds, { nullable: true, description: 'How its room is furnished; null without one.' })
  readonly layout: LayoutKind | null;
}

@ObjectType({ description: 'What an edit makes, or made, of a date.' })
export class SessionChange {
  @Field(() => Session, { complexity: 2, description: 'The session as it is now.' })
  readonly session: Session;

  @Field(() => ChangeVerdicts, { description: 'What becomes of it.' })
  readonly verdict: ChangeVerdict;

  @Field(() => SessionSlot, { description: 'Before the edit.' })
  readonly before: SessionSlot;

  @Field(() => SessionSlot, {
    nullable: true,
    description:
      'After the edit; of what does not fit, or has no such time, as it was wished for. Null for what stays as it is.',
  })
  readonly after: SessionSlot | null;
}

@ObjectType({ description: 'How many dates, bookings and people an edit is about.' })
class SessionsDiffCounts {
  @Field(() => Int, { description: 'All dates of its scope.' })
  readonly dates: number;

  @Field(() => Int, { description: 'Those that get another time or place.' })
  readonly moves: number;

  @Field(() => Int, { description: 'Those that are so already.' })
  readonly unchanged: number;

  @Field(() => Int, { description: 'Those that were set alone, and stay.' })
  readonly exceptionsKept: number;

  @Field(() => Int, { description: 'Those that a rule of the room refuses.' })
  readonly conflicts: number;

  @Field(() => Int, { description: 'Those on which it is shut.' })
  readonly closed: number;

  @Field(() => Int, { description: 'Those whose start or end the clocks skip.' })
  readonly noSuchTime: number;

  @Field(() => Int, { description: 'Those that would be over by now.' })
  readonly over: number;

  @Field(() => Int, { description: 'Those that have begun, or are not to be held any more.' })
  readonly notChangeable: number;

  @Field(() => Int, { description: 'Those that are cancelled.' })
  readonly cancels: number;

  @Field(() => Int, { description: 'Those that wanted a place, and are dropped.' })
  readonly drops: number;

  @Field(() => Int, { description: 'Bookings that change with their sessions.' })
  readonly bookingsMoved: number;

  @Field(() => Int, { description: 'Bookings that are made for sessions that had none.' })
  readonly bookingsMade: number;

  @Field(() => Int, { description: 'Bookings that are given up.' })
  readonly bookingsEnded: number;

  @Field(() => Int, {
    description: 'People who have a place in a date that moves or is cancelled, each counted once.',
  })
  readonly peopleTouched: number;

  @Field(() => Int, {
    description: 'People expected at those dates, one by one added up; dates where nobody has said count 0.',
  })
  readonly expectedPeople: number;
}

@ObjectType('SessionsDiff', { description: 'What an edit of several dates comes to, or came to, date by date.' })
export class SessionsDiffShown {
  @Field(() => Event, { complexity: 2, description: 'The event as it is now; its version is for the next edit.' })
  readonly event: Event;

  @Field(() => [SessionChange], {
    complexity: listCost(USUAL_DATES),
    description: 'Every date of the scope by its start before the edit.',
  })
  readonly changes: readonly DateChange[];

  @Field(() => SessionsDiffCounts, { description: 'The same in numbers.' })
  readonly counts: SessionsDiffCounts;
}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'SessionsDiff');

const STOPPED = [WrongStatusRefused, ChangedMeanwhileRefused] as const;
const NO_EDIT = [PlaceWrongRefused, EndBeforeStartRefused, EventTooLongRefused, CountedDaysRefused] as const;

export const PreviewSessionsEditResult = createUnionType({
  name: 'PreviewSessionsEditResult',
  description: 'What the edit would come to, or why it is none.',
  types: () => [SessionsDiffShown, ...NO_EDIT, ...STOPPED] as const,
  resolveType,
});

export const EditSessionsResult = createUnionType({
  name: 'EditSessionsResult',
  description: 'What the edit came to, or why nothing was changed.',
  types: () =>
    [SessionsDiffShown, SessionsRefusal, SkippedHourRefused, SessionOverRefused, ...NO_EDIT, ...STOPPED] as const,
  resolveType,
});

export const CancelSessionsResult = createUnionType({
  name: 'CancelSessionsResult',
  description: 'What calling the dates off comes to, or came to, or why nothing was changed.',
  types: () => [SessionsDiffShown, ...STOPPED] as const,
  resolveType,
});
