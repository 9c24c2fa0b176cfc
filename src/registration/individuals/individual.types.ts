import { createUnionType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { TooManyAttemptsRefused } from '../../identity/sign-in.types.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { NotBlank, PlainLine } from '../../platform/graphql/written.ts';
import { KeyedInput, MOST_NEEDS, MOST_SEATS, NeedInput } from '../deciding/asked.types.ts';
import { ConsentNeededRefused, decidedBy, REGISTER_REFUSALS, Registered } from '../deciding/deciding.types.ts';
import { MOST_QUESTIONS } from '../questions/question.rules.ts';
import { AnswerInput } from '../questions/question.input.types.ts';
import { AnswersWrongRefused } from '../questions/question.types.ts';

const MOST_NAME = 200;
const MOST_NOTE = 300;

@InputType({ description: 'Somebody who comes, alone or with company.' })
export class RegisterInput extends KeyedInput {
  @Field(() => ID, { description: 'The roster of the session or event.' })
  readonly rosterId: string;

  @Field({ description: `Their name, 1 to ${MOST_NAME} characters; for the host alone.` })
  @PlainLine()
  @NotBlank()
  @MaxLength(MOST_NAME)
  readonly name: string;

  @Field({
    description: 'E-mail address, at most 254 characters: by it they are one of the roster. For the host alone.',
  })
  @MaxLength(300)
  readonly email: string;

  @Field(() => String, { nullable: true, description: 'Telephone number, at most 40 characters; null for none.' })
  @PlainLine()
  @IfGiven()
  @MaxLength(40)
  @Matches(/\d/, { message: '$property must hold a digit' })
  readonly phone?: string | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many come, with them: 1 and more.' })
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly seats: number;

  @Field(() => Int, {
    nullable: true,
    description: 'With fewer they would not come; null takes half of the seats, rounded up. For OFFER_SMALLER.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly smallest?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Slug of the audience whose quota they count for; null takes that of the general public where there is one.',
  })
  @IfGiven()
  @MaxLength(100)
  readonly audienceSlug?: string | null;

  @Field(() => [NeedInput], {
    defaultValue: [],
    description: `What they need, at most ${MOST_NEEDS}; for the host alone.`,
  })
  @ArrayMaxSize(MOST_NEEDS)
  @ValidateNested({ each: true })
  @Type(() => NeedInput)
  readonly needs: readonly NeedInput[];

  @Field(() => String, {
    nullable: true,
    description: `Anything else the host should know, at most ${MOST_NOTE} characters; for the host alone.`,
  })
  @PlainLine()
  @IfGiven()
  @MaxLength(MOST_NOTE)
  readonly note?: string | null;

  @Field(() => [AnswerInput], { defaultValue: [], description: 'Answers to the questions of the roster.' })
  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => AnswerInput)
  readonly answers: readonly AnswerInput[];

  @Field({ description: 'Which text on personal data they agreed to: `consentVersion` of the roster.' })
  @MaxLength(40)
  readonly consentVersion: string;

  @Field(() => String, {
    nullable: true,
    description: 'Nothing: a page hides this field from people, and takes whoever fills it for a robot.',
  })
  readonly website?: string | null;
}

export const RegisterResult = createUnionType({
  name: 'RegisterResult',
  description: 'That they are registered, or why not.',
  types: () =>
    [Registered, ...REGISTER_REFUSALS, AnswersWrongRefused, ConsentNeededRefused, TooManyAttemptsRefused] as const,
  resolveType: decidedBy,
});
