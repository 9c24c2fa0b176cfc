import { readEmail } from '../../identity/email.rules.ts';
import type { Language } from '../../platform/language/language.ts';
import { cleanLine, isBlank, isOneLine } from '../../platform/text/text.rules.ts';
import {
  alreadyHere,
  type FaultKind,
  lineFault,
  type LineFault,
  type NomineeField,
} from './nomination.refusal.rules.ts';

export const MOST_NAME = 200;
export const MOST_JOB_TITLE = 200;
export const MOST_PHONE = 40;

/** One line of a list as it was written, before anything is looked at; empty where nothing is. */
export interface WrittenLine {
  /** From 1, as an editor counts the lines of a text, or the rows of a list. */
  readonly line: number;
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string;
  readonly phone: string;
  /** Whether it has cells that belong to no column. */
  readonly hasMore: boolean;
}

/** Somebody who can be nominated as they are. */
export interface Nominee {
  readonly line: number;
  readonly name: string;
  /** In small letters: by it they are one of a roster. */
  readonly email: string;
  readonly jobTitle: string | null;
  readonly phone: string | null;
}

/** A line as it was read, and what is wrong with it. */
export interface CheckedLine extends Omit<Nominee, 'jobTitle' | 'phone'> {
  readonly jobTitle: string;
  readonly phone: string;
  readonly errors: readonly LineFault[];
  /** Fields that a spreadsheet would take for a formula: they are kept as the text they are. */
  readonly formulaLike: readonly NomineeField[];
}

const LINE_BREAK = /[\r\n\u0085\u2028\u2029]/u;
const FORMULA = /^[=+\-@]/;
/** A telephone number as it is written abroad: a spreadsheet may take it for a sum, which does nobody harm. */
export const TELEPHONE = /^\+[\d \u00A0().-]+$/;

/** Says of each line all that is wrong with it: one thing of a field, the first that somebody would mend. */
export function checkLines(lines: readonly WrittenLine[], language: Language): CheckedLine[] {
  const first = new Map<string, number>();
  return lines.map((written) => {
    const { line } = written;
    const email = readEmail(cleanLine(written.email));
    const twin = email === null ? undefined : first.get(email);
    if (email !== null && twin === undefined) first.set(email, line);
    const say = (field: NomineeField | null, kind: FaultKind) => lineFault(line, field, kind, language);
    const errors = FIELDS.flatMap(([field, key, fault]) => {
      const kind = faultOf(written[key], fault);
      return kind ? [say(field, kind)] : [];
    });
    if (twin !== undefined) errors.push(lineFault(line, 'EMAIL', { twin }, language));
    if (written.hasMore) errors.push(say(null, 'MORE'));
    const read = {
      ...{ name: cleanLine(written.name), email: email ?? cleanLine(written.email) },
      ...{ jobTitle: cleanLine(written.jobTitle), phone: cleanLine(written.phone) },
    };
    return { line, ...read, errors, formulaLike: formulasOf(read) };
  });
}

type TextField = 'name' | 'email' | 'jobTitle' | 'phone';

/** What else is wrong with a field that is on one line and no longer than it may be. */
type Check = (text: string) => FaultKind | null;

const FIELDS: readonly (readonly [NomineeField, TextField, Check])[] = [
  ['NAME', 'name', (text) => (isBlank(text) ? 'NO_NAME' : text.length > MOST_NAME ? 'TOO_LONG' : null)],
  ['EMAIL', 'email', (text) => (readEmail(text) === null ? 'NO_ADDRESS' : null)],
  ['JOB_TITLE', 'jobTitle', (text) => (text.length > MOST_JOB_TITLE ? 'TOO_LONG' : null)],
  [
    'PHONE',
    'phone',
    (text) => (text.length > MOST_PHONE ? 'TOO_LONG' : text !== '' && !/\d/.test(text) ? 'NO_NUMBER' : null),
  ],
];

function faultOf(written: string, check: Check): FaultKind | null {
  // Spaces and line ends around a cell are the list's; one inside would be a second line of a mail's head.
  const cell = written.trim();
  if (LINE_BREAK.test(cell)) return 'LINE_BREAK';
  return isOneLine(cell) ? check(cleanLine(cell)) : 'CONTROL';
}

function formulasOf(read: Pick<CheckedLine, TextField>): NomineeField[] {
  return FIELDS.flatMap(([field, key]) => {
    const text = read[key];
    return FORMULA.test(text) && !(field === 'PHONE' && TELEPHONE.test(text)) ? [field] : [];
  });
}

/** Whom a line without errors names. */
export function nomineeOf({ line, name, email, jobTitle, phone }: CheckedLine): Nominee {
  return { line, name, email, jobTitle: jobTitle || null, phone: phone || null };
}

/** The lines once more, those marked who are in the roster already. */
export function markThoseHere(
  lines: readonly CheckedLine[],
  isHere: (email: string) => boolean,
  language: Language,
): CheckedLine[] {
  return lines.map((line) =>
    line.errors.length === 0 && isHere(line.email) ? { ...line, errors: [alreadyHere(line.line, language)] } : line,
  );
}
