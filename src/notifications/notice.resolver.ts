import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../platform/graphql/connection.ts';
import { isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { NoticeReading } from './notice.reading.ts';
import { RegistrationMessageConnection, RetryMessageInput, RetryMessageResult } from './notice.types.ts';

/** That people were told, and what went wrong: for the staff who answer their calls. */
@Resolver()
export class NoticeResolver {
  readonly #notices: NoticeReading;

  constructor(notices: NoticeReading) {
    this.#notices = notices;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => RegistrationMessageConnection, {
    complexity: pageCost,
    description:
      'What was told about a registration, newest first. Librarians and approvers of the event’s branch only.',
  })
  async registrationMessages(
    @Args('registrationId', { type: () => ID, description: 'The registration.' }) registrationId: string,
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
  ) {
    const rows = await this.#notices.ofRegistration(registrationId, viewer, readPage<readonly [string]>(page, [isId]));
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => RegistrationMessageConnection, {
    complexity: pageCost,
    description:
      'What could not be sent about registrations for the events of a branch, and about wishes of their dates, newest first. Librarians and approvers of the branch only.',
  })
  async failedMessages(
    @Args('branchId', { type: () => ID, description: 'The branch.' }) branchId: string,
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
  ) {
    const rows = await this.#notices.failed(branchId, viewer, readPage<readonly [string]>(page, [isId]));
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => RetryMessageResult, {
    description:
      'Sends a message that FAILED once more; any other stays as it is. Librarians and approvers of the event’s branch only.',
  })
  retryMessage(
    @Args('input', { description: 'Which.' }) input: RetryMessageInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#notices.retry(input, viewer, language);
  }
}
