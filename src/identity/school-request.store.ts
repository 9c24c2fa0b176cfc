import { and, asc, desc, eq, lt, or, type SQL } from 'drizzle-orm';
import { type SchoolRow, schools } from '../directory/entry.tables.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import { type SchoolRequestRow, schoolRequests } from './school-request.tables.ts';

export async function insertRequest(tx: Tx, row: SchoolRequestRow): Promise<void> {
  await tx.insert(schoolRequests).values(row);
}

export async function lockRequest(tx: Tx, id: Id<'SchoolRequest'>): Promise<SchoolRequestRow | undefined> {
  const [row] = await tx.select().from(schoolRequests).where(eq(schoolRequests.id, id)).for('update');
  return row;
}

export async function findRequest(reader: Reader, id: Id<'SchoolRequest'>): Promise<SchoolRequestRow | undefined> {
  const [row] = await reader.select().from(schoolRequests).where(eq(schoolRequests.id, id));
  return row;
}

export async function findPending(
  reader: Reader,
  personId: Id<'Person'>,
  schoolId: Id<'School'>,
): Promise<SchoolRequestRow | undefined> {
  const [row] = await reader
    .select()
    .from(schoolRequests)
    .where(
      and(
        eq(schoolRequests.personId, personId),
        eq(schoolRequests.schoolId, schoolId),
        eq(schoolRequests.state, 'PENDING'),
      ),
    );
  return row;
}

export async function writeRequest(
  tx: Tx,
  id: Id<'SchoolRequest'>,
  change: Pick<SchoolRequestRow, 'state' | 'decidedAt' | 'decidedBy'>,
): Promise<SchoolRequestRow> {
  const [row] = await tx.update(schoolRequests).set(change).where(eq(schoolRequests.id, id)).returning();
  if (!row) throw new Error('the request went away while it was locked');
  return row;
}

export interface RequestReach {
  /** The schools whose requests the viewer decides. */
  readonly schoolIds: 'all' | readonly string[];
  readonly ownId: Id<'Person'>;
}

/** Newest first: those the viewer decides, and their own; the same as `maySeeSchoolRequest`. */
export async function pageOfRequests(
  reader: Reader,
  window: PageWindow<readonly [string]>,
  filter: { readonly state?: SchoolRequestRow['state']; readonly schoolId?: string },
  reach: RequestReach,
): Promise<SchoolRequestRow[]> {
  const { after } = window;
  return reader
    .select()
    .from(schoolRequests)
    .where(
      and(
        filter.state ? eq(schoolRequests.state, filter.state) : undefined,
        filter.schoolId ? eq(schoolRequests.schoolId, filter.schoolId as Id<'School'>) : undefined,
        visibleTo(reach),
        after ? lt(schoolRequests.id, after[0] as Id<'SchoolRequest'>) : undefined,
      ),
    )
    .orderBy(desc(schoolRequests.id))
    .limit(window.limit);
}

function visibleTo({ schoolIds, ownId }: RequestReach): SQL | undefined {
  if (schoolIds === 'all') return undefined;
  const own = eq(schoolRequests.personId, ownId);
  return schoolIds.length > 0 ? or(own, among(schoolRequests.schoolId, schoolIds)) : own;
}

/** The school of each request. */
export async function schoolsOfRequests(
  reader: Reader,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, SchoolRow>> {
  const rows = await reader
    .select({ requestId: schoolRequests.id, school: schools })
    .from(schoolRequests)
    .innerJoin(schools, eq(schools.id, schoolRequests.schoolId))
    .where(among(schoolRequests.id, requestIds));
  return new Map(rows.map((row) => [row.requestId, row.school]));
}

/** The requests of a person, oldest first: for their own export. */
export async function requestsOf(reader: Reader, personId: Id<'Person'>): Promise<SchoolRequestRow[]> {
  return reader
    .select()
    .from(schoolRequests)
    .where(eq(schoolRequests.personId, personId))
    .orderBy(asc(schoolRequests.id));
}

/** Ends what a person still waits for: there is nobody to decide about any more. */
export async function withdrawRequests(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.delete(schoolRequests).where(eq(schoolRequests.personId, personId));
}
