import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, Min, ValidateNested } from 'class-validator';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { KeyedInput } from '../deciding/asked.types.ts';
import { QuestionInput } from '../questions/question.input.types.ts';
import { MOST_QUESTIONS } from '../questions/question.rules.ts';

@InputType({ description: 'The questions with which the registration forms of events of a kind are to begin.' })
export class SaveQuestionSetInput extends KeyedInput {
  @Field(() => EventKinds, { description: 'The kind of events.' })
  readonly kind: EventKind;

  @Field(() => [QuestionInput], {
    description: `All of them, in the order in which they are asked, at most ${MOST_QUESTIONS}; none for no questions.`,
  })
  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => QuestionInput)
  readonly questions: readonly QuestionInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The version you saw; left out or null where there was none. Another one refuses with ChangedMeanwhile, unless the questions are already as you wish them.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  readonly version?: number | null;
}

@ArgsType()
export class QuestionSetArguments {
  @Field(() => EventKinds, { description: 'The kind of events.' })
  readonly kind: EventKind;
}
