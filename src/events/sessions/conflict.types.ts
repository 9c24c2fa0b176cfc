import { Field, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import type { SessionConflict } from './conflict.rules.ts';
import type { PlanVerdict } from './plan.rules.ts';

const USUAL_CONFLICTS = 5;

export const PlanVerdicts = enumOf<PlanVerdict>('PlanVerdict', 'What the room says to a session.', {
  FITS: 'It can be had, or none is needed.',
  CONFLICT: 'It cannot be had.',
  CLOSED: 'It is shut then, for a closure or a holiday.',
});

@ObjectType('SessionConflict', { description: 'A session that does not get its room, and ways out.' })
export class SessionConflictShown {}

@ObjectType('SessionsRefused', {
  implements: () => Refused,
  description: 'The rooms cannot be had so; nothing was changed.',
})
export class SessionsRefusal extends Refused {
  @Field(() => [SessionConflictShown], {
    complexity: listCost(USUAL_CONFLICTS),
    description: 'The sessions in question, by start.',
  })
  readonly conflicts: readonly SessionConflict[];
}
