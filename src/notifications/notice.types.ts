import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MailStates } from '../identity/mail.types.ts';
import { connectionTypes } from '../platform/graphql/connection.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { Id } from '../platform/ids/id.ts';
import type { MailState } from '../platform/mail/mail.store.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import type { Instant } from '../platform/time/instant.ts';
import { KeyedInput } from '../registration/deciding/asked.types.ts';
import { KeyReusedRefused } from '../registration/deciding/deciding.types.ts';
import { MessageKinds } from './notice.codes.ts';
import type { NoticeKind } from './notice.data.ts';

@ObjectType({
  description:
    'That somebody was told of something, and what became of the mail. Neither its address nor its words are kept.',
})
export class RegistrationMessage {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'Notice'>;

  @Field(() => MessageKinds, { description: 'What it is about, and whom it is for.' })
  readonly kind: NoticeKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'The registration; of what concerns several of one person, the first. Null for a wish of dates, which no registration came of yet.',
  })
  readonly registrationId: Id<'Registration'> | null;

  @Field(() => DateTime, { description: 'When that which it tells came about, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => MailStates, {
    nullable: true,
    description:
      'What became of the mail; null when that is not kept any more. SENT: the mail server took it, maybe twice where a process died in between.',
  })
  readonly state: MailState | null;

  @Field(() => Int, { description: 'How often sending was tried.' })
  readonly attempts: number;

  @Field(() => String, {
    nullable: true,
    description: 'What the mail server said last, addresses masked; null when nothing went wrong.',
  })
  readonly error: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent, dropped or given up, in UTC.' })
  readonly endedAt: Instant | null;
}

@ObjectType({ description: 'A page of messages.' })
export class RegistrationMessageConnection extends connectionTypes(RegistrationMessage, 'RegistrationMessage') {}

@InputType({ description: 'A message that failed, to be sent once more.' })
export class RetryMessageInput extends KeyedInput {
  @Field(() => ID, { description: 'The message.' })
  readonly id: string;
}

export const RetryMessageResult = createUnionType({
  name: 'RetryMessageResult',
  description: 'The message as it stood when it was sent once more, or why it was not.',
  types: () => [RegistrationMessage, KeyReusedRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'RegistrationMessage'),
});
