import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { EndBeforeStartRefused, SkippedHourRefused } from '../../platform/graphql/wall.types.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { ClosureKinds } from '../hours/closure.codes.ts';
import type { ClosureKind } from '../hours/closure.tables.ts';

export type ClosureAction = 'UPDATE' | 'LIFT';
export const ClosureActions = enumOf<ClosureAction>('ClosureAction', 'What the viewer may do with a closure now.', {
  UPDATE: 'Change its reason, or have it end earlier.',
  LIFT: 'Have it hold no longer.',
});

@ObjectType({
  implements: () => Versioned,
  description: 'A branch, or a room of it with all that shares a part with that, is shut for a while.',
})
export class Closure extends Versioned {
  declare readonly id: Id<'Closure'>;

  @Field(() => ClosureKinds, { description: 'What kind of closure it is.' })
  readonly kind: ClosureKind;

  @Field({ description: 'Why, in Ukrainian.' })
  readonly reasonUk: string;

  @Field(() => String, { nullable: true, description: 'Why, in English; null when nobody has said.' })
  readonly reasonEn: string | null;

  @Field({ description: 'IANA time zone of the branch: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => DateTime, { nullable: true, description: 'Since when it no longer holds, in UTC; null while it does.' })
  readonly liftedAt: Instant | null;

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

@ObjectType('ClosureOver', {
  implements: () => Refused,
  description: 'The closure is lifted, or its end lies behind; nothing was changed.',
})
export class ClosureOverRefused extends Refused {}

@ObjectType('ClosureNotShorter', {
  implements: () => Refused,
  description: 'The closure would end later than it does, and could shut what is booked by now; nothing was changed.',
})
class ClosureNotShorterRefused extends Refused {
  @Field(() => DateTime, { description: 'When it ends, in UTC.' })
  readonly endsAt: Instant;
}

@ObjectType('ClosureTooLong', {
  implements: () => Refused,
  description: 'The closure would last longer than closures may; nothing was changed.',
})
export class ClosureTooLongRefused extends Refused {
  @Field(() => Int, { description: 'How many days it may last.' })
  readonly mostDays: number;
}

/** A closure has a `kind` of its own, which is not the name of its type. */
const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Closure');

export const UpdateClosureResult = createUnionType({
  name: 'UpdateClosureResult',
  description: 'The closure as it is now, or why it was not changed.',
  types: () =>
    [
      Closure,
      SkippedHourRefused,
      EndBeforeStartRefused,
      ClosureTooLongRefused,
      ClosureOverRefused,
      ClosureNotShorterRefused,
      ChangedMeanwhileRefused,
    ] as const,
  resolveType,
});

export const LiftClosureResult = createUnionType({
  name: 'LiftClosureResult',
  description: 'The closure as it is now, or why it was not lifted.',
  types: () => [Closure, ClosureOverRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});
