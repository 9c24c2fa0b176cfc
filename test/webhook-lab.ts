// The lab of push-lab.ts with a partner: a server that takes messages, or does not, and checks them as partners do.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asc, eq, sql } from 'drizzle-orm';
import { WebhookPace } from '../src/feeds/push/webhook.pace.ts';
import {
  webhookDeliveries,
  type WebhookDeliveryRow,
  type WebhookRow,
  webhooks,
} from '../src/feeds/push/webhook.tables.ts';
import { WebhookTelling } from '../src/feeds/push/webhook.telling.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { type Asking, startTestApp } from './app.ts';
import { until } from './program.ts';
import { PushLab, type ToldSession } from './push-lab.ts';

type Parts = Record<string, unknown>;

const ADMIN: Asking = { as: 'admin', language: 'en' };
export const WEBHOOK_SECRET = 'a secret of the test, at least 32 characters long';

export interface Message {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly sessions: readonly ToldSession[];
  readonly complete: boolean;
}

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly message: Message;
}

interface Answered {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly afterMillis?: number;
}

/** A partner's server on this machine. */
class Partner {
  readonly received: Received[] = [];
  answer: (received: Received) => Answered = () => ({ status: 204 });
  #server: Server | undefined;
  #port = 0;

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      const { url: path = '', method = '', headers } = request;
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const received = { path, method, headers, body, message: JSON.parse(body || '{}') as Message };
        this.received.push(received);
        const { status, headers: said = {}, body: text = '', afterMillis = 0 } = this.answer(received);
        setTimeout(() => response.writeHead(status, said).end(text), afterMillis);
      });
    });
    await new Promise<void>((done) => this.#server?.listen(this.#port, '127.0.0.1', done));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done) ?? done(undefined));
  }

  url = (path = '/hook') => `http://127.0.0.1:${this.#port}${path}`;
  at = (path: string) => this.received.filter((received) => received.path === path);
  /** What was told at a path, one line each. */
  told = (path: string) =>
    this.at(path).flatMap(({ message: { sessions } }) =>
      sessions.map(({ change, sequence }) => `${change} ${sequence}`),
    );

  /** The messages at a path, once there are so many. */
  async messages(path: string, count: number): Promise<readonly Received[]> {
    await until(() => this.at(path).length >= count, 20);
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (this.at(path).length !== count) throw new Error(`received ${JSON.stringify(this.at(path))}, not ${count}`);
    return this.at(path);
  }
}

/** As a partner checks a message (Standard Webhooks): by any of the signatures of its head. */
export function isSignedBy(secret: string, { headers, body }: Pick<Received, 'headers' | 'body'>): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers;
  const expected = createHmac('sha256', key)
    .update(`${String(id)}.${String(timestamp)}.${body}`)
    .digest();
  return [signatures]
    .flat()
    .join(' ')
    .split(' ')
    .some((signature) => {
      const [version, text = ''] = signature.split(',');
      const given = Buffer.from(text, 'base64');
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
    });
}

const WEBHOOK = '... on Webhook { id version name url filter state rotatedAt createdAt updatedAt }';
const DELIVERY = `... on WebhookDelivery { id type sessionIds complete state attempts lastStatus lastError occurredAt nextTryAt
  createdAt endedAt }`;
const REFUSAL = '... on Refusal { kind message }';
const WITH_SECRET = `... on WebhookWithSecret { webhook { ${WEBHOOK} } secret }`;
const mutation = (name: string, input: string, asked: string) =>
  `mutation ($input: ${input}!) { result: ${name}(input: $input) { ${asked} ${REFUSAL} } }`;
const CREATE = mutation(
  'createWebhook',
  'CreateWebhookInput',
  `${WITH_SECRET} ... on WebhookUrlWrong { problem } ... on TooManyWebhooks { most }`,
);
const UPDATE = mutation(
  'updateWebhook',
  'UpdateWebhookInput',
  `${WEBHOOK} ... on WebhookUrlWrong { problem } ... on ChangedMeanwhile { current { id version } }`,
);
const ROTATE = mutation('rotateWebhookSecret', 'RotateWebhookSecretInput', WITH_SECRET);
const REPLAY = mutation('replayWebhook', 'ReplayWebhookInput', '... on WebhookReplay { queued furtherSince }');
const TEST = mutation('testWebhook', 'TestWebhookInput', DELIVERY);
const REDELIVER = `mutation ($deliveryId: ID!) { result: redeliver(deliveryId: $deliveryId) { ${DELIVERY} ${REFUSAL} } }`;
const DELETE = 'mutation ($id: ID!) { result: deleteWebhook(id: $id) }';
const LIST = `query { result: webhooks { edges { node { ${WEBHOOK} } } } }`;
const DELIVERIES = `query ($webhookId: ID!, $state: WebhookDeliveryState, $first: Int! = 20, $after: String) {
  result: webhookDeliveries(webhookId: $webhookId, state: $state, first: $first, after: $after) {
    edges { node { ${DELIVERY} } } pageInfo { hasNextPage endCursor } } }`;

export interface Outcome {
  readonly kind?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}
export interface HookTold {
  readonly id: string;
  readonly version: number;
  readonly filter: string;
  readonly state: string;
}
export interface DeliveryTold {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly [field: string]: unknown;
}
interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
}

export class WebhookLab extends PushLab {
  readonly partner = new Partner();

  /** The clock stands at 2019-03-01 10:00 in Kyiv; messages go at once, and again soon. */
  static override async start(environment: Record<string, string> = {}, jobs = true): Promise<WebhookLab> {
    const lab = new WebhookLab(
      await startTestApp({ WEBHOOK_SECRET, OUTSIDE_LOOPBACK: 'true', ...environment }, { jobs }),
    );
    lab.app.clock.set('2019-03-01T08:00:00Z');
    lab.hurry();
    await lab.found();
    await lab.partner.start();
    return lab;
  }

  hurry(waits: readonly number[] = [0.1, 0.1, 0.1], timeoutMillis = 5_000): void {
    Object.assign(this.app.nest.get(WebhookPace), { waits, timeoutMillis });
  }

  override async close(): Promise<void> {
    await super.close();
    await this.partner.stop();
  }

  create = (parts: Parts = {}, asking: Asking = ADMIN) =>
    this.asked<Outcome>(
      CREATE,
      { input: { key: randomUUID(), name: 'Партнер', url: this.partner.url(), filter: {}, ...parts } },
      asking,
    );

  /** A partner with an address of its own; its id and its secret. */
  async aWebhook(path: string, filter: Parts = {}): Promise<{ id: string; secret: string; version: number }> {
    const made = await this.create({ url: this.partner.url(path), filter });
    if (made.kind) throw new Error(`${made.kind}: ${made.message}`);
    const { id, version } = made['webhook'] as HookTold;
    return { id, version, secret: made['secret'] as string };
  }

  change = (input: Parts, asking = ADMIN) => this.asked<Outcome & HookTold>(UPDATE, { input }, asking);
  rotate = (id: string, key: string = randomUUID()) => this.asked<Outcome>(ROTATE, { input: { key, id } }, ADMIN);
  replay = (webhookId: string, since: string, key: string = randomUUID()) =>
    this.asked<Outcome>(REPLAY, { input: { key, webhookId, since } }, ADMIN);
  redeliver = (deliveryId: string) => this.asked<Outcome & DeliveryTold>(REDELIVER, { deliveryId }, ADMIN);
  try = (webhookId: string, key: string = randomUUID()) =>
    this.asked<Outcome & DeliveryTold>(TEST, { input: { key, webhookId } }, ADMIN);
  remove = (id: string) => this.asked<boolean>(DELETE, { id }, ADMIN);

  list = async () => (await this.asked<Page<HookTold>>(LIST, {}, ADMIN)).edges.map(({ node }) => node);
  deliveries = async (webhookId: string, state: string | null = null) =>
    (await this.asked<Page<DeliveryTold>>(DELIVERIES, { webhookId, state }, ADMIN)).edges.map(({ node }) => node);

  async hook(id: string): Promise<WebhookRow> {
    const [row] = await this.database.reader
      .select()
      .from(webhooks)
      .where(eq(webhooks.id, id as Id<'Webhook'>));
    return row!;
  }

  /** As it is done from time to time. */
  compare = (id: string) => this.app.nest.get(WebhookTelling).compare(id as Id<'Webhook'>);

  rows = (): Promise<WebhookDeliveryRow[]> =>
    this.database.reader.select().from(webhookDeliveries).orderBy(asc(webhookDeliveries.id));

  /** Waits until no message waits, nor anything that may become one. */
  async settled(): Promise<void> {
    await until(async () => {
      const [telling] = await this.database.reader.execute<{ count: number }>(
        sql`select count(*)::int as count from pgboss.job
          where name = 'webhook-tell' and state < 'completed' and start_after <= now()`,
      );
      return telling?.count === 0 && (await this.rows()).every(({ state }) => state !== 'QUEUED');
    }, 20);
  }
}
