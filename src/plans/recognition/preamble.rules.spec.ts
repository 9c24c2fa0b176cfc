import type { SourceRow } from '../document/source-table.ts';
import { readPreamble, yearsInTitle } from './preamble.rules.ts';

const rowsFrom = (lines: readonly (string | readonly string[])[]): SourceRow[] =>
  lines.map((line, at) => ({ line: at + 1, cells: typeof line === 'string' ? [line] : line }));

const read = (...lines: string[]) => readPreamble(rowsFrom(lines));

describe('who approves, and when', () => {
  it('reads role, name and a blank date', () => {
    expect(
      read('ЗАТВЕРДЖУЮ', 'Київський міський голова', '', 'В.КЛИЧКО', '«  »  2019 р.', 'План заходів'),
    ).toMatchObject({
      approver: 'Київський міський голова',
      approverName: 'В.КЛИЧКО',
      approvalDate: null,
      approvalYear: 2019,
      findings: [{ code: 'approval-date-missing', line: 5 }],
    });
  });

  it.each([
    ['«15» березня 2020 року', '2020-03-15'],
    ['15.03.2020', '2020-03-15'],
    ['від 15 березня 2020 року № 12', '2020-03-15'],
    ['" 3 " лютого 2020 р.', '2020-02-03'],
    ['«___» __________ 2020 року', null],
  ])('reads the date %s', (text, date) => {
    expect(read('ЗАТВЕРДЖУЮ', 'Міський голова', text, 'План заходів').approvalDate).toBe(date);
  });

  it('reads a decision in one line', () => {
    const preamble = read('Затверджено рішенням міської ради від 24.12.2024 № 15', 'План заходів на 2025 рік');
    expect(preamble).toMatchObject({ approver: 'рішенням міської ради', approvalDate: '2024-12-24', findings: [] });
  });

  it('tells that nobody approves', () => {
    expect(read('План заходів на 2025 рік').findings.map(({ code }) => code)).toEqual([
      'approver-missing',
      'approval-date-missing',
    ]);
  });
});

describe('the title', () => {
  it('may take two lines and bold marks', () => {
    expect(read('**План заходів щодо читання', 'на 2019 рік**').title).toBe('План заходів щодо читання на 2019 рік');
  });

  it('may be spaced out', () => {
    expect(read('П Л А Н', 'роботи на 2021 рік').title).toBe('ПЛАН роботи на 2021 рік');
  });

  it('is the last lines where none is called a plan', () => {
    expect(read('Культурні події міста', 'у 2021 році').title).toBe('Культурні події міста у 2021 році');
  });

  it('leaves no line over it without a word', () => {
    expect(read('Додаток 2', 'План заходів на 2021 рік').findings).toContainEqual({
      code: 'stray-line',
      line: 1,
      text: 'Додаток 2',
    });
  });
});

describe('the years of a title', () => {
  it.each([
    ['План заходів на 2019 рік', 2019, 2019],
    ['План на 2019–2021 роки', 2019, 2021],
    ['План виконання Програми на 2018–2022 роки на 2020 рік', 2020, 2020],
    ['План заходів у 2024 році', 2024, 2024],
    ['План заходів 2024', 2024, 2024],
  ])('%s', (title, year, lastYear) => {
    expect(yearsInTitle(title)).toEqual({ year, lastYear });
  });

  it('may be a school year', () => {
    const years = { year: 2022, lastYear: 2023, schoolYear: true };
    expect(yearsInTitle('План роботи на 2022/2023 навчальний рік')).toEqual(years);
    expect(yearsInTitle('План роботи на 2022–2023 н. р.')).toEqual(years);
  });

  it('may be missing', () => {
    expect(yearsInTitle('План заходів за рішенням № 2015')).toBeNull();
    expect(yearsInTitle('План заходів')).toBeNull();
  });
});
