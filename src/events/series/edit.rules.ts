import type { Instant } from '../../platform/time/instant.ts';
import {
  addDays,
  localDateTime,
  type LocalDate,
  type LocalTime,
  wallMinutesBetween,
} from '../../platform/time/local.ts';
import { type WallTime, wallTimeOf } from '../../platform/time/wall.rules.ts';
import type { HappeningStatus, SessionException, SessionRow } from '../record/session.tables.ts';
import { isOver } from '../sessions/session.time.rules.ts';

/** How many dates an edit is about: the one it starts from, that and the later ones, or all. */
export type EditScope = 'THIS' | 'FOLLOWING' | 'ALL';

/** What is to become of the time of each date; what is left out stays. */
export interface TimeChange {
  /** Another day for the start, of a single date. */
  readonly startDate?: LocalDate | undefined;
  readonly startTime?: LocalTime | undefined;
  readonly endDate?: LocalDate | undefined;
  readonly endTime?: LocalTime | undefined;
  readonly shiftDays?: number | undefined;
}

/** How an edit is meant, beside what it changes. */
export interface EditReach {
  readonly scope: EditScope;
  readonly includeExceptions: boolean;
  readonly changesPlace: boolean;
  readonly now: Instant;
}

/** What an edit wants of a date of its scope. */
export type Intent =
  | { readonly kind: 'NOT_CHANGEABLE' | 'EXCEPTION_KEPT' }
  /** Null for a time that stays. */
  | { readonly kind: 'EDIT'; readonly wall: WallTime | null; readonly place: boolean };

/** Of the dates of an event, which come by start, those that the edit is about. */
export function inScope(
  sessions: readonly SessionRow[],
  from: Pick<SessionRow, 'id' | 'startsAt'>,
  scope: EditScope,
): SessionRow[] {
  const at = sessions.findIndex(({ id }) => id === from.id);
  if (scope === 'THIS') return sessions.slice(at, at + 1);
  return scope === 'ALL' ? [...sessions] : sessions.slice(at);
}

export function changesTime({ startDate, startTime, endDate, endTime, shiftDays = 0 }: TimeChange): boolean {
  return shiftDays !== 0 || [startDate, startTime, endDate, endTime].some((part) => part !== undefined);
}

const MOVABLE: readonly HappeningStatus[] = ['TENTATIVE', 'CONFIRMED', 'RESCHEDULED', 'MOVED_ONLINE'];

/**
 * A date that lies ahead and is to be held, or wants a place still; alone also one that runs. What is postponed gets its new
 * time of its own.
 */
function isEditable(session: SessionRow, { scope, now }: EditReach): boolean {
  const { standing, happeningStatus, startsAt } = session;
  if (scope === 'THIS' ? isOver(session, now) : startsAt <= now) return false;
  return standing === 'TO_PLACE' || (standing === 'SCHEDULED' && MOVABLE.includes(happeningStatus));
}

/** What becomes of a date that is given up with others: it is cancelled, dropped where it has no place yet, or left. */
export function ending({ standing, happeningStatus, startsAt }: SessionRow, now: Instant): 'CANCELS' | 'DROPS' | null {
  if (startsAt <= now) return null;
  if (standing === 'TO_PLACE') return 'DROPS';
  if (standing !== 'SCHEDULED') return null;
  return happeningStatus === 'POSTPONED' || MOVABLE.includes(happeningStatus) ? 'CANCELS' : null;
}

/** What the edit wants of one date. What was set for a date alone is left as it is, unless the edit is of that date. */
export function intentOf(session: SessionRow, change: TimeChange, reach: EditReach): Intent {
  if (!isEditable(session, reach)) return { kind: 'NOT_CHANGEABLE' };
  const free = (exception: SessionException) =>
    reach.scope === 'THIS' || reach.includeExceptions || !session.exceptions.includes(exception);
  const time = changesTime(change) && free('TIME');
  // What is online by now has given up its room for good.
  const place = reach.changesPlace && free('PLACE') && session.happeningStatus !== 'MOVED_ONLINE';
  if (!time && !place) return { kind: reach.scope === 'THIS' ? 'NOT_CHANGEABLE' : 'EXCEPTION_KEPT' };
  return { kind: 'EDIT', wall: time ? changedTime(session, change) : null, place };
}

/**
 * When a date is to be by the clock on the wall. Without an end it lasts as long as it did; with one it ends as many days
 * after its start as it did, unless a day is given.
 */
export function changedTime(session: Pick<SessionRow, 'startLocal' | 'wallMinutes'>, change: TimeChange): WallTime {
  const had = wallTimeOf(session);
  const startDate = change.startDate ?? addDays(had.startDate, change.shiftDays ?? 0);
  const startTime = change.startTime ?? had.startTime;
  if (change.endTime === undefined && change.endDate === undefined) {
    return wallTimeOf({ startLocal: localDateTime(startDate, startTime), wallMinutes: session.wallMinutes });
  }
  const endDate = change.endDate ?? addDays(startDate, daysBetween(had.startDate, had.endDate));
  return { startDate, startTime, endDate, endTime: change.endTime ?? had.endTime };
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return wallMinutesBetween(localDateTime(from, '00:00'), localDateTime(to, '00:00')) / 1_440;
}
