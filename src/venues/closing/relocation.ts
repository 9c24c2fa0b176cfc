import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { type Deed, record } from '../../platform/audit/audit.store.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { addDays } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import { neededOverrides, standing } from '../bookings/booking.decision.rules.ts';
import { isConfirmedAtOnce, mayKnowBooking, mayOverride } from '../bookings/booking.policy.ts';
import { brokenRules } from '../bookings/booking.rules.ts';
import { updateBookingRow, writeUses } from '../bookings/booking.store.ts';
import type { BookingRow } from '../bookings/booking.tables.ts';
import { AUDITED } from '../bookings/booking.writing.ts';
import type { BrokenRule } from '../bookings/broken.rules.ts';
import { isAskedAnew, overridesAfter } from '../bookings/change.rules.ts';
import { changedWish } from '../bookings/changing.ts';
import { occupyAll } from '../bookings/occupancy.store.ts';
import { termSpan } from '../bookings/term.rules.ts';
import { type Wish, wishedSpan } from '../bookings/wish.rules.ts';
import { wishesOf } from '../bookings/wishing.ts';
import { factsOf } from '../finding/alternatives.rules.ts';
import { Lookup } from '../finding/known.ts';
import type { MoveProblem } from './affected.rules.ts';
import type { ClosureChoiceInput } from './closure.input.types.ts';
import { type Move, movedRow, neighbourAt } from './relocation.rules.ts';

/** Who decides, and when. */
export interface Deciding {
  readonly viewer: Viewer;
  readonly language: Language;
  readonly now: Instant;
}

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
): Promise<{ readonly moves: ReadonlyMap<string, Move>; readonly problems: readonly MoveProblem[] }> {
  const chosen = choices.flatMap(({ bookingId, version, move }) => {
    const row = rows.get(bookingId);
    return row && move ? [{ row, version, move }] : [];
  });
  const befores = await wishesOfBookings(
    reader,
    chosen.map(({ row }) => row),
  );
  const moves = new Map<string, Move>();
  const problems: MoveProblem[] = [];
  for (const [at, { row, version, move }] of chosen.entries()) {
    const before = befores[at];
    if (!before) continue;
    const wish = await changedWish(reader, before, { ...move, id: row.id, version }, language);
    if (isRefusal(wish)) {
      problems.push({ bookingId: row.id, message: wish.message, broken: [], branchId: row.branchId });
    } else {
      const ofRow = { ...wish, of: row };
      moves.set(row.id, { row, before, wish: ofRow, given: move.overrides ?? [] });
    }
  }
  return { moves, problems };
}

/** A move that fits, and the row it makes. */
export interface Placed extends Move {
  readonly after: BookingRow;
}

/**
 * Places the bookings one after the other, as if all affected ones had given up what they have: each is in the way of those
 * after it. For a transaction that has the locks.
 */
export async function placeAll(
  tx: Tx,
  moves: readonly Move[],
  vacated: ReadonlySet<string>,
  { viewer, language, now }: Deciding,
): Promise<{ readonly placed: Placed[]; readonly problems: MoveProblem[] }> {
  const [placed, problems]: [Placed[], MoveProblem[]] = [[], []];
  const known = await lookedUp(tx, moves, vacated, { viewer, now });
  for (const move of moves) {
    const { row, before, wish } = move;
    const span = wishedSpan(wish);
    const facts = factsOf(wish, span, known);
    const bookedInTerm = facts.bookedInTerm + placedInTerm(placed, wish);
    const knows = (neighbour: Parameters<typeof mayKnowBooking>[1]) => mayKnowBooking(viewer, neighbour);
    const broken = brokenRules(wish, { ...facts, bookedInTerm }, { language, knows });
    const given = neededOverrides(broken, move.given);
    const asked = broken.filter((rule) => isAskedAnew(rule, before, wish));
    const refusing = standing(asked, given, (rule) => mayOverride(viewer, wish.branch.id, rule));
    if (refusing.length > 0) {
      problems.push(problemOf(move, refusing));
      continue;
    }
    const overrides = overridesAfter(broken, row.overrides, given);
    const after = movedRow(move, overrides, { viewer, atOnce: isConfirmedAtOnce(viewer, wish.room) });
    placed.push({ ...move, after });
    known.take(neighbourAt(after, wish));
    for (const { equipmentId, quantity } of wish.equipment) {
      known.use(equipmentId, { bookingId: row.id, quantity, ...span });
    }
  }
  return { placed, problems };
}

function problemOf({ row, wish }: Move, broken: readonly BrokenRule[]): MoveProblem {
  const message = broken.map((rule) => rule.message).join(' ');
  return { bookingId: row.id, message, broken, branchId: wish.branch.id };
}

async function lookedUp(
  tx: Tx,
  moves: readonly Move[],
  but: ReadonlySet<string>,
  { viewer, now }: Omit<Deciding, 'language'>,
): Promise<Lookup> {
  const wishes = moves.map(({ wish }) => wish);
  const spans = wishes.map((wish) => ({ wish, span: wishedSpan(wish) }));
  const dates = spans.flatMap(({ wish: { branch }, span: { from, to } }) => [
    addDays(dateIn(from, branch.zone), -1),
    addDays(dateIn(to, branch.zone), 1),
  ]);
  const [first = '', last = first] = [dates.toSorted()[0], dates.toSorted().at(-1)];
  const known = new Lookup(tx, { viewer, now, but, askedById }, [first, last]);
  if (wishes.length === 0) return known;
  const branches = [...new Map(wishes.map(({ branch }) => [branch.id, branch])).values()];
  const uses = spans.flatMap(({ wish: { equipment }, span }) =>
    equipment.map(({ equipmentId }) => ({ equipmentId, span })),
  );
  await Promise.all([
    known.lookUpHours(branches),
    known.lookUpTaken(spans.flatMap(({ wish: { room }, span }) => room.units.map((unitId) => ({ unitId, span })))),
    uses.length > 0 ? known.lookUpEquipment(branches.map(({ id }) => id)) : undefined,
    known.lookUpUses(uses),
    known.lookUpLimits(wishes),
  ]);
  return known;
}

function placedInTerm(placed: readonly Placed[], wish: Wish): number {
  const { room, time, branch } = wish;
  if (room.limitTerm === null) return 0;
  const { from, to } = termSpan(room.limitTerm, time.startLocal, branch.zone);
  return placed.filter(
    ({ after }) =>
      after.roomId === room.id && after.askedById === askedById(wish) && from <= after.startsAt && after.startsAt < to,
  ).length;
}

/** Writes the rows of bookings that gave up what they had, what they take now, and the lines of the audit. */
export async function writeMoves(tx: Tx, placed: readonly Placed[], deciding: Deciding): Promise<BookingRow[]> {
  const taking = placed.map(({ after, before, wish }) => ({
    ...{ bookingId: after.id, units: wish.room.units, span: wishedSpan(wish) },
    expiresAt: after.status === 'HOLD' ? after.holdUntil : null,
    equipment: wish.equipment,
    hasUses: before.equipment.length > 0 || wish.equipment.length > 0,
  }));
  const written = writtenRows(
    placed.map(({ row, after, before, wish }) => ({
      ...{ row, after, action: 'UPDATE', equipment: [before.equipment, wish.equipment] as const },
    })),
    deciding.now,
  );
  await Promise.all([
    occupyAll(tx, taking),
    ...taking
      .filter(({ hasUses }) => hasUses)
      .map(({ bookingId, equipment, ...use }) => writeUses(tx, bookingId, equipment, { ...use, live: true })),
    writeRows(tx, written, deciding),
  ]);
  return written.map(({ after }) => after);
}

/** The same for those that are cancelled. */
export async function writeCancels(
  tx: Tx,
  rows: readonly BookingRow[],
  reason: string,
  deciding: Deciding,
): Promise<BookingRow[]> {
  const cancelled = rows.map((row) => {
    const after: BookingRow = { ...row, status: 'CANCELLED', reason, queuedAt: null };
    return { row, after, action: 'CANCEL' };
  });
  const written = writtenRows(cancelled, deciding.now);
  await writeRows(tx, written, deciding);
  return written.map(({ after }) => after);
}

interface Changed {
  readonly row: BookingRow;
  readonly after: BookingRow;
  readonly action: string;
  /** What it had of equipment, and has. */
  readonly equipment?: readonly [Wish['equipment'], Wish['equipment']];
}

function writtenRows(changed: readonly Changed[], now: Instant): Changed[] {
  return changed.map((one) => ({ ...one, after: { ...one.after, version: one.row.version + 1, updatedAt: now } }));
}

async function writeRows(tx: Tx, changed: readonly Changed[], { viewer, now }: Deciding): Promise<void> {
  const deeds = changed.map(({ row, after, action, equipment: [had, has] = [[], []] }): Deed => ({
    ...{ action, thing: { kind: 'Booking', id: row.id }, scopeIds: [row.branchId, after.branchId] },
    changes: changesBetween({ ...row, equipment: had }, { ...after, equipment: has }, AUDITED),
  }));
  await Promise.all([
    ...changed.map(({ row, after }) => updateBookingRow(tx, row.id, after)),
    record(tx, viewer, now, ...deeds),
  ]);
}
