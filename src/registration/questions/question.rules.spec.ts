import { describe, expect, it } from '@jest/globals';
import { type Question, questionsFault } from './question.rules.ts';

const TEXT: Question = {
  ...{ id: 'allergies', type: 'TEXT', labelUk: 'Алергії', labelEn: null, helpUk: null, helpEn: null },
  ...{ isRequired: false, forWhom: 'INDIVIDUALS', options: [], min: null, max: null, longest: null, onlyIf: null },
};
const option = (value: string) => ({ value, labelUk: `Відповідь ${value}`, labelEn: null });
const CHOICE: Question = { ...TEXT, id: 'menu', type: 'CHOICE', options: [option('meat'), option('fish')] };
const YES_NO: Question = { ...TEXT, id: 'lunch', type: 'YES_NO' };
const NUMBER: Question = { ...TEXT, id: 'age', type: 'NUMBER' };

/** The questions at fault, with the first words of what is said. */
const told = (...questions: readonly Question[]) =>
  (questionsFault(questions, 'en')?.faults ?? []).map(({ questionId, message }) => `${questionId}: ${message}`);
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...NUMBER, id: `number-${at}` }));
const ifLunch = (equals: readonly string[], parts: Partial<Question> = {}): readonly Question[] => [
  YES_NO,
  { ...CHOICE, onlyIf: { questionId: 'lunch', equals }, ...parts },
];
const ifMenu = (equals: readonly string[], menu: Partial<Question> = {}, parts: Partial<Question> = {}) => [
  { ...CHOICE, ...menu },
  { ...NUMBER, onlyIf: { questionId: 'menu', equals }, ...parts },
];

describe('questions that can be asked', () => {
  it.each<[string, readonly Question[]]>([
    ['none', []],
    ['one of each type', [TEXT, CHOICE, { ...CHOICE, id: 'menus', type: 'CHOICES' }, NUMBER, YES_NO]],
    ['thirty', many(30)],
    ['of thirty options', [{ ...CHOICE, options: many(30).map(({ id }) => option(id)) }]],
    ['of one option', [{ ...CHOICE, type: 'CHOICES', options: [option('agree')] }]],
    [
      'with the shortest and the longest name',
      [
        { ...NUMBER, id: 'a' },
        { ...NUMBER, id: 'a'.repeat(40) },
      ],
    ],
    ['named as things of the language are', [{ ...NUMBER, id: 'constructor' }]],
    ['in two languages', [{ ...TEXT, labelEn: 'Allergies', helpUk: 'Які?', helpEn: 'Which?' }]],
    [
      'of texts as long as they may be',
      [
        { ...TEXT, longest: 500 },
        { ...TEXT, id: 'short', longest: 1 },
      ],
    ],
    ['of one number alone', [{ ...NUMBER, min: 7, max: 7 }]],
    ['of limits as wide as they may be', [{ ...NUMBER, min: -1_000_000_000, max: 1_000_000_000 }]],
    [
      'of classes',
      [
        { ...NUMBER, forWhom: 'GROUPS' },
        { ...CHOICE, forWhom: 'EVERYBODY' },
      ],
    ],
    ['asked after a yes', ifLunch(['YES'])],
    ['asked after a yes or a no', ifLunch(['NO', 'YES'])],
    ['asked after a choice', ifMenu(['fish'])],
    ['asked after one of many choices', ifMenu(['fish', 'meat'], { type: 'CHOICES' })],
    ['asked of some, after what everybody is asked', ifMenu(['fish'], { forWhom: 'EVERYBODY' }, { forWhom: 'GROUPS' })],
    ['asked one after another', [...ifLunch(['YES']), { ...TEXT, onlyIf: { questionId: 'menu', equals: ['fish'] } }]],
  ])('%s', (_, questions) => {
    expect(questionsFault(questions, 'en')).toBeNull();
  });
});

describe('questions that cannot be asked', () => {
  const WORDS = {
    id: 'Name the question in small Latin letters',
    optionValue: 'Name each answer in small Latin letters',
    limits: 'The limits of a number are',
    longest: 'A text may have 1 to 500',
    group: 'Classes are asked nothing that is answered in free words',
    values: 'The condition has to name answers',
    later: 'A condition is about an earlier question only',
  };

  it.each<[string, readonly Question[], readonly [id: string, begins: string][]]>([
    ['one more than thirty', many(31), [['number-30', 'There may be at most 30 questions']]],
    ['many more than thirty', many(40), [['number-30', 'There may be at most 30 questions']]],
    ['without a name', [{ ...NUMBER, id: '' }], [['', WORDS.id]]],
    ['with a name too long', [{ ...NUMBER, id: 'a'.repeat(41) }], [['a'.repeat(41), WORDS.id]]],
    ['with a name in capitals', [{ ...NUMBER, id: 'Age' }], [['Age', WORDS.id]]],
    ['with a name in Ukrainian', [{ ...NUMBER, id: 'вік' }], [['вік', WORDS.id]]],
    ['with a name that ends in a line', [{ ...NUMBER, id: 'age\n' }], [['age\n', WORDS.id]]],
    ['with a name of a prototype', [{ ...NUMBER, id: '__proto__' }], [['__proto__', WORDS.id]]],
    ['with a hyphen alone', [{ ...NUMBER, id: '-' }], [['-', WORDS.id]]],
    ['named alike', [NUMBER, NUMBER], [['age', 'Another question has this name']]],
    ['without words', [{ ...NUMBER, labelUk: ' \u200d ' }], [['age', 'Write the question in Ukrainian']]],
    ['empty in English', [{ ...NUMBER, labelEn: '' }], [['age', 'A text is empty']]],
    ['with two empty helps', [{ ...NUMBER, helpUk: ' ', helpEn: '' }], [['age', 'A text is empty']]],
    ['a choice of nothing', [{ ...CHOICE, options: [] }], [['menu', 'Add the answers']]],
    [
      'a choice of 31',
      [{ ...CHOICE, options: many(31).map(({ id }) => option(id)) }],
      [['menu', 'There may be at most 30 answers']],
    ],
    ['an option without a name', [{ ...CHOICE, options: [option('')] }], [['menu', WORDS.optionValue]]],
    ['an option in capitals', [{ ...CHOICE, options: [option('YES')] }], [['menu', WORDS.optionValue]]],
    [
      'two options named alike',
      [{ ...CHOICE, options: [option('a'), option('a')] }],
      [['menu', 'Two answers have the same name']],
    ],
    [
      'an option without words',
      [{ ...CHOICE, options: [{ ...option('a'), labelUk: '' }] }],
      [['menu', 'Write each answer in Ukrainian']],
    ],
    [
      'an option empty in English',
      [{ ...CHOICE, options: [{ ...option('a'), labelEn: ' ' }] }],
      [['menu', 'A text is empty']],
    ],
    ['options of a text', [{ ...TEXT, options: [option('a')] }], [['allergies', 'Only a question with a choice']]],
    ['options of yes and no', [{ ...YES_NO, options: [option('a')] }], [['lunch', 'Only a question with a choice']]],
    ['limits of a text', [{ ...TEXT, min: 1 }], [['allergies', 'Only a question for a number']]],
    ['limits of a choice', [{ ...CHOICE, max: 1 }], [['menu', 'Only a question for a number']]],
    ['limits that exclude all', [{ ...NUMBER, min: 8, max: 7 }], [['age', WORDS.limits]]],
    ['a least number too small', [{ ...NUMBER, min: -1_000_000_001 }], [['age', WORDS.limits]]],
    ['a least number too large', [{ ...NUMBER, min: 1_000_000_001 }], [['age', WORDS.limits]]],
    ['a largest number too large', [{ ...NUMBER, max: 1e300 }], [['age', WORDS.limits]]],
    ['a limit that is none', [{ ...NUMBER, min: Number.NaN }], [['age', WORDS.limits]]],
    ['a length of a number', [{ ...NUMBER, longest: 5 }], [['age', 'Only a question for a text']]],
    ['a text of no length', [{ ...TEXT, longest: 0 }], [['allergies', WORDS.longest]]],
    ['a text of half a character', [{ ...TEXT, longest: 1.5 }], [['allergies', WORDS.longest]]],
    ['a text too long', [{ ...TEXT, longest: 501 }], [['allergies', WORDS.longest]]],
    ['a text of classes', [{ ...TEXT, forWhom: 'GROUPS' }], [['allergies', WORDS.group]]],
    ['a text of everybody', [{ ...TEXT, forWhom: 'EVERYBODY' }], [['allergies', WORDS.group]]],
    [
      'after a question that is not there',
      [ifLunch(['YES'])[1]!],
      [['menu', 'The question on which this one depends is not in']],
    ],
    ['after themselves', [{ ...CHOICE, onlyIf: { questionId: 'menu', equals: ['fish'] } }], [['menu', WORDS.later]]],
    ['after a later one', [...ifMenu(['fish'])].reverse(), [['age', WORDS.later]]],
    [
      'in a circle',
      [
        { ...YES_NO, onlyIf: { questionId: 'menu', equals: ['fish'] } },
        { ...CHOICE, onlyIf: { questionId: 'lunch', equals: ['YES'] } },
      ],
      [['lunch', WORDS.later]],
    ],
    [
      'after a text',
      [TEXT, { ...NUMBER, onlyIf: { questionId: 'allergies', equals: ['a'] } }],
      [['age', 'A condition is about a question with a choice']],
    ],
    [
      'after a number',
      [NUMBER, { ...YES_NO, onlyIf: { questionId: 'age', equals: ['7'] } }],
      [['lunch', 'A condition is about a question with a choice']],
    ],
    [
      'of classes, after what others are asked',
      ifMenu(['fish'], {}, { forWhom: 'GROUPS' }),
      [['age', 'The question on which this one depends is not put']],
    ],
    [
      'of everybody, after what some are asked',
      ifMenu(['fish'], {}, { forWhom: 'EVERYBODY' }),
      [['age', 'The question on which this one depends is not put']],
    ],
    ['after no answer', ifMenu([]), [['age', WORDS.values]]],
    ['after an answer that is not there', ifMenu(['fish', 'soup']), [['age', WORDS.values]]],
    ['after one answer twice', ifMenu(['fish', 'fish']), [['age', WORDS.values]]],
    ['after a yes in small letters', ifLunch(['yes']), [['menu', WORDS.values]]],
    [
      'with several faults',
      [{ ...TEXT, id: 'A', labelUk: '', min: 1 }, NUMBER, { ...CHOICE, options: [] }],
      [
        ['A', WORDS.id],
        ['A', 'Write the question'],
        ['A', 'Only a question for a number'],
        ['menu', 'Add the answers'],
      ],
    ],
  ])('%s', (_, questions, expected) => {
    const all = told(...questions);
    expect(all.map((one, at) => one.slice(0, expected[at]?.join(': ').length))).toEqual(
      expected.map((fault) => fault.join(': ')),
    );
  });

  it('are told in the language of whoever asks', () => {
    const refusal = (language: 'uk' | 'en') => questionsFault([{ ...TEXT, forWhom: 'GROUPS' }], language);
    expect(refusal('uk')).toEqual({
      kind: 'QuestionsWrong',
      message: 'Ці питання так поставити не можна. Виправте зауваження до них і збережіть ще раз.',
      faults: [
        { questionId: 'allergies', message: expect.stringMatching(/^Класам не ставлять питань із вільним текстом/) },
      ],
    });
    expect(refusal('en')?.message).toMatch(/^The questions cannot be asked like this/);
  });
});
