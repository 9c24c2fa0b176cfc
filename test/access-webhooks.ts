// Who may what of webhooks: rows of access-matrix.ts, and the calls that go with them.
import { randomUUID } from 'node:crypto';
import { webhookDeliveries, webhooks } from '../src/feeds/push/webhook.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { Call } from './access-calls.ts';
import type { Row } from './access-matrix.ts';
import type { Scene } from './access-scene.ts';

const BY_ADMINISTRATORS: Row = {
  may: ['admin'],
  token: 'never',
  says: 'Administrators only, not by API token.',
};

export const WEBHOOK_QUERIES: Readonly<Record<string, Row>> = {
  webhooks: BY_ADMINISTRATORS,
  webhookDeliveries: BY_ADMINISTRATORS,
};

export const WEBHOOK_MUTATIONS: Readonly<Record<string, Row>> = {
  createWebhook: BY_ADMINISTRATORS,
  updateWebhook: BY_ADMINISTRATORS,
  rotateWebhookSecret: BY_ADMINISTRATORS,
  deleteWebhook: BY_ADMINISTRATORS,
  replayWebhook: BY_ADMINISTRATORS,
  redeliver: BY_ADMINISTRATORS,
  testWebhook: BY_ADMINISTRATORS,
};

const THEN = new Date('2026-01-01T00:00:00Z');
const URL = 'https://partner.example/hook';

function webhook({ rows }: Scene): Id<'Webhook'> {
  const id = newId<'Webhook'>();
  const about = { name: 'Партнер', url: URL, filter: 'audiences=nobody', state: 'ACTIVE' } as const;
  rows.add(webhooks, { ...about, id, comparedAt: THEN, createdAt: THEN, updatedAt: THEN });
  return id;
}

let shared: { readonly id: Id<'Webhook'>; readonly deliveryId: Id<'WebhookDelivery'> } | undefined;

/** There are only so many: one for all calls that leave it as it is, more or less. */
function known(scene: Scene) {
  if (shared) return shared;
  const [id, deliveryId] = [webhook(scene), newId<'WebhookDelivery'>()];
  scene.rows.add(webhookDeliveries, {
    ...{ id: deliveryId, webhookId: id, actKey: 'act', type: 'session.changed', sessions: [], complete: true },
    ...{ occurredAt: THEN, state: 'FAILED', createdAt: THEN, endedAt: THEN },
  });
  shared = { id, deliveryId };
  return shared;
}

const keyed = () => ({ key: randomUUID() });

export const WEBHOOK_CALLS: Readonly<Record<string, Call>> = {
  webhooks: () => ({}),
  webhookDeliveries: (scene) => ({ webhookId: known(scene).id }),
  createWebhook: () => ({ input: { ...keyed(), name: 'Партнер', url: URL, filter: {} } }),
  updateWebhook: (scene) => ({ input: { id: webhook(scene), version: 1, name: 'Інший партнер' } }),
  rotateWebhookSecret: (scene) => ({ input: { ...keyed(), id: known(scene).id } }),
  deleteWebhook: (scene) => ({ id: webhook(scene) }),
  replayWebhook: (scene) => ({
    input: { ...keyed(), webhookId: known(scene).id, since: new Date().toISOString() },
  }),
  redeliver: (scene) => ({ deliveryId: known(scene).deliveryId }),
  testWebhook: (scene) => ({ input: { ...keyed(), webhookId: known(scene).id } }),
};
