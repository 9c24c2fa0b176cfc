import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { MailsUnlessUnwanted } from '../../platform/graphql/without.mail.ts';
import type { Language } from '../../platform/language/language.ts';
import { maySeeEvent } from '../record/event.policy.ts';
import { findEvent } from '../record/event.store.ts';
import { Event } from '../record/event.types.ts';
import { CreateEventInput, draftOf, UpdateEventInput, wishOf } from './event.input.types.ts';
import { CreateEventResult, UpdateEventResult } from './event.result.types.ts';
import { EventService } from './event.service.ts';

@Resolver(() => Event)
export class EventResolver {
  readonly #database: Database;
  readonly #events: EventService;

  constructor(@Inject(Database) database: Database, events: EventService) {
    this.#database = database;
    this.#events = events;
  }

  @Public()
  @Query(() => Event, { nullable: true, description: 'One event, or null when there is none the viewer may see.' })
  async event(@Args('id', { type: () => ID, description: 'Its global id.' }) id: string, @Viewing() viewer: Viewer) {
    const event = isId(id) ? await findEvent(this.#database.reader, id as Id<'Event'>) : undefined;
    return event && maySeeEvent(viewer, event) ? event : null;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => CreateEventResult, {
    description:
      'Makes a draft of an event, without any date: sessions are scheduled for it. Librarians and approvers of its branch only.',
  })
  createEvent(
    @Args('input', { description: 'The event.' }) input: CreateEventInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#events.createEvent(draftOf(input), { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => UpdateEventResult, {
    description:
      'Changes the words of an event that is not archived. What authors change of an approved event waits for approval again, unless their branch lets them publish; a published one stays complete. At another branch its dates ahead that are in no room go along, at the same time by the wall clock there; those in rooms stay in them. Librarians and approvers of its branch only.',
  })
  updateEvent(
    @Args('input', { description: 'What to change.' }) input: UpdateEventInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#events.updateEvent(input, wishOf(input), { viewer, language });
  }
}
