import { Field, InterfaceType, Int, ObjectType } from '@nestjs/graphql';

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

@ObjectType('StaleVersion', {
  implements: () => Refused,
  description: 'Somebody else changed the thing after it was read; nothing was written. Read again and repeat.',
})
export class StaleVersionRefused extends Refused {
  @Field(() => Int, { description: 'The version the thing has now.' })
  readonly currentVersion: number;
}
