// Partners are told by signed messages what comes into their filter, changes in it and leaves it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { tokenOf } from './people.ts';
import { type HookTold, isSignedBy, WebhookLab } from './webhook-lab.ts';

let lab: WebhookLab;
beforeAll(async () => {
  lab = await WebhookLab.start();
});
afterAll(() => lab.close());

describe('a partner', () => {
  it('is told what comes, changes and goes, one message for what is done at once', async () => {
    const { secret } = await lab.aWebhook('/a', { audiences: ['pupils'], branches: ['central'] });
    await lab.aWebhook('/elsewhere', { branches: ['next'] });
    const { event, sessions } = await lab.held(['2019-04-10', '2019-04-11', '2019-04-12']);
    const [first] = await lab.partner.messages('/a', 1);
    expect(first!.message).toEqual({
      ...{ id: first!.headers['webhook-id'], type: 'session.changed', occurredAt: '2019-03-01T08:00:00.000Z' },
      sessions: sessions
        .map(({ id }, at) => ({
          ...{ sessionId: id, eventId: event.id, uid: `${id}@zakhid`, sequence: 0, status: 'CONFIRMED' },
          ...{ startsAt: `2019-04-1${at}T10:00:00+03:00`, change: 'ADDED' },
        }))
        .toSorted((a, b) => (a.sessionId < b.sessionId ? -1 : 1)),
      complete: true,
    });
    expect(first!.method).toBe('POST');
    expect(first!.headers).toMatchObject({
      ...{ 'content-type': 'application/json', 'webhook-timestamp': '1551427200' },
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
    expect(isSignedBy(secret, first!)).toBe(true);
    expect(isSignedBy(secret, { ...first!, body: first!.body.replace('CONFIRMED', 'CANCELLED') })).toBe(false);

    const { id, version } = await lab.row(sessions[0]!.id);
    await lab.move({ id, version }, { startTime: '10:30', endTime: '11:30' });
    const [, moved] = await lab.partner.messages('/a', 2);
    expect(moved!.message.sessions).toEqual([
      expect.objectContaining({ sessionId: id, change: 'CHANGED', sequence: 1, startsAt: '2019-04-10T10:30:00+03:00' }),
    ]);
    await lab.update(event.id, { staffNotes: 'Ключі в шафі' });
    await lab.update(event.id, { audienceIds: [lab.audiences['RESIDENTS']] });
    const [, , gone] = await lab.partner.messages('/a', 3);
    expect(gone!.message.sessions.map(({ change }) => change)).toEqual(['REMOVED', 'REMOVED', 'REMOVED']);
    expect(lab.partner.at('/elsewhere')).toEqual([]);
  });

  it('is taken to know what is in the feed when they are added', async () => {
    const { session } = await lab.held(['2019-04-13']);
    await lab.aWebhook('/knowing', { audiences: ['pupils'] });
    await lab.take('CANCEL', session.id);
    const [told] = await lab.partner.messages('/knowing', 1);
    expect(told!.message.sessions).toEqual([
      expect.objectContaining({ sessionId: session.id, change: 'CHANGED', status: 'CANCELLED', sequence: 1 }),
    ]);
  });

  it('learns nothing of drafts, of people, nor of what was taken back', async () => {
    await lab.aWebhook('/public');
    const { event } = await lab.planned(['2019-04-14'], { titleUk: 'Таємниця' });
    await lab.update(event.id, { titleUk: 'Велика таємниця' });
    await lab.publish(event.id);
    const [told] = await lab.partner.messages('/public', 1);
    expect(told!.message.sessions.map(({ change }) => change)).toEqual(['ADDED']);
    expect(told!.body).not.toMatch(/аємниця|example\.org|\+380|Відділ/);
    const failing = lab.database.transaction(async (tx) => {
      await tx.execute(sql`update event_session set sequence = 99`);
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    await lab.partner.messages('/public', 1);
  });
});

describe('the secret', () => {
  it('is told once, made anew for the same request, and kept nowhere', async () => {
    const input = { key: randomUUID(), name: 'Ключ', url: lab.partner.url('/key'), filter: { kinds: ['LECTURE'] } };
    const made = await lab.create(input);
    expect(made['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await lab.create(input)).toEqual(made);
    expect(await lab.create({ ...input, name: 'Інший' })).toMatchObject({ kind: 'KeyReused' });
    const { id } = made['webhook'] as HookTold;
    expect((await lab.list()).filter((one) => one.id === id)).toEqual([made['webhook']]);
    const key = Buffer.from((made['secret'] as string).slice(6), 'base64');
    const tables = await lab.database.reader.execute<{ name: string }>(
      sql`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const [found] = await lab.database.reader.execute<{ count: number }>(
        sql`select count(*)::int as count from ${sql.raw(name)} t
          where t::text like ${`%${key.toString('base64')}%`} or t::text like ${`%${key.toString('hex')}%`}`,
      );
      expect([name, found?.count]).toEqual([name, 0]);
    }
    const audited = await lab.database.reader.select().from(auditEntries).orderBy(auditEntries.id);
    const own = audited.filter(({ thingId }) => thingId === id);
    expect(own.map(({ action }) => action)).toEqual(['CREATE']);
    expect(JSON.stringify(own)).toContain('kinds=lecture');
    expect(JSON.stringify(own)).not.toContain('/key');
  });

  it('is another one for each partner and change, and for a day the one before signs too', async () => {
    const one = await lab.aWebhook('/rotated', { audiences: ['pupils'] });
    const other = await lab.aWebhook('/other', { kinds: ['LECTURE'] });
    const key = randomUUID();
    const rotated = await lab.rotate(one.id, key);
    expect(await lab.rotate(one.id, key)).toEqual(rotated);
    const secret = rotated['secret'] as string;
    expect(new Set([one.secret, other.secret, secret]).size).toBe(3);
    const signedBy = async (count: number) => {
      await lab.try(one.id);
      const last = (await lab.partner.messages('/rotated', count)).at(-1)!;
      return [one.secret, secret, other.secret].map((each) => isSignedBy(each, last));
    };
    expect(await signedBy(1)).toEqual([true, true, false]);
    lab.app.clock.set('2019-03-02T08:00:00Z');
    expect(await signedBy(2)).toEqual([false, true, false]);
    lab.app.clock.set('2019-03-01T08:00:00Z');
    const audited = await lab.database.reader.select().from(auditEntries).orderBy(auditEntries.id);
    const actions = audited.filter(({ thingId }) => thingId === one.id).map(({ action }) => action);
    expect(actions).toEqual(['CREATE', 'ROTATE_SECRET', 'TEST', 'TEST']);
  });
});

describe('an address', () => {
  it.each([
    ['partner.example/hook', 'NO_ADDRESS'],
    ['https://partner.example/\nhook', 'NO_ADDRESS'],
    ['ftp://partner.example/hook', 'NOT_HTTPS'],
    ['https://user@partner.example/', 'CREDENTIALS'],
    ['https://:secret@partner.example/', 'CREDENTIALS'],
    ['https://partner.example:22/', 'PORT'],
    ['https://intranet/', 'HOST'],
    ['https://192.168.1.1/', 'PRIVATE'],
    ['https://localhost.localdomain:99999/', 'NO_ADDRESS'],
  ])('%s is refused: %s', async (url, problem) => {
    const refused = await lab.create({ url });
    expect(refused).toMatchObject({ kind: 'WebhookUrlWrong', problem });
    expect((await lab.create({ url }, { as: 'admin', language: 'uk' })).message).toMatch(/[а-яі]/);
  });

  it('of a name that is longer than is read is no input', async () => {
    expect(
      await lab.outcome(
        'mutation ($input: CreateWebhookInput!) { result: createWebhook(input: $input) { __typename } }',
        {
          input: { key: randomUUID(), name: ' ', url: 'https://partner.example', filter: {} },
        },
        { as: 'admin' },
      ),
    ).toBe('BAD_USER_INPUT');
  });
});

describe('without a secret of the program', () => {
  const made = async (environment: Record<string, string>) => {
    const other = await lab.another({ OUTSIDE_LOOPBACK: 'true', ...environment });
    const response = await fetch(`${other.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf('admin')}` },
      body: JSON.stringify({
        query: `mutation ($input: CreateWebhookInput!) { result: createWebhook(input: $input) { __typename
          ... on Refusal { message } } }`,
        variables: { input: { key: randomUUID(), name: 'x', url: 'https://partner.example', filter: {} } },
      }),
    });
    return ((await response.json()) as { data: { result: object } }).data.result;
  };

  it('there are no webhooks', async () => {
    const refused = { __typename: 'WebhooksUnset', message: expect.stringContaining('WEBHOOK_SECRET') };
    expect(await made({})).toEqual(refused);
    expect(await made({ DEMO: 'on', HOST: '0.0.0.0' })).toEqual(refused);
  });

  it('there are some in the demonstration city, which is on this machine', async () => {
    expect(await made({ DEMO: 'on' })).toEqual({ __typename: 'WebhookWithSecret' });
  });
});
