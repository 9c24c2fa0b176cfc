import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { ChangedMeanwhileRefused, Refused, Versioned } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { decidedBy, KeyReusedRefused } from '../../registration/deciding/deciding.types.ts';
import type { AddressProblem } from '../../platform/outside/outside.address.ts';
import { WebhookDeliveryStates, WebhookStates, WebhookUrlProblems } from './webhook.codes.ts';
import { KEPT_DAYS, MOST_TOLD } from './webhook.rules.ts';
import type { DeliveryState, WebhookState } from './webhook.tables.ts';

@ObjectType({
  implements: () => Versioned,
  description: 'A partner’s address that is told, by signed messages (Standard Webhooks), what changes in a filter.',
})
class Webhook extends Versioned {
  declare readonly id: Id<'Webhook'>;

  @Field({ description: 'What it is called here, 1 to 100 characters.' })
  readonly name: string;

  @Field({ description: 'Where messages go; who knows it may be able to write to the partner.' })
  readonly url: string;

  @Field({ description: 'Which sessions: the parameters of `/feeds/search` that ask for them; empty for all.' })
  readonly filter: string;

  @Field(() => WebhookStates, { description: 'Whether it is told what changes.' })
  readonly state: WebhookState;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its secret was changed, in UTC; for 24 hours the one before signs too. Null if never.',
  })
  readonly rotatedAt: Instant | null;

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { description: 'When it was last changed, in UTC.' })
  readonly updatedAt: Instant;
}

@ObjectType({ description: 'A page of webhooks.' })
export class WebhookConnection extends connectionTypes(Webhook, 'Webhook') {}

@ObjectType({
  description: `A message to a partner, kept for ${KEPT_DAYS} days. However often it is sent, it has the same id and says the same.`,
})
export class WebhookDelivery {
  @Field(() => ID, { description: 'Global id; the message’s own too, `webhook-id` of its head.' })
  readonly id: Id<'WebhookDelivery'>;

  @Field({ description: '`session.changed` or `webhook.test`.' })
  readonly type: string;

  @Field(() => [ID], { description: `Of which sessions it tells, at most ${MOST_TOLD}.` })
  readonly sessionIds: readonly string[];

  @Field(() => Boolean, { description: 'False where more changed than it tells of: the partner then asks the feed.' })
  readonly complete: boolean;

  @Field(() => WebhookDeliveryStates, { description: 'What became of it.' })
  readonly state: DeliveryState;

  @Field(() => Int, { description: 'How often it was sent, or tried to.' })
  readonly attempts: number;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer; null where there was none.' })
  readonly lastStatus: number | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last, in English; null if nothing did.' })
  readonly lastError: string | null;

  @Field(() => DateTime, { description: 'When what it tells of was done, in UTC.' })
  readonly occurredAt: Instant;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it is tried again, in UTC; null when it is not, or now.',
  })
  readonly nextTryAt: Instant | null;

  @Field(() => DateTime, { description: 'When it was written, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it was taken, given up or dropped, in UTC.' })
  readonly endedAt: Instant | null;
}

@ObjectType({ description: 'A page of messages to a partner.' })
export class WebhookDeliveryConnection extends connectionTypes(WebhookDelivery, 'WebhookDelivery') {}

@ObjectType({ description: 'A webhook, and its secret, which is never shown again.' })
class WebhookWithSecret {
  @Field(() => Webhook, { description: 'The webhook.' })
  readonly webhook: Webhook;

  @Field({
    description:
      'By what the partner checks that a message is ours: `whsec_` and 32 bytes in base64. Keep it now; whoever lost it makes another one.',
  })
  readonly secret: string;
}

@ObjectType({ description: 'That messages go once more.' })
class WebhookReplay {
  @Field(() => Int, { description: 'How many, at most 1 000.' })
  readonly queued: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when there are further ones, in UTC: ask again from there. Null when these are all.',
  })
  readonly furtherSince: Instant | null;
}

@ObjectType('WebhookUrlWrong', { implements: () => Refused, description: 'Messages cannot go to this address.' })
class WebhookUrlWrongRefused extends Refused {
  @Field(() => WebhookUrlProblems, { description: 'What is wrong with it.' })
  readonly problem: AddressProblem;
}

@ObjectType('TooManyWebhooks', { implements: () => Refused, description: 'There are only so many webhooks.' })
class TooManyWebhooksRefused extends Refused {
  @Field(() => Int, { description: 'How many at most.' })
  readonly most: number;
}

@ObjectType('WebhooksUnset', {
  implements: () => Refused,
  description: 'The program has no secret to sign with: the setting WEBHOOK_SECRET.',
})
class WebhooksUnsetRefused extends Refused {}

@ObjectType('WebhookNotActive', {
  implements: () => Refused,
  description: 'Nothing goes to a webhook that is not active.',
})
class WebhookNotActiveRefused extends Refused {}

export const CreateWebhookResult = createUnionType({
  name: 'CreateWebhookResult',
  description: 'The webhook with its secret, or why there is none.',
  types: () =>
    [
      ...[WebhookWithSecret, WebhookUrlWrongRefused, TooManyWebhooksRefused, WebhooksUnsetRefused],
      KeyReusedRefused,
    ] as const,
  resolveType: decidedBy,
});

export const RotateWebhookSecretResult = createUnionType({
  name: 'RotateWebhookSecretResult',
  description: 'The webhook with its new secret, or why it keeps the old one.',
  types: () => [WebhookWithSecret, WebhooksUnsetRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});

export const UpdateWebhookResult = createUnionType({
  name: 'UpdateWebhookResult',
  description: 'The webhook as it is now, or why it was not changed.',
  types: () => [Webhook, WebhookUrlWrongRefused, ChangedMeanwhileRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'Webhook'),
});

export const ReplayWebhookResult = createUnionType({
  name: 'ReplayWebhookResult',
  description: 'How many messages go once more, or why none does.',
  types: () => [WebhookReplay, WebhookNotActiveRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});

export const RedeliverResult = createUnionType({
  name: 'RedeliverResult',
  description: 'The message, which waits to be sent, or why it does not.',
  types: () => [WebhookDelivery, WebhookNotActiveRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'WebhookDelivery'),
});

export const TestWebhookResult = createUnionType({
  name: 'TestWebhookResult',
  description: 'The message, which waits to be sent, or why there is none.',
  types: () => [WebhookDelivery, WebhooksUnsetRefused, KeyReusedRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'WebhookDelivery'),
});
