import type { Headcount } from '../registration/record/registration.tables.ts';
import type { ChangeKind, MessageKind } from './message.data.ts';

export type NoticeKind = MessageKind;

/** What one act changed of one session: how it was, in ids and instants; how it is, is read when the mail is composed. */
export interface NoticedSession {
  readonly sessionId: string;
  readonly eventId: string;
  readonly kinds: readonly ChangeKind[];
  /** ISO 8601, UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly zone: string;
  readonly branchId: string;
  /** Null where it was in no room. */
  readonly roomId: string | null;
  readonly place: 'ROOM' | 'BRANCH' | 'ONLINE' | 'TO_BE_FOUND';
  /** Whether it had been moved online. */
  readonly wasOnline: boolean;
}

/** What a notice is about besides its registration: ids, instants and numbers, nothing of a person. */
export interface NoticeItems {
  readonly sessions?: readonly NoticedSession[];
  /** All registrations of the person that the sessions concern. */
  readonly registrationIds?: readonly string[];
  /** Of a weekly letter. */
  readonly sessionIds?: readonly string[];
  /** What staff write to many is kept once. */
  readonly staffMessageId?: string;
  /** Of a wish of dates, which no registration came of yet. */
  readonly wishId?: string;
  /** Of what was edited: how many came before. */
  readonly before?: Headcount;
}
