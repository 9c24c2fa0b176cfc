import type { SessionRow } from '../events/record/session.tables.ts';
import type { RegistrationRow } from '../registration/record/registration.tables.ts';
import type { RosterRow } from '../registration/record/roster.tables.ts';
import { isLive, type RegistrationStatus } from '../registration/record/seats.rules.ts';
import { formatUtc, type Instant, plusMinutes } from '../platform/time/instant.ts';
import type { ChangeKind } from './message.data.ts';
import type { NoticedSession, NoticeItems, NoticeKind } from './notice.data.ts';

/** What somebody is to be told of. */
export interface NoticeDraft {
  readonly kind: NoticeKind;
  readonly dedupeKey: string;
  readonly registrationId?: string | null;
  readonly followId?: string | null;
  /** Who reads it, where that is not who registered. */
  readonly personId?: string | null;
  readonly items?: NoticeItems;
}

/** What one may do without, and can have no more of; all else is news of what one asked for. */
export const MUTABLE: readonly NoticeKind[] = ['REMINDER'];

/** What is told of one registration, and of nothing else. */
export type OfRegistration = Exclude<
  NoticeKind,
  'SESSIONS_CHANGED' | 'WEEKLY_DIGEST' | 'CONFIRM_FOLLOW' | 'DATES_WISHED' | 'DATES_DECLINED'
>;

export const OF_REGISTRATION: readonly OfRegistration[] = [
  ...(['CONFIRM_EMAIL', 'CONFIRMED', 'WAITLISTED', 'OFFER', 'OFFER_EXPIRED', 'EXPIRED', 'EDITED', 'MOVED'] as const),
  ...(['ALREADY', 'CANCELLED_BY_SELF', 'CANCELLED_BY_STAFF', 'PENDING', 'DECLINED', 'HEAD_ASKED'] as const),
  ...(['NOMINEE_INVITED', 'SUBSTITUTE_WANTED', 'REMINDER', 'RECONFIRM', 'RELEASED', 'STAFF_MESSAGE'] as const),
  ...(['HEAD_MISSING', 'CALL_NEEDED'] as const),
];

/** What others read than who registered, because of their role. */
export const TO_OTHERS = ['HEAD_ASKED', 'HEAD_MISSING', 'SUBSTITUTE_WANTED', 'CALL_NEEDED'] as const;
export type ToOthers = (typeof TO_OTHERS)[number];

export function isToOthers(kind: NoticeKind): kind is ToOthers {
  return TO_OTHERS.some((one) => one === kind);
}

/** Each of these says something of its own. Of the others the last is enough where several wait to be sent: it says what is so now. */
export const REPEATS: readonly OfRegistration[] = ['STAFF_MESSAGE', 'REMINDER', 'SUBSTITUTE_WANTED'];

type Judged = Pick<RegistrationRow, 'status' | 'awaits' | 'asksHead' | 'email' | 'reconfirmBy' | 'reconfirmedAt'>;

const STATUS_OF: Partial<Readonly<Record<OfRegistration, readonly RegistrationStatus[]>>> = {
  CONFIRM_EMAIL: ['UNCONFIRMED'],
  CONFIRMED: ['CONFIRMED'],
  WAITLISTED: ['WAITLISTED'],
  OFFER: ['OFFERED'],
  OFFER_EXPIRED: ['EXPIRED'],
  EXPIRED: ['EXPIRED'],
  RELEASED: ['EXPIRED'],
  CANCELLED_BY_SELF: ['CANCELLED', 'DECLINED'],
  CANCELLED_BY_STAFF: ['CANCELLED'],
  PENDING: ['PENDING_APPROVAL'],
  HEAD_ASKED: ['PENDING_APPROVAL'],
  HEAD_MISSING: ['PENDING_APPROVAL'],
  NOMINEE_INVITED: ['PENDING_APPROVAL'],
  DECLINED: ['DECLINED'],
  REMINDER: ['CONFIRMED'],
  RECONFIRM: ['CONFIRMED'],
};

/** Whether it is still so when the mail is composed: what was answered or ended meanwhile is not asked any more. */
export function stillApplies(kind: OfRegistration, row: Judged, now: Instant): boolean {
  const statuses = STATUS_OF[kind];
  if (statuses && !statuses.includes(row.status)) return false;
  if (kind === 'HEAD_ASKED') return row.awaits === 'HEAD';
  if (kind === 'HEAD_MISSING') return row.awaits === 'STAFF' && row.asksHead;
  if (kind === 'CALL_NEEDED') return row.email === null;
  if (kind === 'NOMINEE_INVITED') return row.awaits === 'NOMINEE';
  if (kind === 'RECONFIRM') return row.reconfirmedAt === null && row.reconfirmBy !== null && row.reconfirmBy > now;
  if (kind === 'EDITED' || kind === 'MOVED' || kind === 'ALREADY') return isLive(row);
  return kind !== 'SUBSTITUTE_WANTED' || !isLive(row);
}

/** Before which start people are reminded. */
export const REMIND_HOURS = 24;

interface Dated {
  readonly roster: Pick<RosterRow, 'sessionId'>;
  readonly sessions: readonly Pick<SessionRow, 'startsAt' | 'endsAt' | 'happeningStatus'>[];
}

/**
 * Whether what is told is still to come when the mail is composed: a mail server may be away until the day is called off,
 * moved or over. A reminder of what goes on later than a day after it is left to the one that is due then.
 */
export function isStillAhead(
  kind: OfRegistration,
  { roster, sessions }: Dated,
  toldAt: Instant,
  now: Instant,
): boolean {
  const held = sessions.filter(
    ({ happeningStatus }) => happeningStatus !== 'CANCELLED' && happeningStatus !== 'POSTPONED',
  );
  if (kind === 'REMINDER') {
    const until = plusMinutes(toldAt, REMIND_HOURS * 60);
    return held.some(({ startsAt }) => startsAt > now && startsAt <= until);
  }
  if (kind === 'RECONFIRM') return held.some(({ startsAt }) => startsAt > now);
  if (kind !== 'CONFIRMED') return true;
  // A whole event may have no date yet.
  if (sessions.length === 0) return roster.sessionId === null;
  return held.some(({ endsAt }) => endsAt > now);
}

type Shown = Pick<
  SessionRow,
  | 'id'
  | 'eventId'
  | 'startsAt'
  | 'endsAt'
  | 'zone'
  | 'branchId'
  | 'roomId'
  | 'place'
  | 'standing'
  | 'happeningStatus'
  | 'sequence'
>;

const isOff = ({ standing, happeningStatus }: Shown) =>
  standing !== 'SCHEDULED' || happeningStatus === 'CANCELLED' || happeningStatus === 'POSTPONED';
const isOnline = ({ place, happeningStatus }: Shown) => place === 'ONLINE' || happeningStatus === 'MOVED_ONLINE';
const roomOf = ({ place, roomId }: Shown) => (place === 'ROOM' ? roomId : null);

/** What of a change those are told who are registered; null where a calendar shows none, or where it is over. */
export function noticedChange(before: Shown | null, after: Shown, now: Instant): NoticedSession | null {
  if (!before || after.sequence <= before.sequence) return null;
  if (before.endsAt <= now && after.endsAt <= now) return null;
  const kinds = kindsOf(before, after);
  if (kinds.length === 0) return null;
  const { startsAt, endsAt, zone, branchId, place } = before;
  return {
    ...{ sessionId: after.id, eventId: after.eventId, kinds },
    ...{ startsAt: formatUtc(startsAt), endsAt: formatUtc(endsAt), zone },
    ...{ branchId, roomId: roomOf(before), place, wasOnline: isOnline(before) },
  };
}

function kindsOf(before: Shown, after: Shown): ChangeKind[] {
  if (isOff(after)) {
    const isSame = isOff(before) && before.happeningStatus === after.happeningStatus;
    if (isSame) return [];
    return [after.happeningStatus === 'CANCELLED' || after.standing === 'DROPPED' ? 'CANCELLED' : 'POSTPONED'];
  }
  const isMoved =
    before.startsAt.getTime() !== after.startsAt.getTime() || before.endsAt.getTime() !== after.endsAt.getTime();
  const isElsewhere =
    isOnline(before) !== isOnline(after) ||
    (!isOnline(after) &&
      (before.branchId !== after.branchId || before.place !== after.place || roomOf(before) !== roomOf(after)));
  return [
    ...(isOff(before) ? (['REVIVED'] as const) : []),
    ...(isMoved ? (['MOVED'] as const) : []),
    ...(isElsewhere ? ([isOnline(after) ? 'ONLINE' : 'PLACE'] as const) : []),
  ];
}

/** Whether what is told of a session is that it does not happen. */
export function isCalledOff({ kinds }: Pick<NoticedSession, 'kinds'>): boolean {
  return kinds.includes('CANCELLED') || kinds.includes('POSTPONED');
}
