/** Recognising a plan of measures in the rows of a document. */
import type { SourceTable } from '../document/source-table.ts';
import { type Columns, headingAt, missingColumns } from './column.rules.ts';
import type { Finding } from './finding.rules.ts';
import { textKey } from './letters.rules.ts';
import { type Draft, draftMeasure, recogniseMeasure } from './measure.rules.ts';
import { gatherMeasures, type MeasureRows } from './measure-row.rules.ts';
import { englishRefusals, englishWarnings } from './warning-en.rules.ts';
import { ukrainianRefusals, ukrainianWarnings } from './warning-uk.rules.ts';
import { nameIndex } from './name.rules.ts';
import { numberingFindings } from './numbering.rules.ts';
import { type Preamble, readPreamble, yearsInTitle } from './preamble.rules.ts';
import type {
  CodeLists,
  PlanRefusal,
  PlanWarning,
  RecognisedGoal,
  RecognisedMeasure,
  RecognisedPlan,
  RecognitionOptions,
} from './recognised-plan.ts';
import { numberInTitle } from './row.rules.ts';
import type { PlanYears } from './term-units.rules.ts';
import { termTokens } from './term-words.rules.ts';

const mostWarnings = 2_000;

export function recognisePlan(
  table: SourceTable,
  lists: CodeLists,
  options: RecognitionOptions,
): RecognisedPlan | PlanRefusal {
  const refusals = options.language === 'uk' ? ukrainianRefusals : englishRefusals;
  const { rows } = table;
  const headingRow = rows.findIndex((_, at) => headingAt(rows, at) !== null);
  const heading = headingAt(rows, headingRow);
  if (heading === null) {
    const missing = missingColumns(rows);
    return { kind: 'NotAPlan', message: refusals.NotAPlan(missing), missing };
  }
  const preamble = readPreamble(rows.slice(0, headingRow));
  const gathered = gatherMeasures(rows, heading);
  const { drafts, findings: empty } = draftsOf(gathered.measures);
  const headingLine = rows[headingRow]?.line ?? 0;
  if (drafts.length === 0)
    return { kind: 'PlanWithoutMeasures', message: refusals.PlanWithoutMeasures(headingLine), headingLine };
  const { years, findings: yearFindings } = yearsOf(preamble, drafts, options.year);
  if (years === null) return { kind: 'PlanYearNotFound', message: refusals.PlanYearNotFound() };

  const indexes = { audiences: nameIndex(lists.audiences), bodies: nameIndex(lists.bodies) };
  const goals = new Map<string, { verbatim: string; cleaned: string; measures: string[] }>();
  const findings: Finding[] = [
    ...yearFindings,
    ...preamble.findings,
    ...gathered.findings,
    ...empty,
    ...numberingFindings(drafts),
  ];
  const measures = drafts.map((draft): RecognisedMeasure => {
    const { measure, findings: found } = recogniseMeasure(draft, indexes, years);
    findings.push(...found);
    const { goal } = draft.fields;
    const goalKey = goal.text.cleaned === '' ? null : textKey(goal.text.cleaned);
    if (goalKey !== null) {
      const shared = goals.get(goalKey) ?? { ...goal.text, measures: [] };
      shared.measures.push(draft.number);
      goals.set(goalKey, shared);
    }
    return { ...measure, goalKey };
  });
  findings.push(...columnFindings(heading.columns, headingLine, goals.size > 0));
  return {
    kind: 'RecognisedPlan',
    title: preamble.title,
    titleVerbatim: preamble.titleVerbatim,
    year: years.year,
    lastYear: years.lastYear,
    approver: preamble.approver,
    approverName: preamble.approverName,
    approvalDate: preamble.approvalDate,
    goals: [...goals].map(([key, { verbatim, cleaned, measures: numbers }]): RecognisedGoal => ({
      key,
      verbatim,
      cleaned,
      measures: numbers,
    })),
    measures,
    warnings: warningsFrom(findings, options),
  };
}

/** Gives every measure its number and its cells; a number with nothing beside it is told and left out. */
function draftsOf(measures: readonly MeasureRows[]): { drafts: Draft[]; findings: Finding[] } {
  const drafts: Draft[] = [];
  const findings: Finding[] = [];
  for (const [position, rows] of measures.entries()) {
    const { number, columns } = rows;
    const inTitle = number === null ? numberInTitle(rows.pieces.get(columns.title)?.[0]?.text ?? '') : null;
    const draft = draftMeasure(
      inTitle === null ? rows : withTitle(rows, inTitle.title),
      number ?? inTitle?.number ?? String(position + 1),
      drafts.at(-1) ?? null,
    );
    const filled = [...rows.pieces.keys()].some((column) => column !== columns.number);
    if (filled) drafts.push(draft);
    else findings.push({ code: 'measure-empty', line: rows.lines[0] ?? null, text: draft.number });
  }
  return { drafts, findings };
}

function withTitle(rows: MeasureRows, title: string): MeasureRows {
  const column = rows.columns.title;
  const [first, ...rest] = rows.pieces.get(column) ?? [];
  const pieces = new Map(rows.pieces);
  if (first !== undefined) pieces.set(column, [{ ...first, text: title }, ...rest]);
  return { ...rows, pieces };
}

/** Goals may stand in rows of their own, over their measures. */
function columnFindings(columns: Columns, line: number, hasGoals: boolean): Finding[] {
  const optional = ['number', 'goal', 'audience', 'funding', 'bodies', 'term'] as const;
  return optional
    .filter((column) => columns[column] === null && !(column === 'goal' && hasGoals))
    .map((column) => ({ code: 'column-missing', line, column }));
}

/** What a person states, else the title, else the years that all terms agree on, else the blank for the date. */
function yearsOf(
  preamble: Preamble,
  drafts: readonly Draft[],
  stated: number | undefined,
): { years: PlanYears | null; findings: Finding[] } {
  const titled = yearsInTitle(preamble.title);
  if (stated !== undefined) {
    const within = titled !== null && stated >= titled.year && stated <= titled.lastYear;
    if (within && titled.year === stated) return { years: titled, findings: [] };
    const text = titled === null ? '' : String(titled.year);
    const findings: Finding[] = titled === null ? [] : [{ code: 'year-conflict', text, detail: String(stated) }];
    return { years: { year: stated, lastYear: stated }, findings };
  }
  if (titled !== null) return { years: titled, findings: [] };
  const named = new Set(
    drafts.flatMap((draft) =>
      termTokens(draft.fields.term.text.cleaned).flatMap((token) =>
        token.type === 'year' || (token.type === 'date' && token.year !== null) ? [token.year ?? 0] : [],
      ),
    ),
  );
  const [year] = named;
  if (named.size === 1 && year !== undefined) {
    return { years: { year, lastYear: year }, findings: [{ code: 'year-from-terms', text: String(year) }] };
  }
  const { approvalYear } = preamble;
  if (approvalYear === null || named.size > 0) return { years: null, findings: [] };
  const findings: Finding[] = [{ code: 'year-from-approval', text: String(approvalYear) }];
  return { years: { year: approvalYear, lastYear: approvalYear }, findings };
}

function warningsFrom(findings: readonly Finding[], options: RecognitionOptions): PlanWarning[] {
  const messages = options.language === 'uk' ? ukrainianWarnings : englishWarnings;
  const sorted = [...findings].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const shown = sorted.length > mostWarnings ? sorted.slice(0, mostWarnings) : sorted;
  const rest = sorted.length - shown.length;
  const last: Finding[] = rest > 0 ? [{ code: 'too-many-warnings', text: String(rest) }] : [];
  return [...shown, ...last].map((finding) => ({
    line: finding.line ?? null,
    code: finding.code,
    message: messages[finding.code](finding),
    ...(finding.measure !== undefined && { measure: finding.measure }),
    ...(finding.field !== undefined && { field: finding.field }),
    ...(finding.text !== undefined && { text: finding.text }),
    ...(proposalOf(finding) !== undefined && { proposal: proposalOf(finding) }),
  }));
}

function proposalOf(finding: Finding): readonly string[] | undefined {
  if (finding.code === 'spelling-corrected' && finding.detail !== undefined) return [finding.detail];
  return finding.proposal;
}
