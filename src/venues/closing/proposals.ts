import type { Reader } from '../../platform/db/database.ts';
import type { Deciding } from '../bookings/booking.decision.rules.ts';
import type { BookingRow } from '../bookings/booking.tables.ts';
import type { Neighbour } from '../bookings/wish.rules.ts';
import { neighbourAt } from '../desk/want.rules.ts';
import type { Alternative } from '../finding/alternative.rules.ts';
import { alternativesFor } from '../finding/seeking.ts';
import type { ClosureRow } from '../hours/closure.tables.ts';
import { askedById, wishesOfBookings } from './relocation.ts';

/** How many ways out of each booking are offered. */
export const MOST_ALTERNATIVES = 5;
/** To weigh the ways out of so many takes a moment in which nobody else is answered. */
const AT_A_TIME = 25;

/**
 * Ways out for each booking that a closure meets, by its id. The first ones of all can be had together: what is offered to
 * one first is taken for those after it. Those with equipment come before the others, which have more to choose from.
 */
export async function waysOut(
  reader: Reader,
  rows: readonly BookingRow[],
  closure: ClosureRow,
  deciding: Deciding,
): Promise<ReadonlyMap<string, readonly Alternative[]>> {
  const wishes = await wishesOfBookings(reader, rows);
  const but = new Set<string>(rows.map(({ id }) => id));
  const taken: Neighbour[] = [];
  const found = new Map<string, readonly Alternative[]>();
  const [equipped, others] = [true, false].map((has) => wishes.filter(({ equipment }) => equipment.length > 0 === has));
  for (const some of [equipped ?? [], ...inTurns(others ?? [])]) {
    const offers = await alternativesFor(reader, some, {
      ...{ ...deciding, askedById, but, taken, closures: [closure], first: MOST_ALTERNATIVES, apart: true },
    });
    for (const [at, { of }] of some.entries()) {
      const [first] = offers[at] ?? [];
      found.set(of.id, offers[at] ?? []);
      if (first) taken.push(neighbourAt(of, first.wish));
    }
  }
  return found;
}

function inTurns<One>(all: readonly One[]): One[][] {
  const turns = Math.ceil(all.length / AT_A_TIME);
  return Array.from({ length: turns }, (_, turn) => all.slice(turn * AT_A_TIME, (turn + 1) * AT_A_TIME));
}
