import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { dateOf, localDateTime, type LocalDateTime, timeOf } from '../../platform/time/local.ts';
import type { WallRefusal } from '../../platform/time/wall.rules.ts';
import { bookingRefused, type BookingRefused, isLive, neededOverrides } from '../bookings/booking.decision.rules.ts';
import { BookingFollowers, changesSince, type ServesEvent } from '../bookings/booking.followers.ts';
import { mayChangeBooking } from '../bookings/booking.policy.ts';
import { judged } from '../bookings/booking.service.ts';
import type { BookingRow, BookingSeriesRow, Override } from '../bookings/booking.tables.ts';
import { bookingOf, onceMoreWhenOvertaken, standStill, writeBookings } from '../bookings/booking.writing.ts';
import { readWish } from '../bookings/wish.reading.ts';
import { writeWants } from '../desk/desk.ts';
import { lockSpacesOf } from '../places/space.store.ts';
import {
  type Instead,
  type SeriesDate,
  seriesDateWrong,
  type SeriesDateWrong,
  stateOf,
  wishOfDate,
} from './series-date.rules.ts';
import type {
  AddSeriesDateInput,
  CancelSeriesArguments,
  DropSeriesDateArguments,
  PlaceSeriesDateInput,
} from './series.input.types.ts';
import {
  bookingsOfSeries,
  datesOfSeries,
  dropSeriesDates,
  lockBookingsOfSeries,
  lockSeries,
  seriesByIds,
  updateSeriesRow,
  writeSeriesDates,
} from './series.store.ts';

/** As many as a rule may give, and as many more by hand. */
const MOST_DATES = 400;

/** Who asks, and how they are answered. */
interface Asker {
  readonly viewer: Viewer;
  readonly language: Language;
}

/** A date of a series that is to be booked. */
interface Placing extends Asker {
  readonly seriesId: string;
  readonly version: number;
  readonly instead: Instead & { readonly overrides?: readonly Override[] | null | undefined };
  /** Finds the date among those of the series, or says what a new one is. */
  readonly which: (series: BookingSeriesRow, dates: readonly SeriesDate[]) => LocalDateTime;
  readonly action: 'PLACE' | 'ADD';
}

type Placed = BookingSeriesRow | BookingRefused | WallRefusal | SeriesDateWrong | ChangedMeanwhile;

@Injectable()
export class SeriesDateService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #followers: BookingFollowers;

  constructor(@Inject(Database) database: Database, clock: Clock, followers: BookingFollowers) {
    this.#database = database;
    this.#clock = clock;
    this.#followers = followers;
  }

  /** Books a date that has no place, or that lost it. Throws NOT_FOUND for a day that the series does not have. */
  async placeDate(input: PlaceSeriesDateInput, viewer: Viewer, language: Language): Promise<Placed> {
    const { seriesId, version, startDate, instead } = input;
    const which = (_: BookingSeriesRow, dates: readonly SeriesDate[]) => dateOn(dates, startDate).startLocal;
    return this.#place({ seriesId, version, which, viewer, language, instead: instead ?? {}, action: 'PLACE' });
  }

  /** Books a day that the rule does not give, and adds it to the series. */
  async addDate(input: AddSeriesDateInput, viewer: Viewer, language: Language): Promise<Placed> {
    const { seriesId, version, startDate, ...instead } = input;
    const which = (series: BookingSeriesRow, dates: readonly SeriesDate[]) => {
      if (dates.length >= MOST_DATES) throw invalidInput(`a series has at most ${MOST_DATES} dates`);
      const known = dates.find(({ startLocal }) => dateOf(startLocal) === startDate);
      return known?.startLocal ?? localDateTime(startDate, instead.startTime ?? timeOf(series.startLocal));
    };
    return this.#place({ seriesId, version, which, viewer, language, instead, action: 'ADD' });
  }

  async #place({ seriesId, version, instead, which, action, viewer, language }: Placing): Promise<Placed> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<Placed>(async (tx) => {
        const now = this.#clock.now();
        const seen = await known(tx, seriesId, viewer);
        const startLocal = which(seen, await datesOf(tx, seen.id));
        const asked = await readWish(tx, wishOfDate(seen, startLocal, instead), language);
        if (isRefusal(asked)) return asked;
        const rooms = await standStill(tx, [asked], now);
        const series = await locked(tx, seen.id, version, language);
        if (isRefusal(series)) return series;
        const before = (await datesOf(tx, series.id)).find((date) => date.startLocal === startLocal);
        const wrong = before && seriesDateWrong(action, before, now, language);
        if (wrong) return wrong;
        const wish = { ...asked, room: rooms.get(asked.room.id) ?? asked.room };
        const bookingId = newId<'Booking'>();
        // Whoever asked for the series asks for its dates: theirs is the limit, whoever places them.
        const but = { id: bookingId, askedById: series.askedById };
        const overrides = instead.overrides ?? [];
        const { broken, refusing } = await judged(tx, wish, overrides, { viewer, language, now, but });
        if (refusing.length > 0) return bookingRefused(refusing, wish, language);
        const given = { viewer, now, queues: false, overrides: neededOverrides(broken, overrides), series };
        const row = { ...bookingOf(wish, series, given), id: bookingId };
        await writeBookings(tx, [{ row, wish }], viewer, now);
        const brokenKinds = before?.brokenKinds ?? [];
        await writeSeriesDates(tx, [{ seriesId: series.id, startLocal, state: 'PLACED', bookingId, brokenKinds }]);
        const was = before ? [told(before, now)] : [];
        return written(tx, series, { viewer, now, action: 'UPDATE', was, is: [`${startLocal.slice(0, 16)} PLACED`] });
      }),
    );
  }

  /** Gives up a date that has no place: it stays in the series, and nobody waits for it. */
  async dropDate(
    { seriesId, startDate, version }: DropSeriesDateArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingSeriesRow | SeriesDateWrong | ChangedMeanwhile> {
    return this.#database.transaction<BookingSeriesRow | SeriesDateWrong | ChangedMeanwhile>(async (tx) => {
      const now = this.#clock.now();
      const seen = await known(tx, seriesId, viewer);
      const series = await locked(tx, seen.id, version, language);
      if (isRefusal(series)) return series;
      const date = dateOn(await datesOf(tx, series.id), startDate);
      const wrong = seriesDateWrong('DROP', date, now, language);
      if (wrong) return wrong;
      await dropSeriesDates(tx, series.id, [date.startLocal]);
      const is = [`${date.startLocal.slice(0, 16)} DROPPED`];
      return written(tx, series, { viewer, now, action: 'UPDATE', was: [told(date, now)], is });
    });
  }

  /**
   * Cancels what lies ahead, all at once: every booking that has not started, and every date that wants a place. What has
   * been held stays, and so does what went to another branch, where the viewer cancels nothing.
   */
  async cancelSeries(
    { id, version, reason, from }: CancelSeriesArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingSeriesRow | ServesEvent | ChangedMeanwhile> {
    return this.#database.transaction<BookingSeriesRow | ServesEvent | ChangedMeanwhile>(async (tx) => {
      const now = this.#clock.now();
      const seen = await known(tx, id, viewer);
      const booked = await bookingsOfSeries(tx, seen.id);
      await this.#followers.lock(
        tx,
        booked.map((booking) => booking.id),
      );
      await lockSpacesOf(tx, [...new Set(booked.map(({ roomId }) => roomId))]);
      const series = await locked(tx, seen.id, version, language);
      if (isRefusal(series)) return series;
      const lies = (local: LocalDateTime) => !from || dateOf(local) >= from;
      const ended = (await lockBookingsOfSeries(tx, series.id)).filter(
        (booking) =>
          isLive(booking, now) &&
          booking.startsAt > now &&
          lies(booking.startLocal) &&
          // As of each alone: the series' branch may not be the booking's.
          mayChangeBooking(viewer, booking),
      );
      const dates = (await datesOf(tx, series.id)).filter((date) => isGivenUp(date, ended, { now, lies }));
      if (ended.length === 0 && dates.length === 0) return series;
      const deciding = { viewer, language, now };
      const forbidden = await this.#followers.forbidden(
        tx,
        ended.map((booking) => booking.id),
        deciding,
      );
      const unending = ended.flatMap((booking) => forbidden.get(booking.id)?.END ?? [])[0];
      if (unending) return unending;
      await writeWants(tx, [], ended, reason, deciding);
      await this.#followers.follow(tx, await changesSince(tx, ended), deciding);
      await dropSeriesDates(
        tx,
        series.id,
        dates.map(({ startLocal }) => startLocal),
      );
      const was = dates.map((date) => told(date, now));
      const is = dates.map(({ startLocal }) => `${startLocal.slice(0, 16)} DROPPED`);
      return written(tx, series, { viewer, now, action: 'CANCEL', was, is });
    });
  }
}

/** With its booking, or because it waits for a place on one of the days in question. */
function isGivenUp(
  date: SeriesDate,
  ended: readonly BookingRow[],
  { now, lies }: { readonly now: Instant; readonly lies: (local: LocalDateTime) => boolean },
): boolean {
  const state = stateOf(date, now);
  if (state === 'PLACED') return ended.some(({ id }) => id === date.bookingId);
  return state !== 'DROPPED' && lies(date.startLocal);
}

/** The series, for those who may change it. */
async function known(tx: Tx, id: string, viewer: Viewer): Promise<BookingSeriesRow> {
  const series = isId(id) ? (await seriesByIds(tx, [id])).get(id.toLowerCase()) : undefined;
  if (!series) throw notFound('the series');
  if (!mayChangeBooking(viewer, series)) throw forbidden();
  return series;
}

/** The series' row, which nobody else changes until the end of the transaction. */
async function locked(
  tx: Tx,
  id: Id<'BookingSeries'>,
  version: number,
  language: Language,
): Promise<BookingSeriesRow | ChangedMeanwhile> {
  const series = await lockSeries(tx, id);
  if (!series) throw new Error('a series is gone, and series are never deleted');
  return (await changedSince(tx, 'BookingSeries', series, version, language)) ?? series;
}

async function datesOf(tx: Tx, id: Id<'BookingSeries'>): Promise<SeriesDate[]> {
  return (await datesOfSeries(tx, [id])).get(id) ?? [];
}

function dateOn(dates: readonly SeriesDate[], day: string): SeriesDate {
  const found = dates.find(({ startLocal }) => dateOf(startLocal) === day);
  if (!found) throw notFound('the date of the series');
  return found;
}

const told = (date: SeriesDate, now: Instant) => `${date.startLocal.slice(0, 16)} ${stateOf(date, now)}`;

async function written(
  tx: Tx,
  series: BookingSeriesRow,
  { viewer, now, action, was, is }: { viewer: Viewer; now: Instant; action: string; was: string[]; is: string[] },
): Promise<BookingSeriesRow> {
  const stamps = { version: series.version + 1, updatedAt: now };
  await Promise.all([
    updateSeriesRow(tx, series.id, stamps),
    record(tx, viewer, now, {
      ...{ action, thing: { kind: 'BookingSeries', id: series.id }, scopeIds: [series.branchId] },
      changes: [{ field: 'dates', before: was, after: is }],
    }),
  ]);
  return { ...series, ...stamps };
}
