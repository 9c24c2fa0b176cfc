import { Field, Int, ObjectType } from '@nestjs/graphql';
import { LayoutKinds } from '../../venues/places/room.codes.ts';
import type { LayoutKind } from '../../venues/places/room.tables.ts';
import { SessionPlaces } from '../record/session.codes.ts';
import type { SessionPlace } from '../record/session.tables.ts';

@ObjectType({ description: 'How the dates of a series came about, and when a date that is added starts usually.' })
export class EventSeries {
  @Field({ description: 'The recurrence rule by RFC 5545 section 3.3.10, without `RRULE:`.' })
  readonly rule: string;

  @Field({ description: 'IANA time zone of its dates: `Europe/Kyiv`.' })
  readonly zone: string;
}

@ObjectType({ description: 'Where dates of a series are held usually, and what is wished for them.' })
export class EventSeriesPlace {
  @Field(() => SessionPlaces, { description: 'Where.' })
  readonly place: SessionPlace;

  @Field(() => LayoutKinds, {
    name: 'layout',
    nullable: true,
    description: 'How the room is furnished; null without one.',
  })
  readonly layoutKind: LayoutKind | null;

  @Field(() => Int, { nullable: true, description: 'How many people are expected each time; null outside rooms.' })
  readonly expectedPeople: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of set-up; null for those of the layout.' })
  readonly setUpMinutes: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of tear-down; null for those of the layout.' })
  readonly tearDownMinutes: number | null;

  @Field(() => Boolean, { description: 'Whether dates on which it is shut were skipped, to be placed later.' })
  readonly skipClosed: boolean;
}

@ObjectType({ description: 'How many sessions of an event stand where; each is counted once.' })
export class EventSessionCounts {
  @Field(() => Int, { description: 'Those in the calendar that are to be held, as far as anybody knows.' })
  readonly scheduled: number;

  @Field(() => Int, { description: 'Those in the calendar that are postponed.' })
  readonly postponed: number;

  @Field(() => Int, { description: 'Those in the calendar that are cancelled.' })
  readonly cancelled: number;

  @Field(() => Int, { description: 'Those that were held.' })
  readonly held: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Those that want a place; null for everybody but the staff of its branch.',
  })
  readonly toPlace: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Those that were given up; null for everybody but the staff of its branch.',
  })
  readonly dropped: number | null;
}
