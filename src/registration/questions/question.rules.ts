// Questions that a registration form asks besides what it always asks: what they are, and which lists of them make sense.
import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { isBlank } from '../../platform/text/text.rules.ts';

/** What kind of answer a question takes. */
export type QuestionType = 'TEXT' | 'CHOICE' | 'CHOICES' | 'NUMBER' | 'YES_NO';

/** Who is asked: those who come for themselves (nominees too), those who bring a class, or both. */
export type ForWhom = 'INDIVIDUALS' | 'GROUPS' | 'EVERYBODY';

export interface QuestionOption {
  /** A slug, unique among the options of its question. */
  readonly value: string;
  readonly labelUk: string;
  readonly labelEn: string | null;
}

/** The question is asked only of those who answered an earlier one with one of these. */
export interface QuestionCondition {
  readonly questionId: string;
  /** Values of options; `YES` or `NO` of a question of that type. */
  readonly equals: readonly string[];
}

export interface Question {
  /** A slug, unique in its list. */
  readonly id: string;
  readonly type: QuestionType;
  readonly labelUk: string;
  readonly labelEn: string | null;
  readonly helpUk: string | null;
  readonly helpEn: string | null;
  readonly isRequired: boolean;
  readonly forWhom: ForWhom;
  /** Of CHOICE and CHOICES; none of the others. */
  readonly options: readonly QuestionOption[];
  /** Of NUMBER, both inclusive; null for no limit of its own. */
  readonly min: number | null;
  readonly max: number | null;
  /** Of TEXT: the most characters; null for as many as any text may have. */
  readonly longest: number | null;
  readonly onlyIf: QuestionCondition | null;
}

/** As it is kept: a text, the value of an option, values in the order of the options, a number, or whether it is so. */
export type AnswerValue = string | readonly string[] | number | boolean;
/** By the ids of the questions; of what was not answered there is nothing. */
export type Answers = Readonly<Record<string, AnswerValue>>;

export const MOST_QUESTIONS = 30;
export const MOST_OPTIONS = 30;
export const MOST_SLUG = 40;
export const LONGEST_TEXT = 500;
/** The largest number that is answered, either way of nought. */
export const LARGEST_NUMBER = 1_000_000_000;
/** The answers to a question of the type YES_NO. */
export const YES = 'YES';
export const NO = 'NO';

export interface QuestionFault {
  readonly questionId: string;
  readonly message: string;
}

/** The list of questions cannot be asked as it is; nothing was changed. */
export interface QuestionsWrong extends Refusal<'QuestionsWrong'> {
  readonly faults: readonly QuestionFault[];
}

type Words = Readonly<Record<Language, string>>;

const words = (uk: string, en: string): Words => ({ uk, en });

const WRONG = {
  tooMany: words(
    `Питань може бути не більше ніж ${MOST_QUESTIONS}. Приберіть зайві.`,
    `There may be at most ${MOST_QUESTIONS} questions. Take some away.`,
  ),
  id: words(
    `Назвіть питання малими латинськими літерами, цифрами й дефісами, не довше ніж ${MOST_SLUG}.`,
    `Name the question in small Latin letters, digits and hyphens, ${MOST_SLUG} at most.`,
  ),
  twice: words(
    'Так уже названо інше питання. Дайте цьому іншу назву.',
    'Another question has this name already. Name this one otherwise.',
  ),
  label: words('Напишіть питання українською.', 'Write the question in Ukrainian.'),
  blank: words(
    'Текст порожній. Напишіть його або приберіть зовсім.',
    'A text is empty. Write it, or leave it out altogether.',
  ),
  noOptions: words('Додайте відповіді, з яких обирати.', 'Add the answers to choose from.'),
  manyOptions: words(
    `Відповідей може бути не більше ніж ${MOST_OPTIONS}. Приберіть зайві.`,
    `There may be at most ${MOST_OPTIONS} answers to choose from. Take some away.`,
  ),
  optionValue: words(
    `Назвіть кожну відповідь малими латинськими літерами, цифрами й дефісами, не довше ніж ${MOST_SLUG}.`,
    `Name each answer in small Latin letters, digits and hyphens, ${MOST_SLUG} at most.`,
  ),
  optionTwice: words(
    'Дві відповіді мають ту саму назву. Дайте кожній свою.',
    'Two answers have the same name. Give each its own.',
  ),
  optionLabel: words('Напишіть кожну відповідь українською.', 'Write each answer in Ukrainian.'),
  foreignOptions: words(
    'Відповіді на вибір має лише питання з вибором. Приберіть їх або змініть тип.',
    'Only a question with a choice has answers to choose from. Take them away, or change the type.',
  ),
  foreignLimits: words(
    'Найменше й найбільше має лише питання про число. Приберіть їх або змініть тип.',
    'Only a question for a number has a least and a largest one. Take them away, or change the type.',
  ),
  limits: words(
    `Межі числа — від −${LARGEST_NUMBER} до ${LARGEST_NUMBER}, найменше не більше за найбільше.`,
    `The limits of a number are −${LARGEST_NUMBER} to ${LARGEST_NUMBER}, the least no more than the largest.`,
  ),
  foreignLongest: words(
    'Довжину має лише питання з текстом. Приберіть її або змініть тип.',
    'Only a question for a text has a length. Take it away, or change the type.',
  ),
  longest: words(
    `Текст може мати від 1 до ${LONGEST_TEXT} символів. Вкажіть ціле число.`,
    `A text may have 1 to ${LONGEST_TEXT} characters. Say a whole number.`,
  ),
  textOfGroup: words(
    'Класам не ставлять питань із вільним текстом: у відповіді могло б опинитися ім’я дитини. Оберіть інший тип або питайте лише тих, хто реєструється сам.',
    'Classes are asked nothing that is answered in free words, where the name of a child could stand. Choose another type, or ask only those who come for themselves.',
  ),
  unknownCondition: words(
    'Питання, від якого залежить це, у списку немає. Додайте його або приберіть умову.',
    'The question on which this one depends is not in the list. Add it, or take the condition away.',
  ),
  laterCondition: words(
    'Умова може бути лише про попереднє питання. Поставте те питання вище або приберіть умову.',
    'A condition is about an earlier question only. Move that question up, or take the condition away.',
  ),
  openCondition: words(
    'Умова може бути лише про питання з вибором або «так чи ні». Оберіть таке або приберіть умову.',
    'A condition is about a question with a choice, or answered by yes or no. Choose such a one, or take the condition away.',
  ),
  conditionOfOthers: words(
    'Питання, від якого залежить це, ставлять не всім, кому ставлять це. Зробіть коло тих, кого питають, однаковим.',
    'The question on which this one depends is not put to everybody to whom this one is. Ask the same people both.',
  ),
  conditionValues: words(
    'Умова має називати відповіді, які те питання має, кожну один раз.',
    'The condition has to name answers which that question has, each once.',
  ),
};

type Fault = keyof typeof WRONG;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const isSlug = (text: string) => text.length <= MOST_SLUG && SLUG.test(text);
const hasChoice = (type: QuestionType) => type === 'CHOICE' || type === 'CHOICES';
const isWithin = (value: number, least: number, most: number) => value >= least && value <= most;
const isGivenBlank = (text: string | null) => text !== null && isBlank(text);

/** What a list of questions cannot be asked for; null when it can. The faults stand in the order of the questions. */
export function questionsFault(questions: readonly Question[], language: Language): QuestionsWrong | null {
  const faults = questions.flatMap((question, at) => {
    const found = new Set(faultsOf(question, questions.slice(0, at), questions));
    return [...found].map((fault) => ({ questionId: question.id, message: WRONG[fault][language] }));
  });
  if (faults.length === 0) return null;
  return {
    kind: 'QuestionsWrong',
    message:
      language === 'uk'
        ? 'Ці питання так поставити не можна. Виправте зауваження до них і збережіть ще раз.'
        : 'The questions cannot be asked like this. Put right what is said of them, and save again.',
    faults,
  };
}

function faultsOf(question: Question, earlier: readonly Question[], all: readonly Question[]): Fault[] {
  const named: Fault[] = [];
  if (earlier.length === MOST_QUESTIONS) named.push('tooMany');
  if (!isSlug(question.id)) named.push('id');
  else if (earlier.some(({ id }) => id === question.id)) named.push('twice');
  if (isBlank(question.labelUk)) named.push('label');
  if ([question.labelEn, question.helpUk, question.helpEn].some(isGivenBlank)) named.push('blank');
  if (question.type === 'TEXT' && question.forWhom !== 'INDIVIDUALS') named.push('textOfGroup');
  return [
    ...named,
    ...faultsOfOptions(question),
    ...faultsOfLimits(question),
    ...faultsOfCondition(question, earlier, all),
  ];
}

function faultsOfOptions({ type, options }: Question): Fault[] {
  if (!hasChoice(type)) return options.length > 0 ? ['foreignOptions'] : [];
  if (options.length === 0) return ['noOptions'];
  const faults: Fault[] = [];
  if (options.length > MOST_OPTIONS) faults.push('manyOptions');
  if (!options.every(({ value }) => isSlug(value))) faults.push('optionValue');
  if (new Set(options.map(({ value }) => value)).size < options.length) faults.push('optionTwice');
  if (options.some(({ labelUk }) => isBlank(labelUk))) faults.push('optionLabel');
  if (options.some(({ labelEn }) => isGivenBlank(labelEn))) faults.push('blank');
  return faults;
}

function faultsOfLimits({ type, min, max, longest }: Question): Fault[] {
  const faults: Fault[] = [];
  const least = min ?? -LARGEST_NUMBER;
  const most = max ?? LARGEST_NUMBER;
  if (type !== 'NUMBER' && (min !== null || max !== null)) faults.push('foreignLimits');
  // Written so that what is no number at all fails as well.
  else if (!isWithin(least, -LARGEST_NUMBER, most) || !isWithin(most, least, LARGEST_NUMBER)) faults.push('limits');
  if (longest === null) return faults;
  if (type !== 'TEXT') faults.push('foreignLongest');
  else if (!Number.isInteger(longest) || !isWithin(longest, 1, LONGEST_TEXT)) faults.push('longest');
  return faults;
}

/** Since a condition is about an earlier question, conditions never go round in a circle. */
function faultsOfCondition(
  { onlyIf, forWhom }: Question,
  earlier: readonly Question[],
  all: readonly Question[],
): Fault[] {
  if (onlyIf === null) return [];
  const { questionId, equals } = onlyIf;
  const other = earlier.find(({ id }) => id === questionId);
  if (!other) return [all.some(({ id }) => id === questionId) ? 'laterCondition' : 'unknownCondition'];
  const known = knownAnswers(other);
  if (known === null) return ['openCondition'];
  if (other.forWhom !== 'EVERYBODY' && other.forWhom !== forWhom) return ['conditionOfOthers'];
  const isEachKnown = equals.every((value, at) => known.includes(value) && equals.indexOf(value) === at);
  return equals.length > 0 && isEachKnown ? [] : ['conditionValues'];
}

/** The answers that a question can get, as a form sends them; null where they cannot be told beforehand. */
export function knownAnswers({ type, options }: Question): readonly string[] | null {
  switch (type) {
    case 'CHOICE':
    case 'CHOICES':
      return options.map(({ value }) => value);
    case 'YES_NO':
      return [YES, NO];
    case 'TEXT':
    case 'NUMBER':
      return null;
  }
}
