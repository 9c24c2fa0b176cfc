import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { events } from '../events/record/event.tables.ts';
import { assignments } from '../identity/assignment.tables.ts';
import { people } from '../identity/person.tables.ts';
import type { Role } from '../platform/access/viewer.ts';
import type { Reader } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { Id } from '../platform/ids/id.ts';
import { registrations } from '../registration/record/registration.tables.ts';
import { rosters } from '../registration/record/roster.tables.ts';

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
export interface Scopes {
  readonly id: string;
  readonly schoolId: string | null;
  /** The body or outlet. */
  readonly nominator: string | null;
  /** The host's. */
  readonly branchId: string;
}

export async function scopesOfRegistrations(reader: Reader, ids: readonly string[]): Promise<Scopes[]> {
  return reader
    .select({
      id: registrations.id,
      schoolId: registrations.schoolId,
      nominator: sql<string | null>`coalesce(${registrations.bodyId}, ${registrations.outletId})`,
      branchId: events.branchId,
    })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, registrations.rosterId))
    .innerJoin(events, eq(events.id, rosters.eventId))
    .where(among(registrations.id, ids));
}

/** Those of registrations that nobody can be written to about. */
export async function withoutAddress(reader: Reader, ids: readonly string[]): Promise<Id<'Registration'>[]> {
  if (ids.length === 0) return [];
  const rows = await reader
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(among(registrations.id, ids), isNull(registrations.email)));
  return rows.map(({ id }) => id);
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
