import { Inject } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/access.decorators.ts';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { Event, EventConnection } from '../record/event.types.ts';
import { EventFilter } from './event.filter.types.ts';
import { EVENT_KEY, eventKey, type EventKey, pageOfEvents } from './event.list.store.ts';

@Resolver(() => Event)
export class EventListResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @Public()
  @Query(() => EventConnection, {
    complexity: pageCost,
    description:
      'Events the viewer may see, by the start of their first session, then id; those without sessions come last. What is not published is for the librarians and approvers of its branch.',
  })
  async events(
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Args('filter', { type: () => EventFilter, nullable: true, description: 'Which; all when left out.' })
    filter?: EventFilter,
  ) {
    const rows = await pageOfEvents(this.#database.reader, viewer, filter ?? {}, readPage<EventKey>(page, EVENT_KEY));
    return connectionOf(rows, page, eventKey);
  }
}
