import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import { lockForChange, type Stopped } from '../content/event.change.ts';
import type { CountedDays } from '../content/exhibition.rules.ts';
import { isPublic } from '../record/event.policy.ts';
import type { EventRow } from '../record/event.tables.ts';
import { type WrongHappening, wrongHappening } from '../record/happening.rules.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { allOrRefused, type SessionsRefused } from './conflict.rules.ts';
import { readPlace } from './place.reading.ts';
import { placeOutdated, type PlaceWrong, type WishedPlace } from './place.rules.ts';
import { comesToStand, type PlannedAct, type SessionPlan } from './plan.rules.ts';
import { carryOut } from './planning.ts';
import { lockSession, movedTime, refuseTooMany, timeIn } from './session.changing.ts';
import type {
  MoveSessionInput,
  PlaceSessionInput,
  ScheduleSessionInput,
  SessionArguments,
} from './session.input.types.ts';
import { newSession } from './session.making.ts';
import { type Goal, movedSession, placedSession, withExceptions } from './session.moves.rules.ts';
import { type SessionOver, sessionOver, timeGone, type TimeRefusal } from './session.time.rules.ts';
import {
  notDroppable,
  notScheduled,
  notToPlace,
  type OneSessionOnly,
  oneSessionOnly,
  type WrongStanding,
} from './standing.rules.ts';
import { keeping, visitedDays } from './visited.days.ts';

type NotPlaced = SessionsRefused | PlaceWrong | TimeRefusal;
type NotMoved = NotPlaced | WrongStanding | WrongHappening | SessionOver | CountedDays;

@Injectable()
export class SessionService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** A new session with its room. Throws NOT_FOUND for a room, layout, equipment or branch that is not there. */
  async schedule(
    input: ScheduleSessionInput,
    viewer: Viewer,
    language: Language,
  ): Promise<SessionRow | NotPlaced | OneSessionOnly | SessionOver | Stopped> {
    return this.#inTurn<SessionRow | NotPlaced | OneSessionOnly | SessionOver | Stopped>(async (tx) => {
      const event = await lockForChange(tx, { ...input, id: input.eventId }, 'UPDATE', { viewer, language });
      if (isRefusal(event)) return event;
      const others = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
      const tooMany = oneSessionOnly(event, others, language);
      if (tooMany) return tooMany;
      refuseTooMany(others);
      const place = await readPlace(tx, event, input.place, language);
      if (isRefusal(place)) return place;
      const time = timeIn(place, { ...input, endDate: input.endDate ?? input.startDate }, language);
      if (isRefusal(time)) return time;
      const now = this.#clock.now();
      // What nobody knows of may be written down afterwards.
      const gone = isPublic(event) ? timeGone(time, now, language) : null;
      if (gone) return gone;
      const after = newSession(event, { time, place, now, tentative: input.tentative ?? false });
      const plan = { before: null, after, overrides: input.overrides ?? [] };
      return carriedOut(tx, event, plan, { viewer, language, now }, { action: 'CREATE' });
    });
  }

  /** Another time or place; the room moves with it, or the session stays where it is. Throws NOT_FOUND as `schedule` does. */
  async move(input: MoveSessionInput, viewer: Viewer, language: Language): Promise<SessionRow | NotMoved | Stopped> {
    return this.#inTurn<SessionRow | NotMoved | Stopped>(async (tx) => {
      const locked = await lockSession(tx, input, { viewer, language });
      if (isRefusal(locked)) return locked;
      const { event, session } = locked;
      const now = this.#clock.now();
      const wrong = notScheduled(session, language) ?? wrongHappening('MOVE', session, language);
      if (wrong) return wrong;
      const goal = await goalOf(tx, locked, input, language);
      if (isRefusal(goal)) return goal;
      const there = movedSession(session, goal);
      const refusal = notMovedTo(there, { event, session }, now, language);
      if (refusal) return refusal;
      const after = event.arrangement === 'SERIES' ? withExceptions(session, there) : there;
      const plan = { before: session, after, overrides: input.overrides ?? [] };
      return moved(tx, event, plan, { viewer, language, now });
    });
  }

  /** A place for a date that has none, or that lost it. Throws NOT_FOUND as `schedule` does. */
  async place(input: PlaceSessionInput, viewer: Viewer, language: Language): Promise<SessionRow | NotMoved | Stopped> {
    return this.#inTurn<SessionRow | NotMoved | Stopped>(async (tx) => {
      const locked = await lockSession(tx, input, { viewer, language });
      if (isRefusal(locked)) return locked;
      const { event, session } = locked;
      const now = this.#clock.now();
      const wrong = notToPlace(session, language) ?? wrongHappening('MOVE', session, language);
      if (wrong) return wrong;
      const wished = asWished(session, input);
      const goal = await goalOf(tx, { event, session: wished }, input, language);
      if (isRefusal(goal)) return goal;
      const placed = session.standing === 'TO_PLACE' ? placedSession(wished, goal) : movedSession(wished, goal);
      const refusal = timeGone(placed, now, language) ?? placeOutdated(placed, event, language);
      if (refusal) return refusal;
      const after = event.arrangement === 'SERIES' ? withExceptions(session, placed) : placed;
      const plan = { before: session, after, overrides: input.overrides ?? [] };
      return moved(tx, event, plan, { viewer, language, now });
    });
  }

  /** Gives up a date of which nobody knows; its room is free. */
  async drop(
    input: SessionArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<SessionRow | SessionsRefused | WrongStanding | Stopped> {
    return this.#inTurn<SessionRow | SessionsRefused | WrongStanding | Stopped>(async (tx) => {
      const locked = await lockSession(tx, input, { viewer, language });
      if (isRefusal(locked)) return locked;
      const { event, session } = locked;
      const now = this.#clock.now();
      const wrong = notDroppable(session, event, now, language);
      if (wrong) return wrong;
      const plan = { before: session, after: { ...session, standing: 'DROPPED' as const }, overrides: [] };
      const act = { action: 'UPDATE', reason: 'Дату події вилучено' };
      return carriedOut(tx, event, plan, { viewer, language, now }, act);
    });
  }

  #inTurn<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return onceMoreWhenOvertaken(() => this.#database.transaction(work));
  }
}

/** What is over stays; what was postponed was not held at its time, and is moved ahead, as is whatever everybody knows. */
function notMovedTo(
  after: SessionRow,
  { event, session }: { readonly event: EventRow; readonly session: SessionRow },
  now: Instant,
  language: Language,
): SessionOver | PlaceWrong | null {
  const wasPostponed = session.happeningStatus === 'POSTPONED';
  const over = wasPostponed ? null : sessionOver(session, now, language);
  if (over) return over;
  const gone = wasPostponed || isPublic(event) ? timeGone(after, now, language) : null;
  return gone ?? (comesToStand({ before: session, after }) ? placeOutdated(after, event, language) : null);
}

/** A place that was not named is the room that it had or wished for. */
function asWished(session: SessionRow, { place }: PlaceSessionInput): SessionRow {
  if (place || session.place !== 'TO_BE_FOUND') return session;
  if (!session.roomId) throw invalidInput('say where: it had no room before', { argument: 'input.place' });
  return { ...session, place: 'ROOM' };
}

/** Where the session is to go by an input that leaves out what stays. */
async function goalOf(
  tx: Tx,
  { event, session }: { readonly event: EventRow; readonly session: SessionRow },
  input: MoveSessionInput,
  language: Language,
): Promise<Goal | PlaceWrong | TimeRefusal> {
  const place = await placeAfter(tx, event, session, input, language);
  if (isRefusal(place)) return place;
  const time = movedTime(session, place ?? session, input, language);
  return isRefusal(time) ? time : { time, place };
}

/** Null where it stays; what was moved online is there already, whatever the event is. */
async function placeAfter(
  tx: Tx,
  event: EventRow,
  session: SessionRow,
  { place }: MoveSessionInput,
  language: Language,
): Promise<WishedPlace | PlaceWrong | null> {
  if (!place || (place.online && session.place === 'ONLINE')) return null;
  return readPlace(tx, event, place, language);
}

/** With its room, and with the days on which visitors were counted. */
async function moved(
  tx: Tx,
  event: EventRow,
  plan: SessionPlan,
  deciding: Deciding,
): Promise<SessionRow | SessionsRefused | CountedDays> {
  const choose = keeping(await visitedDays(tx, event), allOrRefused(deciding.language), deciding.language);
  const done = await carryOut(tx, event, [plan], deciding, { action: 'UPDATE' }, choose);
  return isRefusal(done) ? done : (done.sessions[0] ?? plan.after);
}

async function carriedOut(
  tx: Tx,
  event: EventRow,
  plan: SessionPlan,
  deciding: Deciding,
  act: PlannedAct,
): Promise<SessionRow | SessionsRefused> {
  const done = await carryOut(tx, event, [plan], deciding, act, allOrRefused(deciding.language));
  return isRefusal(done) ? done : (done.sessions[0] ?? plan.after);
}
