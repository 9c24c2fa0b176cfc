import type { Finding } from './finding.rules.ts';
import type { PlanColumn, WarningCode } from './recognised-plan.ts';

const columns: Readonly<Record<PlanColumn, string>> = {
  number: 'number',
  goal: 'goal',
  title: 'measure',
  audience: 'audience',
  funding: 'funding',
  bodies: 'responsible bodies',
  term: 'term',
};

const columnName = (column: PlanColumn | undefined): string => columns[column ?? 'title'];
const quoted = (finding: Finding): string => `“${finding.text ?? ''}”`;
const choices = (finding: Finding): string =>
  finding.proposal === undefined || finding.proposal.length === 0 ? '' : ` Perhaps: ${finding.proposal.join(', ')}.`;

/** What each warning says to a person, in English. */
export const englishWarnings: Readonly<Record<WarningCode, (finding: Finding) => string>> = {
  'approval-date-missing': () => 'The date of approval is blank: the plan counts as not approved.',
  'approver-missing': () => 'It is not said who approves the plan.',
  'title-missing': () => 'No title was found above the table.',
  'year-from-terms': (finding) =>
    `The title names no year; ${finding.text ?? ''} was taken from the terms of the measures.`,
  'year-from-approval': (finding) => `The title names no year; ${finding.text ?? ''} was taken from the approval.`,
  'year-conflict': (finding) =>
    `The title names the year ${finding.text ?? ''}, but ${finding.detail ?? ''} was asked for.`,
  'column-missing': (finding) => `The table has no column “${columnName(finding.column)}”.`,
  'stray-line': (finding) => `This line belongs to no measure and was left out: ${quoted(finding)}.`,
  'column-unnamed': (finding) => `The column has no heading; kept as a further column: ${quoted(finding)}.`,
  'stray-row': (finding) => `This row belongs to no measure and was left out: ${quoted(finding)}.`,
  'section-assumed': (finding) => `Read as a heading over the measures that follow: ${quoted(finding)}.`,
  'number-gap': (finding) => `The numbering jumps: ${finding.text ?? ''} follows ${finding.detail ?? ''}.`,
  'number-duplicate': (finding) => `The number ${finding.text ?? ''} occurs more than once.`,
  'number-odd': (finding) => `Unusual number of a measure: ${quoted(finding)}.`,
  'measure-empty': (finding) => `Measure ${finding.text ?? ''} has nothing but its number and was left out.`,
  'field-missing': (finding) => `The measure’s “${columnName(finding.field)}” is empty.`,
  'goal-inherited': (finding) => `The goal is empty; the goal of the measure before was taken: ${quoted(finding)}.`,
  'same-as-above': (finding) =>
    `“${columnName(finding.field)}” was taken from the measure before, as its mark says: ${quoted(finding)}.`,
  misspelling: (finding) => `Misspelled: ${quoted(finding)}, read as “${finding.detail ?? ''}”.`,
  'spelling-corrected': (finding) => `Slip of the pen: ${quoted(finding)}, corrected to “${finding.detail ?? ''}”.`,
  'unknown-audience': (finding) => `Unknown audience: ${quoted(finding)}.${choices(finding)}`,
  'unknown-body': (finding) => `Unknown responsible body: ${quoted(finding)}.${choices(finding)}`,
  'missing-separator': (finding) => `No comma before ${quoted(finding)}; read as a name of its own.`,
  'full-stop-separator': (finding) => `A full stop before ${quoted(finding)}; read as a comma.`,
  'open-list': (finding) => `The list ends with ${quoted(finding)}: whoever else is meant is not known.`,
  'repeated-name': (finding) =>
    `${quoted(finding)} means ${(finding.proposal ?? []).join(', ')}, which the list already has.`,
  'qualifier-over-several': (finding) => `Which groups does ${quoted(finding)} narrow? It was kept with all before it.`,
  'audience-does-not-fit': (finding) =>
    `The audience ${quoted(finding)} does not seem to fit what the measure observes.`,
  'term-unknown': (finding) => `The term was not understood: ${quoted(finding)}.`,
  'term-partly-read': (finding) => `Only a part of the term was understood: ${quoted(finding)}.`,
  'term-has-gaps': (finding) => `The term has gaps; its first and last days were taken: ${quoted(finding)}.`,
  'term-simplified': (finding) => `The term was read more simply than it is written: ${quoted(finding)}.`,
  'term-outside-plan': (finding) => `The term does not lie within the year of the plan: ${quoted(finding)}.`,
  'funding-unknown': (finding) => `The source of funding was not recognised: ${quoted(finding)}.`,
  'funding-several': (finding) => `Several sources of funding are named: ${quoted(finding)}.`,
  'deliverable-unknown': () => 'What the measure produces was not recognised (an event, a publication, a study …).',
  'too-many-warnings': (finding) => `${finding.text ?? ''} more warnings are not shown.`,
};

export const englishRefusals = {
  NotAPlan: (missing: readonly PlanColumn[]): string =>
    `No table of measures was found. Its heading needs the columns: ${missing.map(columnName).join(', ')}.`,
  PlanWithoutMeasures: (line: number): string => `The table that begins in line ${String(line)} has no measures.`,
  PlanYearNotFound: (): string => 'The plan does not say which year it is for. State the year and read it again.',
};
