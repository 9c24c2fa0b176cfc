import type { Language } from '../../platform/language/language.ts';
import type { QuestionInput } from './question.input.types.ts';
import { type Question, questionsFault, type QuestionsWrong } from './question.rules.ts';

/** The questions as they are kept, or why they cannot be asked so. */
export function readQuestions(
  inputs: readonly QuestionInput[],
  language: Language,
): readonly Question[] | QuestionsWrong {
  const questions = inputs.map(questionOf);
  return questionsFault(questions, language) ?? questions;
}

function questionOf(input: QuestionInput): Question {
  const { id, type, labelUk, labelEn = null, helpUk = null, helpEn = null, isRequired, forWhom } = input;
  const { min = null, max = null, longest = null, onlyIf } = input;
  const options = (input.options ?? []).map((option) => ({ ...option, labelEn: option.labelEn ?? null }));
  return {
    ...{ id, type, labelUk, labelEn, helpUk, helpEn, isRequired, forWhom, options, min, max, longest },
    onlyIf: onlyIf ? { ...onlyIf } : null,
  };
}
