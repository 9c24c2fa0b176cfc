import { Inject } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { isSlug } from '../../platform/ids/slug.ts';
import { Clock } from '../../platform/time/clock.ts';
import { pageOfSeries, SERIES_KEY, seriesKey, type SeriesKey } from './series.list.store.ts';
import { BookingSeriesConnection, BookingSeriesFilter } from './series.list.types.ts';

@Resolver()
export class SeriesListResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => BookingSeriesConnection, {
    complexity: pageCost,
    description:
      'Series of bookings the viewer may know, the newest first: their own, and those of the branches whose librarian or approver they are. Librarians, approvers and trainers only.',
  })
  async bookingSeriesList(
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Args('filter', { type: () => BookingSeriesFilter, nullable: true, description: 'Which; all when left out.' }) // Not `| null`: the emitted type would be Object, and the pipe would let anything pass.
    filter?: BookingSeriesFilter,
  ) {
    const window = readPage<SeriesKey>(page, SERIES_KEY);
    const known = filter?.branch == null || isSlug(filter.branch);
    const rows = known
      ? await pageOfSeries(this.#database.reader, viewer, filter ?? {}, { window, now: this.#clock.now() })
      : [];
    return connectionOf(rows, page, seriesKey);
  }
}
