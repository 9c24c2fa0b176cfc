// Who lost the link of their mail has it sent again, and nobody learns by that who is registered.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClassLab } from './class-lab.ts';
import { linksIn, NotificationLab } from './notification-lab.ts';
import { aKey, type Answered } from './registration-lab.ts';
import { must } from './session-lab.ts';

jest.setTimeout(60_000);

type Parts = Record<string, unknown>;

const SEND = `mutation ($input: SendMyLinkInput!) { result: sendMyLink(input: $input) {
  ... on LinkSent { text } ... on Refusal { kind message } ... on TooManyAttempts { retryAfter } } }`;

let lab: NotificationLab;
beforeAll(async () => {
  lab = await NotificationLab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

const send = (rosterId: string, email: string, parts: Parts = {}) =>
  lab.asked<Answered>(SEND, { input: { key: aKey(), rosterId, email, ...parts } }, { as: null });
/** Somebody registered, whose first mail is lost. */
async function lost(email: string, settings: Parts = {}) {
  const { rosterId } = await lab.aRoster(settings);
  const { id } = await lab.registered(rosterId, { email });
  await lab.fresh();
  return { rosterId, id };
}

describe('who lost the link', () => {
  it('has it sent to the address once an hour, also after the closing', async () => {
    const { rosterId, id } = await lost('lost@example.org', { window: { closesOn: '2019-03-10' } });
    lab.app.clock.set('2019-04-01T08:00:00Z');
    expect((await lab.register(rosterId, { email: 'lost@example.org' })).kind).toBe('RegistrationClosed');
    const told = await send(rosterId, 'Lost@Example.org');
    expect(told).toEqual({ text: expect.stringContaining('лист із посиланням уже в дорозі') });
    await send(rosterId, 'lost@example.org');
    const [link] = linksIn(await lab.one('lost@example.org'));
    await lab.fresh();
    lab.app.clock.set('2019-04-01T09:00:00Z');
    await send(rosterId, 'lost@example.org');
    await lab.one('lost@example.org');
    expect(must(await lab.byLink('cancel', link!)).receipt).toMatchObject({ id, status: 'CANCELLED' });
  });

  it('hears the same as who is not registered, who cancelled, and who is there under another address', async () => {
    const { rosterId, id } = await lost('here@example.org');
    const told = await send(rosterId, 'here@example.org');
    expect(await send(rosterId, 'nobody@example.org')).toEqual(told);
    await lab.one('here@example.org');
    must(await lab.act('cancel', id));
    await lab.fresh();
    lab.app.clock.set('2019-03-01T10:00:00Z');
    expect(await send(rosterId, 'here@example.org')).toEqual(told);
    expect(await send((await lab.aRoster()).rosterId, 'here@example.org')).toEqual(told);
    await lab.settled();
    expect(lab.sink.received).toEqual([]);
  });

  it('has it until it would open nothing any more: 30 days after the event', async () => {
    const { rosterId } = await lost('after@example.org');
    lab.app.clock.set('2019-05-24T08:44:00Z');
    await send(rosterId, 'after@example.org');
    expect(linksIn(await lab.one('after@example.org'))).not.toEqual([]);
    await lab.fresh();
    lab.app.clock.set('2019-05-24T09:45:00Z');
    await send(rosterId, 'after@example.org');
    expect(await lab.to('after@example.org')).toEqual([]);
  });

  it('as the contact of classes has those of all of them', async () => {
    const classes = Object.assign(new ClassLab(lab.app), { ...lab });
    const school = await classes.school();
    const { rosterId } = await lab.aRoster({ capacity: 500 });
    for (const letter of 'АБ')
      await classes.classIn(rosterId, school, { letter, contactEmail: 'teacher@school.example' });
    await lab.fresh();
    await send(rosterId, 'teacher@school.example');
    expect((await lab.to('teacher@school.example')).map((mail) => linksIn(mail).length > 0)).toEqual([true, true]);
  });
});

describe('a request', () => {
  it('is answered once for a key, and is bad input without an address or a roster', async () => {
    const { rosterId } = await lost('key@example.org');
    const key = aKey();
    const told = await send(rosterId, 'key@example.org', { key });
    expect(await send(rosterId, 'key@example.org', { key })).toEqual(told);
    expect(await send(rosterId, 'other@example.org', { key })).toMatchObject({ kind: 'KeyReused' });
    const code = (parts: Parts) => lab.codeOf(SEND, { input: { key: aKey(), rosterId, email: 'a@example.org', ...parts } }, null); // prettier-ignore
    expect(await code({ email: 'a@example.org\r\nBcc: b@example.org' })).toBe('BAD_USER_INPUT');
    expect(await code({ rosterId: '01940000-0000-7000-8000-000000000000' })).toBe('NOT_FOUND');
    expect(await code({ rosterId: 'x' })).toBe('NOT_FOUND');
  });

  it('is slowed down like a registration', async () => {
    const slow = await NotificationLab.open({ REGISTRATIONS_FREE: '2' });
    const { rosterId } = await slow.aRoster();
    const ask = () => slow.asked<Answered>(SEND, { input: { key: aKey(), rosterId, email: 'a@example.org' } }, { as: null }); // prettier-ignore
    const kinds = [await ask(), await ask(), await ask()].map(({ kind }) => kind ?? 'sent');
    expect(kinds).toEqual(['sent', 'sent', 'TooManyAttempts']);
    await slow.close();
  });
});
