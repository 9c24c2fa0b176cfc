import type { Provider } from '@nestjs/common';
import { QuestionFieldsResolver, QuestionOptionResolver } from './question.fields.resolver.ts';
import { QuestionSetResolver } from './question-set.resolver.ts';
import { QuestionSetService } from './question-set.service.ts';

export const QUESTIONS: Provider[] = [
  ...[QuestionSetService, QuestionSetResolver],
  ...[QuestionFieldsResolver, QuestionOptionResolver],
];
