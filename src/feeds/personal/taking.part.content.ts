import { type CalendarSession, calendarSessions } from '../../calendar/session.store.ts';
import { isOnline } from '../../calendar/session.text.rules.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { type Instant, instantFromMillis, laterOf } from '../../platform/time/instant.ts';
import { positionsOf } from '../../registration/groups/class.store.ts';
import { registrationsByIds } from '../../registration/record/registration.store.ts';
import type { RegistrationRow } from '../../registration/record/registration.tables.ts';
import { isLive } from '../../registration/record/seats.rules.ts';
import type { PersonalItem } from './personal.calendar.rules.ts';
import { factsOfSessions, type SeatCount, seatsOfSessions, type SessionFacts } from './session.facts.store.ts';
import type { TakenPart } from './taking.part.store.ts';
import { classNameOf, classText, isSure, joinText, ownText, type Part, tasksText } from './taking.part.words.rules.ts';
import { toldBesides } from './told.session.rules.ts';

/** All that is known of the sessions somebody takes part in. */
interface Known {
  readonly facts: ReadonlyMap<string, SessionFacts>;
  readonly seats: ReadonlyMap<string, SeatCount>;
  readonly rowsOf: ReadonlyMap<string, readonly RegistrationRow[]>;
  readonly positions: ReadonlyMap<string, number>;
}

/** Sessions as a person reads of them who is registered, speaks, or is asked about them. */
export async function ownSessions(
  reader: Reader,
  taken: readonly TakenPart[],
  email: string | null,
  language: Language,
): Promise<PersonalItem[]> {
  return told(reader, taken, language, (session, { tasks }, rows, { facts, positions }) => {
    const joinUrl = facts.get(session.id)?.joinUrl ?? null;
    const joins = joinUrl !== null && isOnline(session) && rows.some(hasPlace);
    return [
      ...rows.map((row) => ownText(partOf(row, positions), row.email !== email, session.zone, language)),
      ...(tasks.length > 0 ? [tasksText(tasks, language)] : []),
      ...(joins ? [joinText(joinUrl, language)] : []),
    ];
  });
}

/** Sessions as a school reads of them whose classes come. */
export async function sessionsOfClasses(
  reader: Reader,
  taken: readonly TakenPart[],
  language: Language,
): Promise<PersonalItem[]> {
  return told(reader, taken, language, ({ zone }, _, rows, { positions }) =>
    rows.map((row) => classText(partOf(row, positions), zone, language)),
  );
}

type Lines = (
  session: CalendarSession,
  taken: TakenPart,
  rows: readonly RegistrationRow[],
  known: Known,
) => readonly string[];

async function told(
  reader: Reader,
  taken: readonly TakenPart[],
  language: Language,
  linesOf: Lines,
): Promise<PersonalItem[]> {
  const takenOf = new Map<string, TakenPart>(taken.map((part) => [part.sessionId, part]));
  const [sessions, known] = await Promise.all([
    calendarSessions(reader, taken.map(({ sessionId }) => sessionId)), // prettier-ignore
    readKnown(reader, taken),
  ]);
  return sessions.flatMap((session) => {
    const part = takenOf.get(session.id);
    const facts = known.facts.get(session.id);
    const rows = known.rowsOf.get(session.id) ?? [];
    // Between two questions it may have ended.
    if (!part || !facts || rows.length + part.tasks.length === 0) return [];
    const besides = {
      lines: linesOf(session, part, rows, known),
      isTentative: part.tasks.length === 0 && !rows.some(isSure),
      ...{ standing: facts.standing, changedAt: changedAt(session.id, facts, rows, known) },
    };
    return [{ session: toldBesides(withClasses(session, rows), besides, language) }];
  });
}

async function readKnown(reader: Reader, taken: readonly TakenPart[]): Promise<Known> {
  const sessionIds = taken.map(({ sessionId }) => sessionId);
  const ids = [...new Set(taken.flatMap(({ registrationIds }) => registrationIds))];
  const registrations = await registrationsByIds(reader, ids);
  const live = new Map([...registrations].filter(([, row]) => isLive(row)));
  const waits = (id: Id<'Registration'>) => live.get(id)?.status === 'WAITLISTED';
  const queued = taken.filter(({ registrationIds }) => registrationIds.some(waits));
  const [facts, positions, seats] = await Promise.all([
    factsOfSessions(reader, sessionIds),
    positionsOf(reader, ids.filter(waits)),
    seatsOfSessions(reader, queued.map(({ sessionId }) => sessionId)), // prettier-ignore
  ]);
  const rowsOf = new Map<string, RegistrationRow[]>(
    taken.map(({ sessionId, registrationIds }) => [sessionId, registrationIds.flatMap((id) => live.get(id) ?? [])]),
  );
  return { facts, seats, rowsOf, positions };
}

/** A teacher of several classes sees by the title which of them it is. */
function withClasses(session: CalendarSession, rows: readonly RegistrationRow[]): CalendarSession {
  const names = rows.filter(({ kind }) => kind === 'GROUP').map(classNameOf);
  if (names.length === 0) return session;
  const among = ` (${names.join(', ')})`;
  return {
    ...session,
    titleUk: session.titleUk + among,
    titleEn: session.titleEn === null ? null : session.titleEn + among,
  };
}

function partOf(row: RegistrationRow, positions: ReadonlyMap<string, number>): Part {
  return { ...row, position: positions.get(row.id) ?? null };
}

function hasPlace({ status }: RegistrationRow): boolean {
  return status === 'CONFIRMED' || status === 'ATTENDED';
}

/** Of a queue whoever comes or goes moves its numbers; where to join is the event's. */
function changedAt(
  sessionId: string,
  { isListed, updatedAt, joinUrl, eventUpdatedAt }: SessionFacts,
  rows: readonly RegistrationRow[],
  { seats }: Known,
): Instant {
  const queue = seats.get(sessionId);
  return [
    ...rows.map((row) => row.updatedAt),
    ...(queue ? [queue.changedAt] : []),
    ...(isListed ? [] : [updatedAt]),
    ...(joinUrl === null ? [] : [eventUpdatedAt]),
  ].reduce(laterOf, instantFromMillis(0));
}
