import type { PlanComparison } from './import.rules.ts';
import type { PlanRow } from './plan.tables.ts';
import type { RecognisedPlan } from './recognition/recognised-plan.ts';

interface Outcome {
  readonly recognised: RecognisedPlan;
  readonly comparison: PlanComparison;
}

/** A preview in the words of the schema. */
export function presentPreview({ recognised, comparison, plan }: Outcome & { readonly plan: PlanRow | null }) {
  return {
    title: recognised.title,
    year: recognised.year,
    approver: recognised.approver,
    approvalDate: recognised.approvalDate,
    plan,
    measures: comparison.measures.map(({ recognised: measure, document, comparison: { change } }) => ({
      number: measure.number,
      lines: measure.lines,
      goal: document.goal,
      title: document.title,
      titleVerbatim: measure.texts.title.verbatim,
      audiences: document.audiences,
      bodies: document.bodies,
      fundingKind: document.funding,
      term: document.term,
      deliverable: document.deliverable,
      eventKinds: document.eventKinds,
      change,
    })),
    ...common({ recognised, comparison }),
  };
}

/** An import in the words of the schema. */
export function presentImport({ recognised, comparison, plan }: Outcome & { readonly plan: PlanRow }) {
  return { plan, changed: comparison.writes, ...common({ recognised, comparison }) };
}

function common({ recognised, comparison: { counts, differences } }: Outcome) {
  return {
    counts: {
      added: counts.ADDED,
      updated: counts.UPDATED,
      kept: counts.KEPT,
      unchanged: counts.UNCHANGED,
      gone: counts.GONE,
    },
    differences,
    warnings: recognised.warnings,
  };
}
