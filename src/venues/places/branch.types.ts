import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { Versioned } from '../../platform/graphql/refusal.types.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { BranchKind } from './branch.tables.ts';

export type BranchAction = 'SCHEDULE' | 'FURNISH';
export const BranchActions = enumOf<BranchAction>('BranchAction', 'What the viewer may do at a branch.', {
  SCHEDULE: 'Plan events there.',
  FURNISH: 'Edit the branch, its rooms and its equipment.',
});

export const BranchKinds = enumOf<BranchKind>('BranchKind', 'Whose place it is.', {
  LIBRARY: 'A library of the city.',
  EXTERNAL:
    'A place of somebody else where things are held all the same: a school’s own hall. Librarians and approvers of any branch book there at once, unless the room asks for a yes of its own. Nobody has to keep its hours: without weekly ones nothing there is outside them.',
});

@ObjectType({ description: 'A point on the map, in degrees of WGS 84.' })
export class GeoPoint {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  readonly latitude: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  readonly longitude: number;
}

@ObjectType({
  implements: () => Versioned,
  description: 'A library, or another place of the city where events are held.',
})
export class Branch extends Versioned {
  declare readonly id: Id<'Branch'>;

  @Field(() => BranchKinds, { description: 'Whose place it is.' })
  readonly kind: BranchKind;

  @Field({ description: 'Stable part of addresses, lower case: `lesia-ukrainka`.' })
  readonly slug: string;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field({ description: 'Name in English.' })
  readonly nameEn: string;

  @Field({ description: 'Postal address, in Ukrainian.' })
  readonly address: string;

  @Field(() => String, { nullable: true, description: 'Telephone number for the public; null when none is known.' })
  readonly phone: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address for the public; null when none is known.' })
  readonly email: string | null;

  @Field({ description: 'IANA time zone whose wall clock all events here keep: `Europe/Kyiv`.' })
  readonly zone: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one gets in from the street without a step; null when nobody has said.',
  })
  readonly stepFree: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many people its shelter holds: no more may be expected in a room at once; null for no such limit.',
  })
  readonly shelterCapacity: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address of a photograph, always https; null when there is none.',
  })
  readonly photoUrl: string | null;

  @Field(() => Boolean, { description: 'Whether the city’s list of public holidays closes it.' })
  readonly closesOnHolidays: boolean;
}

@ObjectType({ description: 'A page of branches.' })
export class BranchConnection extends connectionTypes(Branch, 'Branch') {}
