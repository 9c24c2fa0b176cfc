import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { daySpan } from '../../platform/time/zone.day.ts';
import { branches } from '../places/branch.tables.ts';
import { type ClosureRow, closures } from './closure.tables.ts';

export async function insertClosure(tx: Tx, row: ClosureRow): Promise<void> {
  await tx.insert(closures).values(row);
}

export async function updateClosureRow(tx: Tx, id: Id<'Closure'>, change: Partial<ClosureRow>): Promise<void> {
  await tx.update(closures).set(change).where(eq(closures.id, id));
}

/** Takes a closure for this transaction, so that two edits of it come one after the other. */
export async function lockClosure(tx: Tx, id: Id<'Closure'>): Promise<ClosureRow | undefined> {
  const [row] = await tx.select().from(closures).where(eq(closures.id, id)).for('update');
  return row;
}

/** A branch and the first and last of some days. */
export type ClosuresKey = `${string} ${LocalDate} ${LocalDate}`;

/**
 * By such keys: the closures of the branch and its rooms that meet these days of its zone, by start. Those lifted are left
 * out. What asks for the same days is read at once.
 */
export async function closuresOfBranches(
  reader: Reader,
  keys: readonly ClosuresKey[],
): Promise<ReadonlyMap<ClosuresKey, ClosureRow[]>> {
  const asked = keys.map((key) => {
    const [branchId = '', from = '', to = ''] = key.split(' ');
    return { key, branchId: branchId as Id<'Branch'>, from, to };
  });
  const byDays = Map.groupBy(asked, ({ from, to }) => `${from} ${to}`);
  const found = await Promise.all(
    [...byDays.values()].map(async (alike) => {
      const [{ from = '', to = '' } = {}] = alike;
      const ids = alike.map(({ branchId }) => branchId);
      const rows = await closuresMeeting(reader, ids, from, to);
      const ofBranch = Map.groupBy(rows, ({ branchId }) => branchId);
      return alike.map(({ key, branchId }) => [key, ofBranch.get(branchId) ?? []] as const);
    }),
  );
  return new Map(found.flat());
}

async function closuresMeeting(
  reader: Reader,
  branchIds: readonly Id<'Branch'>[],
  from: LocalDate,
  to: LocalDate,
): Promise<ClosureRow[]> {
  // Wherever the zones are: none is a whole day from UTC. What is only near is left out where the zone is known.
  const [start, end] = [daySpan(from, 'Etc/GMT-14').from, daySpan(to, 'Etc/GMT+12').to];
  const rows = await reader
    .select({ closure: closures, zone: branches.zone })
    .from(closures)
    .innerJoin(branches, eq(branches.id, closures.branchId))
    .where(
      and(
        among(closures.branchId, branchIds),
        isNull(closures.liftedAt),
        gt(closures.endsAt, start),
        lt(closures.startsAt, end),
      ),
    )
    .orderBy(asc(closures.startsAt), asc(closures.id));
  return rows
    .filter(({ closure, zone }) => closure.startsAt < daySpan(to, zone).to && daySpan(from, zone).from < closure.endsAt)
    .map(({ closure }) => closure);
}
