import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { maySeeEvent } from '../record/event.policy.ts';
import { authorsOfEvents, eventsByIds } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { Event } from '../record/event.types.ts';
import { exhibitionDaysOfEvents } from './exhibition.store.ts';
import { EventStaff, ExhibitionDay } from './staff.types.ts';

/** Only who may read the staff side gets as far as this. */
@Resolver(() => EventStaff)
export class EventStaffResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => String, { nullable: true, description: 'Notes of the staff, plain text; null for none.' })
  notes({ staffNotes }: EventRow) {
    return staffNotes;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The name of who made it; null for the program, and for somebody who was erased.',
  })
  async author({ id }: EventRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, authorsOfEvents, id)) || null;
  }

  @ResolveField(() => Event, {
    nullable: true,
    complexity: 2,
    description: 'The event it is a copy of; null when it is none, or of one the viewer may not see.',
  })
  async cloneOf(@Parent() { cloneOfId }: EventRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const event = cloneOfId && (await load(context, this.#database.reader, eventsByIds, cloneOfId));
    return event && maySeeEvent(viewer, event) ? event : null;
  }

  @ResolveField(() => [ExhibitionDay], {
    complexity: listCost(30),
    description: 'Of an exhibition: how many came on the days that were counted, by date.',
  })
  exhibitionDays({ id }: EventRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, exhibitionDaysOfEvents, id);
  }
}
