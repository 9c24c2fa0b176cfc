import type { PlacedTime } from '../../platform/time/wall.rules.ts';
import type { SessionException, SessionRow } from '../record/session.tables.ts';
import { inPlace, type WishedPlace } from './place.rules.ts';

/** Where a session goes; what is null stays. */
export interface Goal {
  readonly time: PlacedTime | null;
  readonly place: WishedPlace | null;
}

/** Live as it was before it was postponed, cancelled or held. */
const liveStatus = ({ statusBefore }: SessionRow) => statusBefore ?? 'CONFIRMED';

/**
 * The session at its new time and place. Where everybody knew of the old start, it is RESCHEDULED and remembers that start;
 * what is not certain stays so, and what was moved online stays there until it gets another place.
 */
export function movedSession(before: SessionRow, { time, place }: Goal): SessionRow {
  const there = place ? inPlace(before, place) : before;
  const after = time ? { ...there, ...time } : there;
  const isRescheduled = before.isListed && before.startsAt.getTime() !== after.startsAt.getTime();
  const previous = isRescheduled ? { previousStartLocal: before.startLocal, previousStartsAt: before.startsAt } : {};
  const known = { ...after, ...previous };
  return { ...known, happeningStatus: statusMoved(before, known, isRescheduled), statusBefore: null, reason: null };
}

function statusMoved(before: SessionRow, after: SessionRow, isRescheduled: boolean): SessionRow['happeningStatus'] {
  const was = before.happeningStatus === 'POSTPONED' ? liveStatus(before) : before.happeningStatus;
  if (was === 'TENTATIVE') return was;
  if (was === 'MOVED_ONLINE') return after.place === 'ONLINE' ? was : onTheSpot(after);
  return isRescheduled ? 'RESCHEDULED' : was;
}

/** What was moved online is on the spot again. */
const onTheSpot = ({ previousStartsAt }: SessionRow) => (previousStartsAt ? 'RESCHEDULED' : 'CONFIRMED');

/** It is certain from now on, at the time it has by now. */
export function confirmedSession(before: SessionRow): SessionRow {
  return { ...before, happeningStatus: 'CONFIRMED', previousStartLocal: null, previousStartsAt: null };
}

/** It keeps what is known of its room, so that it can have that again. */
export function postponedSession(before: SessionRow, reason: string): SessionRow {
  return { ...before, happeningStatus: 'POSTPONED', statusBefore: before.happeningStatus, reason };
}

export function cancelledSession(before: SessionRow, reason: string): SessionRow {
  const statusBefore = before.happeningStatus === 'POSTPONED' ? liveStatus(before) : before.happeningStatus;
  return { ...before, happeningStatus: 'CANCELLED', statusBefore, reason };
}

export function sessionOnline(before: SessionRow): SessionRow {
  return { ...before, happeningStatus: 'MOVED_ONLINE', place: 'ONLINE' };
}

/** As it was before it was cancelled, where it was then, or without a room. */
export function revivedSession(before: SessionRow, roomToBeFound: boolean): SessionRow {
  const was = liveStatus(before);
  const revived = { ...before, happeningStatus: was, statusBefore: null, reason: null };
  if (!roomToBeFound) return revived;
  return { ...revived, place: 'TO_BE_FOUND', happeningStatus: was === 'MOVED_ONLINE' ? onTheSpot(before) : was };
}

export function heldSession(before: SessionRow): SessionRow {
  return { ...before, happeningStatus: 'HELD', statusBefore: before.happeningStatus };
}

export function unheldSession(before: SessionRow): SessionRow {
  return { ...before, happeningStatus: liveStatus(before), statusBefore: null };
}

/** It stands in the calendar from now on. */
export function placedSession(before: SessionRow, { time, place }: Goal): SessionRow {
  const there = place ? inPlace(before, place) : before;
  return { ...there, ...time, standing: 'SCHEDULED', brokenKinds: [] };
}

const OF_TIME = ['startLocal', 'zone', 'wallMinutes'] as const;
const OF_PLACE = [
  ...['branchId', 'roomId', 'layoutKind', 'expectedPeople', 'setUpMinutes', 'tearDownMinutes', 'equipment'],
] as const satisfies (keyof SessionRow)[];

/** What was set for a date of a series alone is left as it is by edits of the whole. */
export function withExceptions(before: SessionRow, after: SessionRow): SessionRow {
  const differs = (fields: readonly (keyof SessionRow)[]) =>
    fields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  // To have the same room again that was taken away is nothing of its own.
  const isElsewhere = before.place !== after.place && before.place !== 'TO_BE_FOUND' && after.place !== 'TO_BE_FOUND';
  const made: SessionException[] = [
    ...(differs(OF_TIME) ? ['TIME' as const] : []),
    ...(differs(OF_PLACE) || isElsewhere ? ['PLACE' as const] : []),
  ];
  const exceptions = [...new Set([...before.exceptions, ...made])];
  return exceptions.length === before.exceptions.length ? after : { ...after, exceptions };
}
