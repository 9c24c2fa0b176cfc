import type { PlanImport } from '../plans/import.service.ts';
import type { PlanWarning, RecognisedMeasure, RecognisedPlan } from '../plans/recognition/recognised-plan.ts';

const HEADINGS = ['№', 'Lines', 'Term', 'Funding', 'Deliverable', 'Audiences', 'Bodies', 'Measure'] as const;
/** Widest each column gets, in characters; the last one takes what is left of a usual screen. */
const WIDTHS = [6, 10, 22, 15, 20, 34, 34, 60] as const;
const GAP = '  ';

/** What was recognised, as a table for a terminal, with the warnings below. */
export function recognitionText(plan: RecognisedPlan): string {
  const rows = plan.measures.map(cellsOf);
  const widths = HEADINGS.map((heading, at) =>
    Math.min(WIDTHS[at] ?? 0, Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0))),
  );
  return [
    plan.title,
    `Year ${plan.year}${plan.lastYear === plan.year ? '' : `–${plan.lastYear}`}. Approver: ${plan.approver ?? '–'}. ` +
      `Approved: ${plan.approvalDate ?? 'no date'}. Measures: ${plan.measures.length}. Goals: ${plan.goals.length}.`,
    '',
    ...wrapRow(HEADINGS, widths),
    widths.map((width) => '─'.repeat(width)).join(GAP),
    ...rows.flatMap((row) => wrapRow(row, widths)),
    '',
    ...warningLines(plan.warnings),
  ].join('\n');
}

export function importText({ plan, comparison, recognised }: PlanImport): string {
  const { counts, differences } = comparison;
  return [
    `${comparison.writes ? 'Imported' : 'Nothing to change'}: ${plan.title} (${plan.year})`,
    `added ${counts.ADDED}, updated ${counts.UPDATED}, kept ${counts.KEPT}, unchanged ${counts.UNCHANGED}, gone ${counts.GONE}`,
    ...differences.map(
      ({ number, field, stored, document, kept }) =>
        `  ${number ?? 'header'} ${field}: ${kept ? 'kept' : 'was'} “${stored}”, the document says “${document}”`,
    ),
    '',
    ...warningLines(recognised.warnings),
  ].join('\n');
}

function warningLines(warnings: readonly PlanWarning[]): string[] {
  if (warnings.length === 0) return ['No warnings.'];
  return [
    `Warnings (${warnings.length}):`,
    ...warnings.map(({ line, code, message }) => `  ${line === null ? '' : `line ${line}: `}${message} [${code}]`),
  ];
}

function cellsOf(measure: RecognisedMeasure): string[] {
  const { term } = measure;
  const period = term.start === null && term.end === null ? '' : ` ${term.start ?? ''}..${term.end ?? ''}`;
  return [
    measure.number,
    measure.lines.join(', '),
    `${term.kind}${period}`,
    measure.funding.kind,
    measure.deliverable ?? '?',
    measure.audiences.map(({ code, text }) => code ?? `«${text}»`).join(', '),
    measure.bodies.map(({ code, text, role }) => (code ?? `«${text}»`) + (role === 'LEAD' ? '*' : '')).join(', '),
    measure.texts.title.cleaned,
  ];
}

/** One row of the table over as many lines as its longest cell needs. */
function wrapRow(cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = cells.map((cell, at) => wrap(cell, widths[at] ?? 0));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, at) => (lines[line] ?? '').padEnd(widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    for (let rest = word; rest !== ''; rest = rest.slice(width)) {
      const piece = rest.slice(0, width);
      if (line !== '' && line.length + 1 + piece.length > width) {
        lines.push(line);
        line = '';
      }
      line = line === '' ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line];
}
