import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Refused } from '../../platform/graphql/refusal.types.ts';

@ObjectType('TooFewAdults', { implements: () => Refused, description: 'More adults have to come with so many pupils.' })
export class TooFewAdultsRefused extends Refused {
  @Field(() => Int, { description: 'How many adults come with them at least.' })
  readonly needed: number;
}

@ObjectType('TooManyAdults', {
  implements: () => Refused,
  description: 'More adults than belong to so many pupils, whether or not they take seats.',
})
export class TooManyAdultsRefused extends Refused {
  @Field(() => Int, { description: 'How many adults come with them at most.' })
  readonly most: number;
}

@ObjectType('SchoolHasEnough', {
  implements: () => Refused,
  description: 'As many classes of the school as may come to the event in the school term are registered.',
})
export class SchoolHasEnoughRefused extends Refused {
  @Field(() => Int, { description: 'How many classes of one school may come in a term.' })
  readonly most: number;
}
