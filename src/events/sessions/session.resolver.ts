import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { MailsUnlessUnwanted } from '../../platform/graphql/without.mail.ts';
import type { Language } from '../../platform/language/language.ts';
import { findEvent } from '../record/event.store.ts';
import { findSession } from '../record/session.store.ts';
import { Session } from '../record/session.types.ts';
import { maySeeSession } from './session.policy.ts';
import { MoveSessionInput, PlaceSessionInput, ScheduleSessionInput, SessionArguments } from './session.input.types.ts';
import { DropSessionResult, MoveSessionResult, ScheduleSessionResult } from './session.result.types.ts';
import { SessionService } from './session.service.ts';

@Resolver(() => Session)
export class SessionResolver {
  readonly #database: Database;
  readonly #sessions: SessionService;

  constructor(@Inject(Database) database: Database, sessions: SessionService) {
    this.#database = database;
    this.#sessions = sessions;
  }

  @Public()
  @Query(() => Session, { nullable: true, description: 'One session, or null when there is none the viewer may see.' })
  async session(@Args('id', { type: () => ID, description: 'Its global id.' }) id: string, @Viewing() viewer: Viewer) {
    const { reader } = this.#database;
    const session = isId(id) ? await findSession(reader, id as Id<'Session'>) : undefined;
    const event = session && (await findEvent(reader, session.eventId));
    return event && maySeeSession(viewer, session, event) ? session : null;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => ScheduleSessionResult, {
    description:
      'Adds a session to an event and books its room with it. A single event has one; a series or a course has as many as are added; a published event only such as lie ahead. Librarians and approvers of its branch only.',
  })
  scheduleSession(
    @Args('input', { description: 'When and where.' }) input: ScheduleSessionInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#sessions.schedule(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => MoveSessionResult, {
    description:
      'Gives a session another time or place, and its booking with it; what was postponed gets its new time. One that was announced for another start is RESCHEDULED then. Of a published event none goes into the past. Librarians and approvers of its branch only.',
  })
  moveSession(
    @Args('input', { description: 'When and where.' }) input: MoveSessionInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#sessions.move(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => MoveSessionResult, {
    description:
      'Gives a place to a date that was skipped, or whose room is still to be found; without `place` it is the room that it had or wished for. Librarians and approvers of its branch only.',
  })
  placeSession(
    @Args('input', { description: 'Where, and when if not as it is.' }) input: PlaceSessionInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#sessions.place(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DropSessionResult, {
    description:
      'Gives up a date that has no place yet, or one that lies ahead of an event that was never published; its room is free then. What is known already is cancelled instead. Librarians and approvers of its branch only.',
  })
  dropSession(@Args() input: SessionArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#sessions.drop(input, viewer, language);
  }
}
