/** Separated values: quoted cells may hold line ends and separators; which separator, the file itself tells. */
import { type CsvErrorCode, CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import type { Refuse } from './document.messages.ts';
import type { DecodedText } from './encoding.ts';
import type { DocumentReading, SourceRow } from './source-table.ts';

export type Delimiter = ',' | ';' | '\t';

const delimiters: readonly Delimiter[] = ['\t', ';', ','];
const sampleLength = 60_000;

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: InfoRecord;
}

function records(text: string, delimiter: Delimiter, quoted: boolean, most: number): CsvRecord[] {
  const options = { delimiter, relax_quotes: true, relax_column_count: true, info: true, to: most };
  // the package's types do not follow the option `info`
  return parse(text, { ...options, quote: quoted ? '"' : false }) as unknown as CsvRecord[];
}

const quoteErrors: readonly CsvErrorCode[] = ['CSV_QUOTE_NOT_CLOSED', 'CSV_INVALID_CLOSING_QUOTE'];

/** A quotation mark that nothing closes is a letter like any other. */
function tolerantRecords(text: string, delimiter: Delimiter, most: number): CsvRecord[] | null {
  for (const quoted of [true, false]) {
    try {
      return records(text, delimiter, quoted, most);
    } catch (error) {
      if (!(error instanceof CsvError) || !quoted || !quoteErrors.includes(error.code)) return null;
    }
  }
  return null;
}

/** The separator by which most rows get the same number of cells; null when none divides the text into columns. */
export function delimiterOf(text: string): Delimiter | null {
  const sample = text.slice(0, sampleLength);
  const hint = /^sep=([,;\t])\r?\n/i.exec(sample)?.[1];
  if (hint !== undefined) return hint as Delimiter;
  let best: { delimiter: Delimiter; score: number } | null = null;
  for (const delimiter of delimiters) {
    const found = (tolerantRecords(sample, delimiter, 400) ?? []).map(({ record }) => widthOf(record));
    const counts = new Map<number, number>();
    for (const length of found) if (length > 2) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [length = 0, times = 0] = [...counts].sort((one, other) => other[1] * other[0] - one[1] * one[0])[0] ?? [];
    const score = length * times * (delimiter === '\t' ? 4 : 1);
    if (times >= 2 && (best === null || score > best.score)) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}

/** A sheet may be saved with thousands of columns that hold nothing. */
const widthOf = (record: readonly string[]): number =>
  record.length <= 50 ? record.length : record.findLastIndex((cell) => cell.trim() !== '') + 1;

function countOf(text: string, delimiter: Delimiter, most: number): number {
  let count = 0;
  for (let at = text.indexOf(delimiter); at >= 0 && count <= most; at = text.indexOf(delimiter, at + 1)) count++;
  return count;
}

function withoutEmptyEnds(text: string, delimiter: Delimiter): string {
  const lines = text.split('\n').map((line) => {
    let end = line.endsWith('\r') ? line.length - 1 : line.length;
    while (end > 0 && line[end - 1] === delimiter) end--;
    return line.slice(0, end);
  });
  return lines.join('\n');
}

export function readCsv({ text: whole, encoding }: DecodedText, delimiter: Delimiter, refuse: Refuse): DocumentReading {
  const { limits } = refuse;
  const most = limits.rows * limits.columns;
  const hint = /^sep=[,;\t]\r?\n/i.exec(whole);
  let text = hint === null ? whole : `\n${whole.slice(hint[0].length)}`;
  if (countOf(text, delimiter, most) > most) {
    // a sheet saved with all its empty columns
    text = withoutEmptyEnds(text, delimiter);
    if (countOf(text, delimiter, most) > most) return { refusal: refuse.tooLarge('COLUMNS') };
  }
  const found = tolerantRecords(text, delimiter, limits.rows + 1);
  if (found === null) return { refusal: refuse.damaged() };
  const rows: SourceRow[] = [];
  let line = 1;
  for (const { record, info } of found) {
    const filled = record.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (filled > limits.columns) return { refusal: refuse.tooLarge('COLUMNS', line) };
    const cells = record.slice(0, Math.max(1, Math.min(record.length, limits.columns))).map((cell) => cell.trim());
    if (cells.some((cell) => cell.length > limits.cellCharacters)) return { refusal: refuse.tooLarge('CELL', line) };
    rows.push({ line, cells: cells.map((cell) => cell.replaceAll('\r\n', '\n')) });
    line = info.lines + 1;
  }
  if (rows.length > limits.rows) return { refusal: refuse.tooLarge('ROWS') };
  if (rows.every((row) => row.cells.every((cell) => cell === ''))) return { refusal: refuse.empty() };
  return { table: { format: 'csv', rows, encoding, delimiter } };
}
