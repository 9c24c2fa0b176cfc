import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { LocalDate, LocalTime } from '../../platform/graphql/scalars.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import { BookedEquipment } from '../../venues/bookings/booking.types.ts';
import { Room } from '../../venues/places/room.types.ts';
import { EventStaff } from '../content/staff.types.ts';
import { mayReadStaffSide } from '../record/event.policy.ts';
import type { EventRow } from '../record/event.tables.ts';
import { Event } from '../record/event.types.ts';
import { roomOfSeries } from './series.defaults.ts';
import { seriesOfEvents, talliesOfEvents } from './series.store.ts';
import type { EventSeriesRow } from '../record/series.tables.ts';
import { EventSeries, EventSeriesPlace, EventSessionCounts } from './series.types.ts';
import { sessionCounts } from './tally.rules.ts';

@Resolver(() => Event)
export class EventSeriesOfResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => EventSeries, {
    nullable: true,
    complexity: 2,
    description: 'Of a series: how its dates came about; null for any other event.',
  })
  series({ id }: EventRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, seriesOfEvents, id);
  }

  @ResolveField(() => EventSessionCounts, {
    complexity: 2,
    description:
      'How many sessions it has, by where they stand. What is no staff’s business counts once it is published.',
  })
  async sessionCounts(@Parent() event: EventRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const tallies = (await load(context, this.#database.reader, talliesOfEvents, event.id)) ?? [];
    return sessionCounts(tallies, mayReadStaffSide(viewer, event));
  }
}

/** Only who may read the staff side gets as far as this. */
@Resolver(() => EventStaff)
export class EventStaffSeriesResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => EventSeriesPlace, {
    nullable: true,
    complexity: 2,
    description: 'Of a series: where a date that is added is held usually; null for any other event.',
  })
  seriesPlace({ id }: EventRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, seriesOfEvents, id);
  }
}

@Resolver(() => EventSeries)
export class EventSeriesResolver {
  @ResolveField(() => LocalDate, { description: 'Day of the first start by the rule and the wall clock of its zone.' })
  startDate(series: EventSeriesRow) {
    return wallTimeOf(series).startDate;
  }

  @ResolveField(() => LocalTime, {
    description: 'Time of the start; an edit of all dates, or of the following ones, changes it.',
  })
  startTime(series: EventSeriesRow) {
    return wallTimeOf(series).startTime;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the first end by the wall clock of its zone.' })
  endDate(series: EventSeriesRow) {
    return wallTimeOf(series).endDate;
  }

  @ResolveField(() => LocalTime, {
    description: 'Time of the end; an edit of all dates, or of the following ones, changes it.',
  })
  endTime(series: EventSeriesRow) {
    return wallTimeOf(series).endTime;
  }
}

@Resolver(() => EventSeriesPlace)
export class EventSeriesPlaceResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Room, { nullable: true, complexity: 5, description: 'The room; null for any other place.' })
  room(series: EventSeriesRow, _args: unknown, context: object) {
    return roomOfSeries(context, this.#database.reader, series);
  }

  @ResolveField(() => [BookedEquipment], {
    complexity: listCost(2),
    description: 'What of the branch’s equipment each date is to have.',
  })
  equipment({ equipment }: EventSeriesRow) {
    return equipment;
  }
}
