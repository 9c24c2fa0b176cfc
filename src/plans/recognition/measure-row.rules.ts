/** Gathering the rows of the table into measures: page breaks, repeated headings, sections and stray lines. */
import type { SourceRow } from '../document/source-table.ts';
import { type Columns, countsColumns, type Heading, isNumberHeading, readColumns } from './column.rules.ts';
import { textKey } from './letters.rules.ts';
import type { Finding } from './finding.rules.ts';
import {
  filledColumns,
  isInCapitals,
  isMarkedSection,
  isOutside,
  isRoman,
  isRule,
  isPersonName,
  isSignature,
  isTotal,
  measureNumber,
  spansTable,
} from './row.rules.ts';
import { unwrapped } from './wrapped-row.rules.ts';

export interface Piece {
  readonly line: number;
  readonly text: string;
}

export interface Section {
  readonly line: number;
  readonly text: string;
}

/** One measure as the pieces of its cells. */
export interface MeasureRows {
  /** null: the table numbers nothing. */
  readonly number: string | null;
  readonly columns: Columns;
  readonly lines: number[];
  readonly pieces: Map<number, Piece[]>;
  /** Columns that a cell merged downwards from the measure before fills. */
  readonly covered: ReadonlySet<number>;
  readonly section: Section | null;
}

export interface GatheredRows {
  readonly measures: readonly MeasureRows[];
  readonly findings: readonly Finding[];
}

/** A cell of the number column that is longer holds no number, however odd. */
const longestNumber = 12;

interface State {
  columns: Columns;
  heading: readonly string[];
  current: MeasureRows | null;
  section: Section | null;
  /** Inside a table that is not the plan's. */
  foreign: boolean;
}

const rowText = (row: SourceRow): string =>
  row.cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' | ');

const rowKey = (row: SourceRow): string => textKey(row.cells.join(' '));

const headingKeys = (rows: readonly SourceRow[], heading: Heading): string[] =>
  rows.slice(heading.first, heading.last + 1).map(rowKey);

export function gatherMeasures(allRows: readonly SourceRow[], first: Heading): GatheredRows {
  const rows = unwrapped(allRows, first.last + 1, first.columns);
  const findings: Finding[] = [];
  const measures: MeasureRows[] = [];
  const state: State = {
    columns: first.columns,
    heading: headingKeys(rows, first),
    current: null,
    section: null,
    foreign: false,
  };
  const lastNumbered = lastMeasureRow(rows, first);

  const stray = (row: SourceRow, code: 'stray-line' | 'stray-row'): void => {
    findings.push({ code, line: row.line, text: rowText(row) });
  };
  const openSection = (row: SourceRow, text: string, sure: boolean): void => {
    state.section = { line: row.line, text: text.trim() };
    state.current = null;
    if (!sure) findings.push({ code: 'section-assumed', line: row.line, text: text.trim() });
  };
  const openMeasure = (row: SourceRow, number: string | null): void => {
    const covered = new Set(
      row.cells.flatMap((_, column) => (row.coveredFromAbove?.[column] === true ? [column] : [])),
    );
    state.current = { number, columns: state.columns, lines: [], pieces: new Map(), covered, section: state.section };
    measures.push(state.current);
    addPieces(state.current, row);
  };

  for (let at = first.last + 1; at < rows.length; at++) {
    const row = rows[at];
    if (row === undefined) break;
    const filled = filledColumns(row);
    if (filled.length === 0 || isRule(row)) continue;
    if (state.heading.includes(rowKey(row))) {
      state.foreign = false;
      continue;
    }
    const repeated = row.cells.some(isNumberHeading) ? readColumns(row.cells) : null;
    if (repeated !== null && 'columns' in repeated) {
      state.columns = repeated.columns;
      state.heading = [rowKey(row)];
      state.foreign = false;
      continue;
    }
    if (countsColumns(row.cells)) continue;
    if (isOutside(row)) {
      const text = row.cells[0] ?? '';
      const heads = (isMarkedSection(text) || isInCapitals(text)) && at < lastNumbered;
      if (heads) openSection(row, text, true);
      else stray(row, 'stray-line');
      continue;
    }
    const numberCell = state.columns.number === null ? '' : (row.cells[state.columns.number] ?? '').trim();
    if (numberCell !== '' && isNumberHeading(numberCell)) state.foreign = true;
    const firstText = row.cells[filled[0] ?? 0] ?? '';
    if (state.foreign || isTotal(firstText)) {
      stray(row, 'stray-row');
      continue;
    }
    const afterBlank = filledColumns(rows[at - 1] ?? row).length === 0 || isRule(rows[at - 1] ?? row);
    const signed = filled.length === 2 && isPersonName(row.cells[filled[1] ?? 0] ?? '');
    const closes = signed || (at > lastNumbered && filled.length < 3 && afterBlank);
    if (numberCell === '' && closes && isSignature(firstText)) {
      stray(row, 'stray-line');
      continue;
    }
    const sectionText = sectionOf(rows, at, filled, state.columns);
    if (sectionText !== null) {
      if (at < lastNumbered || state.columns.number === null) openSection(row, sectionText.text, sectionText.sure);
      else stray(row, 'stray-line');
      continue;
    }
    readTableRow(row, filled, numberCell);
  }
  return { measures, findings };

  function readTableRow(row: SourceRow, filled: readonly number[], numberCell: string): void {
    const { columns, current } = state;
    const numberCovered = columns.number !== null && row.coveredFromAbove?.[columns.number] === true;
    if (columns.number === null) {
      if (startsMeasure(row, columns)) openMeasure(row, null);
      else if (current !== null) addPieces(current, row);
      else stray(row, 'stray-row');
    } else if (numberCell === '' || numberCovered) {
      if (current !== null) addPieces(current, row);
      else stray(row, 'stray-row');
    } else {
      const number = measureNumber(numberCell);
      if (number === null && (filled.length < 3 || numberCell.length > longestNumber)) {
        stray(row, 'stray-row');
        return;
      }
      openMeasure(row, number ?? numberCell);
      if (number === null) findings.push({ code: 'number-odd', line: row.line, text: numberCell, measure: numberCell });
    }
  }
}

function addPieces(measure: MeasureRows, row: SourceRow): void {
  if (!measure.lines.includes(row.line)) measure.lines.push(row.line);
  row.cells.forEach((cell, column) => {
    const text = cell.trim();
    if (text === '') return;
    const pieces = measure.pieces.get(column) ?? [];
    pieces.push({ line: row.line, text });
    measure.pieces.set(column, pieces);
  });
}

/** With numbers, a row that has one; without, a row that names a measure and says who or when. */
function startsMeasure(row: SourceRow, columns: Columns): boolean {
  const filled = (column: number | null): boolean => column !== null && (row.cells[column] ?? '').trim() !== '';
  if (columns.number !== null) return measureNumber(row.cells[columns.number] ?? '') !== null;
  return filled(columns.title) && (filled(columns.bodies) || filled(columns.term));
}

/** The last row that starts a measure, before any table that is not the plan's. */
function lastMeasureRow(rows: readonly SourceRow[], { last, columns }: Heading): number {
  const { number } = columns;
  const foreign = rows.findIndex((row, at) => {
    if (number === null || at <= last || !isNumberHeading(row.cells[number] ?? '')) return false;
    return 'missing' in readColumns(row.cells);
  });
  const own = foreign < 0 ? rows : rows.slice(0, foreign);
  return own.findLastIndex((row) => !isOutside(row) && startsMeasure(row, columns));
}

/** The text of a row that heads the measures after it; null for any other row. */
function sectionOf(
  rows: readonly SourceRow[],
  at: number,
  filled: readonly number[],
  columns: Columns,
): { text: string; sure: boolean } | null {
  const row = rows[at];
  const [first, second] = filled;
  if (row === undefined || first === undefined || filled.length > 2) return null;
  const numberCell = columns.number === null ? '' : (row.cells[columns.number] ?? '').trim();
  const text = rowText(row).replaceAll(' | ', ' ');
  const wide = spansTable(row, columns);
  if (filled.length === 1) {
    if (measureNumber(row.cells[first] ?? '') !== null) return null;
    if (row.coveredFromAbove?.some((covered) => covered) === true && !wide) return null;
    if (wide || isMarkedSection(text))
      return wide || first === columns.number || opensNext(rows, at, columns) ? { text, sure: true } : null;
    return first === columns.number ? { text, sure: isInCapitals(text) } : null;
  }
  if (first !== columns.number || second === undefined) return null;
  if (isRoman(numberCell)) return { text, sure: true };
  const number = measureNumber(numberCell);
  if (number === null) return null;
  const next = nextNumber(rows, at, columns);
  const subordinate = next !== null && next.startsWith(`${number}.`);
  return subordinate || (wide && next !== null) ? { text, sure: true } : null;
}

/** The number of the row right after, blank rows apart; null when something else follows. */
function nextNumber(rows: readonly SourceRow[], at: number, columns: Columns): string | null {
  const next = rows.slice(at + 1, at + 6).find((row) => filledColumns(row).length > 0);
  return next === undefined || columns.number === null ? null : measureNumber(next.cells[columns.number] ?? '');
}

function opensNext(rows: readonly SourceRow[], at: number, columns: Columns): boolean {
  if (columns.number !== null) return nextNumber(rows, at, columns) !== null;
  const next = rows.slice(at + 1, at + 6).find((row) => filledColumns(row).length > 0);
  return next !== undefined && startsMeasure(next, columns);
}
