import { and, asc, eq, sql } from 'drizzle-orm';
import { type AudienceRow, audiences, bodies, type BodyRow } from '../directory/entry.tables.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import type { NamedAudience, NamedBody } from './measure.image.rules.ts';
import {
  type MeasureAudienceRow,
  measureAudiences,
  measureBodies,
  type MeasureBodyRow,
  type MeasureRow,
  measures,
} from './measure.tables.ts';

/** The measures of a plan in its order; the cursor is the position, padded so that text compares as numbers do. */
export async function pageOfMeasures(
  reader: Reader,
  planId: Id<'Plan'>,
  window: PageWindow<readonly [string]>,
): Promise<MeasureRow[]> {
  return reader
    .select()
    .from(measures)
    .where(
      and(
        eq(measures.planId, planId),
        window.after ? sql`${measures.position} > ${Number(window.after[0])}::int` : undefined,
      ),
    )
    .orderBy(asc(measures.position))
    .limit(window.limit);
}

export async function measuresByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, MeasureRow>> {
  const rows = await reader.select().from(measures).where(among(measures.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findMeasure(
  reader: Reader,
  by: { readonly id: Id<'Measure'> } | { readonly planId: Id<'Plan'>; readonly number: string },
): Promise<MeasureRow | undefined> {
  const [row] = await reader
    .select()
    .from(measures)
    .where('id' in by ? eq(measures.id, by.id) : and(eq(measures.planId, by.planId), eq(measures.number, by.number)))
    .orderBy(asc(measures.ordinal))
    .limit(1);
  return row;
}

export async function measuresOfPlan(reader: Reader, planId: Id<'Plan'>): Promise<MeasureRow[]> {
  return reader.select().from(measures).where(eq(measures.planId, planId)).orderBy(asc(measures.position));
}

export async function measuresOfGoals(
  reader: Reader,
  goalIds: readonly string[],
): Promise<ReadonlyMap<string, MeasureRow[]>> {
  const rows = await reader
    .select()
    .from(measures)
    .where(among(measures.goalId, goalIds))
    .orderBy(asc(measures.position));
  const found = new Map<string, MeasureRow[]>(goalIds.map((id) => [id, []]));
  for (const row of rows) if (row.goalId) found.get(row.goalId)?.push(row);
  return found;
}

/** A name of the document, with the entry of the directory it means, if it knows one. */
export type AudienceOfMeasure = MeasureAudienceRow & {
  readonly code: string | null;
  readonly audience: AudienceRow | null;
};
export type BodyOfMeasure = MeasureBodyRow & { readonly code: string | null; readonly body: BodyRow | null };

export async function audiencesOfMeasures(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AudienceOfMeasure[]>> {
  const rows = await reader
    .select({ row: measureAudiences, audience: audiences })
    .from(measureAudiences)
    .leftJoin(audiences, eq(audiences.id, measureAudiences.audienceId))
    .where(among(measureAudiences.measureId, ids))
    .orderBy(asc(measureAudiences.position));
  const found = new Map<string, AudienceOfMeasure[]>(ids.map((id) => [id, []]));
  for (const { row, audience } of rows)
    found.get(row.measureId)?.push({ ...row, code: audience?.code ?? null, audience });
  return found;
}

export async function bodiesOfMeasures(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BodyOfMeasure[]>> {
  const rows = await reader
    .select({ row: measureBodies, body: bodies })
    .from(measureBodies)
    .leftJoin(bodies, eq(bodies.id, measureBodies.bodyId))
    .where(among(measureBodies.measureId, ids))
    .orderBy(asc(measureBodies.position));
  const found = new Map<string, BodyOfMeasure[]>(ids.map((id) => [id, []]));
  for (const { row, body } of rows) found.get(row.measureId)?.push({ ...row, code: body?.code ?? null, body });
  return found;
}

export async function lockMeasure(tx: Tx, id: Id<'Measure'>): Promise<MeasureRow | undefined> {
  const [row] = await tx.select().from(measures).where(eq(measures.id, id)).for('update');
  return row;
}

export async function insertMeasure(tx: Tx, row: MeasureRow): Promise<void> {
  await tx.insert(measures).values(row);
}

export async function updateMeasure(tx: Tx, id: Id<'Measure'>, change: Partial<MeasureRow>): Promise<void> {
  await tx
    .update(measures)
    .set({ ...change, version: sql`${measures.version} + 1` })
    .where(eq(measures.id, id));
}

/** Puts new audiences in place of the old; `ids` knows the id of each code. */
export async function replaceAudiences(
  tx: Tx,
  measureId: Id<'Measure'>,
  named: readonly NamedAudience[],
  ids: ReadonlyMap<string, Id<'Audience'>>,
): Promise<void> {
  await tx.delete(measureAudiences).where(eq(measureAudiences.measureId, measureId));
  if (named.length === 0) return;
  await tx.insert(measureAudiences).values(
    named.map(({ code, text, qualifier }, position) => ({
      measureId,
      position,
      audienceId: code === null ? null : (ids.get(code) ?? null),
      text,
      qualifier,
    })),
  );
}

/** Puts new responsible bodies in place of the old; `ids` knows the id of each code. */
export async function replaceBodies(
  tx: Tx,
  measureId: Id<'Measure'>,
  named: readonly NamedBody[],
  ids: ReadonlyMap<string, Id<'Body'>>,
): Promise<void> {
  await tx.delete(measureBodies).where(eq(measureBodies.measureId, measureId));
  if (named.length === 0) return;
  await tx.insert(measureBodies).values(
    named.map(({ code, text, qualifier, role }, position) => ({
      measureId,
      position,
      bodyId: code === null ? null : (ids.get(code) ?? null),
      role,
      text,
      qualifier,
    })),
  );
}
