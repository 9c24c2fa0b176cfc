import { inArray, notInArray, sql } from 'drizzle-orm';
import { events } from '../events/record/event.tables.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import { plans } from '../plans/plan.tables.ts';
import { branches } from '../venues/places/branch.tables.ts';
import { demoBranches } from './place.list.ts';

/** Makes programs that start at once build the city one after the other. */
export async function lockDemo(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('demo', 0))`);
  // It idles while the city is built by other connections, which a busy machine may take its time for.
  await tx.execute(sql`set local idle_in_transaction_session_timeout = '10min'`);
}

/** True while nobody has put anything in; a city half built by a killed start counts as empty, to be finished. */
export async function isCityEmpty(reader: Reader): Promise<boolean> {
  const slugs = demoBranches.map(({ slug }) => slug);
  const [event] = await reader.select({ id: events.id }).from(events).limit(1);
  const [branch] = await reader
    .select({ id: branches.id })
    .from(branches)
    .where(notInArray(branches.slug, slugs))
    .limit(1);
  const [begun] = await reader.select({ id: branches.id }).from(branches).where(inArray(branches.slug, slugs)).limit(1);
  const [plan] = await reader.select({ id: plans.id }).from(plans).limit(1);
  return !event && !branch && (!plan || begun !== undefined);
}
