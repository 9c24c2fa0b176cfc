import { nameKey } from '../directory/entry.rules.ts';
import {
  compareMeasure,
  type FieldDifference,
  imageOf,
  type MeasureChange,
  type MeasureComparison,
  type MeasureImage,
  same,
  sameImage,
} from './measure.image.rules.ts';
import type { MeasureRow } from './measure.tables.ts';
import type { PlanImage, PlanRow } from './plan.tables.ts';
import type { RecognisedMeasure, RecognisedPlan } from './recognition/recognised-plan.ts';

/** A plan as it is kept, with what a document could have said of each measure. */
export interface StoredPlan {
  readonly plan: PlanRow;
  readonly measures: readonly { readonly row: MeasureRow; readonly image: MeasureImage }[];
}

/** The document's wording and lines: they follow the document without a question. */
export type Provenance = Pick<
  MeasureRow,
  | 'position'
  | 'section'
  | 'goalVerbatim'
  | 'titleVerbatim'
  | 'audienceVerbatim'
  | 'fundingVerbatim'
  | 'bodiesVerbatim'
  | 'termVerbatim'
  | 'sourceLines'
  | 'extras'
  | 'inDocument'
>;

export interface ComparedMeasure {
  readonly number: string;
  readonly ordinal: number;
  readonly recognised: RecognisedMeasure;
  readonly document: MeasureImage;
  readonly stored: MeasureRow | null;
  readonly comparison: MeasureComparison;
  readonly provenance: Provenance;
  /** Whether the import has anything to write about this measure. */
  readonly writes: boolean;
}

export interface ReportedDifference extends Omit<FieldDifference, 'field'> {
  /** Number of the measure; null for the header of the plan. */
  readonly number: string | null;
  readonly field: string;
}

export interface PlanComparison {
  readonly header: { readonly image: PlanImage; readonly result: PlanImage; readonly writes: boolean };
  readonly measures: readonly ComparedMeasure[];
  /** In the plan, and no longer in the document. */
  readonly gone: readonly MeasureRow[];
  readonly differences: readonly ReportedDifference[];
  readonly counts: Readonly<Record<MeasureChange, number>>;
  readonly writes: boolean;
}

export function planTitleKey(title: string): string {
  return nameKey(title);
}

/** A plan is known by its year and title; one whose document has no title goes by its file, so that two stay two. */
export function withTitle(plan: RecognisedPlan, fileName: string): RecognisedPlan {
  if (plan.title !== '') return plan;
  return { ...plan, title: `План заходів на ${plan.year} рік (${fileName.replace(/\.[^.]*$/, '')})` };
}

/** Holds a document against the plan that is kept; with none, everything is new. */
export function comparePlan(document: RecognisedPlan, stored: StoredPlan | null): PlanComparison {
  const goals = new Map(document.goals.map((goal) => [goal.key, goal.cleaned]));
  const known = new Map(stored?.measures.map((measure) => [keyOf(measure.row), measure]) ?? []);
  const seen = new Map<string, number>();
  const measures = document.measures.map((recognised, position): ComparedMeasure => {
    const { number } = recognised;
    const ordinal = (seen.get(number) ?? 0) + 1;
    seen.set(number, ordinal);
    const image = imageOf(recognised, goals);
    const found = known.get(keyOf({ number, ordinal }));
    const comparison = found
      ? compareMeasure(found.row.imported, found.image, image)
      : ({ change: 'ADDED', differences: [], result: image } as const);
    const provenance = provenanceOf(recognised, position);
    const writes = !found || comparison.change === 'UPDATED' || !settled(found.row, image, provenance);
    return { number, ordinal, recognised, document: image, stored: found?.row ?? null, comparison, provenance, writes };
  });
  const listed = new Set(measures.map(keyOf));
  const gone = (stored?.measures ?? []).flatMap(({ row }) => (listed.has(keyOf(row)) ? [] : [row]));
  const header = compareHeader(document, stored?.plan ?? null);
  const differences = [
    ...header.differences,
    ...measures.flatMap(({ number, comparison }) =>
      comparison.differences.map((difference) => ({ number, ...difference })),
    ),
  ];
  const counts = { ADDED: 0, UPDATED: 0, KEPT: 0, UNCHANGED: 0, GONE: gone.length };
  for (const { comparison } of measures) counts[comparison.change] += 1;
  const writes =
    header.writes || measures.some((measure) => measure.writes) || gone.some(({ inDocument }) => inDocument);
  return { header, measures, gone, differences, counts, writes };
}

function keyOf(measure: { readonly number: string; readonly ordinal: number }): string {
  return `${measure.number} ${measure.ordinal}`;
}

function provenanceOf(measure: RecognisedMeasure, position: number): Provenance {
  const { texts } = measure;
  return {
    position,
    section: measure.section,
    goalVerbatim: texts.goal.verbatim,
    titleVerbatim: texts.title.verbatim,
    audienceVerbatim: texts.audience.verbatim,
    fundingVerbatim: texts.funding.verbatim,
    bodiesVerbatim: texts.bodies.verbatim,
    termVerbatim: texts.term.verbatim,
    sourceLines: [...measure.lines],
    extras: measure.extras,
    inDocument: true,
  };
}

/** Whether the row already tells all that this document says, so that nothing need be written. */
function settled(row: MeasureRow, image: MeasureImage, provenance: Provenance): boolean {
  const texts = Object.keys(provenance).every((name) => {
    const field = name as keyof Provenance;
    return same(row[field], provenance[field]);
  });
  return texts && sameImage(row.imported, image);
}

function compareHeader(document: RecognisedPlan, stored: PlanRow | null) {
  const image: PlanImage = { approver: document.approver, approvalDate: document.approvalDate };
  if (!stored) return { image, result: image, writes: true, differences: [] };
  const differences: ReportedDifference[] = [];
  let result: PlanImage = { approver: stored.approver, approvalDate: stored.approvalDate };
  for (const field of ['approver', 'approvalDate'] as const) {
    if (stored[field] === image[field]) continue;
    const kept = stored.imported === null || stored[field] !== stored.imported[field];
    differences.push({ number: null, field, stored: stored[field] ?? '', document: image[field] ?? '', kept });
    if (!kept) result = { ...result, [field]: image[field] };
  }
  const writes =
    differences.some(({ kept }) => !kept) ||
    stored.imported?.approver !== image.approver ||
    stored.imported.approvalDate !== image.approvalDate;
  return { image, result, writes, differences };
}
