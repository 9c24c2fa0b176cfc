import type { Reader } from '../../platform/db/database.ts';
import type { Deciding } from '../bookings/booking.decision.rules.ts';
import type { BookingRow } from '../bookings/booking.tables.ts';
import type { Neighbour } from '../bookings/wish.rules.ts';
import { neighbourAt } from '../desk/want.rules.ts';
import type { Alternative } from '../finding/alternative.rules.ts';
import { alternativesFor } from '../finding/alternative.search.ts';
import type { ClosureRow } from '../hours/closure.tables.ts';
import { askedById, type KeptYes, wishesOfBookings } from './relocation.ts';

/** How many ways out of each booking are offered. */
export const MOST_ALTERNATIVES = 5;
/** So many more are looked for where some are left out afterwards. */
const MORE = 12;
/** To weigh the ways out of so many takes a moment in which nobody else is answered. */
const AT_A_TIME = 25;

/**
 * Ways out for each booking that a closure meets, by its id. The first ones of all can be had together: what is offered to
 * one first is taken for those after it. Those with equipment come before the others, which have more to choose from. What
 * has to keep its yes is offered no room for which somebody would have to be asked.
 */
export async function waysOut(
  reader: Reader,
  rows: readonly BookingRow[],
  closure: ClosureRow,
  deciding: Deciding,
  kept: KeptYes,
): Promise<ReadonlyMap<string, readonly Alternative[]>> {
  const wishes = await wishesOfBookings(reader, rows);
  const but = new Set<string>(rows.map(({ id }) => id));
  const taken: Neighbour[] = [];
  const looked = kept.size > 0 ? MOST_ALTERNATIVES + MORE : MOST_ALTERNATIVES;
  const found = new Map<string, readonly Alternative[]>();
  const [equipped, others] = [true, false].map((has) => wishes.filter(({ equipment }) => equipment.length > 0 === has));
  for (const some of [equipped ?? [], ...inTurns(others ?? [])]) {
    const offers = await alternativesFor(reader, some, {
      ...{ ...deciding, askedById, but, taken, closures: [closure], first: looked, apart: true },
    });
    for (const [at, { of }] of some.entries()) {
      const possible = (offers[at] ?? []).filter((offer) => !kept.has(of.id) || !needsYes(offer));
      const [first] = possible;
      found.set(of.id, possible.slice(0, MOST_ALTERNATIVES));
      if (first) taken.push(neighbourAt(of, first.wish));
    }
  }
  return found;
}

const needsYes = ({ broken }: Alternative) => broken.some(({ kind }) => kind === 'NeedsApproval');

function inTurns<One>(all: readonly One[]): One[][] {
  const turns = Math.ceil(all.length / AT_A_TIME);
  return Array.from({ length: turns }, (_, turn) => all.slice(turn * AT_A_TIME, (turn + 1) * AT_A_TIME));
}
