import { calendarSessions, type CalendarSession } from '../calendar/session.store.ts';
import { isOnline, placeIn } from '../calendar/session.text.rules.ts';
import { findEntry } from '../directory/entry.store.ts';
import type { EventRow } from '../events/record/event.tables.ts';
import { titleIn } from '../events/record/event.text.rules.ts';
import { sessionsOfEvents } from '../events/record/session.store.ts';
import type { SessionRow } from '../events/record/session.tables.ts';
import type { Reader } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { findRegistration } from '../registration/record/registration.store.ts';
import type { RegistrationRow } from '../registration/record/registration.tables.ts';
import { type RosterSubject, subjectsOfRosters } from '../registration/record/roster.store.ts';
import type { RosterRow } from '../registration/record/roster.tables.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import { movedFrom } from './notice.people.store.ts';
import type { ClassFacts, Matter, Moment, Party } from './message.data.ts';
import type { Instant } from '../platform/time/instant.ts';
import { KYIV } from '../platform/time/local.ts';

/** All that mails tell of a registration, as it is now. */
export interface Facts {
  readonly row: RegistrationRow;
  readonly event: EventRow;
  readonly roster: RosterRow;
  /** What it is for, by start: the session, or those of the whole event that are held; none without a date. */
  readonly sessions: readonly CalendarSession[];
  /** The zone in which deadlines are told. */
  readonly zone: string;
}

/** Undefined for a registration that is gone, or forgotten. */
export async function factsOf(reader: Reader, id: Id<'Registration'>): Promise<Facts | undefined> {
  const row = await findRegistration(reader, id);
  if (!row || row.purgedAt) return undefined;
  const subject = (await subjectsOfRosters(reader, [row.rosterId])).get(row.rosterId);
  if (!subject) return undefined;
  const dates = await datesOf(reader, subject);
  const sessions = await calendarSessions(
    reader,
    dates.map((date) => date.id),
  );
  return { row, event: subject.event, roster: subject.roster, sessions, zone: subject.session?.zone ?? KYIV };
}

/** A move: what it was for, and all that it goes on as. */
export interface Move {
  readonly before: Facts;
  readonly after: readonly Facts[];
}

export async function moveOf(reader: Reader, { movedFromId }: RegistrationRow): Promise<Move | undefined> {
  const before = movedFromId ? await factsOf(reader, movedFromId) : undefined;
  if (!before) return undefined;
  const ids = await movedFrom(reader, before.row.id);
  const after = await Promise.all(ids.map((id) => factsOf(reader, id)));
  return { before, after: after.filter((facts) => facts !== undefined) };
}

/** Of a whole event those that are held; where none is, all that were to be. */
async function datesOf(reader: Reader, { roster, event, session }: RosterSubject): Promise<readonly SessionRow[]> {
  const all = roster.sessionId
    ? session
      ? [session]
      : []
    : ((await sessionsOfEvents(reader, [event.id])).get(event.id) ?? []);
  const scheduled = all.filter(({ standing }) => standing === 'SCHEDULED');
  const held = scheduled.filter((one) => !isOff(one));
  return held.length > 0 ? held : scheduled;
}

export function isOff({ happeningStatus }: Pick<CalendarSession, 'happeningStatus'>): boolean {
  return happeningStatus === 'CANCELLED' || happeningStatus === 'POSTPONED';
}

export function matterOf({ event, sessions, row }: Facts, language: Language): Matter {
  const joins = row.status === 'CONFIRMED' && sessions.some(isOnline);
  return {
    title: titleIn(language, event),
    when: sessions.map(({ startsAt, endsAt, zone }) => ({ startsAt, endsAt, zone })),
    place: [...new Set(sessions.map((session) => placeIn(language, session)))].join('; ') || noPlace(language),
    joinUrl: joins ? event.joinUrl : null,
  };
}

function noPlace(language: Language): string {
  return language === 'uk' ? 'місце й час уточнюються' : 'place and time to be announced';
}

/** Who comes; of an offer, for how many there are places. */
export async function partyOf(reader: Reader, row: RegistrationRow, language: Language): Promise<Party> {
  const seats = row.status === 'OFFERED' ? row.heldSeats : row.seats;
  return { seats, group: await classOf(reader, row, language) };
}

/** Null for whoever is no class. */
export async function classOf(reader: Reader, row: RegistrationRow, language: Language): Promise<ClassFacts | null> {
  return row.kind === 'GROUP' && row.schoolId !== null ? classFacts(reader, row.schoolId, row, language) : null;
}

export async function classFacts(
  reader: Reader,
  schoolId: Id<'School'>,
  { grade, letter, pupils, adults }: Pick<RegistrationRow, 'grade' | 'letter' | 'pupils' | 'adults'>,
  language: Language,
): Promise<ClassFacts> {
  const school = await findEntry(reader, 'school', { id: schoolId });
  const label = [grade, letter].filter((part) => part !== null && part !== '').join('-');
  return { school: nameOf(school, language), label, pupils: pupils ?? 0, adults: adults ?? 0 };
}

/** The host, by its name. */
export async function branchOf(reader: Reader, { event }: Pick<Facts, 'event'>, language: Language): Promise<string> {
  return nameOf(await findBranch(reader, { id: event.branchId }), language);
}

/** Of whoever nominates. */
export async function bodyOf(reader: Reader, row: RegistrationRow, language: Language): Promise<string> {
  const { bodyId, outletId } = row;
  if (bodyId) return nameOf(await findEntry(reader, 'body', { id: bodyId }), language);
  return nameOf(outletId ? await findEntry(reader, 'outlet', { id: outletId }) : undefined, language);
}

function nameOf(named: { readonly nameUk: string; readonly nameEn: string } | undefined, language: Language): string {
  if (!named) return '';
  return language === 'uk' ? named.nameUk : named.nameEn || named.nameUk;
}

/** A deadline by the clock of the place. */
export function moment(at: Instant, { zone }: Pick<Facts, 'zone'>): Moment {
  return { at, zone };
}
