// A roster as a table: the same columns whether it becomes CSV or a spreadsheet.
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { toLocal } from '../../platform/time/local.ts';
import { TELEPHONE } from '../nominations/nomination.rules.ts';
import { labelIn, toldAnswers } from '../questions/answer.rules.ts';
import type { Question } from '../questions/question.rules.ts';
import type { RegistrationOrigin, RegistrationRow } from '../record/registration.tables.ts';
import type { NeedKind, RegistrationKind, RegistrationStatus } from '../record/seats.rules.ts';

export type ExportCell = string | number | null;

export interface ExportTable {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly ExportCell[])[];
}

/** What stands in another list than the registration itself. */
export interface NamedFrom {
  readonly schools: ReadonlyMap<string, string>;
  readonly bodies: ReadonlyMap<string, string>;
  readonly outlets: ReadonlyMap<string, string>;
  /** Labels of the audiences, bodies and outlets whose quotas they are. */
  readonly quotas: ReadonlyMap<string, string>;
}

type Words = Readonly<Record<Language, string>>;
const words = (uk: string, en: string): Words => ({ uk, en });

const STATUSES: Readonly<Record<RegistrationStatus, Words>> = {
  UNCONFIRMED: words('чекає підтвердження адреси', 'address not confirmed'),
  PENDING_APPROVAL: words('чекає згоди', 'waits for a yes'),
  CONFIRMED: words('підтверджено', 'confirmed'),
  WAITLISTED: words('у черзі', 'in the queue'),
  OFFERED: words('місце запропоновано', 'offered'),
  DECLINED: words('відхилено', 'declined'),
  CANCELLED: words('скасовано', 'cancelled'),
  EXPIRED: words('строк минув', 'expired'),
  ATTENDED: words('були', 'attended'),
  NO_SHOW: words('не прийшли', 'not come'),
};
const KINDS: Readonly<Record<RegistrationKind, Words>> = {
  INDIVIDUAL: words('особа', 'person'),
  GROUP: words('клас', 'class'),
  NOMINEE: words('направлений учасник', 'nominee'),
};
const ORIGINS: Readonly<Record<RegistrationOrigin, Words>> = {
  SELF: words('самі', 'themselves'),
  STAFF: words('працівники', 'staff'),
  NOMINATED: words('направлення', 'nominated'),
};
const NEEDS: Readonly<Record<NeedKind, Words>> = {
  WHEELCHAIR: words('місце для крісла колісного', 'wheelchair place'),
  STEP_FREE: words('шлях без сходів', 'step-free way'),
  SIGN_LANGUAGE: words('жестова мова', 'sign language'),
  HEARING_LOOP: words('індукційна петля', 'hearing loop'),
  LARGE_PRINT: words('великий шрифт', 'large print'),
  ASSISTANT: words('місце для супроводу', 'assistant'),
  QUIET_PLACE: words('тихе місце', 'quiet place'),
  GUIDE_DOG: words('собака-поводир', 'guide dog'),
};

interface Telling {
  readonly language: Language;
  readonly zone: string;
  readonly named: NamedFrom;
}
type Column = readonly [heading: Words, cell: (row: RegistrationRow, telling: Telling) => ExportCell];

const nameFrom = (names: ReadonlyMap<string, string>, id: string | null) =>
  id === null ? null : (names.get(id) ?? null);
const clock = (at: Instant | null, { zone }: Telling) => at && toLocal(at, zone).slice(0, 16).replace('T', ' ');
const classOf = ({ grade, letter }: RegistrationRow) =>
  grade === null ? null : letter ? `${grade}-${letter}` : `${grade}`;

const COLUMNS: readonly Column[] = [
  [words('№', 'No.'), ({ arrival }) => arrival],
  [words('Стан', 'Status'), ({ status }, { language }) => STATUSES[status][language]],
  [words('Хто', 'Kind'), ({ kind }, { language }) => KINDS[kind][language]],
  [words('Ім’я', 'Name'), ({ name }) => name],
  [words('E-mail', 'E-mail'), ({ email }) => email],
  [words('Телефон', 'Telephone'), ({ phone }) => phone],
  [words('Місць', 'Seats'), ({ seats }) => seats],
  [words('Запропоновано місць', 'Seats offered'), ({ status, heldSeats }) => (status === 'OFFERED' ? heldSeats : null)],
  [words('Школа', 'School'), ({ schoolId }, { named }) => nameFrom(named.schools, schoolId)],
  [words('Клас', 'Class'), classOf],
  [words('Учнів', 'Pupils'), ({ pupils }) => pupils],
  [words('Дорослих', 'Adults'), ({ adults }) => adults],
  [
    words('Хто направив', 'Nominated by'),
    ({ bodyId, outletId }, { named }) => nameFrom(named.bodies, bodyId) ?? nameFrom(named.outlets, outletId),
  ],
  [words('Посада', 'Job title'), ({ jobTitle }) => jobTitle],
  [words('Квота', 'Quota'), ({ quotaId }, { named }) => nameFrom(named.quotas, quotaId)],
  [
    words('Потреби', 'Needs'),
    ({ needs }, { language }) =>
      needs.map(({ need, count }) => `${NEEDS[need][language]}: ${count}`).join('; ') || null,
  ],
  [words('Примітка', 'Note'), ({ note }) => note],
  [words('Звідки', 'Origin'), ({ origin }, { language }) => ORIGINS[origin][language]],
  [words('Надійшло', 'Came at'), ({ arrivedAt }, telling) => clock(arrivedAt, telling)],
  [words('Діє до', 'Held until'), ({ expiresAt }, telling) => clock(expiresAt, telling)],
  [words('Причина', 'Reason'), ({ reason }) => reason],
  [words('Мова листів', 'Language of mails'), ({ language }) => language],
];

/** All of a roster as it is read: times by the clock of the place, a column for each question of the form. */
export function exportTable(
  rows: readonly RegistrationRow[],
  questions: readonly Question[],
  telling: Telling,
): ExportTable {
  const { language } = telling;
  return {
    heading: [...COLUMNS.map(([heading]) => heading[language]), ...questions.map((one) => labelIn(one, language))],
    rows: rows.map((row) => {
      const told = new Map(
        toldAnswers(questions, row.answers, language).map(({ questionId, text }) => [questionId, text]),
      );
      return [...COLUMNS.map(([, cell]) => cell(row, telling)), ...questions.map(({ id }) => told.get(id) ?? null)];
    }),
  };
}

/** By what a spreadsheet would take a text for a formula. */
const FORMULA = /^[\s\uFEFF]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/**
 * RFC 4180 with the mark by which spreadsheets know UTF-8; a text that they would calculate is told to be one. A telephone
 * number is left as it is: whoever dials from the list, or reads it by a program, wants no apostrophe before it.
 */
export function csvOf({ heading, rows }: ExportTable): string {
  const line = (cells: readonly ExportCell[]) => cells.map(csvCell).join(',');
  return `\uFEFF${[heading, ...rows].map((cells) => `${line(cells)}\r\n`).join('')}`;
}

function csvCell(cell: ExportCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) && !TELEPHONE.test(cell) ? `'${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
}
