/** What one row of the table is, looked at by itself. */
import type { SourceRow } from '../document/source-table.ts';
import type { Columns } from './column.rules.ts';
import { withoutMarks } from './spelling.rules.ts';

export const filledColumns = (row: SourceRow): number[] =>
  row.cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));

/** A line outside the table: a paragraph, a line of text without tabs. */
export const isOutside = (row: SourceRow): boolean => row.cells.length === 1;

export const isRule = (row: SourceRow): boolean => {
  const filled = row.cells.filter((cell) => cell.trim() !== '');
  return (
    filled.length > 0 &&
    filled.every((cell) => /^[-–—_=*~\s.]{2,}$/.test(cell) || (filled.length > 2 && /^[-–—]$/.test(cell)))
  );
};

const printedNumber = /^(?:№|n\s?o?\.?|п\.)?\s*(\d{1,4}(?:[.-]\d{1,3}){0,3}\s?-?\p{L}?)\s*[.)]{0,2}$/iu;
const roman = /^[IVXІХ]{1,5}[.)]?$/iu;

/** "№1", "1.", "1)", "1.1.", "3-а": the number as a person says it; null when it is none. */
export function measureNumber(cell: string): string | null {
  const found = printedNumber.exec(withoutMarks(cell).trim());
  return found === null ? null : (found[1] ?? '').replace(/\s/g, '').replace(/-(?=\p{L}$)/u, '');
}

export const isRoman = (cell: string): boolean => roman.test(cell.trim());

/** "1. Провести…" in a table without a column of numbers. */
export function numberInTitle(title: string): { number: string; title: string } | null {
  const found = /^\s*(\d{1,3}(?:\.\d{1,3}){0,3})\s*[.)]\s+(?=\S)/.exec(title);
  return found === null ? null : { number: found[1] ?? '', title: title.slice(found[0].length) };
}

const marked =
  /^(?:(?:розділ|напрям(?:ок)?|стратегічна ціль|операційна ціль|ціль|пріоритет|блок|модуль|завдання|мета|частина)\s*(?:№\s*)?(?:[\dIVXІХ]+(?:\.\d+)*|[.:])|[IVXІХ]{1,5}\s?[.)]\s*\p{Lu})/iu;

/** "Розділ 2. …", "I. …", "Ціль: …". */
export const isMarkedSection = (text: string): boolean => marked.test(withoutMarks(text).trim());

export const isInCapitals = (text: string): boolean => {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length >= 8 && letters === letters.toUpperCase() && /\s/.test(text.trim());
};

export const isTotal = (text: string): boolean =>
  /^(?:разом|всього|усього)(?:\s*[:.]|\s+(?:за|по)\s.*)?$/iu.test(text.trim());

/** «І. Петренко», «Іван ПЕТРЕНКО»: as a document is signed. */
export const isPersonName = (text: string): boolean =>
  /^(?:\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}[\p{L}'’ʼ-]+|\p{Lu}[\p{Ll}'’ʼ]+\s+\p{Lu}{2}[\p{Lu}'’ʼ-]*)$/u.test(text.trim());

/** The office of somebody who signs: looked for beside a name, or after the last measure and a blank row. */
export const isSignature = (text: string): boolean =>
  /^(?:перший\s+)?(?:заступник|керуюч|керівник|начальник|директор|(?:\p{L}+\s+)?голова(?!\p{L})|секретар|погоджено|виконавець|підготув|упорядник|головний\s+спеціаліст|в\.\s?о\.)/iu.test(
    text.trim(),
  );

/** Does one cell cover most of the table's width? */
export function spansTable(row: SourceRow, columns: Columns): boolean {
  const widest = Math.max(1, ...(row.spans ?? []));
  return widest >= Math.max(2, Math.ceil(columns.width / 2));
}
