import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import { type EventRow, events } from '../../events/record/event.tables.ts';
import { PROGRAMME_STAFF } from '../../events/record/event.policy.ts';
import { eventSessions } from '../../events/record/session.tables.ts';
import { scopesOf, type Viewer } from '../../platform/access/viewer.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import {
  dateWishes,
  type DateWishRow,
  type RegistrationRow,
  registrations,
  wishedDates,
} from '../record/registration.tables.ts';
import { rosters } from '../record/roster.tables.ts';
import { LIVE } from '../record/seats.rules.ts';
import type { DateWishState } from './wish.rules.ts';

/** Takes the wishes of an event for this transaction, so that the same one sent twice at once is found. */
export async function lockWishesOf(tx: Tx, eventId: Id<'Event'>): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`date wishes:${eventId}`}, 0))`);
}

export async function lockWish(tx: Tx, id: Id<'DateWish'>): Promise<DateWishRow | undefined> {
  const [row] = await tx.select().from(dateWishes).where(eq(dateWishes.id, id)).for('update');
  return row;
}

export async function wishesByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, DateWishRow>> {
  const rows = await reader.select().from(dateWishes).where(among(dateWishes.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertWish(tx: Tx, row: DateWishRow, rosterIds: readonly Id<'Roster'>[]): Promise<void> {
  await tx.insert(dateWishes).values(row);
  await tx.insert(wishedDates).values(rosterIds.map((rosterId, at) => ({ wishId: row.id, rosterId, rank: at + 1 })));
}

export async function updateWish(tx: Tx, id: Id<'DateWish'>, change: Partial<DateWishRow>): Promise<void> {
  await tx.update(dateWishes).set(change).where(eq(dateWishes.id, id));
}

/** The wishes from an address that wait still, for whatever class and event. */
export async function waitingWishesOf(reader: Reader, contactEmail: string): Promise<DateWishRow[]> {
  return reader
    .select()
    .from(dateWishes)
    .where(and(eq(dateWishes.state, 'NEW'), sql`${dateWishes.draft} @> ${JSON.stringify({ contactEmail })}::jsonb`));
}

export interface WishCriteria {
  readonly eventId: Id<'Event'> | null;
  readonly branchId: Id<'Branch'> | null;
  readonly state: DateWishState | null;
}

/** A page of the wishes that the viewer sees and that fit, the oldest first: that of whoever asked first is answered first. */
export async function pageOfWishes(
  reader: Reader,
  viewer: Viewer,
  { eventId, branchId, state }: WishCriteria,
  { after, limit }: PageWindow<readonly [string]>,
): Promise<DateWishRow[]> {
  const rows = await reader
    .select({ wish: dateWishes })
    .from(dateWishes)
    .innerJoin(events, eq(events.id, dateWishes.eventId))
    .where(
      and(
        visibleTo(viewer),
        eventId ? eq(dateWishes.eventId, eventId) : undefined,
        branchId ? eq(events.branchId, branchId) : undefined,
        state ? eq(dateWishes.state, state) : undefined,
        after ? gt(dateWishes.id, after[0] as Id<'DateWish'>) : undefined,
      ),
    )
    .orderBy(asc(dateWishes.id))
    .limit(limit);
  return rows.map(({ wish }) => wish);
}

/** Those for events of the viewer's branches, and their own: `mayReadStaffSide` and `mayWithdrawWish` in SQL. */
function visibleTo(viewer: Viewer): SQL | undefined {
  const staffed = scopesOf(viewer, ...PROGRAMME_STAFF);
  if (staffed === 'all') return undefined;
  return or(among(events.branchId, staffed), viewer.kind === 'person' ? eq(dateWishes.personId, viewer.id) : undefined);
}

/** The event of each wish. */
export async function eventsOfWishes(
  reader: Reader,
  wishIds: readonly string[],
): Promise<ReadonlyMap<string, EventRow>> {
  const rows = await reader
    .select({ wishId: dateWishes.id, event: events })
    .from(dateWishes)
    .innerJoin(events, eq(events.id, dateWishes.eventId))
    .where(among(dateWishes.id, wishIds));
  return new Map(rows.map(({ wishId, event }) => [wishId, event]));
}

/** The rosters that each wish names, the one that is wished most first. */
export async function datesOfWishes(
  reader: Reader,
  wishIds: readonly string[],
): Promise<ReadonlyMap<string, (typeof wishedDates.$inferSelect)[]>> {
  const rows = await reader
    .select()
    .from(wishedDates)
    .where(among(wishedDates.wishId, wishIds))
    .orderBy(asc(wishedDates.rank));
  return Map.groupBy(rows, ({ wishId }) => wishId);
}

/** Who is in any of these rosters under any of these keys, and has not ended. */
export async function liveClasses(
  reader: Reader,
  rosterIds: readonly string[],
  keys: readonly string[],
): Promise<RegistrationRow[]> {
  return reader
    .select()
    .from(registrations)
    .where(
      and(
        among(registrations.rosterId, rosterIds),
        sql`${registrations.oneKey} = any(${sql.param([...keys])}::text[])`,
        inArray(registrations.status, [...LIVE]),
      ),
    );
}

/** A live class of a school, and when it comes: null for a whole event. */
export interface ComingClass {
  readonly eventId: Id<'Event'>;
  readonly schoolId: Id<'School'> | null;
  readonly startLocal: string | null;
}

/** The live classes of these schools at these events, whichever term. */
export async function comingClasses(
  reader: Reader,
  eventIds: readonly string[],
  schoolIds: readonly string[],
): Promise<ComingClass[]> {
  return reader
    .select({ eventId: rosters.eventId, schoolId: registrations.schoolId, startLocal: eventSessions.startLocal })
    .from(registrations)
    .innerJoin(rosters, eq(rosters.id, registrations.rosterId))
    .leftJoin(eventSessions, eq(eventSessions.id, rosters.sessionId))
    .where(
      and(
        among(rosters.eventId, eventIds),
        among(registrations.schoolId, schoolIds),
        inArray(registrations.status, [...LIVE]),
      ),
    );
}
