import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { listCost } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { KeyReusedRefused } from '../deciding/deciding.types.ts';
import { MOST_QUESTIONS, type Question } from '../questions/question.rules.ts';
import { QuestionShown, QuestionsWrongRefused } from '../questions/question.types.ts';

@ObjectType({
  implements: () => Versioned,
  description: 'The questions with which the registration forms of events of a kind begin.',
})
export class QuestionSet extends Versioned {
  declare readonly id: Id<'QuestionSet'>;

  @Field(() => EventKinds, { description: 'The kind of events.' })
  readonly kind: EventKind;

  @Field(() => [QuestionShown], {
    complexity: listCost(5),
    description: `The questions in the order in which they are asked, at most ${MOST_QUESTIONS}.`,
  })
  readonly questions: readonly Question[];

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

export const SaveQuestionSetResult = createUnionType({
  name: 'SaveQuestionSetResult',
  description: 'The questions as they are now, or why they were not saved.',
  types: () => [QuestionSet, QuestionsWrongRefused, ChangedMeanwhileRefused, KeyReusedRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'QuestionSet'),
});
