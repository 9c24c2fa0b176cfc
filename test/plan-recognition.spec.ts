import { recognisePlan } from '../src/plans/recognition/plan.rules.ts';
import type { RecognisedPlan } from '../src/plans/recognition/recognised-plan.ts';
import { planFrom, seededLists, tableFrom } from './recognition-lab.ts';

const codesOf = (plan: RecognisedPlan): string[] => plan.warnings.map(({ line, code }) => `${String(line)} ${code}`);

const heading = ['№', 'Ціль', 'Захід', 'Термін', 'Виконавці'];
const title = 'План заходів на 2021 рік';
const measure = (number: string, goal = 'Читання', name = 'Виставка'): string[] => [
  number,
  goal,
  name,
  'травень',
  'РДА',
];

describe('rows', () => {
  const numbersOf = (...rows: (string | string[])[]): string[] =>
    planFrom(tableFrom([title, heading, ...rows])).measures.map(({ number }) => number);
  const goalsOf = (...rows: (string | string[])[]): string[] =>
    planFrom(tableFrom([title, heading, ...rows])).measures.map(({ texts }) => texts.goal.cleaned);
  const warningsOf = (...rows: (string | string[])[]): string[] =>
    codesOf(planFrom(tableFrom([title, heading, ...rows]))).filter((code) => !/approv|column/.test(code));

  it.each(['1', '1.', '1)', '№1', '№ 1', '1 .'])('are numbered "%s"', (number) => {
    expect(numbersOf(measure(number))).toEqual(['1']);
  });

  it.each([
    ['1.1.', '1.1'],
    ['3а', '3а'],
    ['3-а', '3а'],
    ['2.10', '2.10'],
  ])('are numbered "%s"', (number, expected) => {
    expect(numbersOf(measure(number))).toEqual([expected]);
  });

  it('under a section have its goal', () => {
    const rows = [
      ['I. Освіта', '', '', '', ''],
      measure('1', ''),
      'Розділ 2. Культура',
      measure('2', ''),
      measure('3', 'Своя'),
    ];
    expect(goalsOf(...rows)).toEqual(['I. Освіта', 'Розділ 2. Культура', 'Своя']);
    expect(warningsOf(...rows)).toEqual([]);
  });

  it('under a numbered section have its goal', () => {
    const rows = [
      ['1.', '', 'Освіта дорослих', '', ''],
      measure('1.1', ''),
      measure('1.2', ''),
      ['2.', '', 'Культура', '', ''],
      measure('2.1', ''),
    ];
    expect(numbersOf(...rows)).toEqual(['1.1', '1.2', '2.1']);
    expect(goalsOf(...rows)).toEqual(['1. Освіта дорослих', '1. Освіта дорослих', '2. Культура']);
  });

  it('without a goal have the goal of the row before, and a warning', () => {
    expect(goalsOf(measure('1'), measure('2', ''))).toEqual(['Читання', 'Читання']);
    expect(warningsOf(measure('1'), measure('2', ''))).toEqual(['4 goal-inherited']);
  });

  it('with a ditto mark have the cell of the row before, and a warning', () => {
    expect(goalsOf(measure('1'), measure('2', '-//-'))).toEqual(['Читання', 'Читання']);
    expect(warningsOf(measure('1'), measure('2', '-//-'))).toEqual(['4 same-as-above']);
  });

  it('that repeat the heading or count its columns are no measures', () => {
    const rows = [['1', '2', '3', '4', '5'], measure('1'), heading, ['1', '2', '3', '4', '5'], measure('2')];
    expect(numbersOf(...rows)).toEqual(['1', '2']);
    expect(warningsOf(...rows)).toEqual([]);
  });

  it('that repeat a heading without "№", or one of two rows, are no measures', () => {
    const unnumbered = ['Захід', 'Термін', 'Виконавці'];
    const rows = [unnumbered, ['Виставка', 'травень', 'РДА'], unnumbered, ['Диспут', 'червень', 'РДА']];
    expect(planFrom(tableFrom([title, ...rows])).measures.map(({ texts }) => texts.title.cleaned)).toEqual([
      'Виставка',
      'Диспут',
    ]);
    const twoRows = [
      ['№', 'Назва', 'Термін', 'Виконавці'],
      ['п/п', 'заходу', 'виконання', ''],
    ];
    const plan = planFrom(
      tableFrom([
        title,
        ...twoRows,
        ['1', 'Виставка', 'травень', 'РДА'],
        ...twoRows,
        ['2', 'Диспут', 'червень', 'РДА'],
      ]),
    );
    expect(plan.measures.map(({ texts }) => texts.title.cleaned)).toEqual(['Виставка', 'Диспут']);
  });

  it('go on after a repeated heading', () => {
    const { measures } = planFrom(tableFrom([title, heading, measure('1'), heading, ['', '', 'та вікторина', '', '']]));
    expect(measures.map(({ texts }) => texts.title.verbatim)).toEqual(['Виставка та вікторина']);
  });

  it('in another order after a second heading are read by it', () => {
    const other = ['Термін', 'Виконавці', '№', 'Захід', 'Ціль'];
    const { measures } = planFrom(
      tableFrom([title, heading, measure('1'), other, ['червень', 'РДА', '2', 'Вікторина', 'Гра']]),
    );
    expect(measures[1]).toMatchObject({
      number: '2',
      term: { kind: 'MONTH', start: '2021-06-01' },
      deliverable: 'EVENT',
    });
  });

  it('that jump or repeat in their numbers are told', () => {
    expect(warningsOf(measure('1'), measure('3'), measure('3'))).toEqual(['4 number-gap', '5 number-duplicate']);
    expect(warningsOf(measure('2'))).toEqual(['3 number-gap']);
  });

  it('with nothing but a number are told and left out', () => {
    expect(numbersOf(measure('1'), ['2', '', '', '', ''])).toEqual(['1']);
    expect(warningsOf(measure('1'), ['2', '', '', '', ''])).toEqual(['4 measure-empty']);
  });

  it('and lines that belong to nothing are told with their text', () => {
    const plan = planFrom(
      tableFrom([title, heading, measure('1'), 'Хочеш', '- 2 -', measure('2'), '--- ---', 'Голова В. Бойко']),
    );
    expect(plan.warnings.filter(({ code }) => code === 'stray-line').map(({ line, text }) => [line, text])).toEqual([
      [4, 'Хочеш'],
      [5, '- 2 -'],
      [8, 'Голова В. Бойко'],
    ]);
    expect(plan.measures).toHaveLength(2);
  });

  it('of another table are told, not read', () => {
    expect(
      numbersOf(measure('1'), ['№', 'Прізвище', 'Посада', 'Кабінет', ''], ['1', 'Бойко', 'методист', '5', '']),
    ).toEqual(['1']);
    expect(
      warningsOf(measure('1'), ['№', 'Прізвище', 'Посада', 'Кабінет', ''], ['1', 'Бойко', 'методист', '5', '']),
    ).toEqual(['4 stray-row', '5 stray-row']);
  });

  it('broken at a line end inside a cell are one row again', () => {
    const { measures } = planFrom(
      tableFrom([title, heading, ['1.', 'Читання', 'Виставка'], ['та вікторина', 'травень', 'РДА'], measure('2.')]),
    );
    expect(measures[0]).toMatchObject({
      lines: [3, 4],
      texts: { title: { verbatim: 'Виставка та вікторина', lines: [3, 4] }, term: { verbatim: 'травень' } },
    });
  });

  it('merged downwards share the cell', () => {
    const table = {
      format: 'xlsx' as const,
      rows: tableFrom([title, heading, measure('1'), measure('2', '')]).rows.map((row, at) =>
        at === 3 ? { ...row, coveredFromAbove: [false, true, false, false, false] } : row,
      ),
    };
    const plan = planFrom(table);
    expect(plan.measures.map(({ texts }) => texts.goal.cleaned)).toEqual(['Читання', 'Читання']);
    expect(plan.warnings.map(({ code }) => code)).not.toContain('goal-inherited');
  });
});

describe('a year', () => {
  const rows = [heading, measure('1')];

  it('may be stated by a person, against the title too', () => {
    expect(planFrom(tableFrom(['План заходів', ...rows]), 2022).year).toBe(2022);
    const plan = planFrom(tableFrom([title, ...rows]), 2022);
    expect(plan.year).toBe(2022);
    expect(plan.warnings).toContainEqual(expect.objectContaining({ code: 'year-conflict' }));
  });

  it('may come from the terms, where all agree', () => {
    const dated = [heading, ['1', '', 'Виставка', 'травень 2021 року', 'РДА']];
    const plan = planFrom(tableFrom(['План заходів', ...dated]));
    expect(plan.year).toBe(2021);
    expect(plan.warnings[0]).toMatchObject({ code: 'year-from-terms' });
  });

  it('is not guessed from terms that disagree', () => {
    const dated = [heading, ['1', '', 'Виставка', 'травень 2021', 'РДА'], ['2', '', 'Диспут', 'травень 2022', 'РДА']];
    expect(recognisePlan(tableFrom(['План заходів', ...dated]), seededLists, { language: 'en' })).toMatchObject({
      kind: 'PlanYearNotFound',
    });
  });
});

describe('refusals', () => {
  it.each([
    ['no heading', ['План заходів на 2021 рік', ['1', 'Виставка', 'травень']], { kind: 'NotAPlan' }],
    [
      'another table',
      [
        ['№', 'Назва', 'Сума', 'Рахунок'],
        ['1', 'Папір', '20', '2210'],
      ],
      { kind: 'NotAPlan', missing: ['bodies', 'term'] },
    ],
    ['no rows', [title, heading], { kind: 'PlanWithoutMeasures', headingLine: 2 }],
    ['no year', ['План заходів', heading, measure('1')], { kind: 'PlanYearNotFound' }],
    ['nothing', [], { kind: 'NotAPlan', missing: ['title', 'bodies', 'term'] }],
  ] as const)('%s', (_, lines, expected) => {
    const table = tableFrom(lines);
    expect(recognisePlan(table, seededLists, { language: 'en' })).toMatchObject(expected);
  });
});

describe('columns without a heading', () => {
  it('are the end of the term beside it, and otherwise kept with a warning', () => {
    const plan = planFrom(
      tableFrom([
        'План заходів на 2026 рік',
        ['№', 'Захід', 'Виконавці', 'Строки', ''],
        ['1', 'Концерт', 'РДА', '01.02.2026', '28.02.2026'],
        ['2', 'Диспут', 'РДА', 'березень', 'квітень', 'перенести'],
      ]),
    );
    expect(plan.measures.map(({ term: { start, end } }) => [start, end])).toEqual([
      ['2026-02-01', '2026-02-28'],
      ['2026-03-01', '2026-04-30'],
    ]);
    expect(plan.measures[1]?.extras).toEqual([{ heading: '', text: 'перенести' }]);
    expect(codesOf(plan)).toContain('4 column-unnamed');
  });
});

describe('a table without numbers', () => {
  it('takes a marked row before a measure as the heading of what follows, not as words of the measure above', () => {
    const plan = planFrom(
      tableFrom([
        'План заходів на 2026 рік',
        ['Захід', 'Виконавці', 'Строки'],
        ['Літературні вечори', 'РДА', 'травень'],
        ['Розділ II. Преса', '', ''],
        ['Круглий стіл', 'РДА', 'червень'],
        ['Секретар міської ради', '', 'І. Петренко'],
      ]),
    );
    expect(codesOf(plan)).toContain('6 stray-line');
    expect(plan.measures.map(({ texts, section }) => [texts.title.cleaned, section])).toEqual([
      ['Літературні вечори', null],
      ['Круглий стіл', 'Розділ II. Преса'],
    ]);
  });
});
