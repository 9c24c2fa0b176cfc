/** Text with tabs: one line, one row. */
import type { DecodedText } from './encoding.ts';
import type { Refuse } from './document.messages.ts';
import type { DocumentReading, SourceRow } from './source-table.ts';

/** The columns of a line, without splitting one that has millions. */
function columnsOf(line: string, most: number): number {
  let columns = 1;
  for (let at = line.indexOf('\t'); at >= 0 && columns <= most; at = line.indexOf('\t', at + 1)) columns++;
  return columns;
}

export function readText({ text, encoding }: DecodedText, refuse: Refuse): DocumentReading {
  const { limits } = refuse;
  const rows: SourceRow[] = [];
  let line = 0;
  for (let from = 0; from <= text.length;) {
    const found = lineEnd(text, from);
    line++;
    const printed = text.slice(from, found.at);
    from = found.next;
    // tabs at the end of a line are columns left empty
    const kept = printed.trimEnd();
    if (columnsOf(kept, limits.columns) > limits.columns) return { refusal: refuse.tooLarge('COLUMNS', line) };
    const open = columnsOf(printed, limits.columns) <= limits.columns ? printed : kept;
    const cells = open.split('\t').map((cell) => cell.trim());
    if (cells.some((cell) => cell.length > limits.cellCharacters)) return { refusal: refuse.tooLarge('CELL', line) };
    rows.push({ line, cells: cells.length > 1 && cells.every((cell) => cell === '') ? [''] : cells });
    if (rows.length > limits.rows) return { refusal: refuse.tooLarge('ROWS') };
  }
  if (rows.every((row) => row.cells.every((cell) => cell === ''))) return { refusal: refuse.empty() };
  return { table: { format: 'text', rows, encoding } };
}

function lineEnd(text: string, from: number): { at: number; next: number } {
  const feed = text.indexOf('\n', from);
  const at = feed < 0 ? text.length : feed;
  const end = text[at - 1] === '\r' && at > from ? at - 1 : at;
  return { at: end, next: at + 1 };
}
