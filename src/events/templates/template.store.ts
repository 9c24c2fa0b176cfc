import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import { scopesOf, type Viewer } from '../../platform/access/viewer.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import { notFound } from '../../platform/faults/fault.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { branches } from '../../venues/places/branch.tables.ts';
import { PROGRAMME_STAFF } from '../record/event.policy.ts';
import { type EventTemplateRow, eventTemplates } from './template.tables.ts';

/** Ordered by name as Ukrainian readers expect, then by id. */
const byName = sql`${eventTemplates.nameUk} collate "uk-x-icu"`;

/** What a list of templates may ask for; null asks for nothing. */
export interface TemplateCriteria {
  /** Those of this branch, and those of the whole city. */
  readonly branchId: string | null;
  readonly kind: EventKind | null;
  readonly retired: boolean;
}

/** For whoever works on the programme of some branch: those of theirs, and those of the whole city. */
function visibleTo(viewer: Viewer) {
  const branches = scopesOf(viewer, ...PROGRAMME_STAFF);
  if (branches === 'all') return undefined;
  return or(isNull(eventTemplates.branchId), sql`${eventTemplates.branchId} = any(${idList(branches)}::uuid[])`);
}

/** The templates that fit and that the viewer sees, in the order of their Ukrainian names. */
export async function pageOfTemplates(
  reader: Reader,
  viewer: Viewer,
  { branchId, kind, retired }: TemplateCriteria,
  { after, limit }: PageWindow<readonly [string, string]>,
): Promise<EventTemplateRow[]> {
  return reader
    .select()
    .from(eventTemplates)
    .where(
      and(
        visibleTo(viewer),
        branchId === null
          ? undefined
          : or(isNull(eventTemplates.branchId), eq(eventTemplates.branchId, branchId as Id<'Branch'>)),
        kind === null ? undefined : sql`${eventTemplates.content} ->> 'kind' = ${kind}`,
        retired ? undefined : isNull(eventTemplates.retiredAt),
        after
          ? sql`(${byName}, ${eventTemplates.id}) > (${after[0]} collate "uk-x-icu", ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(byName, asc(eventTemplates.id))
    .limit(limit);
}

export async function findTemplate(reader: Reader, id: Id<'EventTemplate'>): Promise<EventTemplateRow | undefined> {
  const [row] = await reader.select().from(eventTemplates).where(eq(eventTemplates.id, id));
  return row;
}

/** Takes a template for this transaction, so that two edits of it come one after the other. */
export async function lockTemplate(tx: Tx, id: Id<'EventTemplate'>): Promise<EventTemplateRow | undefined> {
  const [row] = await tx.select().from(eventTemplates).where(eq(eventTemplates.id, id)).for('update');
  return row;
}

export async function insertTemplate(tx: Tx, row: EventTemplateRow): Promise<void> {
  await tx.insert(eventTemplates).values(row);
}

export async function updateTemplateRow(
  tx: Tx,
  id: Id<'EventTemplate'>,
  change: Partial<EventTemplateRow>,
): Promise<void> {
  await tx.update(eventTemplates).set(change).where(eq(eventTemplates.id, id));
}

/** Some branch, for what has to be of one and does not depend on which. */
export async function someBranch(reader: Reader): Promise<Id<'Branch'>> {
  const [row] = await reader.select({ id: branches.id }).from(branches).limit(1);
  if (!row) throw notFound('any branch');
  return row.id;
}
