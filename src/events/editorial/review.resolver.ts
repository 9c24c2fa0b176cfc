import { Inject } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { Clock } from '../../platform/time/clock.ts';
import { EventStaff } from '../content/staff.types.ts';
import { audiencesOfEvents, measuresOfEvents } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { missingForPublishing } from '../record/readiness.rules.ts';
import { sessionFactsOfEvents } from '../record/readiness.store.ts';
import { MissingsForPublishing } from '../record/readiness.types.ts';
import { EventReview } from './editorial.types.ts';
import { reviewsOfEvents, type ReviewWithName } from './review.store.ts';

@Resolver(() => EventStaff)
export class EventStaffReviewResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => [EventReview], {
    complexity: listCost(5),
    description: 'The steps it has taken on its way to the public, the first one first.',
  })
  async reviews({ id }: EventRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, reviewsOfEvents, id)) ?? [];
  }

  @ResolveField(() => [MissingsForPublishing], {
    complexity: 3,
    description: 'What it lacks before it can be published; of what is public, what it has come to lack since.',
  })
  async missing(event: EventRow, _args: unknown, context: object) {
    const { reader } = this.#database;
    const [audiences = [], measures = [], sessions = []] = await Promise.all([
      load(context, reader, audiencesOfEvents, event.id),
      load(context, reader, measuresOfEvents, event.id),
      load(context, reader, sessionFactsOfEvents, event.id),
    ]);
    const counted = { audiences: audiences.length, measures: measures.length };
    return missingForPublishing({ event, ...counted, sessions, now: this.#clock.now() });
  }
}

@Resolver(() => EventReview)
export class EventReviewResolver {
  @ResolveField(() => String, {
    nullable: true,
    description: 'The name of who took the step; null for the program, and for somebody who was erased.',
  })
  by({ name }: ReviewWithName) {
    return name || null;
  }
}
