import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { repeatedHours, type WallRefusal } from '../../platform/time/wall.rules.ts';
import {
  type BookingCheck,
  bookingRefused,
  type BookingRefused,
  neededOverrides,
  onlyHoldsInTheWay,
  standing,
} from './booking.decision.rules.ts';
import { isConfirmedAtOnce, mayAskForRooms, mayKnowBooking, mayOverride } from './booking.policy.ts';
import { brokenRules } from './booking.rules.ts';
import { queueWithin } from './booking.store.ts';
import type { BookingRow, Override } from './booking.tables.ts';
import { bookingOf, onceMoreWhenOvertaken, standStill, writeBookings } from './booking.writing.ts';
import type { BrokenRule } from './broken.rules.ts';
import { HoldSettler } from './hold.settler.ts';
import { type Wish, wishedSpan } from './wish.rules.ts';
import { factsFor, readWish, type WishInput } from './wish.reading.ts';

export interface BookingInput extends WishInput {
  readonly purpose: string;
  readonly contact?: string | null;
  readonly overrides?: readonly Override[] | null;
  /** For a hold: how long it lasts. */
  readonly holdMinutes?: number | null;
  /** Wait where nothing but holds is in the way, instead of being refused. */
  readonly waitBehindHolds?: boolean | null;
}

@Injectable()
export class BookingService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #holds: HoldSettler;

  constructor(@Inject(Database) database: Database, clock: Clock, holds: HoldSettler) {
    this.#database = database;
    this.#clock = clock;
    this.#holds = holds;
  }

  /** What booking it would say; nothing is written and nothing is kept. */
  async check(
    input: WishInput & Pick<BookingInput, 'overrides'>,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingCheck | WallRefusal> {
    if (!mayAskForRooms(viewer)) throw forbidden();
    const { reader } = this.#database;
    const wish = await readWish(reader, input, language);
    if (isRefusal(wish)) return wish;
    const { broken, refusing } = await judged(reader, wish, input.overrides ?? [], {
      ...{ viewer, language, now: this.#clock.now() },
    });
    const status = isConfirmedAtOnce(viewer, wish.room) ? 'CONFIRMED' : 'REQUESTED';
    return { fits: refusing.length === 0, status, broken, repeatedHours: repeatedHours(wish.time), wish };
  }

  /** Books a room or holds it; all rules it breaks at once when it cannot be. */
  async book(
    input: BookingInput,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingRow | BookingRefused | WallRefusal> {
    if (!mayAskForRooms(viewer)) throw forbidden();
    const asked = await readWish(this.#database.reader, input, language);
    if (isRefusal(asked)) return asked;
    const result = await this.#bookOrRefuse(asked, input, viewer, language);
    // A refusal takes back all that its transaction wrote, also that somebody who waited moved up and is now in the way.
    if (isRefusal(result)) await this.#holds.settleNow(asked.room.id);
    return result;
  }

  #bookOrRefuse(
    asked: Wish,
    input: BookingInput,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingRow | BookingRefused> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction(async (tx) => {
        const now = this.#clock.now();
        const rooms = await standStill(tx, [asked], now);
        const wish = { ...asked, room: rooms.get(asked.room.id) ?? asked.room };
        const overrides = input.overrides ?? [];
        const { broken, refusing } = await judged(tx, wish, overrides, { viewer, language, now });
        const wants = Boolean(input.waitBehindHolds) && !input.holdMinutes && onlyHoldsInTheWay(refusing);
        const queues = wants && (await hasPlaceInQueue(tx, wish, viewer));
        if (refusing.length > 0 && !queues) return bookingRefused(refusing, wish, language);
        const row = bookingOf(wish, input, { viewer, now, queues, overrides: neededOverrides(broken, overrides) });
        await Promise.all([
          writeBookings(tx, [{ row, wish }], viewer, now),
          row.holdUntil ? this.#holds.expect(tx, row.roomId, row.holdUntil) : undefined,
        ]);
        return row;
      }),
    );
  }
}

const LONGEST_QUEUE = 20;

/** One person waits once for the same hours, and no queue is longer than anybody would wait in. */
async function hasPlaceInQueue(tx: Tx, wish: Wish, viewer: Viewer): Promise<boolean> {
  const personId = viewer.kind === 'person' ? viewer.id : null;
  const { waiting, own } = await queueWithin(tx, wish.room.kin, wishedSpan(wish), personId);
  return waiting < LONGEST_QUEUE && own === 0;
}

/** What of the rules a wish breaks, and what of that refuses this viewer. */
export async function judged(
  reader: Parameters<typeof factsFor>[0],
  wish: Wish,
  overrides: readonly Override[],
  asking: Parameters<typeof factsFor>[2] & { readonly language: Language },
): Promise<{ readonly broken: BrokenRule[]; readonly refusing: BrokenRule[] }> {
  const { viewer, language } = asking;
  const facts = await factsFor(reader, wish, asking);
  const broken = brokenRules(wish, facts, { language, knows: (neighbour) => mayKnowBooking(viewer, neighbour) });
  const refusing = standing(broken, overrides, (rule) => mayOverride(viewer, wish.room, rule));
  return { broken, refusing };
}
