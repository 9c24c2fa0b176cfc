import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, ne, or } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import {
  type DeliveryState,
  webhookDeliveries,
  type WebhookDeliveryRow,
  type WebhookRow,
  webhooks,
} from './webhook.tables.ts';

export type NewDelivery = Pick<
  WebhookDeliveryRow,
  'id' | 'webhookId' | 'actKey' | 'type' | 'sessions' | 'complete' | 'occurredAt' | 'createdAt'
>;

/** Adds a message; null when the same was told before. */
export async function insertDelivery(tx: Tx, row: NewDelivery): Promise<WebhookDeliveryRow | null> {
  const [added] = await tx.insert(webhookDeliveries).values(row).onConflictDoNothing().returning();
  return added ?? null;
}

export async function findDelivery(reader: Reader, id: Id<'WebhookDelivery'>): Promise<WebhookDeliveryRow | undefined> {
  const [row] = await reader.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id));
  return row;
}

/** Whether something was told of it. */
export async function wasTold(reader: Reader, webhookId: Id<'Webhook'>, actKey: string): Promise<boolean> {
  const rows = await reader
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.actKey, actKey)));
  return rows.length > 0;
}

const waiting = (id: Id<'WebhookDelivery'>, tried: number) =>
  and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, 'QUEUED'), eq(webhookDeliveries.attempts, tried));

/** The message while it waits for the try after the `tried`-th, and its webhook; undefined when it went on without. */
export async function findWaitingDelivery(
  reader: Reader,
  id: Id<'WebhookDelivery'>,
  tried: number,
): Promise<{ readonly delivery: WebhookDeliveryRow; readonly webhook: WebhookRow } | undefined> {
  const [row] = await reader
    .select({ delivery: webhookDeliveries, webhook: webhooks })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .where(waiting(id, tried));
  return row;
}

/** What became of a try. */
export type Tried = Pick<WebhookDeliveryRow, 'state' | 'lastStatus' | 'lastError' | 'nextTryAt' | 'endedAt'>;

/** Writes down what became of the try after the `tried`-th; false, and nothing happens, when the message went on without. */
export async function writeTry(tx: Tx, id: Id<'WebhookDelivery'>, tried: number, became: Tried): Promise<boolean> {
  const rows = await tx
    .update(webhookDeliveries)
    .set({ ...became, attempts: tried + 1 })
    .where(waiting(id, tried))
    .returning({ id: webhookDeliveries.id });
  return rows.length > 0;
}

/** Of a message whose webhook is not active: it is not sent, and that is no try. */
export async function dropDelivery(tx: Tx, id: Id<'WebhookDelivery'>, tried: number, at: Instant): Promise<void> {
  await tx.update(webhookDeliveries).set({ state: 'DROPPED', nextTryAt: null, endedAt: at }).where(waiting(id, tried));
}

/** Whether the partner took anything that ended after that. */
export async function wasTakenSince(reader: Reader, webhookId: Id<'Webhook'>, at: Instant): Promise<boolean> {
  const rows = await reader
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.state, 'DELIVERED'),
        gt(webhookDeliveries.endedAt, at),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

const AGAIN = { state: 'QUEUED', nextTryAt: null, endedAt: null } as const;
/** What is about to go goes; what waits for a later try need not. */
const isNotAboutToGo = or(ne(webhookDeliveries.state, 'QUEUED'), isNotNull(webhookDeliveries.nextTryAt));

/** Lets one go at once. Answers it as it stands then; undefined where it is about to go. */
export async function requeueDelivery(tx: Tx, id: Id<'WebhookDelivery'>): Promise<WebhookDeliveryRow | undefined> {
  const [row] = await tx
    .update(webhookDeliveries)
    .set(AGAIN)
    .where(and(eq(webhookDeliveries.id, id), isNotAboutToGo))
    .returning();
  return row;
}

/** Messages about changes, the oldest first: from a moment on all but those that are about to go, or those that were not taken. */
export async function deliveriesToRepeat(
  reader: Reader,
  webhookId: Id<'Webhook'>,
  which: { readonly since: Instant } | 'NOT_TAKEN',
  limit: number,
): Promise<Pick<WebhookDeliveryRow, 'id' | 'occurredAt'>[]> {
  const { id, occurredAt, state } = webhookDeliveries;
  return reader
    .select({ id, occurredAt })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.type, 'session.changed'),
        isNotAboutToGo,
        which === 'NOT_TAKEN' ? inArray(state, ['FAILED', 'DROPPED']) : gte(occurredAt, which.since),
      ),
    )
    .orderBy(asc(occurredAt), asc(id))
    .limit(limit);
}

export async function requeueDeliveries(
  tx: Tx,
  ids: readonly string[],
): Promise<Pick<WebhookDeliveryRow, 'id' | 'attempts'>[]> {
  const { id, attempts } = webhookDeliveries;
  return tx
    .update(webhookDeliveries)
    .set(AGAIN)
    .where(and(among(id, ids), isNotAboutToGo))
    .returning({ id, attempts });
}

/** Newest first; of all states when none is named. The window's key is the id. */
export async function pageOfDeliveries(
  reader: Reader,
  webhookId: Id<'Webhook'>,
  { after, limit }: PageWindow<readonly [string]>,
  state: DeliveryState | null,
): Promise<WebhookDeliveryRow[]> {
  return reader
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        state ? eq(webhookDeliveries.state, state) : undefined,
        after ? lt(webhookDeliveries.id, after[0] as Id<'WebhookDelivery'>) : undefined,
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit);
}

export async function deleteDeliveriesBefore(tx: Tx, at: Instant): Promise<void> {
  await tx.delete(webhookDeliveries).where(lt(webhookDeliveries.createdAt, at));
}
