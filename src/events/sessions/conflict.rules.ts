import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import type { JudgedPlan } from './plan.rules.ts';

/** A session that does not get its room, and all that were judged with it: they are in each other's way. */
export interface SessionConflict {
  readonly plan: JudgedPlan;
  readonly among: readonly JudgedPlan[];
}

/** Rooms refuse; nothing was changed. */
export interface SessionsRefused extends Refusal<'SessionsRefused'> {
  /** By start. */
  readonly conflicts: readonly SessionConflict[];
}

/** The refusal of all plans for the sake of those that do not fit, of which there is one at least. */
export function sessionsRefused(judged: readonly JudgedPlan[], language: Language): SessionsRefused {
  const stuck = judged
    .filter(({ verdict }) => verdict !== 'FITS')
    .toSorted((a, b) => a.after.startsAt.getTime() - b.after.startsAt.getTime());
  const conflicts = stuck.map((plan) => ({ plan, among: judged }));
  return { kind: 'SessionsRefused', message: messageOf(stuck, language), conflicts };
}

/** A choice: all of the plans, or the refusal of all. */
export function allOrRefused(language: Language) {
  return (judged: readonly JudgedPlan[]): readonly JudgedPlan[] | SessionsRefused =>
    judged.every(({ verdict }) => verdict === 'FITS') ? judged : sessionsRefused(judged, language);
}

function messageOf(stuck: readonly JudgedPlan[], language: Language): string {
  const [first] = stuck;
  const [rule, ...others] = first?.refusing ?? [];
  const said = rule?.message ?? '';
  if (stuck.length > 1 && first) {
    const { startDate, startTime } = wallTimeOf(first.after);
    return language === 'uk'
      ? `Дат, для яких приміщення не вільне: ${stuck.length}. Перша з них ${startDate} ${startTime}: ${said}`
      : `The room cannot be had on ${stuck.length} dates. The first is ${startDate} ${startTime}: ${said}`;
  }
  if (others.length === 0) return said;
  return language === 'uk' ? `${said} І ще перешкод: ${others.length}.` : `${said} And ${others.length} more.`;
}
