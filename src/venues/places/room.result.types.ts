import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Room } from './room.types.ts';

@ObjectType('SameParts', {
  implements: () => Refused,
  description: 'A room consists of exactly the same parts already; nothing was added.',
})
class SamePartsRefused extends Refused {
  @Field(() => Room, { description: 'That room.' })
  readonly room: Room;
}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Room');

export const CreateRoomResult = createUnionType({
  name: 'CreateRoomResult',
  description: 'The new room, or why it was not added.',
  types: () => [Room, SamePartsRefused] as const,
  resolveType,
});

export const UpdateRoomResult = createUnionType({
  name: 'UpdateRoomResult',
  description: 'The room as it is now, or why it was not changed.',
  types: () => [Room, ChangedMeanwhileRefused] as const,
  resolveType,
});
