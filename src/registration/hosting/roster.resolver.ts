import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayReadStaffSide, maySeeEvent } from '../../events/record/event.policy.ts';
import type { EventRow } from '../../events/record/event.tables.ts';
import { Event } from '../../events/record/event.types.ts';
import type { SessionRow } from '../../events/record/session.tables.ts';
import { Session } from '../../events/record/session.types.ts';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { findRoster, subjectsOfRosters } from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { SaveRosterInput } from './roster.input.types.ts';
import { rostersForSessions, rostersOfWholes } from './roster.shown.store.ts';
import { RosterService } from './roster.service.ts';
import { Roster, RosterStaff, SaveRosterResult } from './roster.types.ts';

@Resolver(() => Roster)
export class RosterResolver {
  readonly #database: Database;
  readonly #rosters: RosterService;
  readonly #asking: AskingNow;

  constructor(@Inject(Database) database: Database, rosters: RosterService, asking: AskingNow) {
    this.#database = database;
    this.#rosters = rosters;
    this.#asking = asking;
  }

  @Public()
  @Query(() => Roster, { nullable: true, description: 'One roster, or null when there is none the viewer may see.' })
  async roster(
    @Args('id', { type: () => ID, description: 'Its global id.' }) id: string,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ) {
    const roster = isId(id) ? await findRoster(this.#database.reader, id as Id<'Roster'>) : undefined;
    const subject = roster && (await load(context, this.#database.reader, subjectsOfRosters, roster.id));
    return subject && maySeeEvent(viewer, subject.event) ? roster : null;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => SaveRosterResult, {
    description:
      'Opens registration for a session or an event, or changes how it goes; who can move up in the queue by that is offered a place at once. Librarians and approvers of the event’s branch only.',
  })
  saveRoster(
    @Args('input', { description: 'What is to be.' }) input: SaveRosterInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#rosters.save(input, this.#asking.of(viewer, language));
  }

  @ResolveField(() => RosterStaff, {
    nullable: true,
    description: 'What is for staff; null to whoever is no librarian or approver of the event’s branch.',
  })
  async staff(@Parent() roster: RosterRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const subject = await load(context, this.#database.reader, subjectsOfRosters, roster.id);
    return subject && mayReadStaffSide(viewer, subject.event) ? roster : null;
  }
}

@Resolver(() => Session)
export class SessionRosterResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Roster, {
    nullable: true,
    complexity: 3,
    description:
      'What one registers for to come: its own roster, or that of the whole event; null without registration.',
  })
  async roster(session: SessionRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, rostersForSessions, session.id)) ?? null;
  }
}

@Resolver(() => Event)
export class EventRosterResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Roster, {
    nullable: true,
    complexity: 3,
    description: 'The roster of all its sessions together; null where one registers for each, or not at all.',
  })
  async roster(event: EventRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, rostersOfWholes, event.id)) ?? null;
  }
}
