import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { Line, Lines, NotBlank } from '../../platform/graphql/written.ts';
import {
  type ForWhom,
  LARGEST_NUMBER,
  LONGEST_TEXT,
  MOST_OPTIONS,
  MOST_SLUG,
  type QuestionType,
} from './question.rules.ts';
import { QuestionForWhoms, QuestionTypes } from './question.types.ts';

const MOST_LABEL = 300;
const MOST_OPTION = 200;
const MOST_HELP = 1_000;
/** More than any answer may have, so that what is only too long is refused by its question. */
const MOST_VALUE = 2 * LONGEST_TEXT;
const SLUG = `1 to ${MOST_SLUG} small Latin letters, digits and hyphens`;

@InputType({ description: 'One of the answers to choose from.' })
class QuestionOptionInput {
  @Field({ description: `What a form sends for it, unique in its question: ${SLUG}.` })
  @Line()
  @MaxLength(MOST_SLUG)
  readonly value: string;

  @Field({ description: `What it says in Ukrainian, 1 to ${MOST_OPTION} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_OPTION)
  readonly labelUk: string;

  @Field(() => String, {
    nullable: true,
    description: `What it says in English, 1 to ${MOST_OPTION} characters over one line; null for none.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_OPTION)
  readonly labelEn?: string | null;
}

@InputType({ description: 'With which answers to an earlier question another one is asked.' })
class QuestionConditionInput {
  @Field({
    description:
      'The earlier question, by its id: one with a choice, or answered by yes or no, asked of the same people.',
  })
  @Line()
  @MaxLength(MOST_SLUG)
  readonly questionId: string;

  @Field(() => [String], {
    description: `Any of these answers is enough, 1 to ${MOST_OPTIONS}: values of its options, or \`YES\` and \`NO\` where it is answered so.`,
  })
  @ArrayMaxSize(MOST_OPTIONS)
  @MaxLength(MOST_SLUG, { each: true })
  readonly equals: readonly string[];
}

@InputType({ description: 'A question that a registration form is to ask besides what it always asks.' })
export class QuestionInput {
  @Field({ description: `Unique in its list: ${SLUG}. Answers name it; keep it when the words change.` })
  @Line()
  @MaxLength(MOST_SLUG)
  readonly id: string;

  @Field(() => QuestionTypes, { description: 'What kind of answer it takes.' })
  readonly type: QuestionType;

  @Field({ description: `The question in Ukrainian, 1 to ${MOST_LABEL} characters over one line.` })
  @Line()
  @NotBlank()
  @MaxLength(MOST_LABEL)
  readonly labelUk: string;

  @Field(() => String, {
    nullable: true,
    description: `The question in English, 1 to ${MOST_LABEL} characters over one line; null for none.`,
  })
  @Line()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_LABEL)
  readonly labelEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What helps to answer it, in Ukrainian: plain text, 1 to ${MOST_HELP} characters; null for nothing.`,
  })
  @Lines()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_HELP)
  readonly helpUk?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What helps to answer it, in English: plain text, 1 to ${MOST_HELP} characters; null for nothing.`,
  })
  @Lines()
  @IfGiven()
  @NotBlank()
  @MaxLength(MOST_HELP)
  readonly helpEn?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it has to be answered by everybody who is asked it.',
  })
  readonly isRequired: boolean = false;

  @Field(() => QuestionForWhoms, { description: 'Who is asked it; a TEXT only INDIVIDUALS.' })
  readonly forWhom: ForWhom;

  @Field(() => [QuestionOptionInput], {
    nullable: true,
    description: `Of CHOICE and CHOICES: the answers to choose from, in their order, 1 to ${MOST_OPTIONS}. The others have none.`,
  })
  @IfGiven()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => QuestionOptionInput)
  readonly options?: readonly QuestionOptionInput[] | null;

  @Field(() => Float, {
    nullable: true,
    description: `Of NUMBER: the least that fits, −${LARGEST_NUMBER} to ${LARGEST_NUMBER}; null for no limit.`,
  })
  @IfGiven()
  @Min(-LARGEST_NUMBER)
  @Max(LARGEST_NUMBER)
  readonly min?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Of NUMBER: the largest that fits, −${LARGEST_NUMBER} to ${LARGEST_NUMBER}; null for no limit.`,
  })
  @IfGiven()
  @Min(-LARGEST_NUMBER)
  @Max(LARGEST_NUMBER)
  readonly max?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Of TEXT: the most characters, 1 to ${LONGEST_TEXT}; null for ${LONGEST_TEXT}.`,
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(LONGEST_TEXT)
  readonly longest?: number | null;

  @Field(() => QuestionConditionInput, {
    nullable: true,
    description: 'On what it depends whether it is asked; null when it always is.',
  })
  @IfGiven()
  @ValidateNested()
  @Type(() => QuestionConditionInput)
  readonly onlyIf?: QuestionConditionInput | null;
}

@InputType({ description: 'What somebody answers to one question.' })
export class AnswerInput {
  @Field({ description: `The question, by its id, at most ${MOST_SLUG} characters.` })
  @Line()
  @MaxLength(MOST_SLUG)
  readonly questionId: string;

  @Field(() => [String], {
    description: `The answer: a text in one line; the value of an option, of CHOICES up to ${MOST_OPTIONS}; a number in digits; \`YES\` or \`NO\`. At most ${MOST_VALUE} characters each. None, or an empty one, is no answer.`,
  })
  @ArrayMaxSize(MOST_OPTIONS)
  @MaxLength(MOST_VALUE, { each: true })
  readonly values: readonly string[];
}
