// Two processes tell and send at once: each partner is told of each act once, and of all there is.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Jobs } from '../src/platform/jobs/jobs.ts';
import { WebhookPace } from '../src/feeds/push/webhook.pace.ts';
import { WEBHOOK_SECRET, WebhookLab } from './webhook-lab.ts';
import type { OtherApp } from './push-lab.ts';

jest.setTimeout(120_000);

let lab: WebhookLab;
let other: OtherApp;
beforeAll(async () => {
  lab = await WebhookLab.start();
  other = await lab.another({ WEBHOOK_SECRET, OUTSIDE_LOOPBACK: 'true' }, true);
  Object.assign(other.nest.get(WebhookPace), { waits: Array(20).fill(0.1), timeoutMillis: 5_000 });
  lab.hurry(Array(20).fill(0.1) as number[]);
});
afterAll(() => lab.close());

/** What the partner believes after all that it was told, by session; a message that came twice counts once. */
function believed(path: string): Record<string, number | null> {
  const messages = new Map(lab.partner.at(path).map(({ message }) => [message.id, message]));
  const latest = new Map<string, number | null>();
  for (const { sessions } of [...messages.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const { sessionId, sequence, change } of sessions) {
      if (change === 'REMOVED') latest.delete(sessionId);
      else latest.set(sessionId, sequence);
    }
  }
  return Object.fromEntries(latest);
}

it('one message for each act and partner, however often its job is done', async () => {
  const hooks = [await lab.aWebhook('/one', { audiences: ['pupils'] }), await lab.aWebhook('/two')];
  lab.partner.answer = () => ({ status: Math.random() < 0.3 ? 503 : 200, afterMillis: Math.random() * 30 });
  const { sessions } = await lab.held(
    Array.from({ length: 12 }, (_, n) => `2019-04-${String(n + 1).padStart(2, '0')}`),
  );
  // Two acts one upon the other may be told as what has come of both.
  await lab.settled();
  const both = [lab.app.nest.get(Jobs), other.nest.get(Jobs)];
  const ids = sessions.map(({ id }) => id);
  // As if a process had died after the work and before it could say so: each job several times, by both processes.
  const acts = Array.from({ length: 5 }, (_, n) => ({ actKey: `act-${n}`, at: lab.app.clock.now().getTime() }));
  for (const [n, session] of sessions.entries()) {
    await lab.moved(session.id, '10:30', '11:30');
    const act = { ...acts[n % acts.length], named: { sessionIds: ids, eventIds: [] }, webhookId: null };
    await Promise.all(
      [...both, ...both].map((jobs) => lab.database.transaction((tx) => jobs.enqueue(tx, 'webhook-tell', act))),
    );
  }
  await lab.settled();
  const rows = await lab.rows();
  const keys = rows.map(({ webhookId, actKey }) => `${webhookId} ${actKey}`);
  expect(new Set(keys).size).toBe(keys.length);
  // Each move is told in one message, by its own job or by one that came before it.
  for (const { id } of hooks) {
    const moves = rows.filter((row) => row.webhookId === id).flatMap((row) => row.sessions);
    const told = moves.map(({ sessionId, change, sequence }) => `${sessionId} ${change} ${sequence}`).sort();
    expect(told).toEqual(ids.flatMap((one) => [`${one} ADDED 0`, `${one} CHANGED 1`]).sort());
  }
  expect(rows.every(({ state }) => state === 'DELIVERED')).toBe(true);
  expect(believed('/one')).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
  expect(believed('/two')).toEqual(believed('/one'));
});

it('edits at once are all told, and a partner who is added among them misses none', async () => {
  lab.partner.answer = () => ({ status: 200 });
  const made = [];
  for (let n = 1; n <= 8; n += 1) made.push(await lab.held([`2019-05-${String(n + 10)}`]));
  await lab.settled();
  const added = lab.aWebhook('/among', { from: '2019-05-02T00:00:00Z' });
  const edits = made.map(({ session }) => lab.moved(session.id, '10:30', '11:30'));
  const { id } = await added;
  // What the partner reads when it is answered.
  const feed = (await (await lab.app.fetch('/feeds/search.json?from=2019-05-02')).json()) as {
    items: { id: string }[];
  };
  expect(feed.items).toHaveLength(8);
  await Promise.all(edits);
  await lab.settled();
  // In the first minute nobody knows which edits had begun before the partner was there: it is looked at again.
  await lab.compare(id);
  await lab.settled();
  const told = lab.partner.at('/among').flatMap(({ message }) => message.sessions);
  expect(told.every(({ change, sequence }) => change === 'CHANGED' && sequence === 1)).toBe(true);
  expect(new Set(told.map(({ sessionId }) => sessionId)).size).toBe(told.length);
});
