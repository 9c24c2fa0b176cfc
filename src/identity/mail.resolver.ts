import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database } from '../platform/db/database.ts';
import { notFound } from '../platform/faults/fault.ts';
import { connectionOf, pageCost, readPage } from '../platform/graphql/connection.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { pageOfMails } from '../platform/mail/mail.store.ts';
import { Clock } from '../platform/time/clock.ts';
import { OutgoingMailArguments, OutgoingMailConnection } from './mail.types.ts';

/** What finally failed is seen by an administrator, who can have it tried again. */
@Resolver()
export class MailResolver {
  readonly #database: Database;
  readonly #mails: Mails;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, mails: Mails, clock: Clock) {
    this.#database = database;
    this.#mails = mails;
    this.#clock = clock;
  }

  @Requires('ADMIN')
  @ForTokens('PEOPLE')
  @Query(() => OutgoingMailConnection, {
    complexity: pageCost,
    description: 'The mails of the program, newest first. Administrators only.',
  })
  async outgoingMails(@Args() { state, ...page }: OutgoingMailArguments) {
    const window = readPage<readonly [string]>(page, [isId]);
    const rows = await pageOfMails(this.#database.reader, window, state ?? null);
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @Requires('ADMIN')
  @ForTokens('PEOPLE')
  @Mutation(() => Boolean, {
    description: 'Sends a mail that FAILED once more; NOT_FOUND for one that did not. Administrators only.',
  })
  async retryMail(
    @Args('id', { type: () => ID, description: 'The mail.' }) id: string,
    @Viewing() viewer: Viewer,
  ): Promise<boolean> {
    await this.#database.transaction(async (tx) => {
      const retried = isId(id) && (await this.#mails.retry(tx, id as Id<'OutgoingMail'>));
      if (!retried) throw notFound('a mail that failed');
      await record(tx, viewer, this.#clock.now(), { action: 'RETRY', thing: { kind: 'OutgoingMail', id } });
    });
    return true;
  }
}
