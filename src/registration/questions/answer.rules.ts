// What somebody answers to the questions of a form: read as it is kept, and told as people read it.
import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { cleanLine, isBlank } from '../../platform/text/text.rules.ts';
import {
  type Answers,
  type AnswerValue,
  knownAnswers,
  LARGEST_NUMBER,
  LONGEST_TEXT,
  NO,
  type Question,
  type QuestionFault,
  YES,
} from './question.rules.ts';

/** Who answers: somebody who comes for themselves, who brings a class, or whom a body nominated. */
export type Answerer = 'INDIVIDUAL' | 'GROUP' | 'NOMINEE';

/** As a form sends it: one value, of CHOICES any number. No value, or only empty ones, is no answer. */
export interface GivenAnswer {
  readonly questionId: string;
  readonly values: readonly string[];
}

/** Some answers cannot be taken as they are; nothing was changed. */
export interface AnswersWrong extends Refusal<'AnswersWrong'> {
  readonly faults: readonly QuestionFault[];
}

/** An answer as it is read: by the words of the form, and by the values with which it would be given again. */
export interface ToldAnswer {
  readonly questionId: string;
  /** The question; null when the form asks it no more. */
  readonly label: string | null;
  readonly values: readonly string[];
  readonly text: string;
}

type Words = Readonly<Record<Language, string>>;
type Asked = 'YES' | 'OF_OTHERS' | 'HIDDEN' | 'UNCLEAR';
type Read = { readonly value: AnswerValue } | { readonly fault: Words } | null;

const words = (uk: string, en: string): Words => ({ uk, en });

const REQUIRED = words('Дайте відповідь: без неї не можна.', 'Answer this: it cannot be left out.');
const UNKNOWN = words(
  'Такого питання у формі немає. Оновіть форму й приберіть відповідь на нього.',
  'The form has no such question. Load the form again, and take this answer away.',
);
const OF_OTHERS = words(
  'Про це питають не вас. Приберіть відповідь на це питання.',
  'This is asked of others. Take the answer away.',
);
const HIDDEN = words(
  'З іншими вашими відповідями цього не питають. Приберіть відповідь на це питання або змініть ті.',
  'With your other answers this is not asked. Take the answer away, or change the others.',
);
const TWICE = words('На це питання дано дві відповіді. Залиште одну.', 'This is answered twice. Leave one answer.');
const ONE = words('Тут може бути лише одна відповідь. Залиште одну.', 'Only one answer fits here. Leave one.');
const OPTION = words('Оберіть із запропонованих відповідей.', 'Choose from the answers that are offered.');
const OPTION_TWICE = words(
  'Ту саму відповідь обрано двічі. Залиште її один раз.',
  'An answer is chosen twice. Leave it once.',
);
const CONTROL = words(
  'Напишіть в один рядок, без знаків керування.',
  'Write it in one line, without control characters.',
);
const NUMBER = words(
  'Напишіть число цифрами, щонайбільше з трьома знаками після коми.',
  'Write a number in digits, with three decimals at most.',
);
const tooSmall = (least: number) =>
  words(`Напишіть число, не менше ніж ${least}.`, `Write a number of ${least} or more.`);
const tooLarge = (most: number) =>
  words(`Напишіть число, не більше ніж ${most}.`, `Write a number of ${most} or less.`);
const tooLong = (most: number) =>
  words(`Скоротіть текст: символів має бути не більше ніж ${most}.`, `Shorten the text to ${most} characters or less.`);

const CONTROLS = /[\p{Cc}\u2028\u2029]/u;
const DECIMAL = /^-?\d{1,10}(?:\.\d{1,3})?$/;

/**
 * The answers as they are kept, by the ids of their questions; or what is wrong with them, question by question. Who answers
 * something that decides about further questions wrongly hears of that alone: what those ask is then open.
 */
export function readAnswers(
  questions: readonly Question[],
  kind: Answerer,
  given: readonly GivenAnswer[],
  language: Language,
): { readonly answers: Answers } | AnswersWrong {
  const answers = new Map<string, AnswerValue>();
  const unclear = new Set<string>();
  const faults: QuestionFault[] = [];
  for (const question of questions) {
    const { id } = question;
    const isAsked = askedOf(question, kind, answers, unclear);
    const read = readAnswer(
      question,
      given.filter(({ questionId }) => questionId === id),
    );
    const fault = faultOf(question, isAsked, read);
    if (fault) faults.push({ questionId: id, message: fault[language] });
    if (isAsked === 'UNCLEAR' || (isAsked === 'YES' && fault)) unclear.add(id);
    else if (isAsked === 'YES' && read && 'value' in read) answers.set(id, read.value);
  }
  const known = new Set(questions.map(({ id }) => id));
  const unknown = new Set(given.map(({ questionId }) => questionId).filter((id) => !known.has(id)));
  for (const questionId of unknown) faults.push({ questionId, message: UNKNOWN[language] });
  return faults.length > 0 ? answersWrong(questions, faults, language) : { answers: Object.fromEntries(answers) };
}

function askedOf(
  { forWhom, type, onlyIf }: Question,
  kind: Answerer,
  answers: ReadonlyMap<string, AnswerValue>,
  unclear: ReadonlySet<string>,
): Asked {
  // A class is never asked for free words, whatever the list says: a child’s name could stand there.
  const isOfOthers = kind === 'GROUP' ? forWhom === 'INDIVIDUALS' || type === 'TEXT' : forWhom === 'GROUPS';
  if (isOfOthers) return 'OF_OTHERS';
  if (onlyIf === null) return 'YES';
  if (unclear.has(onlyIf.questionId)) return 'UNCLEAR';
  const answer = answers.get(onlyIf.questionId);
  return answer !== undefined && valuesOf(answer).some((value) => onlyIf.equals.includes(value)) ? 'YES' : 'HIDDEN';
}

function faultOf({ isRequired }: Question, isAsked: Asked, read: Read): Words | null {
  if (!read) return isRequired && isAsked === 'YES' ? REQUIRED : null;
  if (isAsked === 'OF_OTHERS') return OF_OTHERS;
  if (isAsked === 'HIDDEN') return HIDDEN;
  return 'fault' in read ? read.fault : null;
}

/** Null for no answer. */
function readAnswer(question: Question, given: readonly GivenAnswer[]): Read {
  if (given.length > 1) return { fault: TWICE };
  const values = given[0]?.values ?? [];
  if (values.some((value) => CONTROLS.test(value))) return { fault: CONTROL };
  if (values.every(isBlank)) return null;
  if (question.type !== 'CHOICES' && values.length > 1) return { fault: ONE };
  const [value = ''] = values;
  switch (question.type) {
    case 'TEXT':
      return readText(value, question.longest ?? LONGEST_TEXT);
    case 'NUMBER':
      return readNumber(value, question);
    case 'CHOICE':
    case 'CHOICES':
    case 'YES_NO':
      return readChoice(question, values);
  }
}

function readText(value: string, longest: number): Read {
  const text = cleanLine(value);
  if (isBlank(text)) return null;
  return [...text].length > longest ? { fault: tooLong(longest) } : { value: text };
}

function readNumber(value: string, { min, max }: Question): Read {
  // People write a decimal comma, and telephones a minus that is none.
  const text = value.trim().replace(',', '.').replace('−', '-');
  if (!DECIMAL.test(text)) return { fault: NUMBER };
  const number = Number(text) + 0; // no −0
  const least = min ?? -LARGEST_NUMBER;
  const most = max ?? LARGEST_NUMBER;
  if (number < least) return { fault: tooSmall(least) };
  return number > most ? { fault: tooLarge(most) } : { value: number };
}

function readChoice(question: Question, values: readonly string[]): Read {
  const known = knownAnswers(question) ?? [];
  if (!values.every((value) => known.includes(value))) return { fault: OPTION };
  if (new Set(values).size < values.length) return { fault: OPTION_TWICE };
  const chosen = known.filter((value) => values.includes(value));
  const [one = ''] = chosen;
  if (question.type === 'YES_NO') return { value: one === YES };
  return { value: question.type === 'CHOICES' ? chosen : one };
}

function answersWrong(
  questions: readonly Question[],
  faults: readonly QuestionFault[],
  language: Language,
): AnswersWrong {
  const [first] = faults;
  const question = questions.find(({ id }) => id === first?.questionId);
  const named = question
    ? `${language === 'uk' ? `«${labelIn(question, language)}»` : `“${labelIn(question, language)}”`}: `
    : '';
  const which = `${named}${first?.message}`;
  return {
    kind: 'AnswersWrong',
    message:
      language === 'uk'
        ? `Виправте відповіді й надішліть ще раз. ${which}`
        : `Put your answers right, and send them again. ${which}`,
    faults,
  };
}

interface Labelled {
  readonly labelUk: string;
  readonly labelEn: string | null;
}

/** Ukrainian where there is no other. */
export function labelIn({ labelUk, labelEn }: Labelled, language: Language): string {
  return language === 'en' ? (labelEn ?? labelUk) : labelUk;
}

/** In the order of the questions; what was answered to questions that are asked no more comes last. */
export function toldAnswers(questions: readonly Question[], answers: Answers, language: Language): ToldAnswer[] {
  const kept = new Map(Object.entries(answers));
  const told = questions.flatMap((question): ToldAnswer[] => {
    const { id: questionId } = question;
    const answer = kept.get(questionId);
    if (answer === undefined) return [];
    kept.delete(questionId);
    const label = labelIn(question, language);
    return [{ questionId, label, values: valuesOf(answer), text: textOf(answer, question, language) }];
  });
  const gone = [...kept].map(([questionId, answer]): ToldAnswer => {
    const text = textOf(answer, null, language);
    return { questionId, label: null, values: valuesOf(answer), text };
  });
  return [...told, ...gone];
}

/** The values with which a form would give it again. */
function valuesOf(answer: AnswerValue): readonly string[] {
  if (typeof answer === 'boolean') return [answer ? YES : NO];
  return typeof answer === 'object' ? answer : [String(answer)];
}

function textOf(answer: AnswerValue, question: Question | null, language: Language): string {
  if (typeof answer === 'boolean') return language === 'uk' ? (answer ? 'так' : 'ні') : answer ? 'yes' : 'no';
  if (typeof answer === 'number') return language === 'uk' ? String(answer).replace('.', ',') : String(answer);
  return valuesOf(answer)
    .map((value) => {
      const option = question?.options.find((one) => one.value === value);
      return option ? labelIn(option, language) : value;
    })
    .join(', ');
}
