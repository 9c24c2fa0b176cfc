/** What stands over the table: who approves the plan, when, and what the plan is called. */
import type { SourceRow } from '../document/source-table.ts';
import type { Finding } from './finding.rules.ts';
import { cleaned, withoutMarks } from './spelling.rules.ts';
import { termTokens } from './term-words.rules.ts';
import { type PlanYears, unitStart } from './term-units.rules.ts';

export interface Preamble {
  readonly title: string;
  readonly titleVerbatim: string;
  readonly approver: string | null;
  readonly approverName: string | null;
  readonly approvalDate: string | null;
  /** A year that stands in the blank for the date: « » 2019 р. */
  readonly approvalYear: number | null;
  readonly findings: readonly Finding[];
}

interface Line {
  readonly line: number;
  readonly text: string;
}

const approval = /^(?:затвердж(?:ую|ено|уємо)|погодж(?:ую|ено)|схвален[оа])(?!\p{L})[\s:,.]*/iu;
const titleOpening =
  /^[«"\s]*(?:(?:зведен|річн|календарн|комплексн|робоч|орієнтовн|перспективн|загальн|щорічн)\p{L}*\s+)?(?:план|програма|перелік|заходи|комплекс|дорожня карта|календар|графік|стратегі)/iu;
const personName =
  /(?:\p{Lu}\.\s?){1,2}\s?\p{Lu}[\p{L}'’ʼ-]+$|\p{Lu}[\p{Ll}'’ʼ]+\s+\p{Lu}[\p{Lu}'’ʼ-]{2,}$|(?<!\S)\p{Lu}[\p{L}'’ʼ-]+\s+\p{Lu}\.\s?\p{Lu}\.$/u;

/** "П Л А Н" */
const unspaced = (text: string): string =>
  text.replace(/(?<!\p{L})(?:\p{Lu}\s){2,}\p{Lu}(?!\p{L})/gu, (word) => word.replace(/\s/g, ''));

function linesOf(rows: readonly SourceRow[]): Line[] {
  return rows.flatMap(({ line, cells }) =>
    cells
      .flatMap((cell) => cell.split('\n'))
      .map((text) => ({ line, text: text.trim() }))
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text)),
  );
}

/** A full date in a line; null for a blank one. */
function dateIn(text: string): string | null {
  const tokens = termTokens(text);
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'date' && token.year !== null) return unitStart({ ...token, year: token.year, level: 'day' });
    const month = tokens[at + 1];
    const year = tokens[at + 2];
    if (token.type === 'number' && month?.type === 'month' && year?.type === 'year' && token.value <= 31) {
      return unitStart({ level: 'day', year: year.year, month: month.month, day: token.value });
    }
  }
  return null;
}

const yearIn = (text: string): number | null => {
  const found = /(?<!\d)(20\d\d)(?!\d)/.exec(text);
  return found === null ? null : Number(found[1]);
};

const isBlankDate = (text: string): boolean =>
  yearIn(text) !== null &&
  !/\p{L}{5,}/u.test(
    text.replace(/року|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня/giu, ''),
  );

export function readPreamble(rows: readonly SourceRow[]): Preamble {
  const findings: Finding[] = [];
  const roles: string[] = [];
  const title: Line[] = [];
  const loose: Line[] = [];
  let name: string | null = null;
  let date: string | null = null;
  let year: number | null = null;
  let dateLine: number | null = null;
  let approvalLine: number | null = null;
  let state: 'before' | 'approval' | 'title' = 'before';

  const readApproval = ({ line, text }: Line): void => {
    if (isBlankDate(text) || (dateIn(text) !== null && dateLine === null)) {
      date ??= dateIn(text);
      year ??= yearIn(text);
      dateLine ??= line;
      const words = text
        .replace(/(?:від\s+)?[«"“_\s]*\d*[»"”_\s]*[\d.]*\s*(?:\p{L}+\s+)?20\d\d\s*(?:року|р\.?)?.*$/iu, '')
        .trim();
      if (/\p{L}{5,}/u.test(words)) roles.push(words);
      return;
    }
    const found = personName.exec(text);
    const role = (found === null ? text : text.slice(0, found.index)).replace(/[_\s]+$/, '').trim();
    if (found !== null) name ??= found[0].trim();
    if (role !== '' && roles.length < 6 && dateLine === null) roles.push(role);
    else if (role !== '') loose.push({ line, text });
  };

  for (const row of linesOf(rows)) {
    const text = unspaced(withoutMarks(row.text).trim());
    const marked = approval.exec(text);
    if (marked !== null && state !== 'approval') {
      state = 'approval';
      approvalLine ??= row.line;
      const rest = text.slice(marked[0].length);
      if (rest !== '') readApproval({ line: row.line, text: rest });
    } else if (state !== 'title' && titleOpening.test(text)) {
      state = 'title';
      title.push({ line: row.line, text });
    } else if (state === 'approval') readApproval({ line: row.line, text });
    else if (state === 'title') title.push({ line: row.line, text });
    else loose.push({ line: row.line, text });
  }
  // a plan called by other words: the last lines before the table
  const called = title.length > 0 ? title : loose.splice(Math.max(0, loose.length - 3));
  for (const { line, text } of loose) findings.push({ code: 'stray-line', line, text });
  const titleVerbatim = called.map(({ text }) => text).join(' ');
  if (called.length === 0) findings.push({ code: 'title-missing' });
  const approver = roles.length === 0 ? null : cleaned(roles.join(' '));
  if (approver === null) findings.push({ code: 'approver-missing', line: approvalLine });
  if (date === null) findings.push({ code: 'approval-date-missing', line: dateLine ?? approvalLine });
  return {
    title: cleaned(titleVerbatim),
    titleVerbatim,
    approver,
    approverName: name,
    approvalDate: date,
    approvalYear: year,
    findings,
  };
}

/** The years of a plan from its title; the years of a programme that it carries out are not the plan's. */
export function yearsInTitle(title: string): PlanYears | null {
  const text = title.replace(/\s+/g, ' ');
  const single = [
    ...text.matchAll(
      /(?<!\p{L})(?:на|у|в|протягом|упродовж)\s+(20\d\d)\s*-?(?:й|ий)?\s*(?:рік|році|року|р\.?)(?!\p{L})/giu,
    ),
  ];
  const ranges = [...text.matchAll(/(?<!\d)(20\d\d)\s*[-–—/]\s*(20\d\d)(?!\d)/gu)];
  const any = [...text.matchAll(/(?<![\d/.]|№\s?)(20\d\d)(?![\d.]*\d)/gu)];
  const last = <T>(found: readonly T[]): T | undefined => found.at(-1);
  const range = last(ranges);
  const one = last(single);
  if (one !== undefined && (range === undefined || one.index > range.index)) {
    return { year: Number(one[1]), lastYear: Number(one[1]) };
  }
  if (range !== undefined) {
    const [year, lastYear] = [Number(range[1]), Number(range[2])];
    // a single year after the range is the plan's, the range its programme's
    const after = any.find((found) => found.index > range.index + range[0].length);
    if (after !== undefined) return { year: Number(after[1]), lastYear: Number(after[1]) };
    const school = /^\s*(?:навч|н\.\s?р|н\/р)/iu.test(text.slice(range.index + range[0].length));
    if (school && lastYear === year + 1) return { year, lastYear, schoolYear: true };
    if (year <= lastYear && lastYear - year <= 20) return { year, lastYear };
  }
  const found = one ?? last(any);
  return found === undefined ? null : { year: Number(found[1]), lastYear: Number(found[1]) };
}
