import { type CalendarSession, calendarSessions } from '../../calendar/session.store.ts';
import { placeIn } from '../../calendar/session.text.rules.ts';
import { isPublic, mayReadStaffSide } from '../../events/record/event.policy.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { instantFromMillis, laterOf } from '../../platform/time/instant.ts';
import { draftEntry } from './draft.entry.rules.ts';
import type { PersonalItem } from './personal.calendar.rules.ts';
import { factsOfSessions, type SeatCount, seatsOfSessions, type SessionFacts } from './session.facts.store.ts';
import { toldBesides } from './told.session.rules.ts';

const SEATS = {
  uk: ({ held, capacity, waiting }: SeatCount) =>
    `Зайнято місць: ${held}/${capacity}${waiting > 0 ? `; у черзі: ${waiting}` : ''}`,
  en: ({ held, capacity, waiting }: SeatCount) =>
    `Seats taken: ${held}/${capacity}${waiting > 0 ? `; waiting: ${waiting}` : ''}`,
} as const;

/** Sessions as the staff of a branch read of them: how full they are, and which are not announced yet. */
export async function itemsOfBranch(
  reader: Reader,
  sessionIds: readonly Id<'Session'>[],
  viewer: Viewer,
  language: Language,
): Promise<PersonalItem[]> {
  const [sessions, facts, seats] = await Promise.all([
    calendarSessions(reader, sessionIds),
    factsOfSessions(reader, sessionIds),
    seatsOfSessions(reader, sessionIds),
  ]);
  return sessions.flatMap((session) => {
    const known = facts.get(session.id);
    if (!known) return [];
    const isStaff = mayReadStaffSide(viewer, { branchId: known.eventBranchId });
    return [itemOf(session, known, (isStaff && seats.get(session.id)) || null, language)];
  });
}

function itemOf(
  session: CalendarSession,
  facts: SessionFacts,
  seats: SeatCount | null,
  language: Language,
): PersonalItem {
  const lines = seats ? [SEATS[language](seats)] : [];
  const { standing, isListed, updatedAt, eventUpdatedAt, version } = facts;
  const changedAt = [
    ...(seats ? [seats.changedAt] : []),
    ...(isListed ? [] : [updatedAt]),
  ].reduce(laterOf, instantFromMillis(0)); // prettier-ignore
  if (isPublic(facts)) {
    return { session: toldBesides(session, { lines, isTentative: false, standing, changedAt }, language) };
  }
  const place = placeIn(language, session);
  const draft = { version, standing, updatedAt: laterOf(updatedAt, changedAt), eventUpdatedAt, place, lines };
  return { entry: draftEntry(session, draft, language) };
}
