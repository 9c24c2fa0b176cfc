import { and, eq, isNotNull } from 'drizzle-orm';
import { assignments } from '../../identity/assignment.tables.ts';
import { people } from '../../identity/person.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';

/** Which of these schools have a head whom a mail can ask. */
export async function schoolsWithHead(reader: Reader, schoolIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (schoolIds.length === 0) return new Set();
  const rows = await reader
    .selectDistinct({ schoolId: assignments.scopeId })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(
      and(
        eq(assignments.role, 'SCHOOL_HEAD'),
        among(assignments.scopeId, schoolIds),
        eq(people.active, true),
        isNotNull(people.email),
      ),
    );
  return new Set(rows.flatMap(({ schoolId }) => schoolId ?? []));
}
