import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { Measure } from '../plans/measure.types.ts';
import { EVENT_KEY, eventKey, type EventKey } from './event.list.store.ts';
import { EventConnection } from './event.types.ts';
import { measurePage, pagesOfMeasures } from './measure.events.store.ts';

/** What events add to a measure. */
@Resolver(() => Measure)
export class MeasureEventsResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => EventConnection, {
    complexity: pageCost,
    description:
      'Events that serve the measure, first of all or besides, and that the viewer may see; by start, then id.',
  })
  async events(
    @Parent() measure: Measure,
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ) {
    const wanted = measurePage(measure.id, { viewer, window: readPage<EventKey>(page, EVENT_KEY) });
    const rows = await load(context, this.#database.reader, pagesOfMeasures, wanted);
    return connectionOf(rows ?? [], page, eventKey);
  }
}
