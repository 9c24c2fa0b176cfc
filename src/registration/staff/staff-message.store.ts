import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import { registrations } from '../record/registration.tables.ts';
import type { RegistrationKind, RegistrationStatus } from '../record/seats.rules.ts';
import { staffMessageRecipients, type StaffMessageRow, staffMessages } from './staff-message.tables.ts';

/** Whom a message is for. */
export interface Circle {
  readonly statuses: readonly RegistrationStatus[];
  readonly kinds: readonly RegistrationKind[];
  /** Of those only these; null for all. */
  readonly chosen: readonly string[] | null;
}

const inside = (rosterId: Id<'Roster'>, { statuses, kinds, chosen }: Circle) =>
  and(
    eq(registrations.rosterId, rosterId),
    ...[inArray(registrations.status, [...statuses]), inArray(registrations.kind, [...kinds])],
    chosen ? among(registrations.id, chosen) : undefined,
  );

/** Who is written to: of several registrations under one address the first, so that nobody reads the same twice. */
export async function recipientsOf(
  reader: Reader,
  rosterId: Id<'Roster'>,
  circle: Circle,
): Promise<Id<'Registration'>[]> {
  const rows = await reader
    .selectDistinctOn([registrations.email], { id: registrations.id })
    .from(registrations)
    .where(and(inside(rosterId, circle), isNotNull(registrations.email)))
    .orderBy(asc(registrations.email), asc(registrations.arrival));
  return rows.map(({ id }) => id);
}

/** How many addresses that are. */
export async function countRecipients(reader: Reader, rosterId: Id<'Roster'>, circle: Circle): Promise<number> {
  const [row] = await reader
    .select({ addresses: sql<number>`count(distinct ${registrations.email})::int` })
    .from(registrations)
    .where(inside(rosterId, circle));
  return row?.addresses ?? 0;
}

/** How many of a roster have no address, and have to be called. */
export async function countWithoutAddress(reader: Reader, rosterId: Id<'Roster'>, circle: Circle): Promise<number> {
  const [row] = await reader
    .select({ them: count() })
    .from(registrations)
    .where(and(inside(rosterId, circle), isNull(registrations.email)));
  return row?.them ?? 0;
}

export async function insertMessage(
  tx: Tx,
  row: StaffMessageRow,
  registrationIds: readonly Id<'Registration'>[],
): Promise<void> {
  await tx.insert(staffMessages).values(row);
  // One parameter for any number of them: a whole course would be more than a statement takes.
  await tx.execute(
    sql`insert into ${staffMessageRecipients} (message_id, registration_id)
      select ${row.id}::uuid, n from unnest(${sql.param([...registrationIds])}::uuid[]) n`,
  );
}

/** For whoever writes the mails. */
export async function messagesByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StaffMessageRow>> {
  const rows = await reader.select().from(staffMessages).where(among(staffMessages.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** What was written to a roster, the newest first. */
export async function pageOfMessages(
  reader: Reader,
  rosterId: Id<'Roster'>,
  { after, limit }: PageWindow<readonly [string]>,
): Promise<StaffMessageRow[]> {
  return reader
    .select()
    .from(staffMessages)
    .where(
      and(
        eq(staffMessages.rosterId, rosterId),
        after ? lt(staffMessages.id, after[0] as Id<'StaffMessage'>) : undefined,
      ),
    )
    .orderBy(desc(staffMessages.id))
    .limit(limit);
}
