import type { CalendarEntry } from '../../calendar/entry.event.ts';
import { type CalendarSession, calendarSessions } from '../../calendar/session.store.ts';
import { placeIn } from '../../calendar/session.text.rules.ts';
import { isPublic } from '../../events/record/event.policy.ts';
import { maySeeSession } from '../../events/sessions/session.policy.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { instantFromMillis, plusDays } from '../../platform/time/instant.ts';
import { mayBlock, mayKnowBooking } from '../../venues/bookings/booking.policy.ts';
import { neighboursWithin } from '../../venues/bookings/occupancy.store.ts';
import { type Neighbour, occupiedSpan } from '../../venues/bookings/wish.rules.ts';
import type { ClosureRow } from '../../venues/hours/closure.tables.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { type RoomFacts, roomsByIds } from '../../venues/places/room.store.ts';
import { draftEntry } from './draft.entry.rules.ts';
import type { PersonalItem } from './personal.calendar.rules.ts';
import { closuresOfRoom, type Revision, revisionsOf, sessionsCalledOff, sessionsOfBookings } from './room.store.ts';
import { blockedText, busyText, closedText, occupyingLines } from './room.words.rules.ts';
import { factsOfSessions, type SessionFacts } from './session.facts.store.ts';
import type { ShownWindow } from './shown.sessions.store.ts';
import { toldBesides } from './told.session.rules.ts';

/** Nobody books so far ahead. */
const AHEAD_DAYS = 3_660;

export interface AskedRoom {
  readonly room: RoomFacts;
  readonly branch: BranchRow;
  readonly viewer: Viewer;
  readonly window: ShownWindow;
  readonly language: Language;
}

/** Whatever takes the room: sessions and bookings, what staff keep free, closures; and announced sessions that were called off. */
export async function itemsOfRoom(reader: Reader, asked: AskedRoom): Promise<PersonalItem[]> {
  const { room, window } = asked;
  const span = { from: window.endedSince, to: plusDays(window.now, AHEAD_DAYS) };
  const [taken, closures, calledOff] = await Promise.all([
    neighboursWithin(reader, room.units, span, window.now),
    closuresOfRoom(reader, room, window.endedSince),
    window.includeCancelled ? sessionsCalledOff(reader, room, window) : [],
  ]);
  const ids = taken.map(({ id }) => id);
  const [sessionOf, revisions, otherRooms] = await Promise.all([
    sessionsOfBookings(reader, ids),
    revisionsOf(reader, ids),
    roomsByIds(reader, [...new Set(taken.map(({ roomId }) => roomId))].filter((id) => id !== room.id)), // prettier-ignore
  ]);
  const sessionIds = [...new Set([...sessionOf.values(), ...calledOff])];
  const [sessions, facts] = await Promise.all([
    calendarSessions(reader, sessionIds),
    factsOfSessions(reader, sessionIds),
  ]);
  const sessionById = new Map<string, CalendarSession>(sessions.map((session) => [session.id, session]));
  const shown = new Shown(asked, otherRooms, revisions, facts);
  return [
    ...taken.flatMap((one) => shown.taken(one, sessionById.get(sessionOf.get(one.id) ?? '') ?? null)),
    ...calledOff.flatMap((id) => shown.calledOff(sessionById.get(id) ?? null)),
    ...closures.map((closure) => ({ entry: shown.closure(closure) })),
  ];
}

/** What takes a room, as somebody of its branch may read it. */
class Shown {
  readonly #asked: AskedRoom;
  readonly #rooms: ReadonlyMap<string, RoomFacts>;
  readonly #revisions: ReadonlyMap<string, Revision>;
  readonly #facts: ReadonlyMap<string, SessionFacts>;

  constructor(
    asked: AskedRoom,
    rooms: ReadonlyMap<string, RoomFacts>,
    revisions: ReadonlyMap<string, Revision>,
    facts: ReadonlyMap<string, SessionFacts>,
  ) {
    this.#asked = asked;
    this.#rooms = rooms;
    this.#revisions = revisions;
    this.#facts = facts;
  }

  taken(one: Neighbour, session: CalendarSession | null): PersonalItem[] {
    const revision = this.#revisions.get(one.id);
    if (!revision) return [];
    return [(session && this.#session(session, one, revision)) ?? { entry: this.#entry(one, revision) }];
  }

  calledOff(session: CalendarSession | null): PersonalItem[] {
    const facts = session && this.#facts.get(session.id);
    if (!session || !facts || !this.#maySee(facts)) return [];
    const { standing, updatedAt } = facts;
    const changedAt = facts.isListed ? session.revisedAt : updatedAt;
    return [
      { session: toldBesides(session, { lines: [], isTentative: false, standing, changedAt }, this.#asked.language) },
    ];
  }

  closure({ id, version, startsAt, endsAt, zone, createdAt, updatedAt, ...words }: ClosureRow): CalendarEntry {
    return {
      ...{ uid: `${id}.closure`, sequence: version - 1, startsAt, endsAt, zone, createdAt, revisedAt: updatedAt },
      summary: closedText(words, this.#asked.language),
      ...{ description: '', location: this.#location(), status: 'CONFIRMED' },
    };
  }

  /** Null where it is somebody else's draft: then it is a booking like others. */
  #session(session: CalendarSession, one: Neighbour, revision: Revision): PersonalItem | null {
    const facts = this.#facts.get(session.id);
    if (!facts || !this.#maySee(facts)) return null;
    const { language } = this.#asked;
    const lines = this.#lines(one, revision);
    const { standing, updatedAt, eventUpdatedAt, version } = facts;
    if (!isPublic(facts)) {
      const place = placeIn(language, session);
      const draft = { version, standing, updatedAt, eventUpdatedAt, place, lines };
      return { entry: draftEntry(session, draft, language) };
    }
    const changedAt = lines.length > 0 ? revision.updatedAt : instantFromMillis(0);
    return {
      session: toldBesides(session, { lines, isTentative: one.status !== 'CONFIRMED', standing, changedAt }, language),
    };
  }

  #entry(one: Neighbour, revision: Revision): CalendarEntry {
    const { zone, version, createdAt, updatedAt } = revision;
    const isBooking = one.kind === 'BOOKING';
    return {
      ...{ uid: `${one.id}.${one.kind.toLowerCase()}`, sequence: version - 1, zone, createdAt, revisedAt: updatedAt },
      ...{ startsAt: one.startsAt, endsAt: one.endsAt, location: this.#location() },
      summary: this.#summary(one),
      description: this.#lines(one, revision).join('\n'),
      status: isBooking && one.status !== 'CONFIRMED' ? 'TENTATIVE' : 'CONFIRMED',
    };
  }

  #summary(one: Neighbour): string {
    const { viewer, language } = this.#asked;
    if (one.kind === 'BLOCKING') {
      return mayBlock(viewer, one.branchId) ? blockedText(one.purpose, language) : busyText(language);
    }
    return mayKnowBooking(viewer, one) ? one.purpose : busyText(language);
  }

  #lines(one: Neighbour, { zone }: Revision): string[] {
    const otherRoom = this.#rooms.get(one.roomId) ?? null;
    return occupyingLines({ ...one, ...occupiedSpan(one), zone, otherRoom }, this.#asked.language);
  }

  #location(): string {
    const { room, branch, language } = this.#asked;
    return placeIn(language, { place: 'ROOM', happeningStatus: 'CONFIRMED', branch, room });
  }

  #maySee({ isListed, editorialStatus, eventBranchId }: SessionFacts): boolean {
    return maySeeSession(this.#asked.viewer, { isListed }, { editorialStatus, branchId: eventBranchId });
  }
}
