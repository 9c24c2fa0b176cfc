import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayReadStaffSide } from '../../events/record/event.policy.ts';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { Roster } from '../hosting/roster.types.ts';
import { subjectsOfRosters } from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { StaffMessageService } from './staff-message.service.ts';
import { pageOfMessages } from './staff-message.store.ts';
import {
  CircleArguments,
  MessageInput,
  MessageReach,
  MessageResult,
  StaffMessageConnection,
} from './staff-message.types.ts';

const FOR_WHOM = 'Librarians and approvers of the event’s branch only.';

@Resolver(() => Roster)
export class StaffMessageResolver {
  readonly #database: Database;
  readonly #messages: StaffMessageService;
  readonly #asking: AskingNow;

  constructor(@Inject(Database) database: Database, messages: StaffMessageService, asking: AskingNow) {
    this.#database = database;
    this.#messages = messages;
    this.#asking = asking;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => MessageResult, {
    description: `Writes to those of a roster who stand so now, each address once. Nobody sees who else got it. ${FOR_WHOM}`,
  })
  messageRegistered(
    @Args('input', { description: 'To whom, and what.' }) input: MessageInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#messages.send(input, this.#asking.of(viewer, language));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => MessageReach, {
    description: `How many a message to some of a roster would reach. Sends nothing. ${FOR_WHOM}`,
  })
  messageReach(@Args() circle: CircleArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#messages.reach(circle, this.#asking.of(viewer, language));
  }

  @ResolveField(() => StaffMessageConnection, {
    nullable: true,
    complexity: pageCost,
    description:
      'What staff wrote to some of it, the newest first; null to whoever is no librarian or approver of the event’s branch.',
  })
  async messages(
    @Parent() roster: RosterRow,
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ) {
    const window = readPage<readonly [string]>(page, [isId]);
    const { reader } = this.#database;
    const subject = await load(context, reader, subjectsOfRosters, roster.id);
    if (!subject || !mayReadStaffSide(viewer, subject.event)) return null;
    return connectionOf(await pageOfMessages(reader, roster.id, window), page, ({ id }) => [id]);
  }
}
