import { describe, expect, it } from '@jest/globals';
import { type Answerer, type GivenAnswer, readAnswers, toldAnswers } from './answer.rules.ts';
import type { Answers, AnswerValue, Question } from './question.rules.ts';

const NOTHING: Omit<Question, 'id' | 'type'> = {
  ...{ labelUk: 'Питання', labelEn: 'Question', helpUk: null, helpEn: null, isRequired: false },
  ...{ forWhom: 'EVERYBODY', options: [], min: null, max: null, longest: null, onlyIf: null },
};
const option = (value: string) => ({ value, labelUk: `Відповідь ${value}`, labelEn: `Answer ${value}` });
const OPTIONS = ['meat', 'fish', 'soup'].map(option);
const text: Question = { ...NOTHING, id: 'text', type: 'TEXT', forWhom: 'INDIVIDUALS', longest: 5 };
const long: Question = { ...NOTHING, id: 'long', type: 'TEXT', forWhom: 'INDIVIDUALS' };
const menu: Question = { ...NOTHING, id: 'menu', type: 'CHOICE', options: OPTIONS };
const menus: Question = { ...NOTHING, id: 'menus', type: 'CHOICES', options: OPTIONS };
const age: Question = { ...NOTHING, id: 'age', type: 'NUMBER', min: 6, max: 18.5 };
const any: Question = { ...NOTHING, id: 'any', type: 'NUMBER' };
const lunch: Question = { ...NOTHING, id: 'lunch', type: 'YES_NO' };
const ofClass: Question = { ...NOTHING, id: 'class', type: 'NUMBER', forWhom: 'GROUPS' };
const ALL = [text, long, menu, menus, age, any, lunch, ofClass];

const given = (parts: Readonly<Record<string, string | readonly string[]>>): GivenAnswer[] =>
  Object.entries(parts).map(([questionId, value]) => ({
    questionId,
    values: typeof value === 'string' ? [value] : value,
  }));

/** What is kept, or whose answers are at fault and how. */
function read(
  questions: readonly Question[],
  parts: Parameters<typeof given>[0] | GivenAnswer[],
  kind: Answerer = 'INDIVIDUAL',
) {
  const answered = readAnswers(questions, kind, Array.isArray(parts) ? parts : given(parts), 'en');
  if ('answers' in answered) return answered.answers;
  return answered.faults.map(({ questionId, message }) => `${questionId}: ${message.split(/[,.:]/)[0]}`);
}

describe('an answer as it is kept', () => {
  it.each<[string, Question, string | readonly string[], AnswerValue | undefined]>([
    ['a text', text, 'Так', 'Так'],
    ['a text with spaces around', text, '  а  б ', 'а б'],
    ['a text with marks nobody sees', text, 'а\u202eб', 'аб'],
    ['a text of five letters', text, 'абвгд', 'абвгд'],
    ['a text of five pictures', text, '😀😀😀😀😀', '😀😀😀😀😀'],
    ['a text with half a picture', text, 'а\ud83d', 'а\ufffd'],
    ['a text of 500', long, 'а'.repeat(500), 'а'.repeat(500)],
    ['nothing', text, [], undefined],
    ['an empty text', text, '', undefined],
    ['a text of spaces', text, '   ', undefined],
    ['a text that nobody sees', text, '\u200d', undefined],
    ['an empty number', age, '', undefined],
    ['an empty choice', menu, '', undefined],
    ['a choice', menu, 'fish', 'fish'],
    ['choices in the order of the options', menus, ['soup', 'meat'], ['meat', 'soup']],
    ['one of many choices', menus, 'soup', ['soup']],
    ['all choices', menus, ['fish', 'soup', 'meat'], ['meat', 'fish', 'soup']],
    ['a number', age, '7', 7],
    ['the least number', age, '6', 6],
    ['the largest number', age, '18.5', 18.5],
    ['a number with a comma', age, '7,25', 7.25],
    ['a number with spaces around', age, ' 7 ', 7],
    ['a number with noughts before', age, '007', 7],
    ['nought', any, '-0', 0],
    ['a number below nought', any, '-5', -5],
    ['a number below nought, as typesetters write it', any, '−5', -5],
    ['the largest number there is', any, '1000000000', 1_000_000_000],
    ['yes', lunch, 'YES', true],
    ['no', lunch, 'NO', false],
  ])('%s', (_, question, values, kept) => {
    const answers = read([question], { [question.id]: values });
    expect(answers).toEqual(kept === undefined ? {} : { [question.id]: kept });
    expect(Object.is((answers as Answers)['any'], -0)).toBe(false);
  });
});

describe('an answer that cannot be taken', () => {
  const LINE = 'Write it in one line';
  const DIGITS = 'Write a number in digits';
  const OFFERED = 'Choose from the answers that are offered';
  const ONE = 'Only one answer fits here';

  it.each<[string, Question, string | readonly string[], string]>([
    ['a text too long', text, 'абвгде', 'Shorten the text to 5 characters or less'],
    ['a text longer than any', long, 'а'.repeat(501), 'Shorten the text to 500 characters or less'],
    ['a text of a megabyte', long, 'а'.repeat(1_000_000), 'Shorten the text to 500 characters or less'],
    ['two texts', text, ['а', 'б'], ONE],
    ['a text of two lines', text, 'а\nб', LINE],
    ['a text with a header in it', long, 'а\r\nBcc: b@example.org', LINE],
    ['a text with NUL', text, '\u0000', LINE],
    ['a text with a delete', text, 'а\u007f', LINE],
    ['a text with an old line end', text, 'а\u0085б', LINE],
    ['a text with a separator of lines', text, 'а\u2028б', LINE],
    ['a choice with a control character', menu, 'fish\u0000', LINE],
    ['a choice that is not there', menu, 'bread', OFFERED],
    ['a choice by its words', menu, 'Відповідь fish', OFFERED],
    ['a choice in capitals', menu, 'FISH', OFFERED],
    ['two choices of one', menu, ['fish', 'meat'], ONE],
    ['choices of which one is not there', menus, ['fish', 'bread'], OFFERED],
    ['choices of which one is empty', menus, ['fish', ''], OFFERED],
    ['the same choice twice', menus, ['fish', 'fish'], 'An answer is chosen twice'],
    ['a word for a number', age, 'сім', DIGITS],
    ['a number in another form', age, '1e1', DIGITS],
    ['a number of another base', age, '0x10', DIGITS],
    ['no number', age, 'NaN', DIGITS],
    ['without end', any, '-Infinity', DIGITS],
    ['a number in Arabic digits', age, '٧', DIGITS],
    ['a number with four decimals', age, '7.0001', DIGITS],
    ['a number of eleven digits', any, '10000000000', DIGITS],
    ['two numbers in one', age, '7,5,1', DIGITS],
    ['two numbers', age, ['7', '8'], ONE],
    ['a number too small', age, '5.999', 'Write a number of 6 or more'],
    ['a number too large', age, '18.501', 'Write a number of 18'],
    ['a number larger than any', any, '1000000001', 'Write a number of 1000000000 or less'],
    ['a number smaller than any', any, '-1000000001', 'Write a number of -1000000000 or more'],
    ['something between yes and no', lunch, 'MAYBE', OFFERED],
    ['yes in small letters', lunch, 'yes', OFFERED],
    ['yes and no', lunch, ['YES', 'NO'], ONE],
  ])('%s', (_, question, values, begins) => {
    expect(read([question], { [question.id]: values })).toEqual([`${question.id}: ${begins}`]);
  });

  it('to a question that is not there, told once and last', () => {
    const twice = [...given({ nothing: 'а', __proto: 'b' }), ...given({ nothing: 'б', menu: 'bread' })];
    const UNKNOWN = 'The form has no such question';
    expect(read(ALL, twice)).toEqual([`menu: ${OFFERED}`, `nothing: ${UNKNOWN}`, `__proto: ${UNKNOWN}`]);
    expect(read([], { constructor: [] })).toEqual([`constructor: ${UNKNOWN}`]);
  });

  it('given twice, even alike', () => {
    expect(read(ALL, [...given({ menu: 'fish' }), ...given({ menu: 'fish' })])).toEqual([
      'menu: This is answered twice',
    ]);
  });
});

describe('who is asked', () => {
  const REQUIRED = 'Answer this';
  const required = ALL.map((question) => ({ ...question, isRequired: true }));
  const ids = (kind: Answerer) => read(required, {}, kind);

  it.each<[Answerer, readonly string[]]>([
    ['INDIVIDUAL', ['text', 'long', 'menu', 'menus', 'age', 'any', 'lunch']],
    ['NOMINEE', ['text', 'long', 'menu', 'menus', 'age', 'any', 'lunch']],
    ['GROUP', ['menu', 'menus', 'age', 'any', 'lunch', 'class']],
  ])('of what an %s has to answer', (kind, asked) => {
    expect(ids(kind)).toEqual(asked.map((id) => `${id}: ${REQUIRED}`));
  });

  it('hears what is asked of others', () => {
    expect(read(ALL, { class: '30' })).toEqual(['class: This is asked of others']);
    expect(read(ALL, { text: 'Оля' }, 'GROUP')).toEqual(['text: This is asked of others']);
  });

  it.each(['GROUPS', 'EVERYBODY'] as const)('as a class answers no text, even where a list asks %s', (forWhom) => {
    const names: Question = { ...long, id: 'names', forWhom, isRequired: true };
    expect(read([names], {}, 'GROUP')).toEqual({});
    expect(read([names], { names: 'Оля, Іван' }, 'GROUP')).toEqual(['names: This is asked of others']);
  });
});

describe('a question that depends on another', () => {
  const dish: Question = { ...menu, id: 'dish', isRequired: true, onlyIf: { questionId: 'lunch', equals: ['YES'] } };
  const bones: Question = {
    ...lunch,
    id: 'bones',
    isRequired: true,
    onlyIf: { questionId: 'dish', equals: ['fish', 'soup'] },
  };
  const form = [lunch, dish, bones];
  const HIDDEN = 'With your other answers this is not asked';

  it.each<[string, Record<string, string>, unknown]>([
    ['no answer', {}, {}],
    ['no', { lunch: 'NO' }, { lunch: false }],
    ['yes', { lunch: 'YES' }, ['dish: Answer this']],
    ['yes and meat', { lunch: 'YES', dish: 'meat' }, { lunch: true, dish: 'meat' }],
    ['yes and fish', { lunch: 'YES', dish: 'fish' }, ['bones: Answer this']],
    ['all', { lunch: 'YES', dish: 'fish', bones: 'NO' }, { lunch: true, dish: 'fish', bones: false }],
    ['what is hidden', { lunch: 'NO', dish: 'fish' }, [`dish: ${HIDDEN}`]],
    ['what is hidden by what is hidden', { dish: 'fish', bones: 'NO' }, [`dish: ${HIDDEN}`, `bones: ${HIDDEN}`]],
    ['what is hidden, emptily', { lunch: 'NO', dish: '', bones: ' ' }, { lunch: false }],
    ['the first wrongly', { lunch: 'MAYBE', bones: 'NO' }, ['lunch: Choose from the answers that are offered']],
    ['the second wrongly', { lunch: 'YES', dish: 'bread' }, ['dish: Choose from the answers that are offered']],
    [
      'two wrongly',
      { lunch: 'MAYBE', dish: 'bread' },
      ['lunch: Choose from the answers that are offered', 'dish: Choose from the answers that are offered'],
    ],
  ])('after %s', (_, parts, expected) => {
    expect(read(form, parts)).toEqual(expected);
  });

  it('is asked where one of several choices is enough', () => {
    const after: Question = {
      ...lunch,
      id: 'bones',
      isRequired: true,
      onlyIf: { questionId: 'menus', equals: ['fish', 'soup'] },
    };
    expect(read([menus, after], { menus: ['meat', 'soup'] })).toEqual(['bones: Answer this']);
    expect(read([menus, after], { menus: 'meat' })).toEqual({ menus: ['meat'] });
  });

  it('waits for a required one that was not answered', () => {
    const first = { ...lunch, isRequired: true };
    expect(read([first, dish, bones], { dish: 'fish' })).toEqual(['lunch: Answer this']);
  });
});

describe('the words', () => {
  it('are those of whoever answers, and name the first question', () => {
    const refusal = (language: 'uk' | 'en') => readAnswers(ALL, 'INDIVIDUAL', given({ age: '3', no: '1' }), language);
    expect(refusal('uk')).toEqual({
      kind: 'AnswersWrong',
      message: 'Виправте відповіді й надішліть ще раз. «Питання»: Напишіть число, не менше ніж 6.',
      faults: [
        { questionId: 'age', message: 'Напишіть число, не менше ніж 6.' },
        { questionId: 'no', message: 'Такого питання у формі немає. Оновіть форму й приберіть відповідь на нього.' },
      ],
    });
    expect(refusal('en')).toMatchObject({
      message: 'Put your answers right, and send them again. “Question”: Write a number of 6 or more.',
    });
    expect(readAnswers([], 'GROUP', given({ no: '1' }), 'en')).toMatchObject({
      message:
        'Put your answers right, and send them again. The form has no such question. Load the form again, and take this answer away.',
    });
  });

  it('tell the answers in the order of the questions, and those to questions that are gone', () => {
    const answers = { lunch: false, age: 7.5, menus: ['meat', 'gone'], text: 'Так', gone: true, old: 'слово' };
    const told = (language: 'uk' | 'en') => toldAnswers(ALL, answers, language);
    expect(told('uk')).toEqual([
      { questionId: 'text', label: 'Питання', values: ['Так'], text: 'Так' },
      { questionId: 'menus', label: 'Питання', values: ['meat', 'gone'], text: 'Відповідь meat, gone' },
      { questionId: 'age', label: 'Питання', values: ['7.5'], text: '7,5' },
      { questionId: 'lunch', label: 'Питання', values: ['NO'], text: 'ні' },
      { questionId: 'gone', label: null, values: ['YES'], text: 'так' },
      { questionId: 'old', label: null, values: ['слово'], text: 'слово' },
    ]);
    expect(told('en').map(({ text }) => text)).toEqual(['Так', 'Answer meat, gone', '7.5', 'no', 'yes', 'слово']);
    expect(toldAnswers([{ ...lunch, labelEn: null }], { lunch: true }, 'en')).toMatchObject([
      { label: 'Питання', text: 'yes' },
    ]);
    expect(toldAnswers([{ ...any, id: 'constructor' }], {}, 'en')).toEqual([]);
  });
});
