import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { type SessionsRefused, sessionsRefused } from '../sessions/conflict.rules.ts';
import { comesToStand, type JudgedPlan, type SessionPlan } from '../sessions/plan.rules.ts';
import { isOver, type SessionOver } from '../sessions/session.time.rules.ts';
import { gone } from './moment.rules.ts';

/** What happens when not every date of a series fits. */
export type EventSeriesMode = 'ALL_OR_NOTHING' | 'WHAT_FITS';
export type DateVerdict = 'FITS' | 'CONFLICT' | 'CLOSED' | 'NO_SUCH_TIME' | 'OVER';

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
  { skipClosed, now }: { readonly skipClosed: boolean; readonly now: Instant },
): JudgedDate[] {
  const skips = new Map(plans.map(({ after, skipped }) => [after.id, skipped]));
  return judged.map((plan) => {
    const skipped = skips.get(plan.after.id) ?? null;
    const verdict = skipped ? 'NO_SUCH_TIME' : isGone(plan, now) ? 'OVER' : verdictOf(plan, skipClosed);
    return { plan, skipped, verdict, among: judged };
  });
}

/** Whether everybody would read of a date for the first time when it is over; what nobody knows of is written down also then. */
function isGone(plan: JudgedPlan, now: Instant): boolean {
  return plan.isAnnounced && comesToStand(plan) && isOver(plan.after, now);
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
  { language, now }: { readonly language: Language; readonly now: Instant },
): readonly JudgedPlan[] | SessionsRefused | SkippedHour | SessionOver {
  const fits = dates.some(({ verdict }) => verdict === 'FITS');
  const stuck = dates.filter(({ verdict }) => verdict !== 'FITS' && verdict !== 'CLOSED');
  if (!fits || (mode === 'ALL_OR_NOTHING' && stuck.length > 0)) {
    const [over] = stuck.flatMap(({ plan, verdict }) =>
      verdict === 'OVER' ? (gone(plan.after, now, language) ?? []) : [],
    );
    if (over) return over;
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
  return dates.map(({ plan, verdict }) => (verdict === 'FITS' ? plan : { ...plan, after: toPlace(plan, verdict) }));
}

/** It stays listed, with the kinds of what it broke. */
function toPlace({ after, refusing }: JudgedPlan, verdict: DateVerdict): SessionRow {
  const over: SessionOver['kind'][] = verdict === 'OVER' ? ['SessionOver'] : [];
  const kinds = [...after.brokenKinds, ...over, ...refusing.map(({ kind }) => kind)];
  return { ...after, standing: 'TO_PLACE', brokenKinds: [...new Set(kinds)] };
}

/** How many dates come to what. */
export function countVerdicts(dates: readonly Pick<JudgedDate, 'verdict'>[]) {
  const of = (wanted: DateVerdict) => dates.filter(({ verdict }) => verdict === wanted).length;
  return {
    dates: dates.length,
    ...{ fits: of('FITS'), conflicts: of('CONFLICT'), closed: of('CLOSED'), noSuchTime: of('NO_SUCH_TIME') },
    over: of('OVER'),
  };
}
