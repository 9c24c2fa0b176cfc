/** What only events of one kind say. */
export interface KindDetails {
  readonly lesson?: LessonDetails;
  readonly contest?: ContestDetails;
  readonly exhibition?: ExhibitionDetails;
  readonly training?: TrainingDetails;
}

export interface LessonDetails {
  /** How long the lesson itself is, in minutes. */
  readonly minutes: number | null;
  /** Where it belongs in the school's curriculum: `Громадянська освіта, 10 клас`. */
  readonly curriculum: string | null;
  /** Whether the library comes to the school. */
  readonly outreach: boolean;
}

export interface ContestDetails {
  /** The last day on which works are taken, by the wall clock of the branch. */
  readonly submissionsUntil: string | null;
  readonly resultsOn: string | null;
}

export interface ExhibitionDetails {
  readonly opensOn: string | null;
  /** The last day, included. */
  readonly closesOn: string | null;
  /** Weekdays on which it can be seen, 1 for Monday to 7; empty for those on which the branch is open. */
  readonly openWeekdays: readonly number[];
}

export interface TrainingDetails {
  /** Academic hours, for the certificate. */
  readonly hours: number | null;
  /** ECTS credits. */
  readonly credits: number | null;
}
