/** What the rules notice on their way; the plan's warnings are made from findings at the very end. */
import type { MeasureField, PlanColumn, WarningCode } from './recognised-plan.ts';

export interface Finding {
  readonly code: WarningCode;
  readonly line?: number | null;
  /** Where in the verbatim text of the field it stands; the line is found from it. */
  readonly offset?: number;
  readonly measure?: string;
  readonly field?: MeasureField;
  readonly text?: string;
  readonly proposal?: readonly string[];
  /** Further words for the message. */
  readonly detail?: string;
  readonly column?: PlanColumn;
}
