import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { assignments } from '../identity/assignment.tables.ts';
import { people } from '../identity/person.tables.ts';
import type { Role } from '../platform/access/viewer.ts';
import type { Reader } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { Id } from '../platform/ids/id.ts';
import { registrations } from '../registration/record/registration.tables.ts';

/** Who can act in a role for each of these things, by the thing. */
export async function holdersOfAll(
  reader: Reader,
  role: Role,
  scopeIds: readonly string[],
): Promise<ReadonlyMap<string, Id<'Person'>[]>> {
  const rows = await reader
    .select({ scopeId: assignments.scopeId, personId: people.id })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(
      and(
        eq(assignments.role, role),
        among(assignments.scopeId, scopeIds),
        eq(people.active, true),
        isNotNull(people.email),
      ),
    )
    .orderBy(people.id);
  const found = new Map<string, Id<'Person'>[]>();
  for (const { scopeId, personId } of rows) {
    if (scopeId) found.set(scopeId, [...(found.get(scopeId) ?? []), personId]);
  }
  return found;
}

/** For whom of others a registration is of interest. */
export async function scopesOfRegistrations(
  reader: Reader,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly schoolId: string | null; readonly nominator: string | null }[]> {
  return reader
    .select({
      id: registrations.id,
      schoolId: registrations.schoolId,
      nominator: sql<string | null>`coalesce(${registrations.bodyId}, ${registrations.outletId})`,
    })
    .from(registrations)
    .where(among(registrations.id, ids));
}

/** What one registration goes on as: one of another date, or one for each date of its event. */
export async function movedFrom(reader: Reader, id: Id<'Registration'>): Promise<Id<'Registration'>[]> {
  const rows = await reader
    .select({ id: registrations.id })
    .from(registrations)
    .where(eq(registrations.movedFromId, id))
    .orderBy(registrations.id);
  return rows.map((row) => row.id);
}
