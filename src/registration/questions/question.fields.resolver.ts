import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Spoken } from '../../platform/access/access.parameters.ts';
import type { Language } from '../../platform/language/language.ts';
import { labelIn } from './answer.rules.ts';
import type { Question, QuestionOption } from './question.rules.ts';
import { QuestionOptionShown, QuestionShown } from './question.types.ts';

@Resolver(() => QuestionShown)
export class QuestionFieldsResolver {
  @ResolveField(() => String, {
    description: 'The question in the viewer’s language; Ukrainian where there is no other.',
  })
  label(@Parent() question: Question, @Spoken() language: Language) {
    return labelIn(question, language);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'What helps to answer it, in the viewer’s language; Ukrainian where there is no other, null for nothing.',
  })
  help(@Parent() { helpUk, helpEn }: Question, @Spoken() language: Language) {
    return language === 'en' ? (helpEn ?? helpUk) : helpUk;
  }
}

@Resolver(() => QuestionOptionShown)
export class QuestionOptionResolver {
  @ResolveField(() => String, {
    description: 'What it says, in the viewer’s language; Ukrainian where there is no other.',
  })
  label(@Parent() option: QuestionOption, @Spoken() language: Language) {
    return labelIn(option, language);
  }
}
