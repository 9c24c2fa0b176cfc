// What must come of any history of sessions and of bookings at their rooms, as simply as it can be said.
import { HAPPENING_STEPS } from '../src/events/record/happening.rules.ts';
import type { HappeningStatus } from '../src/events/record/session.tables.ts';

/** Each slot is an hour of a day of its own. */
export interface Spot {
  readonly room: number;
  readonly slot: number;
}

export interface Modelled {
  readonly id: string;
  readonly event: number;
  readonly standing: 'SCHEDULED' | 'DROPPED';
  readonly status: HappeningStatus;
  /** Live as it was before it was called off. */
  readonly before: HappeningStatus | null;
  readonly place: 'ROOM' | 'TO_BE_FOUND' | 'ONLINE';
  /** The room that it has or had. */
  readonly room: number | null;
  readonly slot: number;
  readonly wasMoved: boolean;
}

/** Steps that a session takes before its time. */
export type Step = 'CONFIRM' | 'POSTPONE' | 'MOVE_ONLINE' | 'CANCEL' | 'REVIVE';

/** Where a session is to be; null keeps. */
export interface Wish {
  readonly slot: number;
  readonly room: number | null;
}

export const hasRoom = ({ standing, place, status }: Modelled) =>
  standing === 'SCHEDULED' && place === 'ROOM' && status !== 'CANCELLED' && status !== 'POSTPONED';

/** A session as it must be afterwards, or the name of the refusal. */
type Outcome = Modelled | string;

export class Model {
  readonly sessions: Modelled[] = [];
  readonly others: Spot[] = [];
  readonly published = new Set<number>();

  isTaken({ room, slot }: Spot, but?: Modelled): boolean {
    return [...this.others, ...this.sessions.filter((one) => one !== but && hasRoom(one))].some(
      (one) => one.room === room && one.slot === slot,
    );
  }

  moved(one: Modelled, { slot, room }: Wish): Outcome {
    if (one.standing !== 'SCHEDULED') return 'WrongStanding';
    if (!HAPPENING_STEPS.MOVE.from.includes(one.status)) return 'WrongHappening';
    return this.#fits(one, this.#afterMove(one, { slot, room }));
  }

  placed(one: Modelled, { slot, room }: Wish): Outcome {
    if (one.standing !== 'SCHEDULED' || one.place !== 'TO_BE_FOUND') return 'WrongStanding';
    return this.moved(one, { slot, room });
  }

  #afterMove(one: Modelled, { slot, room }: Wish): Modelled {
    const place = room === null ? one.place : 'ROOM';
    const isNews = this.published.has(one.event) && slot !== one.slot;
    const wasMoved = one.wasMoved || isNews;
    const was = one.status === 'POSTPONED' ? (one.before ?? 'CONFIRMED') : one.status;
    const live = isNews ? 'RESCHEDULED' : was;
    const back = place === 'ONLINE' ? 'MOVED_ONLINE' : wasMoved ? 'RESCHEDULED' : 'CONFIRMED';
    const status = was === 'TENTATIVE' ? was : was === 'MOVED_ONLINE' ? back : live;
    return { ...one, place, room: room ?? one.room, slot, wasMoved, status, before: null };
  }

  stepped(one: Modelled, action: Step, roomToBeFound: boolean): Outcome {
    if (one.standing !== 'SCHEDULED') return 'WrongStanding';
    if (!HAPPENING_STEPS[action].from.includes(one.status)) return 'WrongHappening';
    const before = one.status === 'POSTPONED' ? one.before : one.status;
    switch (action) {
      case 'CONFIRM':
        return { ...one, status: 'CONFIRMED', wasMoved: false };
      case 'POSTPONE':
        return { ...one, status: 'POSTPONED', before };
      case 'CANCEL':
        return { ...one, status: 'CANCELLED', before };
      case 'MOVE_ONLINE':
        return { ...one, status: 'MOVED_ONLINE', place: 'ONLINE' };
      case 'REVIVE': {
        const was = one.before ?? 'CONFIRMED';
        if (!roomToBeFound) return this.#fits(one, { ...one, status: was, before: null });
        const back = one.wasMoved ? 'RESCHEDULED' : 'CONFIRMED';
        return { ...one, place: 'TO_BE_FOUND', status: was === 'MOVED_ONLINE' ? back : was, before: null };
      }
    }
  }

  dropped(one: Modelled): Outcome {
    const isKnown = one.standing === 'DROPPED' || this.published.has(one.event);
    return isKnown ? 'WrongStanding' : { ...one, standing: 'DROPPED' };
  }

  /** At the venue somebody moves its booking. */
  carried(one: Modelled, spot: Spot): Outcome {
    return this.isTaken(spot, one) ? 'BookingRefused' : this.#afterMove(one, spot);
  }

  #fits(one: Modelled, after: Modelled): Outcome {
    const { room, slot } = after;
    return hasRoom(after) && room !== null && this.isTaken({ room, slot }, one) ? 'SessionsRefused' : after;
  }
}
