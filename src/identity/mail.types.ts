import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../platform/graphql/codes.ts';
import { connectionTypes, PageArguments } from '../platform/graphql/connection.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { Id } from '../platform/ids/id.ts';
import type { MailState } from '../platform/mail/mail.store.ts';
import type { Instant } from '../platform/time/instant.ts';

export const MailStates = enumOf<MailState>('MailState', 'What became of a mail.', {
  QUEUED: 'It waits to be sent, maybe again.',
  SENT: 'The mail server took it.',
  FAILED: 'It could not be sent, for good; `retryMail` tries once more.',
  DROPPED: 'There was nobody to send it to any more.',
});

@ObjectType({ description: 'A mail of the program. Neither its address nor its text is kept here.' })
class OutgoingMail {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'OutgoingMail'>;

  @Field({ description: 'Which text: `SIGN_IN_LINK`, `WELCOME`.' })
  readonly kind: string;

  @Field(() => MailStates, { description: 'What became of it.' })
  readonly state: MailState;

  @Field(() => Int, { description: 'How often sending was tried and failed.' })
  readonly attempts: number;

  @Field(() => String, { nullable: true, description: 'What went wrong last, addresses masked; null if nothing did.' })
  readonly lastError: string | null;

  @Field(() => DateTime, { description: 'When it was asked for, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent, dropped or given up, in UTC.' })
  readonly endedAt: Instant | null;
}

@ObjectType({ description: 'A page of mails.' })
export class OutgoingMailConnection extends connectionTypes(OutgoingMail, 'OutgoingMail') {}

@ArgsType()
export class OutgoingMailArguments extends PageArguments {
  @Field(() => MailStates, { nullable: true, description: 'Only those of this state.' })
  readonly state?: MailState;
}
