import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { Deciding } from '../bookings/booking.decision.rules.ts';
import type { BookingRow } from '../bookings/booking.tables.ts';
import type { BrokenRule } from '../bookings/broken.rules.ts';
import type { Forbidden } from '../bookings/booking.followers.ts';
import { goesBy, losesYes } from '../bookings/change.rules.ts';
import { changedWish, equipmentOf } from '../bookings/change.outcome.ts';
import { settleEquipment } from '../bookings/settling.ts';
import type { Wish } from '../bookings/wish.rules.ts';
import { wishesOf } from '../bookings/wish.reading.ts';
import { judgeWants } from '../desk/desk.ts';
import type { JudgedWant, Want } from '../desk/want.rules.ts';
import type { MoveProblem } from './affected.rules.ts';
import type { ClosureChoiceInput } from './closure.input.types.ts';

/** A wish that knows which booking it is of: the limits of whoever asked count. Ways out are copies, with all it has. */
interface WishOfBooking extends Wish {
  readonly of: BookingRow;
}

/** The bookings as wishes, in the same order. */
export async function wishesOfBookings(reader: Reader, rows: readonly BookingRow[]): Promise<WishOfBooking[]> {
  const wishes = await wishesOf(reader, rows);
  return rows.map((row) => {
    const wish = wishes.get(row.id);
    if (!wish) throw new Error(`the booking ${row.id} has no room`);
    return { ...wish, of: row };
  });
}

export const askedById = (wish: Wish): BookingRow['askedById'] => (wish as WishOfBooking).of.askedById; // as wishesOfBookings made it

/**
 * Where the bookings are to go, by their ids; a time that the clocks skip is a problem. Throws NOT_FOUND for a room, layout
 * or equipment that is not there.
 */
export async function wantedMoves(
  reader: Reader,
  choices: readonly ClosureChoiceInput[],
  rows: ReadonlyMap<string, BookingRow>,
  language: Language,
): Promise<{ readonly moves: ReadonlyMap<string, Want>; readonly problems: readonly MoveProblem[] }> {
  const chosen = choices.flatMap(({ bookingId, version, move }) => {
    const row = rows.get(bookingId);
    return row && move ? [{ row, version, move }] : [];
  });
  const befores = await wishesOfBookings(
    reader,
    chosen.map(({ row }) => row),
  );
  const moves = new Map<string, Want>();
  const problems: MoveProblem[] = [];
  for (const [at, { row, version, move }] of chosen.entries()) {
    const before = befores[at];
    if (!before) continue;
    const { id, purpose, contact } = row;
    const wish = await changedWish(reader, before, { ...move, id, version }, language);
    if (isRefusal(wish)) problems.push({ bookingId: id, message: wish.message, broken: [], room: before.room });
    else moves.set(id, { key: id, wish, booking: row, purpose, contact, overrides: move.overrides ?? [] });
  }
  return { moves, problems };
}

/** Bookings that have to keep the yes they have, by their ids, and what is forbidden about each. */
export type KeptYes = ReadonlyMap<string, Forbidden>;

/** Places the moves as if all that are affected had given up what they have. For a transaction that has the locks. */
export async function placeAll(
  tx: Tx,
  affected: readonly BookingRow[],
  moves: readonly Want[],
  { kept, ...deciding }: Deciding & { readonly kept: KeptYes },
): Promise<{ readonly placed: readonly JudgedWant[]; readonly problems: readonly MoveProblem[] }> {
  await settleEquipment(tx, equipmentOf(...moves.map(({ wish }) => wish)), deciding.now);
  const placed = await judgeWants(
    tx,
    moves,
    affected.map(({ id }) => id),
    deciding,
  );
  const problems = placed.flatMap((want) => {
    const refusing = refusedBy(want);
    if (refusing.length > 0) return [problemOf(want, refusing)];
    const { key, booking, after, wish } = want;
    const why = booking && after && lossOf(booking, after, deciding.now, kept.get(booking.id));
    return why ? [{ bookingId: key, message: why.message, broken: [], room: wish.room }] : [];
  });
  return { placed, problems };
}

/** Why the booking may not become this, by what it would lose. */
function lossOf(before: BookingRow, after: BookingRow, now: Instant, forbidden: Forbidden = {}) {
  if (losesYes(before, after)) return forbidden.LOSE_YES;
  return goesBy(before, after, now) ? forbidden.GO_BY : undefined;
}

/** One that asks for no other place or time is asked nothing; but what is shut, nobody stays in. */
function refusedBy({ refusing, broken }: JudgedWant): readonly BrokenRule[] {
  return refusing.length > 0 ? refusing : broken.filter(({ kind }) => kind === 'Closed');
}

function problemOf({ key, wish }: JudgedWant, broken: readonly BrokenRule[]): MoveProblem {
  const message = broken.map((rule) => rule.message).join(' ');
  return { bookingId: key, message, broken, room: wish.room };
}
