import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { type JudgedPlan, takesRoom } from '../sessions/plan.rules.ts';
import type { Draft } from './asked-edit.rules.ts';

/** What an edit makes of a date. */
export type ChangeVerdict =
  | 'MOVES'
  | 'UNCHANGED'
  | 'EXCEPTION_KEPT'
  | 'CONFLICT'
  | 'CLOSED'
  | 'NO_SUCH_TIME'
  | 'OVER'
  | 'NOT_CHANGEABLE'
  | 'CANCELS'
  | 'DROPS';

/** A date of an edit, before and after it. */
export interface DateChange {
  /** As it is now. */
  readonly session: SessionRow;
  readonly before: SessionRow;
  /** As it will be, or was; of what does not fit, as it was wished for; null for what stays as it is. */
  readonly after: SessionRow | null;
  readonly verdict: ChangeVerdict;
  /** What its room says; null where it was not asked. */
  readonly plan: JudgedPlan | null;
  /** All that were judged together: they are in each other's way. */
  readonly among: readonly JudgedPlan[];
  readonly skipped: SkippedHour | null;
}

/** What an edit comes to, or came to. */
export interface SessionsDiff {
  /** As it is now. */
  readonly event: EventRow;
  /** By start. */
  readonly changes: readonly DateChange[];
  readonly peopleTouched: number;
}

/** What the drafts come to by what was said of their rooms. */
export function changesOf(drafts: readonly Draft[], said: ReadonlyMap<string, JudgedPlan>): DateChange[] {
  const among = [...said.values()];
  return drafts.map(({ session, fate, plan: drafted, skipped }) => {
    const plan = said.get(session.id) ?? null;
    return {
      ...{ session, before: session, after: drafted?.after ?? null },
      ...{ plan, among, skipped, verdict: verdictOf(fate, plan) },
    };
  });
}

function verdictOf(fate: Draft['fate'], plan: JudgedPlan | null): ChangeVerdict {
  if (fate !== 'PLANNED') return fate;
  return !plan || plan.verdict === 'FITS' ? 'MOVES' : plan.verdict;
}

/** The same once it is written: each date as it is now. */
export function writtenChanges(changes: readonly DateChange[], written: readonly SessionRow[]): DateChange[] {
  const rows = new Map(written.map((row) => [row.id, row]));
  return changes.map((change) => {
    const row = rows.get(change.session.id);
    return row ? { ...change, session: row, after: row } : change;
  });
}

const TOUCHING: readonly ChangeVerdict[] = ['MOVES', 'CANCELS'];

/** The dates on which something changes for people: what has no place in the calendar touches nobody. */
export function touching(changes: readonly DateChange[]): DateChange[] {
  return changes.filter(({ verdict, before }) => TOUCHING.includes(verdict) && before.standing === 'SCHEDULED');
}

/** How many dates, bookings and people an edit is about. */
export function countsOf({ changes, peopleTouched }: SessionsDiff) {
  const of = (wanted: ChangeVerdict) => changes.filter(({ verdict }) => verdict === wanted).length;
  const touched = touching(changes);
  const rooms = touched.map(({ before, after }) => ({
    had: takesRoom(before),
    has: after !== null && takesRoom(after),
  }));
  return {
    ...{ dates: changes.length, moves: of('MOVES'), unchanged: of('UNCHANGED'), exceptionsKept: of('EXCEPTION_KEPT') },
    ...{ conflicts: of('CONFLICT'), closed: of('CLOSED'), noSuchTime: of('NO_SUCH_TIME') },
    ...{ over: of('OVER'), notChangeable: of('NOT_CHANGEABLE'), cancels: of('CANCELS'), drops: of('DROPS') },
    bookingsMoved: rooms.filter(({ had, has }) => had && has).length,
    bookingsMade: rooms.filter(({ had, has }) => !had && has).length,
    bookingsEnded: rooms.filter(({ had, has }) => had && !has).length,
    peopleTouched,
    expectedPeople: touched.reduce((sum, { before }) => sum + (before.expectedPeople ?? 0), 0),
  };
}
