import { Field, ID, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';

export type BranchAction = 'SCHEDULE';
export const BranchActions = enumOf<BranchAction>('BranchAction', 'What the viewer may do at a branch.', {
  SCHEDULE: 'Plan events there.',
});

@ObjectType({ description: 'A library, or another place of the city where events are held.' })
export class Branch {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'Branch'>;

  @Field({ description: 'Stable part of addresses, lower case: `lesia-ukrainka`.' })
  readonly slug: string;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field({ description: 'Name in English.' })
  readonly nameEn: string;

  @Field({ description: 'Postal address, in Ukrainian.' })
  readonly address: string;

  @Field({ description: 'IANA time zone whose wall clock all events here keep: `Europe/Kyiv`.' })
  readonly zone: string;
}

@ObjectType({ description: 'A page of branches.' })
export class BranchConnection extends connectionTypes(Branch, 'Branch') {}
