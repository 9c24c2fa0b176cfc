import { dateOf, localDateTime, timeOf, wallMinutesBetween } from '../../platform/time/local.ts';
import type { SessionRow } from '../record/session.tables.ts';
import type { AskedEdit, Draft } from './asked-edit.rules.ts';

/**
 * Where an edit of many dates includes those with a time of their own, and they come to the time of all the others, that time
 * is nothing of their own any more.
 */
export function withoutNeedless(drafts: readonly Draft[], { scope, includeExceptions }: AskedEdit): Draft[] {
  const common = scope !== 'THIS' && includeExceptions ? commonTime(drafts) : null;
  return drafts.map((draft) => {
    const { plan } = draft;
    if (!plan || draft.fate !== 'PLANNED' || common === null || timeWithin(plan.after) !== common) return draft;
    const exceptions = plan.after.exceptions.filter((exception) => exception !== 'TIME');
    return { ...draft, plan: { ...plan, after: { ...plan.after, exceptions } } };
  });
}

/** The time that all other dates of the edit have afterwards; null where they differ, or there is none. */
function commonTime(drafts: readonly Draft[]): string | null {
  const others = drafts.filter(
    ({ session, fate }) => (fate === 'PLANNED' || fate === 'UNCHANGED') && !session.exceptions.includes('TIME'),
  );
  const times = new Set(others.map(({ session, plan }) => timeWithin(plan?.after ?? session)));
  const [time] = times;
  return times.size === 1 && time ? time : null;
}

/** The time of a date as its rule could give it: how many days after the day of the rule, when, and how long. */
function timeWithin({ originalLocal, startLocal, wallMinutes, zone }: SessionRow): string | null {
  if (originalLocal === null) return null;
  const midnight = (local: string) => localDateTime(dateOf(local), '00:00');
  const minutes = wallMinutesBetween(midnight(originalLocal), midnight(startLocal));
  return `${minutes} ${timeOf(startLocal)} ${wallMinutes} ${zone}`;
}
