/** Rows of a text that were broken at a line end inside a cell: the tabs of several lines make one row together. */
import type { SourceRow } from '../document/source-table.ts';
import { type Columns, headingAt } from './column.rules.ts';
import { filledColumns, isRule, measureNumber } from './row.rules.ts';

const mostLines = 12;

/** Only where the lines give exactly the heading's width together; anything else stays as it is. */
export function unwrapped(rows: readonly SourceRow[], from: number, columns: Columns): SourceRow[] {
  const result = rows.slice(0, from);
  for (let at = from; at < rows.length; at++) {
    const row = rows[at];
    if (row === undefined) break;
    const end = wrappedEnd(rows, at, columns);
    if (end === null) {
      result.push(row);
      continue;
    }
    result.push(...placedRows(rows.slice(at, end + 1), columns.width));
    at = end;
  }
  return result;
}

function wrappedEnd(rows: readonly SourceRow[], at: number, columns: Columns): number | null {
  const row = rows[at];
  const { width, number } = columns;
  if (row === undefined || number !== 0 || row.spans !== undefined) return null;
  if (row.cells.length >= width || row.cells.length < 2 || measureNumber(row.cells[0] ?? '') === null) return null;
  let total = row.cells.length;
  for (let next = at + 1; next < Math.min(rows.length, at + mostLines); next++) {
    const candidate = rows[next];
    if (candidate === undefined) return null;
    if (filledColumns(candidate).length === 0) continue;
    const first = (candidate.cells[0] ?? '').trim();
    if (first === '' || measureNumber(first) !== null || isRule(candidate)) return null;
    if (headingAt(rows, next) !== null) return null;
    total += candidate.cells.length - 1;
    if (total === width && candidate.cells.length > 1) return next;
    if (total > width) return null;
  }
  return null;
}

/** Every line keeps its own row and number; its cells move under the columns that they belong to. */
function placedRows(rows: readonly SourceRow[], width: number): SourceRow[] {
  let taken = 1;
  return rows
    .filter((row) => filledColumns(row).length > 0)
    .map(({ line, cells }) => {
      const start = taken - 1;
      taken = start + cells.length;
      return { line, cells: Array.from({ length: width }, (_, column) => cells[column - start] ?? '') };
    });
}
