import { MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { connectionTypes, PageArguments } from '../platform/graphql/connection.ts';
import { IfGiven } from '../platform/graphql/optional.ts';
import type { Id } from '../platform/ids/id.ts';
import { Versioned } from '../platform/graphql/refusal.types.ts';
import { createResultOf, DirectoryEntry, DirectoryEntryInput, EntryNamesInput, updateResultOf } from './entry.types.ts';

@ObjectType({ implements: () => [DirectoryEntry, Versioned], description: 'A school, whose classes come to events.' })
export class School extends DirectoryEntry {
  declare readonly id: Id<'School'>;
}

@ObjectType({ description: 'A page of schools.' })
export class SchoolConnection extends connectionTypes(School, 'School') {}

@ArgsType()
export class SchoolArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Parts of its names, number or aliases in any order and case, at most 200 characters: `ліцей 9`. Blank finds all.',
  })
  @IfGiven()
  @MaxLength(200)
  readonly search?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Slug of a district: only its schools. An unknown one has none.',
  })
  @IfGiven()
  @MaxLength(200)
  readonly districtSlug?: string | null;
}

@InputType({ description: 'A school to add; its code and slug are made from the Ukrainian name.' })
export class CreateSchoolInput extends EntryNamesInput {
  @Field(() => ID, { nullable: true, description: 'The district of the city it is in, when known.' })
  readonly districtId?: string | null;
}

@InputType({ description: 'New names, aliases and district of a school; code and slug never change.' })
export class UpdateSchoolInput extends DirectoryEntryInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The district of the city it is in; null takes it away, left out it stays.',
  })
  readonly districtId?: string | null;
}

export const CreateSchoolResult = createResultOf('CreateSchoolResult', School);
export const UpdateSchoolResult = updateResultOf('UpdateSchoolResult', School);
