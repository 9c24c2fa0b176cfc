import fc from 'fast-check';
import { join } from 'node:path';
import { planFrom, samplesFolder, seededLists, tableFrom, tableOf, withoutLines } from './recognition-lab.ts';
import type { SourceTable } from '../src/plans/document/source-table.ts';
import { recognisePlan } from '../src/plans/recognition/plan.rules.ts';

let kyiv: SourceTable;
let expected: unknown;

beforeAll(async () => {
  kyiv = await tableOf(join(samplesFolder, 'kyiv-2019-measures.txt'));
  expected = withoutLines(planFrom(kyiv));
});

const rowsOf = (): (string | string[])[] =>
  kyiv.rows.map(({ cells }) => (cells.length === 1 ? (cells[0] ?? '') : [...cells]));

/** A number for every question that the change of a table asks. */
const choices = fc.infiniteStream(fc.nat({ max: 1_000_000 }));

describe('the plan stays the same', () => {
  it('whatever the order of its columns', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), (order) => {
        const lines = rowsOf().map((row) => (typeof row === 'string' ? row : order.map((column) => row[column] ?? '')));
        expect(withoutLines(planFrom(tableFrom(lines)))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('wherever its rows are broken between words', () => {
    fc.assert(
      fc.property(choices, (stream) => {
        const next = (below: number): number => (stream.next().value ?? 0) % below;
        const lines = rowsOf().flatMap((row): (string | string[])[] => {
          if (typeof row === 'string' || row[0] === '№ п/п' || /^-+$/.test(row[0] ?? '')) return [row];
          const places = row.map((cell, column) =>
            column === 0 || next(2) === 0 ? Infinity : next(cell.split(' ').length + 1),
          );
          const head = row.map((cell, column) => cell.split(' ').slice(0, places[column]).join(' '));
          const tail = row.map((cell, column) => cell.split(' ').slice(places[column]).join(' '));
          return tail.every((cell) => cell === '') ? [row] : [head, tail];
        });
        expect(withoutLines(planFrom(tableFrom(lines)))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('wherever blank lines stand', () => {
    fc.assert(
      fc.property(choices, (stream) => {
        const lines = rowsOf().flatMap((row) => ((stream.next().value ?? 0) % 3 === 0 ? ['', row] : [row]));
        expect(withoutLines(planFrom(tableFrom(lines)))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});

describe('recognition', () => {
  const words = fc.constantFrom(
    'захід',
    'виконавці',
    'термін',
    '№',
    '1.',
    '2',
    'та',
    ',',
    '.',
    '(',
    ')',
    '«',
    'РДА',
    'II',
    'квартал',
    '2021',
    'ЗМІ',
    '-',
    'Департамент культури',
    'учнівська',
    'молодь',
    'до',
    '31',
    'лютого',
    '\n',
  );
  const cell = fc.oneof(
    fc.array(words, { maxLength: 8 }).map((found) => found.join(' ')),
    fc.string({ maxLength: 30 }),
  );
  const heading = ['№', 'Захід', 'Аудиторія', 'Термін', 'Виконавці', 'Фінансування'];

  it('answers any table with a plan or a refusal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.array(cell, { minLength: 1, maxLength: 7 }), cell), { maxLength: 12 }),
        (rows) => {
          const table = tableFrom(['План заходів на 2021 рік', heading, ...rows]);
          expect(recognisePlan(table, seededLists, { language: 'uk' }).kind).toMatch(
            /^(?:RecognisedPlan|PlanWithoutMeasures)$/,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('loses no word of any cell: each is in a measure or in a warning', () => {
    const plain = fc
      .array(fc.constantFrom('виставка', 'РДА', 'ЗМІ', 'травень', 'діти', 'книга'), { minLength: 1, maxLength: 4 })
      .map((found) => found.join(' '));
    const row = fc.tuple(fc.constantFrom('', '1', '2.', '3)', 'х'), plain, plain, plain, plain, plain);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const marked = rows.map((cells, at) =>
          cells.map((text, column) => (column === 0 ? text : `${text} слово${String(at)}${String(column)}`)),
        );
        const plan = recognisePlan(tableFrom(['План заходів на 2021 рік', heading, ...marked]), seededLists, {
          language: 'en',
        });
        if (plan.kind !== 'RecognisedPlan') return;
        const kept = [
          ...plan.measures.flatMap(({ texts }) => Object.values(texts).map(({ verbatim }) => verbatim)),
          ...plan.warnings.map(({ text = '' }) => text),
        ].join(' ');
        const lost = marked
          .flatMap((cells, at) => cells.slice(1).map((_, column) => `слово${String(at)}${String(column + 1)}`))
          .filter((word) => !kept.includes(word));
        expect(lost).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('of a hostile table ends soon', () => {
    const names = Array.from({ length: 2_000 }, (_, at) => `невідомі ${String(at)}`).join(', ');
    const rows = Array.from({ length: 60 }, (_, at) => [
      String(at + 1),
      'Захід',
      names,
      'травень',
      names.slice(0, 20_000),
      '',
    ]);
    const started = performance.now();
    const plan = planFrom(tableFrom(['План заходів на 2021 рік', heading, ...rows]));
    expect(plan.warnings.at(-1)?.code).toBe('too-many-warnings');
    expect(performance.now() - started).toBeLessThan(10_000);
  }, 30_000);
});
