/** What is recognised in a plan of measures. Dates are 'YYYY-MM-DD', both ends included. */
import type { MessageLanguage } from '../document/source-table.ts';

export interface AudienceNames {
  readonly code: string;
  readonly names: readonly string[];
}

export interface BodyNames {
  readonly code: string;
  readonly names: readonly string[];
  readonly isGroup: boolean;
}

/** The code lists of the directory: every name and alias by which the document may call a code. */
export interface CodeLists {
  readonly audiences: readonly AudienceNames[];
  readonly bodies: readonly BodyNames[];
}

export interface RecognitionOptions {
  readonly language: MessageLanguage;
  /** The plan's year as a person states it; stands above what the document says. */
  readonly year?: number;
}

/** One field of a measure: as printed, and put right beside it. */
export interface RecognisedText {
  /** The pieces of all rows, joined by one space. */
  readonly verbatim: string;
  readonly cleaned: string;
  /** Lines that hold a piece of it; empty for an empty field. */
  readonly lines: readonly number[];
}

export interface RecognisedAudience {
  readonly code: string | null;
  /** As printed; what it shares with a neighbour ("учнівська [та студентська] молодь") is filled in. */
  readonly text: string;
  /** "відповідальні за зв'язки з громадськістю": narrows the group. */
  readonly qualifier?: string;
}

export type BodyRole = 'LEAD' | 'CO';

export interface RecognisedBody {
  readonly code: string | null;
  readonly role: BodyRole;
  readonly text: string;
  /** "за згодою". */
  readonly qualifier?: string;
}

export type FundingKind = 'NONE' | 'CITY_PROGRAMME' | 'CITY_BUDGET' | 'STATE_BUDGET' | 'OTHER' | 'UNKNOWN';

export interface RecognisedFunding {
  readonly kind: FundingKind;
  readonly text: string;
}

export type TermKind =
  'YEAR' | 'HALF_YEAR' | 'QUARTER' | 'MONTH' | 'PERIOD' | 'UNTIL' | 'MONTHLY' | 'QUARTERLY' | 'CONTINUOUS' | 'UNKNOWN';

export interface RecognisedTerm {
  readonly kind: TermKind;
  /** null: the document does not say. */
  readonly start: string | null;
  /** Last day, included; null: open, or the document does not say. */
  readonly end: string | null;
  readonly text: string;
}

export type DeliverableKind =
  'EVENT' | 'PARTICIPATION' | 'PRINT_AV_PRODUCTION' | 'WEB_PUBLICATION' | 'MEDIA_COVERAGE' | 'RESEARCH' | 'MONITORING';

export type EventKind =
  | 'THEMATIC_LESSON'
  | 'EDUCATIONAL_HOUR'
  | 'TALK'
  | 'DEBATE'
  | 'CREATIVE_CONTEST'
  | 'INFORMATION_MARATHON'
  | 'SEMINAR'
  | 'CONFERENCE'
  | 'ROUND_TABLE'
  | 'LECTURE'
  | 'PUBLIC_EVENT'
  | 'TRAINING'
  | 'SHORT_SEMINAR'
  | 'PRESS_CONTEST'
  | 'EXHIBITION'
  | 'INFORMATION_HOUR'
  | 'QUIZ'
  | 'PRESENTATION';

export type MeasureField = 'goal' | 'title' | 'audience' | 'funding' | 'bodies' | 'term';

export interface RecognisedMeasure {
  /** As printed without "№" and the closing mark: '1', '1.2', '3а'. */
  readonly number: string;
  /** Every line that holds a piece of the measure. */
  readonly lines: readonly number[];
  readonly texts: Readonly<Record<MeasureField, RecognisedText>>;
  /** Key of `RecognisedPlan.goals`; null when the measure has no goal. */
  readonly goalKey: string | null;
  /** Heading over the measure ("I. Назва розділу"), cleaned; it is the goal where the goal cell is empty. */
  readonly section: string | null;
  readonly audiences: readonly RecognisedAudience[];
  /** In the document's order; the first is the lead unless the document says otherwise. */
  readonly bodies: readonly RecognisedBody[];
  readonly funding: RecognisedFunding;
  readonly term: RecognisedTerm;
  readonly deliverable: DeliverableKind | null;
  readonly eventKinds: readonly EventKind[];
  /** Columns that the plan has beyond ours ("Очікуваний результат", "Примітка"), by their heading. */
  readonly extras: readonly { readonly heading: string; readonly text: string }[];
}

export interface RecognisedGoal {
  /** Equal for equal texts, whatever their case, spaces and dashes. */
  readonly key: string;
  readonly verbatim: string;
  readonly cleaned: string;
  /** Numbers of its measures, in the document's order. */
  readonly measures: readonly string[];
}

export type WarningCode =
  | 'approval-date-missing'
  | 'approver-missing'
  | 'title-missing'
  | 'year-from-terms'
  | 'year-from-approval'
  | 'year-conflict'
  | 'column-missing'
  | 'stray-line'
  | 'stray-row'
  | 'column-unnamed'
  | 'section-assumed'
  | 'number-gap'
  | 'number-duplicate'
  | 'number-odd'
  | 'measure-empty'
  | 'field-missing'
  | 'goal-inherited'
  | 'same-as-above'
  | 'misspelling'
  | 'spelling-corrected'
  | 'unknown-audience'
  | 'unknown-body'
  | 'missing-separator'
  | 'full-stop-separator'
  | 'open-list'
  | 'repeated-name'
  | 'qualifier-over-several'
  | 'audience-does-not-fit'
  | 'term-unknown'
  | 'term-partly-read'
  | 'term-has-gaps'
  | 'term-simplified'
  | 'term-outside-plan'
  | 'funding-unknown'
  | 'funding-several'
  | 'deliverable-unknown'
  | 'too-many-warnings';

export interface PlanWarning {
  readonly line: number | null;
  readonly code: WarningCode;
  readonly message: string;
  /** Number of the measure. */
  readonly measure?: string;
  readonly field?: MeasureField;
  /** The text it is about, as printed. */
  readonly text?: string;
  /** What a person may choose: codes for a name, the corrected text for a spelling. Best first. */
  readonly proposal?: readonly string[];
}

export interface RecognisedPlan {
  readonly kind: 'RecognisedPlan';
  readonly title: string;
  readonly titleVerbatim: string;
  readonly year: number;
  /** Last year of a plan for several years ("на 2021–2023 роки"); equal to `year` for one. */
  readonly lastYear: number;
  readonly approver: string | null;
  readonly approverName: string | null;
  readonly approvalDate: string | null;
  readonly goals: readonly RecognisedGoal[];
  readonly measures: readonly RecognisedMeasure[];
  /** By line; those about the whole plan (line null) first. */
  readonly warnings: readonly PlanWarning[];
}

export type PlanColumn = MeasureField | 'number';

export type PlanRefusal =
  /** No heading row of a plan was found; `missing` names what was looked for and not found. */
  | { readonly kind: 'NotAPlan'; readonly message: string; readonly missing: readonly PlanColumn[] }
  | { readonly kind: 'PlanWithoutMeasures'; readonly message: string; readonly headingLine: number }
  | { readonly kind: 'PlanYearNotFound'; readonly message: string };
