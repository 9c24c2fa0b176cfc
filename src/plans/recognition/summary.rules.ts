import type {
  BodyRole,
  DeliverableKind,
  FundingKind,
  RecognisedPlan,
  TermKind,
  WarningCode,
} from './recognised-plan.ts';

/** The short account of a recognised plan that people and tests compare. Unknown names are only in the warnings. */
export interface RecognitionSummary {
  readonly title: string;
  readonly year: number;
  readonly measures: readonly {
    readonly number: string;
    readonly goal: string | null;
    readonly title: string;
    readonly audiences: readonly string[];
    readonly funding: FundingKind;
    readonly bodies: readonly { readonly code: string; readonly role: BodyRole }[];
    readonly term: { readonly kind: TermKind; readonly start: string | null; readonly end: string | null };
    readonly deliverable: DeliverableKind | null;
    readonly lines: readonly number[];
  }[];
  readonly warnings: readonly { readonly line: number | null; readonly code: WarningCode; readonly message: string }[];
}

export function summariseRecognition(plan: RecognisedPlan): RecognitionSummary {
  return {
    title: plan.title,
    year: plan.year,
    measures: plan.measures.map(({ number, texts, audiences, funding, bodies, term, deliverable, lines }) => ({
      number,
      goal: texts.goal.cleaned === '' ? null : texts.goal.cleaned,
      title: texts.title.cleaned,
      audiences: audiences.flatMap(({ code }) => code ?? []),
      funding: funding.kind,
      bodies: bodies.flatMap(({ code, role }) => (code === null ? [] : [{ code, role }])),
      term: { kind: term.kind, start: term.start, end: term.end },
      deliverable,
      lines,
    })),
    warnings: plan.warnings.map(({ line, code, message }) => ({ line, code, message })),
  };
}
