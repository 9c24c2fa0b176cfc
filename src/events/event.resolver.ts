import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Audience } from '../directory/entry.types.ts';
import { ForTokens, Public, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { DateTime, LocalDate, LocalTime } from '../platform/graphql/scalars.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { formatInZone, minutesBetween } from '../platform/time/instant.ts';
import { wallTimeOf } from '../platform/time/wall.rules.ts';
import { Measure } from '../plans/measure.types.ts';
import { maySchedule } from '../venues/places/branch.policy.ts';
import { Branch } from '../venues/places/branch.types.ts';
import { EventFilter } from './event.filter.types.ts';
import {
  CancelEventArguments,
  CreateEventInput,
  PublishEventArguments,
  UpdateEventInput,
} from './event.input.types.ts';
import { EVENT_KEY, eventKey, type EventKey, pageOfEvents } from './event.list.store.ts';
import { maySeeEvent } from './event.policy.ts';
import { EventActions } from './event.codes.ts';
import { CancelEventResult, CreateEventResult, PublishEventResult, UpdateEventResult } from './event.result.types.ts';
import { allowedActions, descriptionIn, type EventAction, titleIn } from './event.rules.ts';
import { EventService } from './event.service.ts';
import { audiencesOfEvents, branchesOfEvents, findEvent, measuresOfEvents } from './event.store.ts';
import type { EventRow } from './event.tables.ts';
import { Event, EventConnection } from './event.types.ts';

const listCost =
  (rows: number) =>
  ({ childComplexity }: { childComplexity: number }) =>
    1 + rows * childComplexity;

@Resolver(() => Event)
export class EventResolver {
  readonly #database: Database;
  readonly #events: EventService;

  constructor(@Inject(Database) database: Database, events: EventService) {
    this.#database = database;
    this.#events = events;
  }

  @Public()
  @Query(() => EventConnection, {
    complexity: pageCost,
    description:
      'Events the viewer may see, by start, then id. Drafts are for the librarians and approvers of their branch.',
  })
  async events(
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Args('filter', { type: () => EventFilter, nullable: true, description: 'Which; all when left out.' }) // Not `| null`: the emitted type would be Object, and the pipe would let anything pass.
    filter?: EventFilter,
  ) {
    const rows = await pageOfEvents(this.#database.reader, viewer, filter ?? {}, readPage<EventKey>(page, EVENT_KEY));
    return connectionOf(rows, page, eventKey);
  }

  @Public()
  @Query(() => Event, { nullable: true, description: 'One event, or null when there is none the viewer may see.' })
  async event(@Args('id', { type: () => ID, description: 'Its global id.' }) id: string, @Viewing() viewer: Viewer) {
    const event = isId(id) ? await findEvent(this.#database.reader, id as Id<'Event'>) : undefined;
    return event && maySeeEvent(viewer, event) ? event : null;
  }

  @Requires('LIBRARIAN')
  @ForTokens('EVENTS')
  @Mutation(() => CreateEventResult, { description: 'Makes a draft of an event. Librarians of its branch only.' })
  createEvent(
    @Args('input', { description: 'The event.' }) input: CreateEventInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#events.createEvent(input, viewer, language);
  }

  @Requires('LIBRARIAN')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateEventResult, {
    description: 'Changes a draft or a published event, not a cancelled one. Librarians of its branch only.',
  })
  updateEvent(
    @Args('input', { description: 'What to change.' }) input: UpdateEventInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#events.updateEvent(input, viewer, language);
  }

  @Requires('LIBRARIAN')
  @ForTokens('EVENTS')
  @Mutation(() => PublishEventResult, {
    description: 'Makes a draft public, for pages and calendars. Librarians of its branch only.',
  })
  publishEvent(@Args() input: PublishEventArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#events.publishEvent(input, viewer, language);
  }

  @Requires('LIBRARIAN')
  @ForTokens('EVENTS')
  @Mutation(() => CancelEventResult, {
    description:
      'Cancels an event for good; a published one stays in calendars as cancelled. Librarians of its branch only.',
  })
  cancelEvent(@Args() input: CancelEventArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#events.cancelEvent(input, viewer, language);
  }

  @ResolveField(() => String, { description: 'Title in the viewer’s language; Ukrainian where there is no other.' })
  title(@Parent() event: EventRow, @Spoken() language: Language) {
    return titleIn(language, event);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Description in the viewer’s language, else in the other.',
  })
  description(@Parent() event: EventRow, @Spoken() language: Language) {
    return descriptionIn(language, event);
  }

  @ResolveField(() => DateTime, { description: 'Start, with the offset of the event’s zone.' })
  start(@Parent() event: EventRow) {
    return formatInZone(event.startsAt, event.zone);
  }

  @ResolveField(() => DateTime, { description: 'End, not included, with the offset of the event’s zone.' })
  end(@Parent() event: EventRow) {
    return formatInZone(event.endsAt, event.zone);
  }

  @ResolveField(() => LocalDate, { description: 'Day of the start by the wall clock of the event’s zone.' })
  startDate(@Parent() event: EventRow) {
    return wallTimeOf(event).startDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the start by the wall clock of the event’s zone.' })
  startTime(@Parent() event: EventRow) {
    return wallTimeOf(event).startTime;
  }

  @ResolveField(() => LocalDate, { description: 'Day of the end by the wall clock of the event’s zone.' })
  endDate(@Parent() event: EventRow) {
    return wallTimeOf(event).endDate;
  }

  @ResolveField(() => LocalTime, { description: 'Time of the end by the wall clock of the event’s zone.' })
  endTime(@Parent() event: EventRow) {
    return wallTimeOf(event).endTime;
  }

  @ResolveField(() => Int, {
    description: 'Minutes that pass from start to end; over a change of clocks not those of the wall.',
  })
  durationMinutes(@Parent() event: EventRow) {
    return minutesBetween(event.startsAt, event.endsAt);
  }

  @ResolveField(() => Branch, { description: 'The branch where it is held.' })
  branch(@Parent() event: EventRow, @Context() context: object) {
    return load(context, this.#database.reader, branchesOfEvents, event.id);
  }

  @ResolveField(() => [Audience], { complexity: listCost(3), description: 'Whom it is for, in their order.' })
  audiences(@Parent() event: EventRow, @Context() context: object) {
    return load(context, this.#database.reader, audiencesOfEvents, event.id);
  }

  @ResolveField(() => [Measure], {
    complexity: listCost(2),
    description: 'The measures it serves, the primary one first.',
  })
  measures(@Parent() event: EventRow, @Context() context: object) {
    return load(context, this.#database.reader, measuresOfEvents, event.id);
  }

  @ResolveField(() => Measure, { description: 'The measure it serves first of all, and for which it counts.' })
  async primaryMeasure(@Parent() event: EventRow, @Context() context: object) {
    return (await load(context, this.#database.reader, measuresOfEvents, event.id))?.[0];
  }

  @ResolveField(() => [EventActions], {
    description: 'What the viewer may do with the event as it is now: the buttons that work.',
  })
  viewerCan(@Parent() event: EventRow, @Viewing() viewer: Viewer): EventAction[] {
    return maySchedule(viewer, event.branchId) ? allowedActions(event) : [];
  }
}
