import { and, asc, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { dateWishes, registrationLinks, type RegistrationRow, registrations } from '../record/registration.tables.ts';
import { rosters } from '../record/roster.tables.ts';

/** What is known of a person, gone; what is counted stays. */
const NOTHING_KNOWN = {
  // Why somebody did not come, or was not let in, may tell of them.
  reason: null,
  ...{ name: null, email: null, phone: null, oneKey: null, note: null, jobTitle: null, personId: null },
  ...{ emailConfirmedAt: null, needs: [], answers: {} },
};

/** Takes what is known of a person out of registrations, and the links to them. The caller holds the locks of their rosters. */
export async function forgetRegistrations(
  tx: Tx,
  ids: readonly Id<'Registration'>[],
  now: Instant,
): Promise<Id<'Registration'>[]> {
  if (ids.length === 0) return [];
  const version = sql`${registrations.version} + 1`;
  const forgotten = await tx
    .update(registrations)
    .set({ ...NOTHING_KNOWN, purgedAt: now, version, updatedAt: now })
    .where(and(among(registrations.id, ids), isNull(registrations.purgedAt)))
    .returning({ id: registrations.id });
  await tx.delete(registrationLinks).where(among(registrationLinks.registrationId, ids));
  return forgotten.map(({ id }) => id);
}

/** Until when data are kept of whoever had a place, and of whoever had none. */
export interface KeptSince {
  readonly placed: Instant;
  readonly others: Instant;
}

/** A date that is postponed is waited for so long before it counts as over. */
const POSTPONED = sql`interval '365 days'`;

/** When what a roster is of has ended: the last date that is not dropped; of none at all, when the registration came. */
const ENDED = sql`coalesce((select max(s.ends_at + case when s.happening_status = 'POSTPONED' then ${POSTPONED} else interval '0' end)
  from event_session s where (s.id = ${rosters.sessionId} or (${rosters.sessionId} is null and s.event_id = ${rosters.eventId}))
    and (s.standing <> 'DROPPED' or s.id = ${rosters.sessionId})), ${registrations.arrivedAt})`;

const isDue = ({ placed, others }: KeptSince): SQL =>
  sql`${ENDED} < case when ${registrations.heldSeats} > 0 then ${formatUtc(placed)}::timestamptz else ${formatUtc(others)}::timestamptz end`;

/** Rosters that hold data on somebody whose time is over. */
export async function rostersToForget(reader: Reader, since: KeptSince, limit: number): Promise<Id<'Roster'>[]> {
  const rows = await reader
    .selectDistinct({ id: rosters.id })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, registrations.rosterId))
    .where(and(isNull(registrations.purgedAt), isDue(since)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Those of a roster, so many at most. */
export async function dueInRoster(
  reader: Reader,
  rosterId: Id<'Roster'>,
  since: KeptSince,
  limit: number,
): Promise<RegistrationRow[]> {
  const rows = await reader
    .select({ row: registrations })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, registrations.rosterId))
    .where(and(eq(rosters.id, rosterId), isNull(registrations.purgedAt), isDue(since)))
    .orderBy(asc(registrations.arrival))
    .limit(limit);
  return rows.map(({ row }) => row);
}

/** By whom a class was to be brought: what of a wish is of a person. */
const NOBODY_TO_ASK = JSON.stringify({
  ...{ contactName: null, contactEmail: null, contactPhone: null, emailConfirmedAt: null },
  ...{ needs: [], answers: [] },
});

/** Takes the contact out of wishes of dates; one that waits is withdrawn by that. */
export async function forgetWishes(tx: Tx, ids: readonly Id<'DateWish'>[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(dateWishes)
    .set({
      ...{ draft: sql`${dateWishes.draft} || ${NOBODY_TO_ASK}::jsonb`, personId: null, purgedAt: now, updatedAt: now },
      ...{ state: sql`case when ${dateWishes.state} = 'NEW' then 'WITHDRAWN' else ${dateWishes.state} end` },
      version: sql`${dateWishes.version} + 1`,
    })
    .where(among(dateWishes.id, ids));
}

/** Wishes whose dates are over, those that were picked kept as long as whoever had a place; locked for this transaction. */
export async function lockWishesToForget(
  tx: Tx,
  { placed, others }: KeptSince,
  limit: number,
): Promise<Id<'DateWish'>[]> {
  const rows = await tx.execute<{ id: Id<'DateWish'> }>(sql`
    select w.id from date_wish w
    where w.purged_at is null
      and coalesce((select max(s.ends_at) from wished_date d join roster r on r.id = d.roster_id
          join event_session s on s.id = r.session_id or (r.session_id is null and s.event_id = r.event_id)
          where d.wish_id = w.id), w.created_at)
        < case when w.state = 'PICKED' then ${formatUtc(placed)}::timestamptz else ${formatUtc(others)}::timestamptz end
    order by w.id limit ${limit} for update of w skip locked`);
  return [...rows].map(({ id }) => id);
}

/** All registrations under an address, the first one first. */
export async function registrationsUnder(reader: Reader, email: string): Promise<RegistrationRow[]> {
  return reader.select().from(registrations).where(eq(registrations.email, email)).orderBy(asc(registrations.id));
}

/** Those under the address of an account that somebody has shown to read, and those made by the account; the newest first. */
export async function pageOfOwn(
  reader: Reader,
  { personId, email }: { readonly personId: Id<'Person'>; readonly email: string | null },
  { after, limit }: PageWindow<readonly [string]>,
): Promise<RegistrationRow[]> {
  const underAddress =
    email === null ? undefined : and(eq(registrations.email, email), isNotNull(registrations.emailConfirmedAt));
  return reader
    .select()
    .from(registrations)
    .where(
      and(
        or(eq(registrations.personId, personId), underAddress),
        after ? lt(registrations.id, after[0] as Id<'Registration'>) : undefined,
      ),
    )
    .orderBy(desc(registrations.id))
    .limit(limit);
}

/** Those that somebody with an account made: also those of others, under their addresses. */
export async function registrationsMadeBy(reader: Reader, personId: Id<'Person'>): Promise<RegistrationRow[]> {
  return reader.select().from(registrations).where(eq(registrations.personId, personId)).orderBy(asc(registrations.id));
}

/** The registrations stay, and nobody knows any more who made them. */
export async function disownRegistrations(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.update(registrations).set({ personId: null }).where(eq(registrations.personId, personId));
}

/** Wishes of dates under an address, or of somebody with an account. */
export async function wishesOf(
  reader: Reader,
  { email, personId = null }: { readonly email: string | null; readonly personId?: Id<'Person'> | null },
): Promise<(typeof dateWishes.$inferSelect)[]> {
  return reader
    .select()
    .from(dateWishes)
    .where(
      or(
        email === null ? sql`false` : sql`${dateWishes.draft} ->> 'contactEmail' = ${email}`,
        personId === null ? sql`false` : eq(dateWishes.personId, personId),
      ),
    )
    .orderBy(asc(dateWishes.id));
}
