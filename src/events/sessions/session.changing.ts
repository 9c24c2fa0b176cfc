// What every change of one session begins with.
import type { Tx } from '../../platform/db/database.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { addDays, type LocalDate } from '../../platform/time/local.ts';
import { type PlacedTime, type WallTime, wallTimeOf } from '../../platform/time/wall.rules.ts';
import { datesFrom } from '../../platform/time/zone.day.ts';
import { placeWithin } from '../../venues/bookings/length.limit.ts';
import { type Asker, lockForChange, type Stopped } from '../content/event.change.ts';
import type { EventRow } from '../record/event.tables.ts';
import { findSession } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import type { WishedPlace } from './place.rules.ts';
import type { MoveSessionInput } from './session.input.types.ts';
import { placeEvent, type TimeRefusal } from './session.time.rules.ts';

interface LockedSession {
  readonly event: EventRow;
  readonly session: SessionRow;
}

/** The session and its event, which nobody else changes until the end of the transaction. Throws NOT_FOUND, FORBIDDEN. */
export async function lockSession(
  tx: Tx,
  { id, version }: { readonly id: string; readonly version?: number | null },
  asker: Asker,
): Promise<LockedSession | Stopped> {
  const seen = isId(id) ? await findSession(tx, id as Id<'Session'>) : undefined;
  if (!seen) throw notFound('the session');
  const event = await lockForChange(tx, { id: seen.eventId }, 'UPDATE', asker);
  if (isRefusal(event)) return event;
  const session = await findSession(tx, seen.id);
  if (!session) throw notFound('the session');
  return (await changedSince(tx, 'Session', session, version, asker.language)) ?? { event, session };
}

/** Puts a session on the time line of its place; what takes a room may last as long as rooms are booked. */
export function timeIn(
  { place, zone }: Pick<WishedPlace, 'place' | 'zone'>,
  wall: WallTime,
  language: Language,
): PlacedTime | TimeRefusal {
  return place === 'ROOM' ? placeWithin(wall, zone, language) : placeEvent(wall, zone, language);
}

type NewTime = Pick<MoveSessionInput, 'startDate' | 'startTime' | 'endDate' | 'endTime'>;

/** The time that a change wants; null for one that stays as it was placed, whatever the law on clocks says since. */
export function movedTime(
  before: SessionRow,
  place: Pick<WishedPlace, 'place' | 'zone'>,
  input: NewTime,
  language: Language,
): PlacedTime | TimeRefusal | null {
  const said = wallTimeOf(before);
  const startDate = input.startDate ?? said.startDate;
  const wished = {
    startDate,
    startTime: input.startTime ?? said.startTime,
    endDate: input.endDate === null ? startDate : (input.endDate ?? movedAlong(said, startDate)),
    endTime: input.endTime ?? said.endTime,
  };
  const isSame = place.zone === before.zone && JSON.stringify(wished) === JSON.stringify(said);
  // A date that never had its place may lie in an hour that never comes.
  const stays = isSame && before.standing === 'SCHEDULED';
  // What goes into a room for the first time may be too long for any.
  if (stays && (place.place !== 'ROOM' || before.place === 'ROOM')) return null;
  return timeIn(place, wished, language);
}

/** On another day it ends as many days later as it did. */
function movedAlong({ startDate, endDate }: WallTime, newStart: LocalDate): LocalDate {
  return addDays(newStart, datesFrom(startDate, endDate).length - 1);
}

/** As many as a rule of a series may give, and as many more by hand. */
const MOST_SESSIONS = 800;

export function refuseTooMany(sessions: readonly SessionRow[]): void {
  if (sessions.length >= MOST_SESSIONS) throw invalidInput(`an event has at most ${MOST_SESSIONS} sessions`);
}
