import type { Provider } from '@nestjs/common';
import { QuestionFieldsResolver, QuestionOptionResolver } from './question.fields.resolver.ts';

export const QUESTIONS: Provider[] = [QuestionFieldsResolver, QuestionOptionResolver];
