import { type Instant, laterOf } from '../platform/time/instant.ts';
import type { CalendarSession } from './session.store.ts';
import { isOnline } from './session.text.rules.ts';

/**
 * DTSTAMP and LAST-MODIFIED rise also with a new name or address of a branch that is told, or of the room; SEQUENCE does not,
 * for it is the same place (RFC 5546 2.1.4).
 */
export function toldOtherwiseAt(session: CalendarSession): Instant {
  const { revisedAt, branch, room, host } = session;
  const told = laterOf(revisedAt, host.updatedAt);
  if (isOnline(session)) return told;
  const there = laterOf(told, branch.updatedAt);
  return room ? laterOf(there, room.updatedAt) : there;
}
