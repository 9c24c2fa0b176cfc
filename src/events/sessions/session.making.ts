import { newId } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { LocalDateTime } from '../../platform/time/local.ts';
import type { PlacedTime } from '../../platform/time/wall.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import type { WishedPlace } from './place.rules.ts';

interface NewSession {
  /** In the zone of its place. */
  readonly time: PlacedTime;
  readonly place: WishedPlace;
  readonly now: Instant;
  /** Whether it is not certain yet; what depends on how many come never is. */
  readonly tentative?: boolean;
  /** Of a date that the rule of a series gave: when that was. */
  readonly originalLocal?: LocalDateTime;
}

/** The row of a new session that stands in the calendar; its booking is filled in when it is written. */
export function newSession(
  event: Pick<EventRow, 'id' | 'minimumAttendance'>,
  { time, place, now, tentative = false, originalLocal }: NewSession,
): SessionRow {
  return {
    ...place,
    ...time,
    id: newId<'Session'>(),
    eventId: event.id,
    originalLocal: originalLocal ?? null,
    standing: 'SCHEDULED',
    bookingId: null,
    happeningStatus: tentative || event.minimumAttendance !== null ? 'TENTATIVE' : 'CONFIRMED',
    statusBefore: null,
    reason: null,
    previousStartLocal: null,
    previousStartsAt: null,
    exceptions: [],
    brokenKinds: [],
    sequence: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    revisedAt: now,
    isListed: false,
    profileId: null,
  };
}
