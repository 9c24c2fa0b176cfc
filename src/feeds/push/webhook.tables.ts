import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instantColumn, refColumn } from '../../platform/db/columns.ts';
import type { ToldSession } from './difference.rules.ts';

/** PAUSED by an administrator; GONE when the partner said so (410); FAILING when nothing was taken for a day. */
export type WebhookState = 'ACTIVE' | 'PAUSED' | 'GONE' | 'FAILING';
/** DROPPED: when its turn came, the webhook was not active. */
export type DeliveryState = 'QUEUED' | 'DELIVERED' | 'FAILED' | 'DROPPED';
export type DeliveryType = 'session.changed' | 'webhook.test';

/**
 * A partner's address that is told what changes. Of its secret nothing is kept: it is made anew, from the program's own
 * secret, from the id and from how often it was changed, whenever something is signed.
 */
export const webhooks = pgTable(
  'webhook',
  {
    id: idColumn<'Webhook'>(),
    name: text('name').notNull(),
    /** Whoever knows it may write to the partner, as it may hold a secret of theirs: never logged. */
    url: text('url').notNull(),
    /** Which sessions: the parameters of `/feeds/search` that ask for them. */
    filter: text('filter').notNull(),
    state: text('state').$type<WebhookState>().notNull(),
    /** How often its secret was made. */
    generation: integer('generation').notNull().default(1),
    /** When the secret was changed: for a day the one before signs too. */
    rotatedAt: instantColumn('rotated_at'),
    /** When what was told was last compared with all there is. */
    comparedAt: instantColumn('compared_at').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instantColumn('created_at').notNull(),
    updatedAt: instantColumn('updated_at').notNull(),
  },
  (table) => [
    index('webhook_compared').on(table.comparedAt),
    check('webhook_states', sql`${table.state} in ('ACTIVE', 'PAUSED', 'GONE', 'FAILING')`),
    check('webhook_generation', sql`${table.generation} > 0`),
  ],
);

/** What a partner knows of the sessions in their filter. No reference: what is deleted has to be told as well. */
export const webhookSessions = pgTable(
  'webhook_session',
  {
    webhookId: refColumn<'Webhook'>('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    sessionId: uuid('session_id').notNull(),
    eventId: uuid('event_id').notNull(),
    /** Of all that feeds told of it then. */
    digest: text('digest').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.webhookId, table.sessionId] }),
    index('webhook_session_event').on(table.webhookId, table.eventId),
  ],
);

/** A message to a partner and what became of it. It is the same however often it is sent. */
export const webhookDeliveries = pgTable(
  'webhook_delivery',
  {
    /** Also the message's own: by it the partner knows what came twice. */
    id: idColumn<'WebhookDelivery'>(),
    webhookId: refColumn<'Webhook'>('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    /** Of what it tells: a transaction, a comparison, or a request for a test. Told once. */
    actKey: text('act_key').notNull(),
    type: text('type').$type<DeliveryType>().notNull(),
    /** Public facts alone. */
    sessions: jsonb('sessions').$type<readonly ToldSession[]>().notNull(),
    /** Whether these are all that changed; of too many it holds the first. */
    complete: boolean('complete').notNull(),
    occurredAt: instantColumn('occurred_at').notNull(),
    state: text('state').$type<DeliveryState>().notNull().default('QUEUED'),
    attempts: integer('attempts').notNull().default(0),
    /** What the partner's server answered last; null for no answer. */
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    /** When it is tried again; null when it is not, or at once. */
    nextTryAt: instantColumn('next_try_at'),
    createdAt: instantColumn('created_at').notNull(),
    endedAt: instantColumn('ended_at'),
  },
  (table) => [
    unique('webhook_delivery_once').on(table.webhookId, table.actKey),
    index('webhook_delivery_list').on(table.webhookId, table.id),
    index('webhook_delivery_created').on(table.createdAt),
    check('webhook_delivery_types', sql`${table.type} in ('session.changed', 'webhook.test')`),
    check('webhook_delivery_states', sql`${table.state} in ('QUEUED', 'DELIVERED', 'FAILED', 'DROPPED')`),
    check('webhook_delivery_ended', sql`(${table.state} = 'QUEUED') = (${table.endedAt} is null)`),
    check('webhook_delivery_next', sql`${table.nextTryAt} is null or ${table.state} = 'QUEUED'`),
  ],
);

export type WebhookRow = typeof webhooks.$inferSelect;
export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect;
