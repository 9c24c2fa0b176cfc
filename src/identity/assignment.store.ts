import { and, asc, eq } from 'drizzle-orm';
import type { Grant, Role } from '../platform/access/viewer.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { Id } from '../platform/ids/id.ts';
import { type AssignmentRow, assignments } from './assignment.tables.ts';
import type { ScopeKind } from './role.rules.ts';

export async function grantsOfPerson(reader: Reader, personId: Id<'Person'>): Promise<Grant[]> {
  return reader
    .select({ role: assignments.role, scopeId: assignments.scopeId })
    .from(assignments)
    .where(eq(assignments.personId, personId));
}

/** The roles of each person, oldest first. */
export async function assignmentsOfPeople(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AssignmentRow[]>> {
  const rows = await reader
    .select()
    .from(assignments)
    .where(among(assignments.personId, ids))
    .orderBy(asc(assignments.id));
  const found = new Map<string, AssignmentRow[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.personId)?.push(row);
  return found;
}

/** The roles within one thing, person by person. */
export async function assignmentsWithin(
  reader: Reader,
  scopeKind: ScopeKind,
  scopeId: string,
): Promise<AssignmentRow[]> {
  return reader
    .select()
    .from(assignments)
    .where(and(eq(assignments.scopeKind, scopeKind), eq(assignments.scopeId, scopeId)))
    .orderBy(asc(assignments.personId), asc(assignments.id));
}

export async function findAssignment(reader: Reader, id: Id<'Assignment'>): Promise<AssignmentRow | undefined> {
  const [row] = await reader.select().from(assignments).where(eq(assignments.id, id));
  return row;
}

/** Gives the role unless the person has it already; answers the assignment, and whether it is new. */
export async function insertAssignment(
  tx: Tx,
  row: AssignmentRow,
): Promise<{ assignment: AssignmentRow; isNew: boolean }> {
  const [made] = await tx.insert(assignments).values(row).onConflictDoNothing().returning();
  if (made) return { assignment: made, isNew: true };
  const has = (await assignmentsOfPeople(tx, [row.personId])).get(row.personId) ?? [];
  const found = has.find((one) => one.role === row.role && one.scopeId === row.scopeId);
  if (!found) throw new Error('a role was taken away while it was given');
  return { assignment: found, isNew: false };
}

export async function deleteAssignment(tx: Tx, id: Id<'Assignment'>): Promise<AssignmentRow | undefined> {
  const [row] = await tx.delete(assignments).where(eq(assignments.id, id)).returning();
  return row;
}

export async function deleteAssignments(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.delete(assignments).where(eq(assignments.personId, personId));
}

/** Takes the administrators' roles for this transaction: whether one is the last depends on all of them. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  const role: Role = 'ADMIN';
  await tx
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.role, role)))
    .orderBy(asc(assignments.id))
    .for('update');
}
