import type { Reader } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { readPlace } from '../sessions/place.reading.ts';
import type { PlaceWrong, WishedPlace } from '../sessions/place.rules.ts';
import type { Draft } from './asked-edit.rules.ts';
import { draftsOf } from './draft.rules.ts';
import type { EditSessionsInput, SessionsChangeInput } from './edit.input.types.ts';
import { changesTime, type EditScope, inScope } from './edit.rules.ts';
import { datesOfEvent, refuseTooLong } from './event.reading.ts';
import type { LengthWrong } from './moment.rules.ts';

/** Which dates of an event are meant. */
interface OfDates {
  readonly from: string;
  readonly scope: EditScope;
}

export interface ReadEdit {
  /** By start. */
  readonly drafts: readonly Draft[];
  /** Null where places stay. */
  readonly place: WishedPlace | null;
}

/** The dates in question, by start. Throws NOT_FOUND for a session that is none of the event. */
export async function datesInScope(reader: Reader, event: EventRow, { from, scope }: OfDates): Promise<SessionRow[]> {
  const sessions = await datesOfEvent(reader, event);
  const first = sessions.find(({ id }) => id === from.toLowerCase());
  if (!first) throw notFound('the session of the event');
  return inScope(sessions, first, scope);
}

/**
 * What the edit is to make of each date in question. Throws BAD_USER_INPUT for a change that says nothing or too much, and
 * NOT_FOUND for a room, layout, equipment or branch that is not there.
 */
export async function readEdit(
  reader: Reader,
  event: EventRow,
  input: EditSessionsInput,
  { language, now }: Deciding,
): Promise<ReadEdit | PlaceWrong | LengthWrong> {
  const { change, scope, includeExceptions, overrides } = input;
  refuseMeaningless(change, scope);
  const sessions = await datesInScope(reader, event, input);
  const place = change.place ? await readPlace(reader, event, change.place, language) : null;
  if (isRefusal(place)) return place;
  const asked = {
    ...{ change, place, scope, includeExceptions, language, now, arrangement: event.arrangement },
    ...{ changesPlace: place !== null, overrides: overrides ?? [] },
  };
  const drafts = draftsOf(sessions, asked);
  if (isRefusal(drafts)) return drafts;
  refuseTooLong(drafts.flatMap(({ plan }) => plan?.after ?? []));
  return { drafts, place };
}

function refuseMeaningless(change: SessionsChangeInput, scope: EditScope): void {
  const { startDate, endDate, shiftDays, place } = change;
  if (!place && !changesTime(change)) throw invalidInput('say what is to change', { argument: 'input.change' });
  if (scope !== 'THIS' && (startDate !== undefined || endDate !== undefined)) {
    throw invalidInput('startDate and endDate go with THIS only; shiftDays moves many', { argument: 'input.change' });
  }
  if (startDate !== undefined && shiftDays !== undefined) {
    throw invalidInput('give startDate or shiftDays', { argument: 'input.change' });
  }
}
