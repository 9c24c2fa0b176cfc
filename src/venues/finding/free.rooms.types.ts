import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { listCost } from '../../platform/graphql/connection.ts';
import { EndBeforeStartRefused, RepeatedHour, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { ShownRule } from '../bookings/broken.policy.ts';
import { BrokenRuleShown } from '../bookings/broken.types.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { Branch } from '../places/branch.types.ts';
import { LayoutKinds } from '../places/room.codes.ts';
import type { RoomFacts } from '../places/room.store.ts';
import type { LayoutKind } from '../places/room.tables.ts';
import { Room } from '../places/room.types.ts';

@ObjectType({ description: 'A room that is free, furnished in the way that suits best.' })
class FreeRoomShown {
  @Field(() => Room, { complexity: 5, description: 'The room.' })
  readonly room: RoomFacts;

  @Field(() => Branch, { description: 'The branch it is in.' })
  readonly branch: BranchRow;

  @Field(() => LayoutKinds, { description: 'The smallest of its layouts that holds the people and is free.' })
  readonly layout: LayoutKind;

  @Field(() => Int, { description: 'How many people it holds, furnished so.' })
  readonly capacity: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How far its branch is, in metres as the crow flies; null where no place was given or nobody knows.',
  })
  readonly distanceMetres: number | null;

  @Field(() => [BrokenRuleShown], {
    complexity: listCost(1),
    description: 'Notices, and with `includeOutsideHours` that it is not open then.',
  })
  readonly broken: readonly ShownRule[];
}

@ObjectType('FreeRooms', {
  description: 'Rooms that are free, by distance if one was asked for, then the smallest first.',
})
class FreeRoomsShown {
  @Field(() => [FreeRoomShown], { description: 'As many as were asked for.' })
  readonly rooms: readonly FreeRoomShown[];

  @Field(() => Int, { description: 'How many there are in all.' })
  readonly total: number;

  @Field(() => [RepeatedHour], {
    description: 'Ends in an hour that happens twice because the clocks go back, with the one of both that is taken.',
  })
  readonly repeatedHours: readonly RepeatedHour[];
}

export const FreeRoomsResult = createUnionType({
  name: 'FreeRoomsResult',
  description: 'The rooms that are free, or why one of the times is none.',
  types: () => [FreeRoomsShown, SkippedHourRefused, EndBeforeStartRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'FreeRooms'),
});
