import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import type { Language } from '../../platform/language/language.ts';
import {
  lineFault,
  MOST_BYTES,
  MOST_NOMINEES,
  nominationsWrong,
  type NominationsWrong,
  type NomineeField,
} from './nomination.refusal.rules.ts';
import type { WrittenLine } from './nomination.rules.ts';

/** A list that was pasted, line by line. */
export interface ReadList {
  readonly lines: readonly WrittenLine[];
  /** Headings of columns that mean nothing here. */
  readonly ignoredColumns: readonly string[];
}

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Without a heading these are the columns. */
const ORDER: readonly NomineeField[] = ['NAME', 'EMAIL', 'JOB_TITLE', 'PHONE'];
/** Headings, of their letters alone: a name may be in several columns. */
const HEADINGS: Readonly<Record<NomineeField, readonly string[]>> = {
  NAME: [
    ...['імя', 'піб', 'прізвище', 'побатькові', 'імятапрізвище', 'імяпрізвище', 'прізвищетаімя', 'прізвищеімя'],
    ...['прізвищеімяпобатькові', 'учасник', 'учасниця', 'name', 'fullname', 'firstname', 'lastname', 'surname'],
  ],
  EMAIL: [
    ...['email', 'emailaddress', 'mail', 'пошта', 'елпошта', 'електроннапошта', 'електроннаадреса', 'адреса', 'імейл'],
    ...['еладреса', 'emailадреса', 'адресаemail', 'адресаелпошти', 'адресаелектронноїпошти', 'емейл'],
  ],
  JOB_TITLE: ['посада', 'position', 'job', 'jobtitle', 'title'],
  PHONE: ['телефон', 'тел', 'номертелефону', 'phone', 'phonenumber', 'telephone', 'tel', 'mobile'],
};
const ADDRESS = /^[^\s;,"]+@[^\s;,"]+$/;

/**
 * Reads what was copied from a spreadsheet or a file: cells parted by tabs, semicolons or commas, whichever makes most
 * addresses stand alone; a heading in Ukrainian or English is not needed. What makes the list unreadable as a whole is said
 * at once; what is wrong with one line is `checkLines`' to say.
 */
export function readNomineeList(csv: string, language: Language): ReadList | NominationsWrong {
  const wrong = (line: number, fault: 'LARGE' | 'QUOTES' | 'EMPTY' | 'MANY' | 'COLUMNS') =>
    nominationsWrong([lineFault(line, null, fault, language)], language);
  if (Buffer.byteLength(csv) > MOST_BYTES) return wrong(1, 'LARGE');
  const rows = ['\t', ';', ','].map((delimiter) => rowsOf(csv, delimiter)).reduce(better);
  if (typeof rows === 'number') return wrong(rows, 'QUOTES');
  const [first] = rows;
  if (!first) return wrong(1, 'EMPTY');
  const columns = headingOf(first.cells);
  const listed = columns ? rows.slice(1) : rows;
  if (columns && !(columns.includes('NAME') && columns.includes('EMAIL'))) return wrong(first.line, 'COLUMNS');
  if (listed.length === 0) return wrong(first.line, 'EMPTY');
  const beyond = listed[MOST_NOMINEES];
  if (beyond) return wrong(beyond.line, 'MANY');
  const ignoredColumns = first.cells.filter((cell, at) => columns?.[at] === null && cell !== '');
  return { lines: listed.map((row) => written(row, columns ?? ORDER)), ignoredColumns };
}

/** The rows that are not empty; the line of a quotation mark that nothing closes. */
function rowsOf(csv: string, delimiter: string): Cells[] | number {
  const options = { bom: true, delimiter, relax_quotes: true, relax_column_count: true, info: true };
  try {
    const parsed = parse(csv, { ...options, record_delimiter: ['\r\n', '\n', '\r'] });
    // The package's types do not follow the option `info`.
    const records = parsed as unknown as { readonly record: string[]; readonly info: InfoRecord }[];
    let line = 1;
    return records.flatMap(({ record, info }) => {
      const at = line;
      line = info.lines + 1;
      const cells = record.map((cell) => cell.trim());
      return cells.every((cell) => cell === '') ? [] : [{ line: at, cells }];
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return typeof error['lines'] === 'number' ? error['lines'] : 1;
  }
}

function better(one: Cells[] | number, other: Cells[] | number): Cells[] | number {
  if (typeof one === 'number') return other;
  if (typeof other === 'number') return one;
  const [addresses, parted] = [addressesIn(other) - addressesIn(one), partedIn(other) - partedIn(one)];
  return addresses > 0 || (addresses === 0 && parted > 0) ? other : one;
}

const addressesIn = (rows: readonly Cells[]) =>
  rows.filter(({ cells }) => cells.some((cell) => ADDRESS.test(cell))).length;
const partedIn = (rows: readonly Cells[]) => rows.reduce((sum, { cells }) => sum + cells.length - 1, 0);

/** What each column is, null for one that is nothing here; null when the row is somebody, and no heading. */
function headingOf(cells: readonly string[]): (NomineeField | null)[] | null {
  if (cells.some((cell) => cell.includes('@'))) return null;
  const columns = cells.map((cell) => {
    // An apostrophe may be a letter to Unicode (U+02BC), and й two signs: what is compared are letters as they are read.
    const letters = cell
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[^\p{L}]|\p{Lm}/gu, '');
    return ORDER.find((field) => HEADINGS[field].includes(letters)) ?? null;
  });
  return columns.some((column) => column !== null) ? columns : null;
}

function written({ line, cells }: Cells, columns: readonly (NomineeField | null)[]): WrittenLine {
  const of = (field: NomineeField) => cells.filter((cell, at) => columns[at] === field && cell !== '').join(' ');
  return {
    ...{ line, name: of('NAME'), email: of('EMAIL'), jobTitle: of('JOB_TITLE'), phone: of('PHONE') },
    hasMore: cells.slice(columns.length).some((cell) => cell !== ''),
  };
}
