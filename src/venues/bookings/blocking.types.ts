import { ArgsType, createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { SeenVersion } from '../../platform/graphql/seen.version.ts';
import { enumOf } from '../../platform/graphql/codes.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { AfterFrom, InOurTime } from '../../platform/graphql/when.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';

const MOST_REASON = 300;

export type BlockingAction = 'UNBLOCK';
export const BlockingActions = enumOf<BlockingAction>('BlockingAction', 'What the viewer may do with a blocking now.', {
  UNBLOCK: 'Give the room back.',
});

@ObjectType({
  implements: () => Versioned,
  description: 'Staff keep a room free for a while, for a reason; it is occupied as by a booking.',
})
export class Blocking extends Versioned {
  declare readonly id: Id<'Blocking'>;

  @Field({ description: 'Why.' })
  readonly reason: string;

  @Field({ description: 'IANA time zone of the blocking, that of its branch: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => DateTime, { nullable: true, description: 'Since when it no longer holds, in UTC; null while it does.' })
  readonly liftedAt: Instant | null;

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;
}

@InputType({ description: 'A room to keep free for a while. Times are by the wall clock of its branch’s zone.' })
export class BlockRoomInput {
  @Field(() => ID, { description: 'The room; its parts and combinations are blocked with it.' })
  readonly roomId: string;

  @Field(() => LocalDate, { description: 'Day of the start, in the years 2000 to 2099.' })
  @InOurTime()
  readonly startDate: string;

  @Field(() => LocalTime, { description: 'Time of the start.' })
  readonly startTime: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the end; by default that of the start.' })
  @IfGiven()
  @InOurTime()
  readonly endDate?: string | null;

  @Field(() => LocalTime, { description: 'Time of the end, later than the start.' })
  readonly endTime: string;

  @Field({
    description: `Why, 1 to ${MOST_REASON} characters over one line. Whoever wants the room then reads it: no names.`,
  })
  @Line()
  @NotBlank()
  @MaxLength(MOST_REASON)
  readonly reason: string;
}

@ArgsType()
export class UnblockRoomArguments {
  @Field(() => ID, { description: 'The blocking.' })
  readonly id: string;

  @SeenVersion()
  readonly version?: number | null;
}

@ArgsType()
export class BlockingsArguments {
  @Field(() => DateTime, { description: 'Only what ends after this instant.' })
  readonly from: Instant;

  @Field(() => DateTime, { description: 'Only what starts before this instant; later than `from`.' })
  @AfterFrom()
  readonly to: Instant;
}

@ObjectType('RoomTaken', {
  implements: () => Refused,
  description: 'The room is booked or blocked then already; nothing was changed.',
})
export class RoomTakenRefused extends Refused {}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Blocking');

export const BlockRoomResult = createUnionType({
  name: 'BlockRoomResult',
  description: 'The blocking, or why there is none.',
  types: () => [Blocking, RoomTakenRefused, SkippedHourRefused, EndBeforeStartRefused] as const,
  resolveType,
});

export const UnblockRoomResult = createUnionType({
  name: 'UnblockRoomResult',
  description: 'The blocking as it is now, or why it was not lifted.',
  types: () => [Blocking, ChangedMeanwhileRefused] as const,
  resolveType,
});
