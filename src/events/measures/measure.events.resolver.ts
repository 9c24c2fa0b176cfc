import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { Measure } from '../../plans/measure.types.ts';
import { EVENT_KEY, eventKey, type EventKey } from '../programme/event.list.store.ts';
import { EventConnection } from '../record/event.types.ts';
import { mayReadGaps } from './gap.policy.ts';
import { sessionCountsOfMeasures } from './measure.counts.store.ts';
import { MeasureSessionCounts } from './measure.counts.types.ts';
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
      'Events that serve the measure, first of all or besides, and that the viewer may see; by first start, then id, those without sessions last.',
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

  @ResolveField(() => MeasureSessionCounts, { description: 'How many sessions serve the measure.' })
  async sessionCounts(@Parent() measure: Measure, @Viewing() viewer: Viewer, @Context() context: object) {
    const counts = await load(context, this.#database.reader, sessionCountsOfMeasures, measure.id);
    return { ...counts, toPlace: mayReadGaps(viewer) ? (counts?.toPlace ?? 0) : null };
  }
}
