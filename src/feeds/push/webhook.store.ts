import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { idList } from '../../platform/db/order.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { KnownSession } from './difference.rules.ts';
import { type WebhookRow, webhooks, webhookSessions } from './webhook.tables.ts';

/** Newest first. The window's key is the id. */
export async function pageOfWebhooks(
  reader: Reader,
  { after, limit }: PageWindow<readonly [string]>,
): Promise<WebhookRow[]> {
  return reader
    .select()
    .from(webhooks)
    .where(after ? lt(webhooks.id, after[0] as Id<'Webhook'>) : undefined)
    .orderBy(desc(webhooks.id))
    .limit(limit);
}

export async function findWebhook(reader: Reader, id: Id<'Webhook'>): Promise<WebhookRow | undefined> {
  const [row] = await reader.select().from(webhooks).where(eq(webhooks.id, id));
  return row;
}

/** Takes a webhook for this transaction: what its partner knows is compared, and told, by one at a time. */
export async function lockWebhook(tx: Tx, id: Id<'Webhook'>): Promise<WebhookRow | undefined> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
  return row;
}

/** Lets those who add webhooks come one after the other, so that they are counted. */
export async function lockAllWebhooks(tx: Tx): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('webhooks', 0))`);
  return tx.$count(webhooks);
}

export async function insertWebhook(tx: Tx, row: WebhookRow): Promise<void> {
  await tx.insert(webhooks).values(row);
}

export async function updateWebhookRow(tx: Tx, id: Id<'Webhook'>, change: Partial<WebhookRow>): Promise<void> {
  await tx.update(webhooks).set(change).where(eq(webhooks.id, id));
}

/** With all that its partner knows and was told. */
export async function deleteWebhookRow(tx: Tx, id: Id<'Webhook'>): Promise<void> {
  await tx.delete(webhooks).where(eq(webhooks.id, id));
}

/** Whether anybody is to be told anything. */
export async function areWebhooksActive(reader: Reader): Promise<boolean> {
  const rows = await reader.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.state, 'ACTIVE')).limit(1);
  return rows.length > 0;
}

export async function activeWebhookIds(reader: Reader): Promise<Id<'Webhook'>[]> {
  const rows = await reader
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(eq(webhooks.state, 'ACTIVE'))
    .orderBy(asc(webhooks.id));
  return rows.map(({ id }) => id);
}

/** Those that were compared with all there is before that, the longest ago first. */
export async function webhooksComparedBefore(reader: Reader, at: Instant): Promise<Id<'Webhook'>[]> {
  const rows = await reader
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(eq(webhooks.state, 'ACTIVE'), lt(webhooks.comparedAt, at)))
    .orderBy(asc(webhooks.comparedAt));
  return rows.map(({ id }) => id);
}

/** What the partner knows: of all sessions, or of those that are named or whose events are. */
export async function knownTo(
  reader: Reader,
  webhookId: Id<'Webhook'>,
  named: { readonly sessionIds: readonly string[]; readonly eventIds: readonly string[] } | null,
): Promise<ReadonlyMap<string, KnownSession>> {
  const { sessionId, eventId, digest } = webhookSessions;
  const isNamed =
    named &&
    sql`(${sessionId} = any(${idList(named.sessionIds)}::uuid[]) or ${eventId} = any(${idList(named.eventIds)}::uuid[]))`;
  const rows = await reader
    .select({ sessionId, eventId, digest })
    .from(webhookSessions)
    .where(and(eq(webhookSessions.webhookId, webhookId), isNamed ?? undefined));
  return new Map(rows.map((row) => [row.sessionId, row]));
}

/** As one parameter, so that any number of them is the same statement. */
export async function keepKnown(
  tx: Tx,
  webhookId: Id<'Webhook'>,
  sessions: ReadonlyMap<string, KnownSession>,
): Promise<void> {
  if (sessions.size === 0) return;
  const rows = [...sessions].map(([sessionId, session]) => ({ sessionId, ...session }));
  await tx.execute(sql`
    insert into ${webhookSessions} (webhook_id, session_id, event_id, digest)
    select ${webhookId}::uuid, n."sessionId", n."eventId", n.digest
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n("sessionId" uuid, "eventId" uuid, digest text)
    on conflict (webhook_id, session_id) do update set event_id = excluded.event_id, digest = excluded.digest`);
}

export async function forgetKnown(tx: Tx, webhookId: Id<'Webhook'>, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await tx
    .delete(webhookSessions)
    .where(
      and(
        eq(webhookSessions.webhookId, webhookId),
        sql`${webhookSessions.sessionId} = any(${idList(sessionIds)}::uuid[])`,
      ),
    );
}

export async function forgetAllKnown(tx: Tx, webhookId: Id<'Webhook'>): Promise<void> {
  await tx.delete(webhookSessions).where(eq(webhookSessions.webhookId, webhookId));
}
