import { Field, ID, InterfaceType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from './scalars.ts';
import type { Instant } from '../time/instant.ts';

@InterfaceType('Refusal', {
  resolveType: (value: { kind: string }) => value.kind,
  description:
    'An expected no. Every refusal of every mutation implements it, so that a client asks `... on Refusal { kind message }` once.',
})
export abstract class Refused {
  @Field({ description: 'The name of the refusal: the same as its GraphQL type, stable for programs.' })
  readonly kind: string;

  @Field({ description: 'What happened and what to do next, in plain words, in the language of Accept-Language.' })
  readonly message: string;
}

@InterfaceType({
  resolveType: (value: { __typename: string }) => value.__typename,
  description: 'A thing that people edit, and that two of them may edit at once.',
})
export abstract class Versioned {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: string;

  @Field(() => Int, { description: 'Rises with every edit; give the one you saw when you edit.' })
  readonly version: number;
}

@ObjectType('ChangedMeanwhile', {
  implements: () => Refused,
  description: 'Somebody else changed the thing after it was read; nothing was overwritten. Look at it, and repeat.',
})
export class ChangedMeanwhileRefused extends Refused {
  @Field(() => DateTime, { description: 'When it was changed last.' })
  readonly at: Instant;

  @Field(() => Versioned, { description: 'The thing as it is now, with its version.' })
  readonly current: Versioned;
}
