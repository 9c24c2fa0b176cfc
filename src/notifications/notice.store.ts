import { and, desc, eq, getTableColumns, gt, inArray, lt, or, sql } from 'drizzle-orm';
import { events } from '../events/record/event.tables.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import type { Id } from '../platform/ids/id.ts';
import { outgoingMails, type OutgoingMailRow } from '../platform/mail/mail.tables.ts';
import { formatUtc, type Instant } from '../platform/time/instant.ts';
import { dateWishes, registrations } from '../registration/record/registration.tables.ts';
import { rosters } from '../registration/record/roster.tables.ts';
import type { NoticeDraft } from './notice.rules.ts';
import { type NoticeRow, notices } from './notice.tables.ts';

export interface NewNotice extends NoticeDraft {
  readonly id: Id<'Notice'>;
  readonly mailId: Id<'OutgoingMail'>;
}

/** Adds notices in one statement; of a key that there is already nothing. Answers the ids of those that are new. */
export async function insertNotices(
  tx: Tx,
  actKey: string,
  rows: readonly NewNotice[],
  createdAt: Instant,
): Promise<ReadonlySet<string>> {
  // In the order of their keys: two processes that tell the same wait for one another, and never in a ring.
  const ordered = rows.toSorted((a, b) => (a.dedupeKey < b.dedupeKey ? -1 : 1));
  const added = await tx.execute<{ id: string }>(sql`
    insert into ${notices} (id, act_key, dedupe_key, kind, registration_id, follow_id, person_id, items, mail_id, created_at)
    select n.id, ${actKey}, n."dedupeKey", n.kind, n."registrationId", n."followId", n."personId",
      coalesce(n.items, '{}'::jsonb), n."mailId", ${formatUtc(createdAt)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(ordered)}::jsonb) n(id uuid, "dedupeKey" text, kind text,
      "registrationId" uuid, "followId" uuid, "personId" uuid, items jsonb, "mailId" uuid)
    on conflict (dedupe_key) do nothing returning id`);
  return new Set([...added].map(({ id }) => id));
}

export async function findNotice(reader: Reader, id: Id<'Notice'>): Promise<NoticeRow | undefined> {
  const [row] = await reader.select().from(notices).where(eq(notices.id, id));
  return row;
}

/** Whether the same was told again later, so that the older one would only repeat it. */
export async function isOutdated(reader: Reader, { id, kind, registrationId, personId }: NoticeRow): Promise<boolean> {
  if (registrationId === null) return false;
  const [row] = await reader
    .select({ id: notices.id })
    .from(notices)
    .where(
      and(
        eq(notices.registrationId, registrationId),
        eq(notices.kind, kind),
        gt(notices.id, id),
        sql`${notices.personId} is not distinct from ${personId}`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Whether the person was sent an invitation for their calendar, or is about to be. */
export async function wasInvited(reader: Reader, registrationId: Id<'Registration'>): Promise<boolean> {
  const [row] = await reader
    .select({ id: notices.id })
    .from(notices)
    .innerJoin(outgoingMails, eq(outgoingMails.id, notices.mailId))
    .where(
      and(
        eq(notices.registrationId, registrationId),
        inArray(notices.kind, ['CONFIRMED', 'MOVED']),
        sql`${outgoingMails.state} <> 'DROPPED'`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** A notice and what became of its mail; null where that is not kept any more. */
export interface NoticeSent extends NoticeRow {
  readonly mail: Pick<OutgoingMailRow, 'state' | 'attempts' | 'lastError' | 'endedAt'> | null;
}

const { state, attempts, lastError, endedAt } = getTableColumns(outgoingMails);
const selectSent = (reader: Reader) =>
  reader
    .select({ notice: notices, mail: { state, attempts, lastError, endedAt } })
    .from(notices)
    .leftJoin(outgoingMails, eq(outgoingMails.id, notices.mailId));

const before = (after: readonly [string] | null) => (after ? lt(notices.id, after[0] as Id<'Notice'>) : undefined);

/** What was told about a registration, newest first. */
export async function pageOfNotices(
  reader: Reader,
  registrationId: Id<'Registration'>,
  { after, limit }: PageWindow<readonly [string]>,
): Promise<NoticeSent[]> {
  const rows = await selectSent(reader)
    .where(and(eq(notices.registrationId, registrationId), before(after)))
    .orderBy(desc(notices.id))
    .limit(limit);
  return rows.map(({ notice, mail }) => ({ ...notice, mail }));
}

/** What could not be sent about registrations for the events of a branch, or about wishes of their dates, newest first. */
export async function pageOfFailed(
  reader: Reader,
  branchId: Id<'Branch'>,
  { after, limit }: PageWindow<readonly [string]>,
): Promise<NoticeSent[]> {
  const rows = await selectSent(reader)
    .leftJoin(registrations, eq(registrations.id, notices.registrationId))
    .leftJoin(rosters, eq(rosters.id, registrations.rosterId))
    .leftJoin(dateWishes, sql`${dateWishes.id}::text = ${notices.items} ->> 'wishId'`)
    .innerJoin(events, or(eq(events.id, rosters.eventId), eq(events.id, dateWishes.eventId)))
    .where(and(eq(events.branchId, branchId), eq(outgoingMails.state, 'FAILED'), before(after)))
    .orderBy(desc(notices.id))
    .limit(limit);
  return rows.map(({ notice, mail }) => ({ ...notice, mail }));
}

/** The notice with what became of its mail; undefined for none. */
export async function noticeSent(reader: Reader, id: Id<'Notice'>): Promise<NoticeSent | undefined> {
  const [row] = await selectSent(reader).where(eq(notices.id, id));
  return row && { ...row.notice, mail: row.mail };
}

/** When a person was told what, for whoever shows them all that is kept. */
export async function noticesOf(
  reader: Reader,
  registrationIds: readonly string[],
): Promise<(Pick<NoticeRow, 'id' | 'kind' | 'registrationId' | 'createdAt'> & { readonly state: string | null })[]> {
  return reader
    .select({
      ...{ id: notices.id, kind: notices.kind, registrationId: notices.registrationId, createdAt: notices.createdAt },
      state: outgoingMails.state,
    })
    .from(notices)
    .leftJoin(outgoingMails, eq(outgoingMails.id, notices.mailId))
    .where(among(notices.registrationId, registrationIds))
    .orderBy(desc(notices.id));
}

/** Of whoever is forgotten: a mail that still waits finds nothing, and is dropped. */
export async function deleteNoticesFor(tx: Tx, registrationIds: readonly string[]): Promise<void> {
  await tx.delete(notices).where(among(notices.registrationId, registrationIds));
}
