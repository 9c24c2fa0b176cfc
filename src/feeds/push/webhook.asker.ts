import type { PersonViewer } from '../../platform/access/viewer.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { lockWebhook } from './webhook.store.ts';
import type { WebhookRow } from './webhook.tables.ts';

/** Who looks after webhooks. */
export interface Asker {
  readonly viewer: PersonViewer;
  readonly language: Language;
}

/** Takes the webhook they name for this transaction. Throws NOT_FOUND. */
export async function mustLock(tx: Tx, id: string): Promise<WebhookRow> {
  const webhook = isId(id) ? await lockWebhook(tx, id as Id<'Webhook'>) : undefined;
  if (!webhook) throw notFound('the webhook');
  return webhook;
}
