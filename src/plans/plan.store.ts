import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import { measures } from './measure.tables.ts';
import { type GoalRow, goals, type PlanRow, plans } from './plan.tables.ts';

/** Newest year first, then by id. */
export async function pageOfPlans(
  reader: Reader,
  window: PageWindow<readonly [string, string]>,
  year: number | null,
): Promise<PlanRow[]> {
  const { after } = window;
  return reader
    .select()
    .from(plans)
    .where(
      and(
        year === null ? undefined : eq(plans.year, year),
        after ? sql`(-${plans.year}, ${plans.id}) > (-${Number(after[0])}::int, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(plans.year), asc(plans.id))
    .limit(window.limit);
}

export async function plansByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, PlanRow>> {
  const rows = await reader.select().from(plans).where(among(plans.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The plan a document of this year and title is about. */
export async function findPlanByTitle(reader: Reader, year: number, titleKey: string): Promise<PlanRow | undefined> {
  const [row] = await reader
    .select()
    .from(plans)
    .where(and(eq(plans.year, year), eq(plans.titleKey, titleKey)));
  return row;
}

/** Makes imports of one plan wait for each other, also of a plan that does not exist yet. */
export async function lockPlanTitle(tx: Tx, year: number, titleKey: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`plan:${year}:${titleKey}`}, 0))`);
}

export async function lockPlan(tx: Tx, id: Id<'Plan'>): Promise<PlanRow | undefined> {
  const [row] = await tx.select().from(plans).where(eq(plans.id, id)).for('update');
  return row;
}

export async function insertPlan(tx: Tx, row: PlanRow): Promise<void> {
  await tx.insert(plans).values(row);
}

export async function updatePlan(tx: Tx, id: Id<'Plan'>, change: Partial<PlanRow>): Promise<PlanRow> {
  const [row] = await tx
    .update(plans)
    .set({ ...change, version: sql`${plans.version} + 1` })
    .where(eq(plans.id, id))
    .returning();
  if (!row) throw new Error('the plan went away while it was locked');
  return row;
}

export async function goalsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, GoalRow>> {
  const rows = await reader.select().from(goals).where(among(goals.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The goals that measures of each plan serve now, in the plan's order. */
export async function servedGoalsOfPlans(
  reader: Reader,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, GoalRow[]>> {
  const served = reader.select({ id: measures.goalId }).from(measures).where(among(measures.planId, planIds));
  return byPlan(
    planIds,
    await reader.select().from(goals).where(inArray(goals.id, served)).orderBy(asc(goals.position)),
  );
}

/** Every goal a plan ever had: what no measure serves any more keeps its address. */
export async function goalsOfPlans(
  reader: Reader,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, GoalRow[]>> {
  const rows = await reader.select().from(goals).where(among(goals.planId, planIds)).orderBy(asc(goals.position));
  return byPlan(planIds, rows);
}

function byPlan(planIds: readonly string[], rows: readonly GoalRow[]): ReadonlyMap<string, GoalRow[]> {
  const found = new Map<string, GoalRow[]>(planIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.planId)?.push(row);
  return found;
}

export async function insertGoal(tx: Tx, row: GoalRow): Promise<void> {
  await tx.insert(goals).values(row);
}
