import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Database } from '../platform/db/database.ts';
import { notFound } from '../platform/faults/fault.ts';
import { connectionOf, pageCost, readPage } from '../platform/graphql/connection.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { pageOfMails } from '../platform/mail/mail.store.ts';
import { OutgoingMailArguments, OutgoingMailConnection } from './mail.types.ts';

/** What finally failed is seen by an administrator, who can have it tried again. */
@Resolver()
export class MailResolver {
  readonly #database: Database;
  readonly #mails: Mails;

  constructor(@Inject(Database) database: Database, mails: Mails) {
    this.#database = database;
    this.#mails = mails;
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
  async retryMail(@Args('id', { type: () => ID, description: 'The mail.' }) id: string): Promise<boolean> {
    const retried =
      isId(id) && (await this.#database.transaction((tx) => this.#mails.retry(tx, id as Id<'OutgoingMail'>)));
    if (!retried) throw notFound('a mail that failed');
    return true;
  }
}
