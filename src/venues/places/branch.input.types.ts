import { ArgsType, createUnionType, Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsInt, IsUrl, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { PageArguments } from '../../platform/graphql/connection.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { BranchKind } from './branch.tables.ts';
import { Branch, BranchKinds } from './branch.types.ts';

const MOST_NAME = 300;
const MOST_ADDRESS = 500;
const MOST_SHELTER = 100_000;

const Slug = () =>
  Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: '$property must be words of a-z and 0-9 joined by -' });
const Secure = () =>
  IsUrl(
    { protocols: ['https'], require_protocol: true, disallow_auth: true },
    { message: '$property must be an https address' },
  );

@InputType({ description: 'A point on the map, in degrees of WGS 84.' })
class GeoPointInput {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  @Min(-90)
  @Max(90)
  readonly latitude: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  @Min(-180)
  @Max(180)
  readonly longitude: number;
}

/** What may be left out of a new branch as well as of an edit. */
@InputType({ isAbstract: true })
abstract class BranchExtrasInput {
  @Field(() => ID, { nullable: true, description: 'The district of the city it is in; null for none.' })
  readonly districtId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of an EXTERNAL venue alone: the school whose it is; null for none.',
  })
  readonly schoolId?: string | null;

  @Field(() => GeoPointInput, { nullable: true, description: 'Where it is on the map; null when nobody has said.' })
  @IfGiven()
  @ValidateNested()
  @Type(() => GeoPointInput)
  readonly location?: GeoPointInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number for the public, at most 40 characters; null for none.',
  })
  @Line()
  @IfGiven()
  @MaxLength(40)
  @Matches(/\d/, { message: '$property must hold a digit' })
  readonly phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address for the public, at most 254 characters; null for none.',
  })
  @IfGiven()
  @MaxLength(254)
  readonly email?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one gets in from the street without a step; null when nobody has said.',
  })
  readonly stepFree?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many people its shelter holds, 1 to ${MOST_SHELTER}; null for no such limit.`,
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SHELTER)
  readonly shelterCapacity?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address of a photograph, https, at most 2000 characters; null for none.',
  })
  @IfGiven()
  @Secure()
  @MaxLength(2_000)
  readonly photoUrl?: string | null;
}

@InputType({ description: 'A branch, or another place where events are held, to add.' })
export class CreateBranchInput extends BranchExtrasInput {
  @Field(() => BranchKinds, { defaultValue: 'LIBRARY', description: 'Whose place it is.' })
  readonly kind: BranchKind;

  @Field(() => String, {
    nullable: true,
    description:
      'Stable part of addresses, words of a-z and 0-9 joined by `-`, at most 80; by default made of the Ukrainian name.',
  })
  @IfGiven()
  @Slug()
  @MaxLength(80)
  readonly slug?: string | null;

  @Field({ description: `Name in Ukrainian, 1 to ${MOST_NAME} characters.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk: string;

  @Field({ description: `Name in English, 1 to ${MOST_NAME} characters.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameEn: string;

  @Field({ description: `Postal address in Ukrainian, 1 to ${MOST_ADDRESS} characters.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_ADDRESS)
  readonly address: string;

  @Field({ defaultValue: 'Europe/Kyiv', description: 'IANA time zone whose wall clock events here keep.' })
  @MaxLength(60)
  readonly zone: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the city’s list of public holidays closes it.' })
  readonly closesOnHolidays: boolean;
}

@InputType({ description: 'What to change of a branch: what is left out stays as it is.' })
export class UpdateBranchInput extends BranchExtrasInput {
  @Field(() => ID, { description: 'The branch to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => BranchKinds, {
    nullable: true,
    description: 'Whose place it is; cannot be cleared. Administrators only.',
  })
  @IfChanged()
  readonly kind?: BranchKind;

  @Field(() => String, {
    nullable: true,
    description: 'Part of addresses, at most 80 characters; cannot be cleared. Old addresses end. Administrators only.',
  })
  @IfChanged()
  @Slug()
  @MaxLength(80)
  readonly slug?: string;

  @Field(() => String, {
    nullable: true,
    description: `Name in Ukrainian, 1 to ${MOST_NAME} characters; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk?: string;

  @Field(() => String, {
    nullable: true,
    description: `Name in English, 1 to ${MOST_NAME} characters; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameEn?: string;

  @Field(() => String, {
    nullable: true,
    description: `Postal address, 1 to ${MOST_ADDRESS} characters; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_ADDRESS)
  readonly address?: string;

  @Field(() => String, {
    nullable: true,
    description: 'IANA time zone; cannot be cleared. What is planned already keeps its own. Administrators only.',
  })
  @IfChanged()
  @MaxLength(60)
  readonly zone?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the city’s list of public holidays closes it; cannot be cleared.',
  })
  @IfChanged()
  readonly closesOnHolidays?: boolean;
}

@ArgsType()
export class BranchArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Slug of a district: only its branches. An unknown one has none.',
  })
  readonly district?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those into which one gets without a step, or only those known not to be so.',
  })
  readonly stepFree?: boolean | null;

  @Field(() => BranchKinds, { nullable: true, description: 'Only the libraries, or only the external venues.' })
  readonly kind?: BranchKind | null;
}

@ObjectType('SlugTaken', {
  implements: () => Refused,
  description: 'Another branch has this slug; nothing was changed.',
})
class SlugTakenRefused extends Refused {
  @Field({ description: 'The slug in question.' })
  readonly slug: string;
}

/** A branch has a `kind` of its own, which is not the name of its type. */
const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Branch');

export const CreateBranchResult = createUnionType({
  name: 'CreateBranchResult',
  description: 'The new branch, or why it was not added.',
  types: () => [Branch, SlugTakenRefused] as const,
  resolveType,
});

export const UpdateBranchResult = createUnionType({
  name: 'UpdateBranchResult',
  description: 'The branch as it is now, or why it was not changed.',
  types: () => [Branch, SlugTakenRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});
