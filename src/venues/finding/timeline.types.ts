import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsInt, Max, MaxLength, Min } from 'class-validator';
import { enumOf } from '../../platform/graphql/codes.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { DateTime, LocalDate } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { BookingStatuses } from '../bookings/booking.codes.ts';
import type { BookingStatus } from '../bookings/booking.tables.ts';
import { ClosureKinds } from '../hours/closure.codes.ts';
import type { ClosureKind } from '../hours/closure.tables.ts';
import type { RoomFacts } from '../places/room.store.ts';
import { Room } from '../places/room.types.ts';

const MOST_ROOMS = 50;
const MOST_DAYS = 31;
const ROOMS_OF_BRANCH = 20;
/** Rooms times days: what a page can show at all. */
export const MOST_ROOM_DAYS = 400;

@ArgsType()
export class TimelineArguments {
  @Field(() => [ID], {
    nullable: true,
    description: `The rooms, in the order wished for, at most ${MOST_ROOMS}; either these or \`branch\`.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_ROOMS)
  readonly roomIds?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `Slug of a branch: all its rooms in use, by name, if they are at most ${MOST_ROOMS}.`,
  })
  @IfGiven()
  @MaxLength(200)
  readonly branch?: string | null;

  @Field(() => LocalDate, {
    description: 'The first day, by the calendar of each room’s zone, in the years 2000 to 2099.',
  })
  @InOurTime()
  readonly from: string;

  @Field(() => Int, {
    description: `How many days, 1 to ${MOST_DAYS}; rooms times days at most ${MOST_ROOM_DAYS}.`,
  })
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  readonly days: number;
}

/** By what is asked of a room and a week; more rooms and days than a page can show are refused anyway. */
export function timelineCost({
  args,
  childComplexity,
}: {
  args: { roomIds?: readonly unknown[] | null; days?: number };
  childComplexity: number;
}): number {
  const rooms = args.roomIds?.length ?? ROOMS_OF_BRANCH;
  const weeks = Math.min(rooms * Math.max(1, (args.days ?? 7) / 7), MOST_ROOM_DAYS / 7);
  return 1 + Math.ceil(weeks * childComplexity);
}

export type TimelineItemKind = 'BOOKING' | 'HOLD' | 'BLOCKING';
const TimelineItemKinds = enumOf<TimelineItemKind>('TimelineItemKind', 'What takes a room.', {
  BOOKING: 'A booking, asked for or confirmed.',
  HOLD: 'A hold: it ends by itself.',
  BLOCKING: 'Staff keep the room free.',
});

@ObjectType({ description: 'A stretch in which a room is open, or shut.' })
class TimelineSpan {
  @Field(() => DateTime, { description: 'Its start, with the offset of the branch’s zone.' })
  readonly from: string;

  @Field(() => DateTime, { description: 'Its end, not included, with the offset of the branch’s zone.' })
  readonly to: string;
}

@ObjectType({ description: 'A stretch in which a room is shut, whatever its opening hours say.' })
class TimelineClosing extends TimelineSpan {
  @Field(() => ID, { nullable: true, description: 'The closure; null for a public holiday.' })
  readonly closureId: string | null;

  @Field(() => ClosureKinds, { description: 'What kind of closure it is.' })
  readonly kind: ClosureKind;

  @Field({ description: 'Why, in the viewer’s language; Ukrainian where there is no other.' })
  readonly reason: string;
}

@ObjectType({ description: 'What takes a room for a while.' })
class TimelineItem {
  @Field(() => TimelineItemKinds, { description: 'What it is.' })
  readonly kind: TimelineItemKind;

  @Field(() => ID, { description: 'Of the booking, or of the blocking.' })
  readonly id: string;

  @Field(() => DateTime, { description: 'Start of the event, with the offset of the branch’s zone.' })
  readonly start: string;

  @Field(() => DateTime, { description: 'End of the event, not included, with the offset of the branch’s zone.' })
  readonly end: string;

  @Field(() => DateTime, { description: 'From when the room is occupied, set-up included.' })
  readonly occupiedFrom: string;

  @Field(() => DateTime, { description: 'Until when the room is occupied, tear-down included.' })
  readonly occupiedTo: string;

  @Field(() => BookingStatuses, { nullable: true, description: 'How far a booking has come; null for a blocking.' })
  readonly status: BookingStatus | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What a booking is for, or why the room is blocked. Of bookings null for whom it is none of their business: staff of the branch and whoever asked see it.',
  })
  readonly purpose: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When a hold ends by itself; null for what is none.' })
  readonly holdUntil: string | null;

  @Field(() => Room, {
    nullable: true,
    description:
      'The room it is of when that is another: a part of this one, or one that contains it. Null for its own.',
  })
  readonly sharedWith: RoomFacts | null;
}

@ObjectType({ description: 'A room over some days, ready for a grid.' })
export class TimelineRow {
  @Field(() => Room, { description: 'The room.' })
  readonly room: RoomFacts;

  @Field({ description: 'IANA time zone of its branch, whose days these are: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => [TimelineSpan], {
    complexity: listCost(3),
    description: 'When it is open on these days, closings not taken out; what is open over midnight is one stretch.',
  })
  readonly open: readonly TimelineSpan[];

  @Field(() => [TimelineClosing], {
    complexity: listCost(1),
    description: 'Closures and public holidays that meet these days, by start.',
  })
  readonly closings: readonly TimelineClosing[];

  @Field(() => [TimelineItem], {
    complexity: listCost(5),
    description: 'Whatever takes the room, or a part of it, on these days, by the start of what is occupied.',
  })
  readonly items: readonly TimelineItem[];
}
