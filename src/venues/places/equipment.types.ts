import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, Max, MaxLength, Min } from 'class-validator';
import { enumOf } from '../../platform/graphql/codes.ts';
import { IfChanged } from '../../platform/graphql/optional.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Line, NotBlank } from '../../platform/graphql/written.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { EquipmentKind } from './equipment.tables.ts';

const MOST_NAME = 200;
const MOST_OF_A_KIND = 10_000;

export const EquipmentKinds = enumOf<EquipmentKind>('EquipmentKind', 'What kind of thing it is.', {
  PROJECTOR: 'A projector.',
  SCREEN: 'A screen.',
  LAPTOP: 'A laptop.',
  MICROPHONE: 'A microphone.',
  SPEAKERS: 'Loudspeakers.',
  CAMERA: 'A camera.',
  FLIPCHART: 'A flip chart.',
  EXHIBITION_STAND: 'A stand for exhibitions.',
  CHAIR: 'A chair.',
  TABLE: 'A table.',
  OTHER: 'Something else; its name says what.',
});

@ObjectType({
  implements: () => Versioned,
  description: 'What a branch has so many of and carries from room to room.',
})
export class Equipment extends Versioned {
  declare readonly id: Id<'Equipment'>;

  @Field(() => EquipmentKinds, { description: 'What kind of thing it is.' })
  readonly kind: EquipmentKind;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field({ description: 'Name in English.' })
  readonly nameEn: string;

  @Field(() => Int, { description: 'How many of it the branch has, lent or not.' })
  readonly quantity: number;
}

@InputType({ description: 'Something portable of a branch to add.' })
export class CreateEquipmentInput {
  @Field(() => ID, { description: 'The branch that has it.' })
  readonly branchId: string;

  @Field(() => EquipmentKinds, { description: 'What kind of thing it is.' })
  readonly kind: EquipmentKind;

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

  @Field(() => Int, { description: `How many there are, 0 to ${MOST_OF_A_KIND}.` })
  @IsInt()
  @Min(0)
  @Max(MOST_OF_A_KIND)
  readonly quantity: number;
}

@InputType({ description: 'What to change of an equipment: what is left out stays as it is.' })
export class UpdateEquipmentInput {
  @Field(() => ID, { description: 'The equipment to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => EquipmentKinds, { nullable: true, description: 'What kind of thing it is; cannot be cleared.' })
  @IfChanged()
  readonly kind?: EquipmentKind;

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

  @Field(() => Int, {
    nullable: true,
    description: `How many there are, 0 to ${MOST_OF_A_KIND}; no fewer than bookings have out. Cannot be cleared.`,
  })
  @IfChanged()
  @IsInt()
  @Min(0)
  @Max(MOST_OF_A_KIND)
  readonly quantity?: number;
}

@ObjectType('EquipmentInUse', {
  implements: () => Refused,
  description: 'Bookings have more of it out at some time to come; nothing was changed.',
})
class EquipmentInUseRefused extends Refused {
  @Field(() => Int, { description: 'How many are out at the fullest moment to come.' })
  readonly most: number;

  @Field(() => DateTime, { description: 'That moment, the first of its kind, with the offset of the branch’s zone.' })
  readonly at: string;
}

/** An equipment has a `kind` of its own, which is not the name of its type. */
const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'Equipment');

export const UpdateEquipmentResult = createUnionType({
  name: 'UpdateEquipmentResult',
  description: 'The equipment as it is now, or why it was not changed.',
  types: () => [Equipment, EquipmentInUseRefused, ChangedMeanwhileRefused] as const,
  resolveType,
});
