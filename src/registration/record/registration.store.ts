import { and, asc, count, eq, getTableColumns, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import { eventSessions } from '../../events/record/session.tables.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isLiveRow, type RegistrationRow, registrations } from './registration.tables.ts';
import { rosters } from './roster.tables.ts';

const COLUMNS = Object.entries(getTableColumns(registrations)).map(([field, { name }]) => ({ field, name }));
const SET = sql.raw(
  COLUMNS.filter(({ name }) => name !== 'id')
    .map(({ name }) => `"${name}" = n."${name}"`)
    .join(', '),
);

/** Rows as one parameter, so that a batch of any size is the same statement. What is null is left out, and read as such. */
function asJson(rows: readonly RegistrationRow[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const written: Record<string, unknown> = {};
      for (const { field, name } of COLUMNS) {
        const value = row[field as keyof RegistrationRow];
        if (value !== null) written[name] = value;
      }
      return written;
    }),
  );
}

export async function insertRegistrations(tx: Tx, rows: readonly RegistrationRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    sql`insert into ${registrations} select * from jsonb_populate_recordset(null::${registrations}, ${asJson(rows)}::jsonb)`,
  );
}

export async function updateRegistrations(tx: Tx, rows: readonly RegistrationRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    sql`update ${registrations} set ${SET} from jsonb_populate_recordset(null::${registrations}, ${asJson(rows)}::jsonb) n where ${registrations}.id = n.id`,
  );
}

export async function findRegistration(reader: Reader, id: Id<'Registration'>): Promise<RegistrationRow | undefined> {
  const [row] = await reader.select().from(registrations).where(eq(registrations.id, id));
  return row;
}

export async function registrationsByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RegistrationRow>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.select().from(registrations).where(among(registrations.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who is in these rosters under these keys, and has not ended. */
export async function liveUnder(
  reader: Reader,
  rosterIds: readonly Id<'Roster'>[],
  keys: readonly string[],
): Promise<RegistrationRow[]> {
  if (keys.length === 0) return [];
  return reader
    .select()
    .from(registrations)
    .where(
      and(
        among(registrations.rosterId, rosterIds),
        sql`${registrations.oneKey} = any(${sql.param([...keys])}::text[])`,
        isLiveRow,
      ),
    );
}

/** So many classes may one contact bring to a roster, and have their links sent again together. */
const MOST_OF_ADDRESS = 50;

/** Who is in a roster under an address, as themselves or as the contact of classes, and has not ended. */
export async function liveUnderAddress(
  reader: Reader,
  rosterId: Id<'Roster'>,
  email: string,
): Promise<Id<'Registration'>[]> {
  const rows = await reader
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(eq(registrations.email, email), eq(registrations.rosterId, rosterId), isLiveRow))
    .orderBy(asc(registrations.arrival))
    .limit(MOST_OF_ADDRESS);
  return rows.map(({ id }) => id);
}

/** The queues of rosters, each in order of arrival. */
export async function waitingIn(
  reader: Reader,
  rosterIds: readonly Id<'Roster'>[],
): Promise<ReadonlyMap<Id<'Roster'>, RegistrationRow[]>> {
  const queues = new Map<Id<'Roster'>, RegistrationRow[]>(rosterIds.map((id) => [id, []]));
  if (rosterIds.length === 0) return queues;
  const rows = await reader
    .select()
    .from(registrations)
    .where(and(among(registrations.rosterId, rosterIds), eq(registrations.status, 'WAITLISTED')))
    .orderBy(asc(registrations.arrival));
  for (const row of rows) queues.get(row.rosterId)?.push(row);
  return queues;
}

/** The place of somebody who waits in their line, from 1. */
export async function positionOf(
  reader: Reader,
  { rosterId, quotaId, arrival }: Pick<RegistrationRow, 'rosterId' | 'quotaId' | 'arrival'>,
): Promise<number> {
  const [row] = await reader
    .select({ before: count() })
    .from(registrations)
    .where(
      and(
        eq(registrations.rosterId, rosterId),
        eq(registrations.status, 'WAITLISTED'),
        sql`${registrations.quotaId} is not distinct from ${quotaId}`,
        lte(registrations.arrival, arrival),
      ),
    );
  return Math.max(1, row?.before ?? 1);
}

/** How many classes of each school are registered for dates of an event within a stretch of time. */
export async function classesOfSchools(
  reader: Reader,
  eventId: Id<'Event'>,
  schoolIds: readonly string[],
  span: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await reader
    .select({ schoolId: registrations.schoolId, classes: count() })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, registrations.rosterId))
    .leftJoin(eventSessions, eq(eventSessions.id, rosters.sessionId))
    .where(
      and(
        eq(rosters.eventId, eventId),
        among(registrations.schoolId, schoolIds),
        isLiveRow,
        sql`(${eventSessions.startLocal} is null or (${eventSessions.startLocal} >= ${span.from}::timestamp and ${eventSessions.startLocal} < ${span.to}::timestamp))`,
      ),
    )
    .groupBy(registrations.schoolId);
  return new Map(rows.map(({ schoolId, classes }) => [schoolId ?? '', classes]));
}

/** How many adults of classes have places in rosters, beside the seats that are taken. */
export async function seatlessAdults(
  reader: Reader,
  rosterIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await reader
    .select({ rosterId: registrations.rosterId, adults: sql<number>`coalesce(sum(${registrations.adults}), 0)::int` })
    .from(registrations)
    .where(and(among(registrations.rosterId, rosterIds), gt(registrations.heldSeats, 0)))
    .groupBy(registrations.rosterId);
  return new Map(rows.map(({ rosterId, adults }) => [rosterId, adults]));
}

/** How many places wait for a confirmation from these addresses: nobody is written to by every form there is. */
export async function unconfirmedOf(reader: Reader, emails: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (emails.length === 0) return new Map();
  const rows = await reader
    .select({ email: registrations.email, waits: count() })
    .from(registrations)
    .where(
      and(
        sql`${registrations.email} = any(${sql.param([...emails])}::text[])`,
        isNotNull(registrations.email),
        sql`${registrations.emailConfirmedAt} is null`,
        inArray(registrations.status, ['UNCONFIRMED', 'WAITLISTED', 'OFFERED']),
      ),
    )
    .groupBy(registrations.email);
  return new Map(rows.map(({ email, waits }) => [email ?? '', waits]));
}
