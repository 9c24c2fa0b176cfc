import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, Matches, MaxLength, Min } from 'class-validator';
import { PageArguments } from '../../platform/graphql/connection.ts';
import { IfChanged, IfGiven } from '../../platform/graphql/optional.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import { InOurTime } from '../../platform/graphql/when.ts';
import { Line, Lines, NotBlank } from '../../platform/graphql/written.ts';

const MOST_NAME = 200;
const MOST_BIO = 4_000;
const MOST_TEXT = 200;

/** What may be left out of a new speaker as well as of an edit. */
@InputType({ isAbstract: true })
abstract class SpeakerExtrasInput {
  @Field(() => String, {
    nullable: true,
    description: `Name in English, 1 to ${MOST_NAME} characters; null for none.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Who they are, in Ukrainian: plain text, 1 to ${MOST_BIO} characters; null for none.`,
  })
  @Lines()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_BIO)
  readonly bioUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Who they are, in English: plain text, 1 to ${MOST_BIO} characters; null for none.`,
  })
  @Lines()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_BIO)
  readonly bioEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Where they work, 1 to ${MOST_NAME} characters; null for none.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly affiliation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, for staff alone, at most 254 characters; null for none.',
  })
  @IfGiven()
  @MaxLength(254)
  readonly email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number, for staff alone, at most 40 characters; null for none.',
  })
  @Line()
  @IfGiven()
  @MaxLength(40)
  @Matches(/\d/, { message: '$property must hold a digit' })
  readonly phone?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day on which they consented to be named and described in public, not one to come; null when they do not, or no longer, which hides them at once.',
  })
  @IfGiven()
  @InOurTime()
  readonly consentOn?: string | null;
}

@InputType({ description: 'A speaker to add.' })
export class CreateSpeakerInput extends SpeakerExtrasInput {
  @Field({ description: `Name in Ukrainian, 1 to ${MOST_NAME} characters.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk: string;
}

@InputType({ description: 'What to change of a speaker: what is left out stays as it is.' })
export class UpdateSpeakerInput extends SpeakerExtrasInput {
  @Field(() => ID, { description: 'The speaker to edit.' })
  readonly id: string;

  @Field(() => Int, { description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IsInt()
  @Min(1)
  readonly version: number;

  @Field(() => String, {
    nullable: true,
    description: `Name in Ukrainian, 1 to ${MOST_NAME} characters; cannot be cleared.`,
  })
  @Line()
  @IfChanged()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly nameUk?: string;
}

@ArgsType()
export class SpeakerArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: `Words that must all occur in name or affiliation, at most ${MOST_TEXT} characters; forms of a word and Latin letters find it too.`,
  })
  @IfGiven()
  @MaxLength(MOST_TEXT)
  readonly text?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True answers also those whom nobody invites any more.' })
  readonly retired: boolean = false;
}

@ArgsType()
export class RetireSpeakerArguments {
  @Field(() => ID, { description: 'The speaker.' })
  readonly id: string;

  @Field(() => Int, { nullable: true, description: 'The version you saw; another one refuses with ChangedMeanwhile.' })
  @IfGiven()
  @IsInt()
  @Min(1)
  readonly version?: number | null;

  @Field(() => Boolean, { defaultValue: true, description: 'False takes it back.' })
  readonly retired: boolean = true;
}
