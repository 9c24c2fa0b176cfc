// What is not taken is sent again, as it was; what cannot be told is seen, and can be told once more.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { WebhookSweep } from '../src/feeds/push/webhook.sweep.ts';
import { isSignedBy, WebhookLab } from './webhook-lab.ts';
import { until } from './program.ts';

jest.setTimeout(60_000);

let lab: WebhookLab;
beforeAll(async () => {
  lab = await WebhookLab.start();
});
afterEach(async () => {
  for (const { id } of await lab.list()) await lab.remove(id);
  lab.partner.answer = () => ({ status: 204 });
  lab.hurry();
  lab.app.clock.set('2019-03-01T08:00:00Z');
});
afterAll(() => lab.close());

let day = 0;
/** A date of its own, published. */
const somethingIsHeld = () => {
  day += 1;
  return lab.held([`2019-04-${String(day).padStart(2, '0')}`]);
};

describe('a message that is not taken', () => {
  it('comes again with the same id and body, signed anew, until it is', async () => {
    const { id, secret } = await lab.aWebhook('/again');
    const answers = [500, 302, 404];
    lab.partner.answer = () => {
      lab.app.clock.set(new Date(lab.app.clock.now().getTime() + 60_000).toISOString());
      const status = answers.shift() ?? 299;
      return { status, headers: { location: lab.partner.url('/sent-on') }, body: 'x'.repeat(200_000) };
    };
    await somethingIsHeld();
    const received = await lab.partner.messages('/again', 4);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(4);
    expect(received.every((one) => isSignedBy(secret, one))).toBe(true);
    expect(lab.partner.at('/sent-on')).toEqual([]);
    await lab.settled();
    expect(await lab.deliveries(id)).toEqual([
      expect.objectContaining({
        ...{ id: received[0]!.message.id, type: 'session.changed', state: 'DELIVERED', complete: true },
        ...{ attempts: 4, lastStatus: 299, lastError: null, nextTryAt: null, endedAt: expect.any(String) },
        sessionIds: received[0]!.message.sessions.map(({ sessionId }) => sessionId),
      }),
    ]);
  });

  it('waits between two tries as it is set, or as the partner asks', async () => {
    const { id } = await lab.aWebhook('/later');
    lab.hurry([100, 1_000]);
    lab.partner.answer = () => ({ status: 503, headers: { 'retry-after': '300' } });
    await somethingIsHeld();
    await until(async () => (await lab.deliveries(id))[0]?.attempts === 1);
    expect(await lab.deliveries(id)).toMatchObject([
      { state: 'QUEUED', lastStatus: 503, lastError: 'answered 503', nextTryAt: '2019-03-01T08:05:00.000Z' },
    ]);
    lab.partner.answer = () => ({ status: 500 });
    const deliveryId = (await lab.deliveries(id))[0]!.id;
    await lab.redeliver(deliveryId);
    await until(async () => (await lab.deliveries(id))[0]?.attempts === 2);
    const nextTryAt = (await lab.deliveries(id))[0]!.nextTryAt;
    const wait = (Date.parse(nextTryAt as string) - lab.app.clock.now().getTime()) / 1_000;
    expect([wait >= 90, wait <= 110]).toEqual([true, true]);
  });

  it('is given up after the last try, and then the webhook if it took nothing else meanwhile', async () => {
    const one = await lab.aWebhook('/dead');
    const other = await lab.aWebhook('/half-dead');
    let half = 0;
    lab.partner.answer = ({ path }) => ({ status: path === '/half-dead' && (half += 1) === 1 ? 200 : 500 });
    await somethingIsHeld();
    await until(() => lab.partner.at('/half-dead').length === 1);
    lab.app.clock.set('2019-03-01T07:59:00Z');
    await somethingIsHeld();
    await until(async () => (await lab.deliveries(other.id, 'FAILED')).length === 1, 20);
    await lab.settled();
    // What was tried less often by then is not sent any more.
    const [second, first] = await lab.deliveries(one.id);
    expect(first).toMatchObject({ attempts: 4, state: 'FAILED', lastStatus: 500, nextTryAt: null });
    expect(['FAILED', 'DROPPED']).toContain(second!.state);
    expect([(await lab.hook(one.id)).state, (await lab.hook(other.id)).state]).toEqual(['FAILING', 'ACTIVE']);
    const audited = await lab.database.reader.select().from(auditEntries);
    expect(audited.filter(({ thingId, via }) => thingId === one.id && via === 'SYSTEM')).toMatchObject([
      { action: 'UPDATE', changes: [{ field: 'state', before: 'ACTIVE', after: 'FAILING' }] },
    ]);
  });

  it('ends the webhook at once where the partner wants no more', async () => {
    const { id } = await lab.aWebhook('/gone');
    lab.partner.answer = () => ({ status: 410 });
    await somethingIsHeld();
    await until(async () => (await lab.hook(id)).state === 'GONE');
    await somethingIsHeld();
    await lab.partner.messages('/gone', 1);
    expect(await lab.deliveries(id)).toMatchObject([{ state: 'FAILED', attempts: 1, lastStatus: 410 }]);
  });

  it('is not taken by who is silent, or away', async () => {
    const { id } = await lab.aWebhook('/silent');
    lab.hurry([1_000], 300);
    lab.partner.answer = () => ({ status: 200, afterMillis: 2_000 });
    await somethingIsHeld();
    await until(async () => (await lab.deliveries(id))[0]?.attempts === 1);
    expect(await lab.deliveries(id)).toMatchObject([{ lastStatus: null, lastError: 'there was no answer in time' }]);
    await lab.partner.stop();
    const deliveryId = (await lab.deliveries(id))[0]!.id;
    await lab.redeliver(deliveryId);
    await until(async () => (await lab.deliveries(id))[0]?.attempts === 2);
    await lab.partner.start();
    expect(await lab.deliveries(id)).toMatchObject([{ lastError: 'there was no connection (ECONNREFUSED)' }]);
    lab.partner.answer = () => ({ status: 200 });
    await lab.redeliver(deliveryId);
  });
});

it('to a partner who is slow holds up nobody else’s', async () => {
  const [slow, quick] = [await lab.aWebhook('/slow'), await lab.aWebhook('/quick')];
  lab.partner.answer = ({ path }) => ({ status: 200, afterMillis: path === '/slow' ? 1_500 : 0 });
  for (let n = 0; n < 10; n += 1) await lab.try(slow.id);
  await until(() => lab.partner.at('/slow').length > 0);
  await lab.try(quick.id);
  await until(() => lab.partner.at('/quick').length === 1);
  expect(lab.partner.at('/slow')).toHaveLength(3);
  await lab.settled();
  expect(lab.partner.at('/slow')).toHaveLength(10);
});

describe('a webhook that is not active', () => {
  it('is told nothing, and all that it missed when it is again', async () => {
    const { id, version } = await lab.aWebhook('/paused');
    lab.hurry([2]);
    lab.partner.answer = () => ({ status: 500 });
    const { session } = await somethingIsHeld();
    await until(async () => (await lab.deliveries(id))[0]?.attempts === 1);
    expect(await lab.change({ id, version, active: false })).toMatchObject({ state: 'PAUSED', version: version + 1 });
    await until(async () => (await lab.deliveries(id, 'DROPPED')).length === 1);
    await lab.moved(session.id, '10:30', '11:30');
    const other = await somethingIsHeld();
    const dropped = (await lab.deliveries(id))[0]!.id;
    expect(await lab.redeliver(dropped)).toMatchObject({ kind: 'WebhookNotActive' });
    expect(await lab.replay(id, '2019-03-01T00:00:00Z')).toMatchObject({ kind: 'WebhookNotActive' });
    await lab.partner.messages('/paused', 1);
    lab.partner.answer = () => ({ status: 200 });
    expect(await lab.change({ id, version, active: true })).toMatchObject({ kind: 'ChangedMeanwhile' });
    await lab.change({ id, version: version + 1, active: true });
    const [, ...later] = await lab.partner.messages('/paused', 3);
    const told = later.flatMap(({ message }) => message.sessions);
    expect(told.map(({ sessionId, change }) => `${change} ${sessionId}`).sort()).toEqual(
      [`ADDED ${session.id}`, `ADDED ${other.session.id}`, `CHANGED ${session.id}`].sort(),
    );
    expect(later.map(({ message }) => message.id)).toContain(dropped);
  });

  it('can be tried out', async () => {
    const { id, version } = await lab.aWebhook('/tried');
    await lab.change({ id, version, active: false });
    const key = randomUUID();
    const test = await lab.try(id, key);
    expect(test).toMatchObject({ type: 'webhook.test', state: 'QUEUED', sessionIds: [] });
    expect(await lab.try(id, key)).toMatchObject({ id: test.id });
    const [received] = await lab.partner.messages('/tried', 1);
    expect(received!.message).toEqual({
      ...{ id: test.id, type: 'webhook.test', occurredAt: '2019-03-01T08:00:00.000Z', sessions: [], complete: true },
    });
  });
});

describe('an edit', () => {
  it('of the filter tells nothing of the difference, and of the rest nothing else', async () => {
    const { id, version } = await lab.aWebhook('/edited', { kinds: ['LECTURE'] });
    const { session } = await somethingIsHeld();
    const edited = await lab.change({ id, version, filter: { audiences: ['pupils'], includeCancelled: false } });
    expect(edited).toMatchObject({ filter: 'audiences=pupils&cancelled=no' });
    await lab.moved(session.id, '10:30', '11:30');
    await lab.partner.messages('/edited', 1);
    expect(lab.partner.told('/edited')).toEqual(['CHANGED 1']);
    const moved = { id, version: version + 1, url: lab.partner.url('/edited-too'), name: 'Інша назва' };
    expect(await lab.change(moved)).toMatchObject({ name: 'Інша назва', version: version + 2 });
    expect(await lab.change({ ...moved, version: version + 2 })).toMatchObject({ version: version + 2 });
    expect(await lab.change({ id, version: version + 2, url: 'http:nothing' })).toMatchObject({
      kind: 'WebhookUrlWrong',
    });
    await lab.take('CANCEL', session.id);
    await lab.partner.messages('/edited-too', 1);
    expect(lab.partner.told('/edited-too')).toEqual(['REMOVED 2']);
  });
});

describe('a replay', () => {
  it('sends all since a moment once more, the same, and once for one key', async () => {
    const { id } = await lab.aWebhook('/replayed');
    await somethingIsHeld();
    lab.app.clock.set('2019-03-03T08:00:00Z');
    await somethingIsHeld();
    await lab.settled();
    const key = randomUUID();
    const told = { queued: 1, furtherSince: null };
    expect(await lab.replay(id, '2019-03-02T00:00:00Z', key)).toEqual(told);
    expect(await lab.replay(id, '2019-03-02T00:00:00Z', key)).toEqual(told);
    expect(await lab.replay(id, '2019-03-01T00:00:00Z', key)).toMatchObject({ kind: 'KeyReused' });
    const [, second, again] = await lab.partner.messages('/replayed', 3);
    expect([again!.body, again!.headers['webhook-id']]).toEqual([second!.body, second!.headers['webhook-id']]);
    await lab.settled();
    expect(await lab.replay(id, '2019-03-01T00:00:00Z')).toMatchObject({ queued: 2 });
    await lab.partner.messages('/replayed', 5);
    await lab.settled();
    expect((await lab.deliveries(id)).map(({ attempts }) => attempts)).toEqual([3, 2]);
    await expect(lab.replay(id, '2019-01-01T00:00:00Z')).rejects.toThrow('30 days');
  });
});

describe('the sweep', () => {
  const sweep = () => lab.app.nest.get(WebhookSweep).sweep();

  it('forgets messages after 30 days', async () => {
    const { id } = await lab.aWebhook('/old');
    await somethingIsHeld();
    await lab.settled();
    lab.app.clock.set('2019-03-31T07:00:00Z');
    await sweep();
    expect(await lab.deliveries(id)).toHaveLength(1);
    lab.app.clock.set('2019-03-31T09:00:00Z');
    await sweep();
    expect(await lab.deliveries(id)).toEqual([]);
  });

  it('tells what no act told of, once, and lets go in silence what has run out of time', async () => {
    const { session } = await somethingIsHeld();
    const { id } = await lab.aWebhook('/compared', { districts: ['podilskyi'] });
    const over = await lab.aWebhook('/over');
    const { database } = lab;
    const move = (slug: string | null) =>
      database.transaction((tx) =>
        tx.execute(
          `update branch set district_id = (select id from district where slug = '${slug}') where slug = 'central'`,
        ),
      );
    await move('podilskyi');
    await sweep();
    expect(lab.partner.at('/compared')).toEqual([]);
    lab.app.clock.set('2019-03-01T09:30:00Z');
    await Promise.all([sweep(), sweep()]);
    const [added] = await lab.partner.messages('/compared', 1);
    expect(added!.message.sessions).toContainEqual(expect.objectContaining({ sessionId: session.id, change: 'ADDED' }));
    await move(null);
    lab.app.clock.set('2019-03-01T11:00:00Z');
    await sweep();
    const [, removed] = await lab.partner.messages('/compared', 2);
    expect(removed!.message.sessions).toContainEqual(
      expect.objectContaining({ sessionId: session.id, change: 'REMOVED', status: 'CONFIRMED' }),
    );
    lab.app.clock.set('2019-10-01T00:00:00Z');
    await sweep();
    expect(lab.partner.at('/over')).toEqual([]);
    expect(await lab.deliveries(id)).toEqual([]);
    expect(await lab.deliveries(over.id)).toEqual([]);
  });
});
