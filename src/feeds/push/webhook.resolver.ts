import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import { person } from '../../platform/access/signed-in.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { pageOfDeliveries } from './webhook.delivery.store.ts';
import {
  CreateWebhookInput,
  ReplayWebhookInput,
  RotateWebhookSecretInput,
  TestWebhookInput,
  UpdateWebhookInput,
  WebhookDeliveryArguments,
} from './webhook.input.types.ts';
import { WebhookReplays } from './webhook.replays.ts';
import { WebhookService } from './webhook.service.ts';
import { pageOfWebhooks } from './webhook.store.ts';
import type { WebhookDeliveryRow } from './webhook.tables.ts';
import {
  CreateWebhookResult,
  RedeliverResult,
  ReplayWebhookResult,
  RotateWebhookSecretResult,
  TestWebhookResult,
  UpdateWebhookResult,
  WebhookConnection,
  WebhookDelivery,
  WebhookDeliveryConnection,
} from './webhook.types.ts';

const ADMINISTRATORS = 'Administrators only, not by API token.';

/** Partners who are told what changes; what of it did not arrive is seen, and sent again. */
@Resolver(() => WebhookDelivery)
@Requires('ADMIN')
export class WebhookResolver {
  readonly #database: Database;
  readonly #webhooks: WebhookService;
  readonly #replays: WebhookReplays;

  constructor(@Inject(Database) database: Database, webhooks: WebhookService, replays: WebhookReplays) {
    this.#database = database;
    this.#webhooks = webhooks;
    this.#replays = replays;
  }

  @Query(() => WebhookConnection, {
    complexity: pageCost,
    description: `The partners who are told what changes, newest first. ${ADMINISTRATORS}`,
  })
  async webhooks(@Args() page: PageArguments) {
    const rows = await pageOfWebhooks(this.#database.reader, readPage<readonly [string]>(page, [isId]));
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @Query(() => WebhookDeliveryConnection, {
    complexity: pageCost,
    description: `The messages to a partner, newest first; none for an id of nothing. ${ADMINISTRATORS}`,
  })
  async webhookDeliveries(@Args() { webhookId, state, ...page }: WebhookDeliveryArguments) {
    const window = readPage<readonly [string]>(page, [isId]);
    const rows = isId(webhookId)
      ? await pageOfDeliveries(this.#database.reader, webhookId as Id<'Webhook'>, window, state ?? null)
      : [];
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @ResolveField(() => [ID])
  sessionIds(@Parent() { sessions }: WebhookDeliveryRow): string[] {
    return sessions.map(({ sessionId }) => sessionId);
  }

  @Mutation(() => CreateWebhookResult, {
    description: `Has a partner told by signed messages what changes in a filter, from now on. ${ADMINISTRATORS}`,
  })
  createWebhook(
    @Args('input', { description: 'Whom, and of what.' }) input: CreateWebhookInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#webhooks.create(input, { viewer: person(viewer), language });
  }

  @Mutation(() => UpdateWebhookResult, {
    description: `Changes a webhook, pauses it, or lets it go on. ${ADMINISTRATORS}`,
  })
  updateWebhook(
    @Args('input', { description: 'What to change.' }) input: UpdateWebhookInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#webhooks.update(input, { viewer: person(viewer), language });
  }

  @Mutation(() => RotateWebhookSecretResult, {
    description: `Gives a webhook another secret; for 24 hours messages are signed by the one before too. ${ADMINISTRATORS}`,
  })
  rotateWebhookSecret(
    @Args('input', { description: 'Whose.' }) input: RotateWebhookSecretInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#webhooks.rotate(input, { viewer: person(viewer), language });
  }

  @Mutation(() => Boolean, {
    description: `Ends a webhook at once, with all that is kept of its messages. ${ADMINISTRATORS}`,
  })
  async deleteWebhook(
    @Args('id', { type: () => ID, description: 'The webhook.' }) id: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ): Promise<boolean> {
    await this.#webhooks.delete(id, { viewer: person(viewer), language });
    return true;
  }

  @Mutation(() => ReplayWebhookResult, {
    description: `Sends a partner once more what they were told since a moment, under the same ids, so that they know what they have. ${ADMINISTRATORS}`,
  })
  replayWebhook(
    @Args('input', { description: 'To whom, and since when.' }) input: ReplayWebhookInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#replays.replay(input, { viewer: person(viewer), language });
  }

  @Mutation(() => RedeliverResult, {
    description: `Sends one message once more, whatever became of it. ${ADMINISTRATORS}`,
  })
  redeliver(
    @Args('deliveryId', { type: () => ID, description: 'The message.' }) deliveryId: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#replays.redeliver(deliveryId, { viewer: person(viewer), language });
  }

  @Mutation(() => TestWebhookResult, {
    description: `Sends a partner a message of no sessions, to see whether it arrives: \`webhookDeliveries\` tells. ${ADMINISTRATORS}`,
  })
  testWebhook(
    @Args('input', { description: 'To whom.' }) input: TestWebhookInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#replays.test(input, { viewer: person(viewer), language });
  }
}
