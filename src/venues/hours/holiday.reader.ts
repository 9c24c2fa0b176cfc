import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import type { Language } from '../../platform/language/language.ts';
import { cleanLine, isBlank } from '../../platform/text/text.rules.ts';
import { type LocalDate, readLocalDate } from '../../platform/time/local.ts';
import type { HolidayRow } from './closure.tables.ts';
import { holidayListInvalid, type HolidayListInvalid, type WrongLine, type WrongLineKind } from './holiday.rules.ts';

export const MOST_CHARACTERS = 50_000;
const MOST_LINES = 1_000;
const MOST_NAME = 200;
const COLUMNS = ['date', 'nameUk', 'nameEn'] as const;

interface Line {
  /** From 1, as an editor counts them. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a list of public holidays: comma- or semicolon-separated values under the heading `date,nameUk,nameEn`, its
 * columns in any order. Says all that is wrong at once.
 */
export function readHolidayList(csv: string, language: Language): HolidayRow[] | HolidayListInvalid {
  const wrong: WrongLine[] = [];
  const say = (line: number, kind: WrongLineKind) => wrong.push({ line, kind });
  const holidays = new Map<LocalDate, HolidayRow>();
  if (csv.length > MOST_CHARACTERS) say(1, 'TOO_LONG');
  const lines = wrong.length > 0 ? [] : linesOf(csv, say);
  const [heading, ...rows] = lines;
  const places = COLUMNS.map((name) => heading?.cells.findIndex((cell) => cell === name) ?? -1);
  if (wrong.length === 0 && (!heading || places.includes(-1))) say(heading?.line ?? 1, 'HEADING');
  else if (wrong.length === 0 && rows.length === 0) say(heading?.line ?? 1, 'EMPTY');
  if (wrong.length > 0) return holidayListInvalid(wrong, language);
  for (const { line, cells } of rows.slice(0, MOST_LINES)) {
    const [text = '', nameUk = '', nameEn = ''] = places.map((place) => cells[place] ?? '');
    const date = /^20\d\d-/.test(text) ? readLocalDate(text) : null;
    if (date === null) say(line, 'DATE');
    else if (holidays.has(date)) say(line, 'TWICE');
    if (isBlank(nameUk) || isBlank(nameEn)) say(line, 'NAME');
    else if (nameUk.length > MOST_NAME || nameEn.length > MOST_NAME) say(line, 'NAME_TOO_LONG');
    if (date !== null) holidays.set(date, { date, nameUk, nameEn });
  }
  const first = rows[MOST_LINES];
  if (first) say(first.line, 'TOO_MANY');
  return wrong.length > 0 ? holidayListInvalid(wrong, language) : [...holidays.values()];
}

function linesOf(csv: string, say: (line: number, kind: WrongLineKind) => void): Line[] {
  const delimiter = /^[^\n]*;/.test(csv) ? ';' : ',';
  const options = { bom: true, delimiter, relax_quotes: true, relax_column_count: true, info: true };
  try {
    // The package's types do not follow the option `info`.
    const records = parse(csv, options) as unknown as { readonly record: string[]; readonly info: InfoRecord }[];
    let line = 1;
    return records.flatMap(({ record, info }) => {
      const at = line;
      line = info.lines + 1;
      const cells = record.map(cleanLine);
      return cells.every((cell) => cell === '') ? [] : [{ line: at, cells }];
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    say(typeof error['lines'] === 'number' ? error['lines'] : 1, 'QUOTES');
    return [];
  }
}
