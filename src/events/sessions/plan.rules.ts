import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Override } from '../../venues/bookings/booking.tables.ts';
import type { BrokenRule } from '../../venues/bookings/broken.rules.ts';
import type { JudgedWant } from '../../venues/desk/want.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import { takesPlace } from '../record/happening.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';

/**
 * A session as it is to be. `after` says place, time, what is wished of the room, status and standing; its booking and its
 * stamps are filled in when it is written.
 */
export interface SessionPlan {
  /** Null for a new session. */
  readonly before: SessionRow | null;
  readonly after: SessionRow;
  /** Rules of the room that are to be set aside, with reasons. */
  readonly overrides: readonly Override[];
}

/** CLOSED where a closure or a holiday is among what refuses; what takes no room always FITS. */
export type PlanVerdict = 'FITS' | 'CONFLICT' | 'CLOSED';

export interface JudgedPlan extends SessionPlan {
  readonly verdict: PlanVerdict;
  /** Every rule that its room breaks, notices too. */
  readonly broken: readonly BrokenRule[];
  /** What of that refuses it. */
  readonly refusing: readonly BrokenRule[];
  /** What it asks of its room; null where it takes none, or keeps what it has. */
  readonly want: JudgedWant | null;
  /** Whether everybody reads of it: then only a room will do that is granted at once. */
  readonly isAnnounced: boolean;
}

/** What is done, as the audit tells it. */
export interface PlannedAct {
  /** A verb that the audit counts as an edit: UPDATE, CANCEL, CONFIRM. A new session is always told as CREATE. */
  readonly action: string;
  /** Why rooms are given up; their bookings keep it. */
  readonly reason?: string;
  /** What else changes of the event, in the same write. */
  readonly change?: Partial<EventRow>;
}

/**
 * What is written of the plans, or why nothing is. A plan may be answered otherwise than it was judged, as one that waits
 * for a place. Asked again when one is left out that keeps its room: for the others that room is then in the way.
 */
export type Choice<R extends Refusal> = (judged: readonly JudgedPlan[]) => readonly JudgedPlan[] | R;

/** Whether the session holds a room: the same as the check event_session_room_is_booked. */
export function takesRoom({ place, standing, happeningStatus }: SessionRow): boolean {
  return (
    place === 'ROOM' && standing === 'SCHEDULED' && happeningStatus !== 'CANCELLED' && happeningStatus !== 'POSTPONED'
  );
}

/** Whether it is to be held at its time, as far as anybody knows. */
function stands({ standing, happeningStatus }: SessionRow): boolean {
  return standing === 'SCHEDULED' && takesPlace(happeningStatus) && happeningStatus !== 'HELD';
}

/** Whether it comes to stand in the calendar, or back there: after it was called off, or wrongly said to have been held. */
export function comesToStand({ before, after }: Pick<SessionPlan, 'before' | 'after'>): boolean {
  return stands(after) && !(before && stands(before));
}

const OF_TIME = ['startLocal', 'zone', 'wallMinutes'] as const satisfies (keyof SessionRow)[];

/** Whether it comes back to the room and the time that were its own. */
export function comesBack({ before, after }: SessionPlan): boolean {
  if (before?.standing !== 'SCHEDULED' || !comesToStand({ before, after })) return false;
  return (
    before.place === 'ROOM' &&
    after.place === 'ROOM' &&
    before.roomId === after.roomId &&
    OF_TIME.every((field) => before[field] === after[field])
  );
}

const OF_ROOM = [
  ...['branchId', 'roomId', 'layoutKind', 'expectedPeople', 'setUpMinutes', 'tearDownMinutes', 'equipment'],
  ...OF_TIME,
] as const satisfies (keyof SessionRow)[];

/** Whether the plan asks something of a room: for the first time, or something else than the session has. */
export function asksForRoom({ before, after }: SessionPlan): boolean {
  if (!takesRoom(after)) return false;
  if (!before?.bookingId || !takesRoom(before)) return true;
  return OF_ROOM.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** The plan with what was said of its room. */
export function judgedPlan(plan: SessionPlan, want: JudgedWant | undefined, isAnnounced: boolean): JudgedPlan {
  if (!want) return { ...plan, verdict: 'FITS', broken: [], refusing: [], want: null, isAnnounced };
  const { broken, refusing } = want;
  const isShut = refusing.some(({ kind }) => kind === 'Closed');
  const verdict = refusing.length === 0 ? 'FITS' : isShut ? 'CLOSED' : 'CONFLICT';
  return { ...plan, verdict, broken, refusing, want, isAnnounced };
}
