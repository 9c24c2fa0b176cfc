/** Finding the heading row of a plan, whatever the order of its columns and the words it uses for them. */
import type { SourceRow } from '../document/source-table.ts';
import { textKey } from './letters.rules.ts';
import type { PlanColumn } from './recognised-plan.ts';
import { tidy } from './spelling.rules.ts';

export interface Columns {
  readonly number: number | null;
  readonly goal: number | null;
  readonly title: number;
  readonly audience: number | null;
  readonly funding: number | null;
  readonly bodies: number | null;
  readonly term: number | null;
  /** A second column of bodies ("Співвиконавці"), and one for the end of a term that starts in `term`. */
  readonly coBodies: number | null;
  readonly termEnd: number | null;
  readonly extras: readonly { readonly column: number; readonly heading: string }[];
  readonly width: number;
}

type Meaning = PlanColumn | 'coBodies' | 'termEnd' | 'amount' | 'extra';

interface Sign {
  readonly meaning: Meaning;
  readonly pattern: RegExp;
  /** A word that other columns use too: taken only where no surer heading is there. */
  readonly weak?: true;
}

const sign = (meaning: Meaning, pattern: string, weak?: true): Sign => ({
  meaning,
  // headings are compared as keys: lower case, one blank between words, "та" as "і", "в" as "у"
  pattern: new RegExp(`(?<!\\p{L})(?:${pattern})`, 'u'),
  ...(weak && { weak }),
});

/** Where several fit a heading, the one that fits earliest in it counts; at the same place, the first here. */
const signs: readonly Sign[] = [
  sign(
    'extra',
    'очікуван|результат|індикатор|показник|приміт|відмітка|стан викон|інформація про|місце|локація|форма(?! (?:захо|і назв|роботи))|тривал|підстава|контроль|телефон|контакт|підтвердж|кількість',
  ),
  sign('coBodies', 'співвиконав'),
  sign('termEnd', '(?:дата|термін|строк)? ?(?:завершен|закінчен|кінц)|кінець|завершення'),
  sign('term', 'термін|строк|місяць$|дата|дати|період|коли|час (?:провед|викон)|час$|deadline|dates?$|term'),
  sign(
    'bodies',
    'відповідальн(?!іст)|виконав(?:ець|ці|ців|ця)|організатор|хто (?:викон|провод|відпов)|responsible|executor',
  ),
  sign(
    'audience',
    'аудитор|на кого розрах|цільов\\p{L}* (?:аудитор|груп|категор)|учасник|категор|для кого|адресат|отримувач|audience|цільові групи',
  ),
  sign('funding', 'джерел|фінансуван|funding|фінансове забезпеч|бюджет'),
  sign('amount', 'обсяг|орієнтовн\\p{L}* (?:обсяг|варт|сум)|сума|вартість|кошти|тис грн|грн|прогнозн\\p{L}* обсяг'),
  sign(
    'title',
    'зміст|назв\\p{L}* (?:захо|робот|робіт|подi|події|проє|ініціат)|найменуван\\p{L}* (?:захо|робот|робіт)|перелік|захо(?:ди|ду|дів|дами)|захід|measures?|опис захо|форма (?:захо|і назв)',
  ),
  sign(
    'title',
    'назва|найменування|подія|події|дія|дії|робота|роботи|ініціатив|проєкт|проект|активність|активності|тема$|тематика',
    true,
  ),
  sign('goal', 'комунікаційн\\p{L}* ціл|ціл(?:ь|і|ей)(?!\\p{L})|мета|goals?|назва напрям|напрям|пріоритет'),
  sign('goal', 'завдан|розділ|блок', true),
];

const numberHeading =
  /^(?:[№#]|n|no|номер|п\/п|з\/п|п\.п\.|пор)[\s\p{P}]*(?:п\s*\/?\s*п|з\s*\/?\s*п|п\.\s*п|заход[иу]|з\.п)?[\s\p{P}]*$/iu;
const longestHeading = 140;

interface Reading {
  readonly meaning: Meaning;
  readonly weak: boolean;
}

function readHeading(cell: string): Reading | null {
  const text = tidy(cell);
  if (text === '' || text.length > longestHeading) return null;
  if (numberHeading.test(text)) return { meaning: 'number', weak: false };
  const key = textKey(text);
  let best: (Reading & { at: number }) | null = null;
  for (const { meaning, pattern, weak = false } of signs) {
    const found = pattern.exec(key);
    if (found !== null && (best === null || found.index < best.at)) best = { meaning, weak, at: found.index };
  }
  return best !== null && best.at <= 40 ? best : null;
}

export const isNumberHeading = (cell: string): boolean => numberHeading.test(tidy(cell));

export type HeadingReading =
  { readonly columns: Columns } | { readonly missing: readonly PlanColumn[]; readonly known: number };

/** Reads a row as the heading of a plan; `missing` is what it lacks. */
export function readColumns(cells: readonly string[]): HeadingReading {
  const readings = cells.map(readHeading);
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  const find = (meaning: Meaning, weak: boolean): number | null => {
    const at = readings.findIndex((reading) => reading?.meaning === meaning && reading.weak === weak);
    return at < 0 ? null : at;
  };
  const sureTitle = find('title', false);
  const task = find('goal', true);
  // «Завдання» beside «Заходи» is what they are for; alone it is what is to be done
  const title = sureTitle ?? find('title', true) ?? (find('goal', false) === null ? null : task);
  const bodies = find('bodies', false) ?? find('coBodies', false);
  const term = find('term', false) ?? find('termEnd', false);
  const number = find('number', false);
  const known = readings.filter((reading) => reading !== null).length;
  const missing: PlanColumn[] = [];
  if (title === null) missing.push('title');
  if (bodies === null) missing.push('bodies');
  if (term === null) missing.push('term');
  const enough =
    title !== null && (sureTitle === null ? bodies !== null && term !== null : bodies !== null || term !== null);
  if (!enough || title === null || known < 3 || known * 2 < filled) return { missing, known };
  const fundingSource = find('funding', false);
  const goal = find('goal', false);
  const columns = {
    number,
    goal: goal ?? (task === title ? null : task),
    title,
    audience: find('audience', false),
    funding: fundingSource ?? find('amount', false),
    bodies,
    term,
    coBodies: bodies === find('coBodies', false) ? null : find('coBodies', false),
    termEnd: term === find('termEnd', false) ? null : find('termEnd', false),
  };
  const used = new Set(Object.values(columns));
  const extras = cells.flatMap((cell, column) => {
    const heading = tidy(cell);
    return used.has(column) || heading === '' ? [] : [{ column, heading }];
  });
  return { columns: { ...columns, extras, width: cells.length } };
}

export interface Heading {
  readonly columns: Columns;
  /** Rows of the table that the heading takes, from the first to the last. */
  readonly first: number;
  readonly last: number;
}

const looksLikeNumber = /^\s*(?:№\s*)?\d{1,3}(?:[.)]|\.\d+\.?)?\s*$/;

/** A table whose first column has no heading but counts the rows. */
function withUnnamedNumber(columns: Columns, rows: readonly SourceRow[], from: number): Columns {
  if (columns.number !== null) return columns;
  const { goal, title, audience, funding, bodies, term, coBodies, termEnd, extras } = columns;
  const named = new Set([
    goal,
    title,
    audience,
    funding,
    bodies,
    term,
    coBodies,
    termEnd,
    ...extras.map(({ column }) => column),
  ]);
  for (let column = 0; column < columns.width; column++) {
    if (named.has(column)) continue;
    const cells = rows.slice(from, from + 60).map((row) => row.cells[column]?.trim() ?? '');
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length > 0 && filled.filter((cell) => looksLikeNumber.test(cell)).length * 2 > filled.length) {
      return { ...columns, number: column };
    }
  }
  return columns;
}

/**
 * Columns without a heading, also those beyond the last one: beside the term stands its end, anything else is kept as a
 * further column.
 */
function withUnnamedColumns(columns: Columns, rows: readonly SourceRow[], from: number): Columns {
  const { extras, width: named, ...places } = columns;
  const used = new Set<number | null>([...Object.values(places), ...extras.map(({ column }) => column)]);
  const width = rows.slice(from).reduce((most, { cells }) => Math.max(most, cells.length), named);
  const unnamed = Array.from({ length: width }, (_, column) => column).filter((column) => !used.has(column));
  const beside = columns.term === null || columns.termEnd !== null ? -1 : columns.term + 1;
  const isEnd = beside < named && unnamed.includes(beside);
  return {
    ...columns,
    termEnd: isEnd ? beside : columns.termEnd,
    extras: [
      ...extras,
      ...unnamed.filter((column) => !isEnd || column !== beside).map((column) => ({ column, heading: '' })),
    ],
  };
}

function joined(rows: readonly SourceRow[]): string[] {
  const width = Math.max(...rows.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, column) =>
    rows
      .map((row) => row.cells[column] ?? '')
      .filter((cell) => cell !== '')
      .join(' '),
  );
}

/** A second row of the heading: no number, short words, nothing that a measure has. */
function goesOn(row: SourceRow | undefined, heading: readonly string[], columns: Columns | null): boolean {
  if (row === undefined || row.cells.length < 2) return false;
  const filled = row.cells.filter((cell) => cell !== '');
  if (filled.length === 0 || filled.some((cell) => cell.length > 60)) return false;
  const number = row.cells[columns?.number ?? 0] ?? '';
  if (number !== '' && !isNumberHeading(number)) return false;
  // a heading of two storeys: the cells over the whole height cover this row
  if (row.coveredFromAbove !== undefined) return true;
  // without its "п/п" a second row is only one where the first alone is no heading: it may be words of a measure
  if (number === '' && columns !== null) return false;
  const starts = filled.every((cell) => /^[\p{Ll}(/]|^п\//u.test(cell));
  return starts && row.cells.every((cell, column) => cell === '' || (heading[column] ?? '') !== '');
}

/** The heading that starts at a row: the row alone, or with the rows that go on with it. */
export function headingAt(rows: readonly SourceRow[], at: number): Heading | null {
  const row = rows[at];
  if (row === undefined || row.cells.length < 2) return null;
  if (looksLikeNumber.test(row.cells.find((cell) => cell.trim() !== '') ?? '')) return null;
  let cells: string[] = [...row.cells];
  let reading = readColumns(cells);
  let last = at;
  for (let next = at + 1; next <= at + 2; next++) {
    const columns = 'columns' in reading ? reading.columns : null;
    if (!goesOn(rows[next], cells, columns)) break;
    const more = joined(rows.slice(at, next + 1));
    const read = readColumns(more);
    if ('missing' in read && columns !== null) break;
    cells = more;
    reading = read;
    last = next;
  }
  if ('missing' in reading) return null;
  const columns = withUnnamedNumber(reading.columns, rows, last + 1);
  return { columns: withUnnamedColumns(columns, rows, last + 1), first: at, last };
}

/** "1 2 3 4 5 6 7" under a heading. */
export function countsColumns(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return filled.length >= 3 && filled.every((cell, position) => cell.replace(/[.)]$/, '') === String(position + 1));
}

/** What the likeliest row of a table without a heading lacks. */
export function missingColumns(rows: readonly SourceRow[]): readonly PlanColumn[] {
  let best: { missing: readonly PlanColumn[]; known: number } = { missing: ['title', 'bodies', 'term'], known: 0 };
  for (const row of rows.slice(0, 300)) {
    if (row.cells.length < 2) continue;
    const reading = readColumns(row.cells);
    if ('missing' in reading && reading.known > best.known) best = reading;
  }
  return best.missing.length > 0 ? best.missing : ['title', 'bodies', 'term'];
}
