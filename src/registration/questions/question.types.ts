import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../../platform/graphql/codes.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import type { ToldAnswer } from './answer.rules.ts';
import {
  type ForWhom,
  LONGEST_TEXT,
  type Question,
  type QuestionCondition,
  type QuestionFault,
  type QuestionOption,
  type QuestionType,
} from './question.rules.ts';

export const QuestionTypes = enumOf<QuestionType>('QuestionType', 'What kind of answer a question takes.', {
  TEXT: `Words in one line, at most ${LONGEST_TEXT} characters. Never asked of a class, where the name of a child could stand.`,
  CHOICE: 'One of its options.',
  CHOICES: 'Any number of its options, each once.',
  NUMBER: 'A number, with three decimals at most.',
  YES_NO: 'Yes or no.',
});

export const QuestionForWhoms = enumOf<ForWhom>('QuestionForWhom', 'Who is asked a question.', {
  INDIVIDUALS: 'Those who come for themselves, and those whom a body nominated.',
  GROUPS: 'Those who bring a class.',
  EVERYBODY: 'Both.',
});

@ObjectType('QuestionOption', { description: 'One of the answers to choose from.' })
export class QuestionOptionShown implements QuestionOption {
  @Field({ description: 'What a form sends for it: small Latin letters, digits and hyphens.' })
  readonly value: string;

  @Field({ description: 'What it says, in Ukrainian.' })
  readonly labelUk: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it says, in English; null when it says it in Ukrainian only.',
  })
  readonly labelEn: string | null;
}

@ObjectType('QuestionCondition', { description: 'With which answers to an earlier question another one is asked.' })
class QuestionConditionShown implements QuestionCondition {
  @Field({ description: 'The earlier question, by its id.' })
  readonly questionId: string;

  @Field(() => [String], {
    description: 'Any of these answers is enough: values of its options, or `YES` and `NO` where it is answered so.',
  })
  readonly equals: readonly string[];
}

@ObjectType('Question', { description: 'A question that a registration form asks besides what it always asks.' })
export class QuestionShown implements Question {
  @Field({ description: 'Unique in its list: small Latin letters, digits and hyphens. Answers name it.' })
  readonly id: string;

  @Field(() => QuestionTypes, { description: 'What kind of answer it takes.' })
  readonly type: QuestionType;

  @Field({ description: 'The question in Ukrainian.' })
  readonly labelUk: string;

  @Field(() => String, {
    nullable: true,
    description: 'The question in English; null when it is asked in Ukrainian only.',
  })
  readonly labelEn: string | null;

  @Field(() => String, { nullable: true, description: 'What helps to answer it, in Ukrainian; null for nothing.' })
  readonly helpUk: string | null;

  @Field(() => String, { nullable: true, description: 'What helps to answer it, in English; null for nothing.' })
  readonly helpEn: string | null;

  @Field(() => Boolean, { description: 'Whether it has to be answered by everybody who is asked it.' })
  readonly isRequired: boolean;

  @Field(() => QuestionForWhoms, { description: 'Who is asked it.' })
  readonly forWhom: ForWhom;

  @Field(() => [QuestionOptionShown], {
    complexity: listCost(5),
    description: 'The answers to choose from, in their order; none where nothing is chosen.',
  })
  readonly options: readonly QuestionOption[];

  @Field(() => Float, { nullable: true, description: 'Of a number: the least that fits; null for no limit.' })
  readonly min: number | null;

  @Field(() => Float, { nullable: true, description: 'Of a number: the largest that fits; null for no limit.' })
  readonly max: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Of a text: the most characters; null for ${LONGEST_TEXT}.`,
  })
  readonly longest: number | null;

  @Field(() => QuestionConditionShown, {
    nullable: true,
    description: 'On what it depends whether it is asked; null when it always is.',
  })
  readonly onlyIf: QuestionCondition | null;
}

@ObjectType('Answer', { description: 'What somebody answered to one question.' })
export class AnswerShown implements Omit<ToldAnswer, 'label'> {
  @Field({ description: 'The question, by its id.' })
  readonly questionId: string;

  @Field(() => String, {
    nullable: true,
    description: 'The question in the viewer’s language, or in Ukrainian; null when the form asks it no more.',
  })
  readonly label: string | null;

  @Field(() => [String], { description: 'The answer as a form would send it again.' })
  readonly values: readonly string[];

  @Field({ description: 'The answer as people read it, in the viewer’s language; several parted by commas.' })
  readonly text: string;
}

@ObjectType('QuestionFault', { description: 'What is wrong with one question, or with the answer to it.' })
class QuestionFaultShown implements QuestionFault {
  @Field({ description: 'The question, by the id that was given.' })
  readonly questionId: string;

  @Field({ description: 'What is wrong and what to do, in plain words, in the language of Accept-Language.' })
  readonly message: string;
}

@ObjectType('QuestionsWrong', {
  implements: () => Refused,
  description: 'The questions cannot be asked as they are; nothing was changed.',
})
export class QuestionsWrongRefused extends Refused {
  @Field(() => [QuestionFaultShown], {
    description: 'What is wrong, in the order of the questions; one may have several.',
  })
  readonly faults: readonly QuestionFault[];
}

@ObjectType('AnswersWrong', {
  implements: () => Refused,
  description: 'Some answers cannot be taken as they are, or are missing; nothing was changed.',
})
export class AnswersWrongRefused extends Refused {
  @Field(() => [QuestionFaultShown], {
    description: 'What is wrong, in the order of the questions, one each; answers to unknown ones last.',
  })
  readonly faults: readonly QuestionFault[];
}
