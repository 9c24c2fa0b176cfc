import type { Type } from '@nestjs/common';
import { ArrayMaxSize, IsInt, Matches, MaxLength, Min } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../platform/graphql/codes.ts';
import { connectionTypes } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../platform/graphql/refusal.types.ts';

export type DirectoryAction = 'EDIT';
export const DirectoryActions = enumOf<DirectoryAction>('DirectoryAction', 'What the viewer may do with an entry.', {
  EDIT: 'Change its names and aliases.',
});

@InterfaceType({
  implements: () => Versioned,
  description: 'An entry of a code list. Documents name it by its names and aliases, programs by its code.',
})
export abstract class DirectoryEntry extends Versioned {
  @Field({ description: 'Stable code for programs, upper case: `PUPILS`.' })
  readonly code: string;

  @Field({ description: 'Stable part of addresses, lower case: `pupils`.' })
  readonly slug: string;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field({ description: 'Name in English.' })
  readonly nameEn: string;
}

@ObjectType({ implements: () => [DirectoryEntry, Versioned], description: 'A target audience of measures and events.' })
export class Audience extends DirectoryEntry {
  declare readonly id: Id<'Audience'>;
}

@ObjectType({
  implements: () => [DirectoryEntry, Versioned],
  description: 'A responsible body: a department, or a group of bodies that a plan names as one.',
})
export class ResponsibleBody extends DirectoryEntry {
  declare readonly id: Id<'Body'>;

  @Field({ description: 'Short name, for tables and badges.' })
  readonly shortName: string;

  @Field(() => Boolean, { description: 'True for a group, which stands for all its members.' })
  readonly isGroup: boolean;
}

@ObjectType({ implements: () => [DirectoryEntry, Versioned], description: 'A district of the city.' })
export class District extends DirectoryEntry {
  declare readonly id: Id<'District'>;
}

@ObjectType({ implements: () => [DirectoryEntry, Versioned], description: 'A newsroom or other media outlet.' })
export class Outlet extends DirectoryEntry {
  declare readonly id: Id<'Outlet'>;
}

@ObjectType({ description: 'A page of audiences.' })
export class AudienceConnection extends connectionTypes(Audience, 'Audience') {}

@ObjectType({ description: 'A page of responsible bodies.' })
export class ResponsibleBodyConnection extends connectionTypes(ResponsibleBody, 'ResponsibleBody') {}

@ObjectType({ description: 'A page of districts.' })
export class DistrictConnection extends connectionTypes(District, 'District') {}

@ObjectType({ description: 'A page of media outlets.' })
export class OutletConnection extends connectionTypes(Outlet, 'Outlet') {}

const Named = () => Matches(/[\p{L}\p{N}]/u, { message: '$property must hold a letter or a digit' });

@InputType({ isAbstract: true })
export abstract class EntryNamesInput {
  @Field({ description: 'Name in Ukrainian, 1 to 500 characters.' })
  @Named()
  @MaxLength(500)
  readonly nameUk: string;

  @Field({ description: 'Name in English, 1 to 500 characters.' })
  @Named()
  @MaxLength(500)
  readonly nameEn: string;

  @Field(() => [String], {
    description:
      'All further spellings, at most 200 of at most 500 characters each; those left out are removed. Case, spaces, quotes, apostrophes and dashes make no difference.',
  })
  @ArrayMaxSize(200)
  @MaxLength(500, { each: true })
  readonly aliases: readonly string[];
}

@InputType({ description: 'New names and aliases of an entry of a code list; code and slug never change.' })
export class DirectoryEntryInput extends EntryNamesInput {
  @Field(() => ID, { description: 'The entry to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;
}

@InputType({ description: 'A media outlet to add; its code and slug are made from the Ukrainian name.' })
export class CreateOutletInput extends EntryNamesInput {}

@ObjectType('AliasTaken', {
  implements: () => Refused,
  description: 'A spelling already means another entry of the list; nothing was changed.',
})
class AliasTakenRefused extends Refused {
  @Field({ description: 'The spelling in question.' })
  readonly alias: string;

  @Field({ description: 'Code of the entry that has it.' })
  readonly code: string;
}

export const updateResultOf = <Entry extends Type<DirectoryEntry>>(name: string, type: Entry) =>
  createUnionType({
    name,
    description: 'The entry as it is now, or why it was not changed.',
    types: () => [type, AliasTakenRefused, ChangedMeanwhileRefused] as const,
    resolveType: (value: { kind?: string }) => value.kind ?? type.name,
  });

export const createResultOf = <Entry extends Type<DirectoryEntry>>(name: string, type: Entry) =>
  createUnionType({
    name,
    description: 'The new entry, or why it was not added.',
    types: () => [type, AliasTakenRefused] as const,
    resolveType: (value: { kind?: string }) => value.kind ?? type.name,
  });

export const UpdateAudienceResult = updateResultOf('UpdateAudienceResult', Audience);
export const UpdateResponsibleBodyResult = updateResultOf('UpdateResponsibleBodyResult', ResponsibleBody);
export const UpdateDistrictResult = updateResultOf('UpdateDistrictResult', District);
export const UpdateOutletResult = updateResultOf('UpdateOutletResult', Outlet);
export const CreateOutletResult = createResultOf('CreateOutletResult', Outlet);
