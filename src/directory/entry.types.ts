import { ArrayMaxSize, IsInt, MaxLength, Min, MinLength } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { connectionTypes } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import { Refused, StaleVersionRefused } from '../platform/refusals/refusal.types.ts';

@InterfaceType({
  description: 'An entry of a code list. Documents name it by its names and aliases, programs by its code.',
})
export abstract class DirectoryEntry {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: string;

  @Field({ description: 'Stable code for programs, upper case: `PUPILS`.' })
  readonly code: string;

  @Field({ description: 'Stable part of addresses, lower case: `pupils`.' })
  readonly slug: string;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field({ description: 'Name in English.' })
  readonly nameEn: string;

  @Field(() => Int, { description: 'Rises with every edit; give the one you saw when you edit.' })
  readonly version: number;
}

@ObjectType({ implements: () => DirectoryEntry, description: 'A target audience of measures and events.' })
export class Audience extends DirectoryEntry {
  declare readonly id: Id<'Audience'>;
}

@ObjectType({
  implements: () => DirectoryEntry,
  description: 'A responsible body: a department, or a group of bodies that a plan names as one.',
})
export class ResponsibleBody extends DirectoryEntry {
  declare readonly id: Id<'Body'>;

  @Field({ description: 'Short name, for tables and badges.' })
  readonly shortName: string;

  @Field(() => Boolean, { description: 'True for a group, which stands for all its members.' })
  readonly isGroup: boolean;
}

@ObjectType({ implements: () => DirectoryEntry, description: 'A district of the city.' })
export class District extends DirectoryEntry {
  declare readonly id: Id<'District'>;
}

@ObjectType({ description: 'A page of audiences.' })
export class AudienceConnection extends connectionTypes(Audience, 'Audience') {}

@ObjectType({ description: 'A page of responsible bodies.' })
export class ResponsibleBodyConnection extends connectionTypes(ResponsibleBody, 'ResponsibleBody') {}

@ObjectType({ description: 'A page of districts.' })
export class DistrictConnection extends connectionTypes(District, 'District') {}

@InputType({ description: 'New names and aliases of an entry of a code list; code and slug never change.' })
export class DirectoryEntryInput {
  @Field(() => ID, { description: 'The entry to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with StaleVersion.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field({ description: 'Name in Ukrainian, 1 to 500 characters.' })
  @MinLength(1)
  @MaxLength(500)
  readonly nameUk: string;

  @Field({ description: 'Name in English, 1 to 500 characters.' })
  @MinLength(1)
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

const resultOf = <Type extends typeof Audience | typeof ResponsibleBody | typeof District>(name: string, type: Type) =>
  createUnionType({
    name,
    description: 'The entry as it is now, or why it was not changed.',
    types: () => [type, AliasTakenRefused, StaleVersionRefused] as const,
    resolveType: (value: { kind?: string }) => value.kind ?? type.name,
  });

export const UpdateAudienceResult = resultOf('UpdateAudienceResult', Audience);
export const UpdateResponsibleBodyResult = resultOf('UpdateResponsibleBodyResult', ResponsibleBody);
export const UpdateDistrictResult = resultOf('UpdateDistrictResult', District);
