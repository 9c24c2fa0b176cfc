import { Field, ObjectType } from '@nestjs/graphql';
import { Refused } from './refusal.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('SkippedHour', {
  implements: () => Refused,
  description: 'The start or end lies in the hour over which the clocks go forward: it never comes.',
})
export class SkippedHourRefused extends Refused {
  @Field({ description: 'Which of both: `start` or `end`.' })
  readonly which: string;

  @Field(() => DateTime, { description: 'The nearest later time that comes, with the offset of the branch’s zone.' })
  readonly nextValid: string;
}

@ObjectType('EndBeforeStart', { implements: () => Refused, description: 'The end is not later than the start.' })
export class EndBeforeStartRefused extends Refused {}

@ObjectType({ description: 'An hour over which the clocks go back happens twice; the first was taken.' })
export class RepeatedHour {
  @Field({ description: 'Which of both: `start` or `end`.' })
  readonly which: string;

  @Field(() => DateTime, { description: 'The one of both that was taken, with the offset of the branch’s zone.' })
  readonly taken: string;
}
