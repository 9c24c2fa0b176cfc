import { ArgsType, createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, Min, ValidateNested } from 'class-validator';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { RoomPartInput } from '../places/room.input.types.ts';
import { Room } from '../places/room.types.ts';

const MOST_PARTS = 10;

@ArgsType()
export class DivideRoomArguments {
  @Field(() => ID, { description: 'The room to divide; it must have no parts yet.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => [RoomPartInput], { description: `The parts, 2 to ${MOST_PARTS}; together they are the room.` })
  @ArrayMinSize(2)
  @ArrayMaxSize(MOST_PARTS)
  @ValidateNested({ each: true })
  @Type(() => RoomPartInput)
  readonly parts: readonly RoomPartInput[];
}

@ObjectType('AlreadyDivided', {
  implements: () => Refused,
  description: 'The room has parts already; nothing was changed.',
})
class AlreadyDividedRefused extends Refused {}

export const DivideRoomResult = createUnionType({
  name: 'DivideRoomResult',
  description: 'The room with its parts, or why it was not divided.',
  types: () => [Room, AlreadyDividedRefused, ChangedMeanwhileRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Room'),
});
