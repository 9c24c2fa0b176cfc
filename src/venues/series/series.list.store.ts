import { and, desc, eq, exists, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { scopesOf, type Viewer } from '../../platform/access/viewer.ts';
import type { Reader } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { BOOKING_READERS } from '../bookings/booking.policy.ts';
import { bookings, bookingSeries, type BookingSeriesRow, seriesDates } from '../bookings/booking.tables.ts';
import { branches } from '../places/branch.tables.ts';

/** What a list of series may ask for; null and absent alike ask for nothing. */
export interface SeriesCriteria {
  readonly branch?: string | null;
  readonly mine?: boolean;
  readonly toPlace?: boolean;
}

/** Where a page begins: the id, which tells when a series was made. */
export type SeriesKey = readonly [string];
export const SERIES_KEY = [isId] as const;
export const seriesKey = ({ id }: BookingSeriesRow): SeriesKey => [id];

/** The series a viewer may know: `mayKnowBooking` of booking.policy.ts, in SQL. */
function visibleTo(viewer: Viewer): SQL | undefined {
  const staffed = scopesOf(viewer, ...BOOKING_READERS);
  if (staffed === 'all') return undefined;
  return or(ofViewer(viewer), among(bookingSeries.branchId, staffed));
}

function ofViewer(viewer: Viewer): SQL {
  return viewer.kind === 'person' ? eq(bookingSeries.askedById, viewer.id) : sql`false`;
}

/** A page of the series that fit, the newest first. */
export async function pageOfSeries(
  reader: Reader,
  viewer: Viewer,
  { branch, mine, toPlace }: SeriesCriteria,
  { window, now }: { readonly window: PageWindow<SeriesKey>; readonly now: Instant },
): Promise<BookingSeriesRow[]> {
  const { after } = window;
  return reader
    .select()
    .from(bookingSeries)
    .where(
      and(
        visibleTo(viewer),
        mine ? ofViewer(viewer) : undefined,
        branch == null
          ? undefined
          : inArray(
              bookingSeries.branchId,
              reader.select({ id: branches.id }).from(branches).where(eq(branches.slug, branch)),
            ),
        toPlace ? exists(datesToPlace(reader, now)) : undefined,
        after ? lt(bookingSeries.id, after[0] as Id<'BookingSeries'>) : undefined,
      ),
    )
    .orderBy(desc(bookingSeries.id))
    .limit(window.limit);
}

/** `stateOf` of series-date.rules.ts, in SQL: a date whose booking is no more wants a place again. */
function datesToPlace(reader: Reader, now: Instant) {
  const gone = sql`(${bookings.status} in ('REJECTED', 'CANCELLED', 'EXPIRED')
    or ${bookings.status} = 'HOLD' and ${bookings.holdUntil} <= ${formatUtc(now)}::timestamptz)`;
  return reader
    .select({ id: seriesDates.seriesId })
    .from(seriesDates)
    .leftJoin(bookings, eq(bookings.id, seriesDates.bookingId))
    .where(
      and(
        eq(seriesDates.seriesId, bookingSeries.id),
        or(eq(seriesDates.state, 'TO_PLACE'), and(eq(seriesDates.state, 'PLACED'), gone)),
      ),
    );
}
