import { type Instant, nextStamp } from '../../platform/time/instant.ts';
import type { SessionRow } from '../record/session.tables.ts';

/** What calendars show of a session; what they show of its event is the event's. */
const SHOWN = [
  ...['startLocal', 'zone', 'wallMinutes', 'startsAt', 'endsAt', 'previousStartLocal', 'branchId', 'place'],
  ...['happeningStatus', 'reason', 'standing'],
] as const satisfies (keyof SessionRow)[];

/** Whether calendars have something else to show. A room that is not held in is nowhere shown. */
function isShownOtherwise(before: SessionRow, after: SessionRow): boolean {
  const differs = SHOWN.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return differs || (after.place === 'ROOM' && before.roomId !== after.roomId);
}

/**
 * The stamps of a write of a session. What calendars knew of, and what they are to show otherwise, gets a higher SEQUENCE
 * (RFC 5545 3.8.7.4); what they show for the first time is new to them as it is.
 */
export function stampsAfter(
  before: SessionRow,
  after: SessionRow,
  listed: boolean,
  now: Instant,
): Pick<SessionRow, 'sequence' | 'revisedAt' | 'version' | 'updatedAt'> {
  const { sequence, revisedAt, version } = before;
  const written = { version: version + 1, updatedAt: now };
  if (before.isListed && isShownOtherwise(before, after)) {
    return { ...written, sequence: sequence + 1, revisedAt: nextStamp(now, revisedAt) };
  }
  return { ...written, sequence, revisedAt: !before.isListed && listed ? nextStamp(now, revisedAt) : revisedAt };
}
