import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { Override } from '../../venues/bookings/booking.tables.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import type { Asker, Stopped } from '../content/event.change.ts';
import type { EventRow } from '../record/event.tables.ts';
import { type SessionAction, type WrongHappening, wrongHappening } from '../record/happening.rules.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { allOrRefused, type SessionsRefused } from './conflict.rules.ts';
import { placeOutdated, type PlaceWrong } from './place.rules.ts';
import type { Choice } from './plan.rules.ts';
import { carryOut } from './planning.ts';
import { lockSession } from './session.changing.ts';
import type { CallOffArguments, ReviveSessionArguments, SessionArguments } from './session.input.types.ts';
import {
  cancelledSession,
  confirmedSession,
  heldSession,
  postponedSession,
  revivedSession,
  sessionOnline,
  unheldSession,
} from './session.moves.rules.ts';
import { type SessionAhead, sessionAhead, type SessionOver, sessionOver } from './session.time.rules.ts';
import { notScheduled, type OneSessionOnly, oneSessionOnly, type WrongStanding } from './standing.rules.ts';

/** A step of a session that leaves it in the calendar. */
interface Step<Against extends Refusal, Rooms extends Refusal> {
  readonly step: SessionAction;
  /** As the audit tells it. */
  readonly action: 'UPDATE' | 'CONFIRM' | 'CANCEL';
  /** What speaks against it besides its status. */
  readonly against?: (
    session: SessionRow,
    now: Instant,
    tx: Tx,
    event: EventRow,
  ) => Against | null | Promise<Against | null>;
  readonly after: (session: SessionRow) => SessionRow;
  /** Why its room is given up. */
  readonly reason?: string;
  readonly overrides?: readonly Override[];
  readonly choose: Choice<Rooms>;
}

type NotTaken = WrongHappening | WrongStanding | Stopped;

/** For what asks nothing of rooms. */
const whatever: Choice<never> = (judged) => judged;

@Injectable()
export class HappeningService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Go: what was not certain is. */
  confirm(input: SessionArguments, viewer: Viewer, language: Language): Promise<SessionRow | NotTaken> {
    return this.#take<never, never>(
      input,
      { viewer, language },
      {
        ...{ step: 'CONFIRM', action: 'CONFIRM', after: confirmedSession, choose: whatever },
      },
    );
  }

  /** Not at its time, and nobody knows when; the room is free. */
  postpone(input: CallOffArguments, viewer: Viewer, language: Language): Promise<SessionRow | SessionOver | NotTaken> {
    return this.#take(
      input,
      { viewer, language },
      {
        ...{ step: 'POSTPONE', action: 'UPDATE', reason: input.reason, choose: whatever },
        against: (session, now) => sessionOver(session, now, language),
        after: (session) => postponedSession(session, input.reason),
      },
    );
  }

  /** At its time, over the network; the room is free. */
  moveOnline(
    input: SessionArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<SessionRow | SessionOver | NotTaken> {
    return this.#take(
      input,
      { viewer, language },
      {
        ...{ step: 'MOVE_ONLINE', action: 'UPDATE', reason: 'Перенесено в онлайн', choose: whatever },
        against: (session, now) => sessionOver(session, now, language),
        after: sessionOnline,
      },
    );
  }

  /** Not held; the room is free, and what calendars show stays there, called off. */
  cancel(input: CallOffArguments, viewer: Viewer, language: Language): Promise<SessionRow | NotTaken> {
    return this.#take<never, never>(
      input,
      { viewer, language },
      {
        ...{ step: 'CANCEL', action: 'CANCEL', reason: input.reason, choose: whatever },
        after: (session) => cancelledSession(session, input.reason),
      },
    );
  }

  /** After all: its room is booked again, or it is still to be found, where that is said. */
  revive(
    input: ReviveSessionArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<SessionRow | SessionsRefused | PlaceWrong | SessionOver | OneSessionOnly | NotTaken> {
    const revived = (session: SessionRow) => revivedSession(session, input.roomToBeFound ?? false);
    return this.#take(
      input,
      { viewer, language },
      {
        ...{ step: 'REVIVE', action: 'UPDATE', overrides: input.overrides ?? [], choose: allOrRefused(language) },
        against: async (session, now, tx, event) => {
          const others = (await sessionsOfEvents(tx, [event.id])).get(event.id) ?? [];
          return (
            sessionOver(session, now, language) ??
            oneSessionOnly(event, others, language) ??
            placeOutdated(revived(session), event, language)
          );
        },
        after: revived,
      },
    );
  }

  markHeld(input: SessionArguments, viewer: Viewer, language: Language): Promise<SessionRow | SessionAhead | NotTaken> {
    return this.#take(
      input,
      { viewer, language },
      {
        ...{ step: 'MARK_HELD', action: 'UPDATE', after: heldSession, choose: whatever },
        against: (session, now) => sessionAhead(session, now, language),
      },
    );
  }

  /** As before the mark; a room that it lost meanwhile is booked again. */
  unmarkHeld(
    input: SessionArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<SessionRow | SessionsRefused | NotTaken> {
    return this.#take<never, SessionsRefused>(
      input,
      { viewer, language },
      {
        ...{ step: 'UNMARK_HELD', action: 'UPDATE', after: unheldSession, choose: allOrRefused(language) },
      },
    );
  }

  #take<Against extends Refusal = never, Rooms extends Refusal = never>(
    input: SessionArguments,
    asker: Asker,
    { step, action, against, after, reason, overrides = [], choose }: Step<Against, Rooms>,
  ): Promise<SessionRow | Against | Rooms | NotTaken> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<SessionRow | Against | Rooms | NotTaken>(async (tx) => {
        const locked = await lockSession(tx, input, asker);
        if (isRefusal(locked)) return locked;
        const { event, session } = locked;
        const now = this.#clock.now();
        const wrong = notScheduled(session, asker.language) ?? wrongHappening(step, session, asker.language);
        if (wrong) return wrong;
        const refusal = await against?.(session, now, tx, event);
        if (refusal) return refusal;
        const plan = { before: session, after: after(session), overrides };
        const act = { action, ...(reason !== undefined && { reason }) };
        const done = await carryOut(tx, event, [plan], { ...asker, now }, act, choose);
        return isRefusal(done) ? done : (done.sessions[0] ?? plan.after);
      }),
    );
  }
}
