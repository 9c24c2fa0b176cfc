import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { people } from '../../identity/person.tables.ts';
import { scopesOf, type Viewer } from '../../platform/access/viewer.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isSlug } from '../../platform/ids/slug.ts';
import { formatUtc, type Instant, plusDays } from '../../platform/time/instant.ts';
import { branches } from '../places/branch.tables.ts';
import { BOOKING_READERS } from './booking.policy.ts';
import { MOST_BOOKED_DAYS } from './length.limit.ts';
import {
  type BookingRow,
  bookings,
  bookingSeries,
  type BookingSeriesRow,
  type BookingStatus,
} from './booking.tables.ts';

/** What a list of bookings may ask for; null and absent alike ask for nothing. */
export interface BookingCriteria {
  readonly branch?: string | null;
  readonly roomId?: string | null;
  readonly status?: readonly BookingStatus[] | null;
  readonly from?: Instant | null;
  readonly to?: Instant | null;
  readonly mine?: boolean;
  readonly queued?: boolean | null;
}

/** Where a page begins: milliseconds of the start, and the id. */
export type BookingKey = readonly [string, string];
export const BOOKING_KEY = [(text: string) => /^\d{1,15}$/.test(text), isId] as const;
export const bookingKey = (booking: BookingRow): BookingKey => [String(booking.startsAt.getTime()), booking.id];

const none = sql`false`;

/** The bookings a viewer may know: `mayKnowBooking` of booking.policy.ts, in SQL. */
function visibleTo(viewer: Viewer): SQL | undefined {
  const staffed = scopesOf(viewer, ...BOOKING_READERS);
  if (staffed === 'all') return undefined;
  const own = ofViewer(viewer);
  return staffed.length > 0 ? or(own, among(bookings.branchId, staffed)) : own;
}

function ofViewer(viewer: Viewer): SQL {
  return viewer.kind === 'person' ? eq(bookings.askedById, viewer.id) : none;
}

/** A page of the bookings that fit, by start, then id. */
export async function pageOfBookings(
  reader: Reader,
  viewer: Viewer,
  criteria: BookingCriteria,
  { window, now }: { readonly window: PageWindow<BookingKey>; readonly now: Instant },
): Promise<BookingRow[]> {
  const { after } = window;
  return reader
    .select()
    .from(bookings)
    .where(
      and(
        visibleTo(viewer),
        criteria.mine ? ofViewer(viewer) : undefined,
        fits(reader, criteria, now),
        after
          ? sql`(${bookings.startsAt}, ${bookings.id}) > (to_timestamp(${after[0]}::float8 / 1000), ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
    .limit(window.limit);
}

/** Malformed ids and slugs find nothing and do not reach Postgres, which would answer them with an error. */
function fits(reader: Reader, criteria: BookingCriteria, now: Instant): SQL | undefined {
  const { branch, roomId, status, from, to, queued } = criteria;
  return and(
    branch == null ? undefined : isSlug(branch) ? atBranch(reader, branch) : none,
    roomId == null ? undefined : isId(roomId) ? eq(bookings.roomId, roomId as Id<'Room'>) : none,
    status == null ? undefined : inStates(status, now),
    // No booking lasts longer than that, so the index on the start has an end where the list begins.
    from == null
      ? undefined
      : and(gt(bookings.endsAt, from), gt(bookings.startsAt, plusDays(from, -MOST_BOOKED_DAYS - 1))),
    to == null ? undefined : lt(bookings.startsAt, to),
    queued == null ? undefined : queued ? isNotNull(bookings.queuedAt) : isNull(bookings.queuedAt),
  );
}

function atBranch(reader: Reader, slug: string): SQL {
  return inArray(bookings.branchId, reader.select({ id: branches.id }).from(branches).where(eq(branches.slug, slug)));
}

/** `statusAt` of booking.decision.rules.ts, in SQL: a hold past its time is expired, whatever its row says. */
function inStates(states: readonly BookingStatus[], now: Instant): SQL {
  if (states.length === 0) return none;
  const over = sql`${bookings.status} = 'HOLD' and ${bookings.holdUntil} <= ${formatUtc(now)}::timestamptz`;
  const said = sql`(case when ${over} then 'EXPIRED' else ${bookings.status} end)`;
  // What EXPIRED may stand for is still a HOLD in its row; told so, Postgres takes the index of what is open.
  const rows = states.includes('EXPIRED') ? [...states, 'HOLD' as const] : [...states];
  return and(inArray(bookings.status, [...new Set(rows)]), inArray(said, [...states])) ?? none;
}

/** The name of who asked for each booking, where they still have one. */
export async function askersOfBookings(
  reader: Reader,
  bookingIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader
    .select({ id: bookings.id, name: people.name })
    .from(bookings)
    .innerJoin(people, eq(people.id, bookings.askedById))
    .where(among(bookings.id, bookingIds));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** All that a person asked for: for their own export. */
export async function bookingsAskedBy(reader: Reader, personId: Id<'Person'>): Promise<BookingRow[]> {
  return reader
    .select()
    .from(bookings)
    .where(eq(bookings.askedById, personId))
    .orderBy(asc(bookings.startsAt), asc(bookings.id));
}

export async function seriesAskedBy(reader: Reader, personId: Id<'Person'>): Promise<BookingSeriesRow[]> {
  return reader
    .select()
    .from(bookingSeries)
    .where(eq(bookingSeries.askedById, personId))
    .orderBy(asc(bookingSeries.id));
}

/** Takes away whom to ask about what a person booked; that they booked it says only their id, a pseudonym then. */
export async function forgetContacts(tx: Tx, personId: Id<'Person'>): Promise<void> {
  await tx.update(bookings).set({ contact: null }).where(eq(bookings.askedById, personId));
  await tx.update(bookingSeries).set({ contact: null }).where(eq(bookingSeries.askedById, personId));
}
