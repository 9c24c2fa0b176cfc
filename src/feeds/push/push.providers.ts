import { ChangeWatches } from './change.watches.ts';
import { ChangesController } from './changes.controller.ts';
import { EventStreams } from './event.streams.ts';
import { WebhookKeys } from './webhook.keys.ts';
import { WebhookPace } from './webhook.pace.ts';
import { WebhookReplays } from './webhook.replays.ts';
import { WebhookResolver } from './webhook.resolver.ts';
import { WebhookSending } from './webhook.sending.ts';
import { WebhookService } from './webhook.service.ts';
import { WebhookSweep } from './webhook.sweep.ts';
import { WebhookTelling } from './webhook.telling.ts';

export const PUSH_CONTROLLERS = [ChangesController];
export const PUSH_PROVIDERS = [
  ...[ChangeWatches, EventStreams],
  ...[WebhookKeys, WebhookPace, WebhookSending, WebhookTelling, WebhookReplays, WebhookService, WebhookSweep],
  WebhookResolver,
];
