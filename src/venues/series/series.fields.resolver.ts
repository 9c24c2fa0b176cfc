import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { DateTime, LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { Clock } from '../../platform/time/clock.ts';
import { formatInZone } from '../../platform/time/instant.ts';
import { dateOf, resolveLocal } from '../../platform/time/local.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import { isLive } from '../bookings/booking.decision.rules.ts';
import { mayKnowBooking } from '../bookings/booking.policy.ts';
import type { BookingRow, BookingSeriesRow } from '../bookings/booking.tables.ts';
import { BookedEquipment, Booking } from '../bookings/booking.types.ts';
import { branchesByIds } from '../places/branch.store.ts';
import { Branch } from '../places/branch.types.ts';
import { LayoutKinds } from '../places/room.codes.ts';
import { roomsByIds } from '../places/room.store.ts';
import { Room } from '../places/room.types.ts';
import { countStates, type SeriesDate, stateOf } from './series-date.rules.ts';
import { SeriesDateStates } from './series.codes.ts';
import { datesOfSeries, seriesByIds } from './series.store.ts';
import { BookingSeries, BookingSeriesCounts, BookingSeriesDate } from './series.types.ts';

const USUAL_DATES = 30;

interface DateInZone extends SeriesDate {
  readonly zone: string;
}

@Resolver(() => BookingSeries)
export class SeriesFieldsResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => Room, { complexity: 5, description: 'The room it was wished for in.' })
  room({ roomId }: BookingSeriesRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, roomsByIds, roomId);
  }

  @ResolveField(() => Branch, { description: 'The branch that room is in.' })
  branch({ branchId }: BookingSeriesRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, branchesByIds, branchId);
  }

  @ResolveField(() => LayoutKinds, { description: 'How the room is to be furnished.' })
  layout({ layoutKind }: BookingSeriesRow) {
    return layoutKind;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the first start by the wall clock of its zone.' })
  startDate(series: BookingSeriesRow) {
    return wallTimeOf(series).startDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the start by the wall clock of its zone.' })
  startTime(series: BookingSeriesRow) {
    return wallTimeOf(series).startTime;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the first end by the wall clock of its zone.' })
  endDate(series: BookingSeriesRow) {
    return wallTimeOf(series).endDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the end by the wall clock of its zone.' })
  endTime(series: BookingSeriesRow) {
    return wallTimeOf(series).endTime;
  }

  @ResolveField(() => [BookedEquipment], {
    complexity: listCost(2),
    description: 'What of the branch’s equipment each date is to have.',
  })
  equipment({ equipment }: BookingSeriesRow) {
    return equipment;
  }

  @ResolveField(() => [BookingSeriesDate], {
    complexity: listCost(USUAL_DATES),
    description: 'All its dates by start, also those that have no place.',
  })
  async dates({ id, zone }: BookingSeriesRow, _args: unknown, context: object): Promise<DateInZone[]> {
    const dates = await load(context, this.#database.reader, datesOfSeries, id);
    return (dates ?? []).map((date) => ({ ...date, zone }));
  }

  @ResolveField(() => BookingSeriesCounts, { description: 'How many of its dates stand where.' })
  async counts({ id }: BookingSeriesRow, _args: unknown, context: object) {
    const dates = await load(context, this.#database.reader, datesOfSeries, id);
    return countStates(dates ?? [], this.#clock.now());
  }
}

@Resolver(() => BookingSeriesDate)
export class SeriesDateResolver {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  @ResolveField(() => LocalDate, {
    description:
      'Its day by the rule and the wall clock of the series’ zone: by it the date is named, wherever it is placed.',
  })
  startDate({ startLocal }: DateInZone) {
    return dateOf(startLocal);
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description:
      'Its start, with the offset of the zone: that of its booking, else the one of the rule; null where there is no such time.',
  })
  start({ booking, startLocal, zone }: DateInZone) {
    if (booking && isLive(booking, this.#clock.now())) return formatInZone(booking.startsAt, booking.zone);
    const resolved = resolveLocal(startLocal, zone);
    return resolved.kind === 'skipped' ? null : formatInZone(resolved.instant, zone);
  }

  @ResolveField(() => SeriesDateStates, { description: 'Where it stands.' })
  state(date: DateInZone) {
    return stateOf(date, this.#clock.now());
  }

  @ResolveField(() => Booking, {
    nullable: true,
    description: 'The booking that holds it; of a date to place the one that fell through, if there was one.',
  })
  booking({ booking }: DateInZone) {
    return booking;
  }
}

@Resolver(() => Booking)
export class BookingSeriesResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => BookingSeries, {
    nullable: true,
    complexity: 2,
    description: 'The series it is of; null for a single booking, and for whom the series is none of their business.',
  })
  async series(@Parent() { seriesId }: BookingRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const series = seriesId && (await load(context, this.#database.reader, seriesByIds, seriesId));
    return series && mayKnowBooking(viewer, series) ? series : null;
  }
}
