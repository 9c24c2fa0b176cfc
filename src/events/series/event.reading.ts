import { changedSince } from '../../platform/audit/changed.ts';
import type { Reader } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { MOST_BOOKED_DAYS } from '../../venues/bookings/length.limit.ts';
import type { Asker, Stopped } from '../content/event.change.ts';
import { wrongStatus } from '../record/editorial.rules.ts';
import { mayEditEvent } from '../record/event.policy.ts';
import { findEvent } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';

const DAY_MINUTES = 1_440;

/** The same as `lockForChange` asks, for a preview, which takes nothing. Throws NOT_FOUND and FORBIDDEN. */
export async function seenForChange(
  reader: Reader,
  { eventId, version }: { readonly eventId: string; readonly version: number },
  { viewer, language }: Asker,
): Promise<EventRow | Stopped> {
  const event = isId(eventId) ? await findEvent(reader, eventId as Id<'Event'>) : undefined;
  if (!event) throw notFound('the event');
  if (!mayEditEvent(viewer, event)) throw forbidden();
  const stale = await changedSince(reader, 'Event', event, version, language);
  return stale ?? wrongStatus('UPDATE', event, language) ?? event;
}

/** Every date of the event, by start. */
export async function datesOfEvent(reader: Reader, { id }: EventRow): Promise<SessionRow[]> {
  return (await sessionsOfEvents(reader, [id])).get(id) ?? [];
}

/** BAD_USER_INPUT for a date that is to be longer in a room than any room is booked. */
export function refuseTooLong(sessions: readonly Pick<SessionRow, 'place' | 'wallMinutes'>[]): void {
  const most = MOST_BOOKED_DAYS * DAY_MINUTES;
  if (sessions.some(({ place, wallMinutes }) => place === 'ROOM' && wallMinutes > most)) {
    throw invalidInput(`in a room it lasts at most ${MOST_BOOKED_DAYS} days`, { argument: 'endDate' });
  }
}
