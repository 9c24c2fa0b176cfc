import type { Language } from '../../platform/language/language.ts';
import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { type SessionsRefused, sessionsRefused } from '../sessions/conflict.rules.ts';
import type { JudgedPlan } from '../sessions/plan.rules.ts';
import type { SessionPlan } from '../sessions/plan.rules.ts';

/** What happens when not every date of a series fits. */
export type EventSeriesMode = 'ALL_OR_NOTHING' | 'WHAT_FITS';
export type DateVerdict = 'FITS' | 'CONFLICT' | 'CLOSED' | 'NO_SUCH_TIME';

/** A date of a series that is to be scheduled. */
export interface SeriesPlan extends SessionPlan {
  /** Why it never comes; then it is to be placed at another time. */
  readonly skipped: SkippedHour | null;
}

/** A date of a series, and what becomes of it. */
export interface JudgedDate {
  readonly plan: JudgedPlan;
  readonly skipped: SkippedHour | null;
  readonly verdict: DateVerdict;
  /** All that were judged together: they are in each other's way. */
  readonly among: readonly JudgedPlan[];
}

/** What becomes of each date by what its room says. */
export function judgedDates(
  plans: readonly SeriesPlan[],
  judged: readonly JudgedPlan[],
  skipClosed: boolean,
): JudgedDate[] {
  const skips = new Map(plans.map(({ after, skipped }) => [after.id, skipped]));
  return judged.map((plan) => {
    const skipped = skips.get(plan.after.id) ?? null;
    const verdict = skipped ? 'NO_SUCH_TIME' : verdictOf(plan, skipClosed);
    return { plan, skipped, verdict, among: judged };
  });
}

function verdictOf({ verdict }: JudgedPlan, skipClosed: boolean): DateVerdict {
  return verdict === 'CLOSED' && !skipClosed ? 'CONFLICT' : verdict;
}

/**
 * Which dates are scheduled and which are to be placed, or why nothing is: for the sake of dates that do not fit, or
 * because none does.
 */
export function chosenDates(
  dates: readonly JudgedDate[],
  mode: EventSeriesMode,
  language: Language,
): readonly JudgedPlan[] | SessionsRefused | SkippedHour {
  const fits = dates.some(({ verdict }) => verdict === 'FITS');
  const stuck = dates.filter(({ verdict }) => verdict === 'CONFLICT' || verdict === 'NO_SUCH_TIME');
  if (!fits || (mode === 'ALL_OR_NOTHING' && stuck.length > 0)) {
    // Closed days are in the way only where nothing else is left.
    const named = dates.filter(({ verdict }) => verdict === 'FITS' || verdict === 'CONFLICT' || !fits);
    const refused = named.map(({ plan }) => plan).filter(({ verdict }) => verdict !== 'FITS');
    const [skipped] = stuck.flatMap((date) => date.skipped ?? []);
    if (refused.length === 0 && skipped) return skipped;
    return sessionsRefused(
      named.map(({ plan }) => plan),
      language,
    );
  }
  return dates.map(({ plan, verdict }) => (verdict === 'FITS' ? plan : { ...plan, after: toPlace(plan) }));
}

/** It stays listed, with the kinds of what it broke. */
function toPlace({ after, refusing }: JudgedPlan): SessionRow {
  const kinds = [...after.brokenKinds, ...refusing.map(({ kind }) => kind)];
  return { ...after, standing: 'TO_PLACE', brokenKinds: [...new Set(kinds)] };
}

/** How many dates come to what. */
export function countVerdicts(dates: readonly Pick<JudgedDate, 'verdict'>[]) {
  const of = (wanted: DateVerdict) => dates.filter(({ verdict }) => verdict === wanted).length;
  return {
    dates: dates.length,
    ...{ fits: of('FITS'), conflicts: of('CONFLICT'), closed: of('CLOSED'), noSuchTime: of('NO_SUCH_TIME') },
  };
}
