import type { SourceRow } from '../document/source-table.ts';
import { countsColumns, headingAt, readColumns } from './column.rules.ts';

const rowsFrom = (lines: readonly (string | readonly string[])[]): SourceRow[] =>
  lines.map((line, at) => ({ line: at + 1, cells: typeof line === 'string' ? [line] : line }));

const orders: readonly (readonly [string, Record<string, number>])[] = [
  [
    '№ п/п|Комунікаційні цілі Концепції|Найменування заходу|Цільова аудиторія|Джерело фінансування|Відповідальні за виконання|Строк виконання',
    { number: 0, goal: 1, title: 2, audience: 3, funding: 4, bodies: 5, term: 6 },
  ],
  ['Термін виконання|Зміст заходу|Виконавці|№', { term: 0, title: 1, bodies: 2, number: 3 }],
  [
    '№ з/п|Назва заходу|Категорія|Строки|Обсяг фінансування|Виконавці',
    { title: 1, audience: 2, term: 3, funding: 4, bodies: 5 },
  ],
  ['№|Завдання|Заходи|Термін|Відповідальні', { goal: 1, title: 2, term: 3, bodies: 4 }],
  ['№|Завдання|Мета|Термін|Відповідальні', { title: 1, goal: 2 }],
  ['№|Захід|Джерела фінансування|Обсяг, тис. грн|Виконавець|Термін', { funding: 2, bodies: 4 }],
  [
    '№|Мета заходу|Форма та назва заходу|Учасники заходу|Дата проведення заходу|Відповідальні за проведення заходу',
    { goal: 1, title: 2, audience: 3, term: 4, bodies: 5 },
  ],
  [
    '№|Захід|Початок|Термін виконання|Дата завершення|Виконавець|Співвиконавці',
    { term: 3, termEnd: 4, bodies: 5, coBodies: 6 },
  ],
  ['#|ЗАХОДИ|ХТО ВИКОНУЄ|КОЛИ', { number: 0, title: 1, bodies: 2, term: 3 }],
];

describe('the heading of a plan', () => {
  it.each(orders)('%s', (heading, expected) => {
    const reading = readColumns(heading.split('|'));
    expect('columns' in reading ? reading.columns : reading.missing).toMatchObject(expected);
  });

  it('keeps columns that are not ours with their headings', () => {
    const reading = readColumns(['№', 'Захід', 'Очікуваний результат', 'Термін', 'Виконавці', 'Примітка']);
    expect('columns' in reading && reading.columns.extras).toEqual([
      { column: 2, heading: 'Очікуваний результат' },
      { column: 5, heading: 'Примітка' },
    ]);
  });

  it.each([
    ['№|Інгредієнт|Кількість|Одиниця', ['title', 'bodies', 'term']],
    ['№|Назва|Сума|Рахунок', ['bodies', 'term']],
    ['№|Прізвище|Посада|Термін', ['title', 'bodies']],
  ])('%s is none: %j', (heading, missing) => {
    expect(readColumns(heading.split('|'))).toMatchObject({ missing });
  });

  it('may stand in two rows', () => {
    const rows = rowsFrom([
      ['№', 'Найменування', 'Відповідальні', 'Строк'],
      ['п/п', 'заходу', 'за виконання', 'виконання'],
      ['1', 'Виставка', 'Бібліотека', 'травень'],
    ]);
    expect(headingAt(rows, 0)).toMatchObject({ first: 0, last: 1, columns: { title: 1 } });
  });

  it('is never a row that begins with a number', () => {
    const rows = rowsFrom([['1.', 'Заходи для учасників', 'Виконавці', 'Термін']]);
    expect(headingAt(rows, 0)).toBeNull();
  });

  it('may leave the column of numbers without a name', () => {
    const rows = rowsFrom([
      ['', 'Захід', 'Виконавці', 'Термін'],
      ['1', 'Виставка', 'Бібліотека', 'травень'],
    ]);
    expect(headingAt(rows, 0)?.columns.number).toBe(0);
  });
});

it.each([
  [['1', '2', '3', '4'], true],
  [['1.', '2.', '3.'], true],
  [['1', '2'], false],
  [['1', 'Виставка', '3'], false],
])('%j counts columns: %s', (cells, expected) => {
  expect(countsColumns(cells)).toBe(expected);
});
