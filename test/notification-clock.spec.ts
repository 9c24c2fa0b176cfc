// What people hear because their day comes near: reminders, and the question whether they come.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClockSweep } from '../src/notifications/clock.sweep.ts';
import { Reminders } from '../src/notifications/reminders.ts';
import { calendarsIn, linksIn, NotificationLab } from './notification-lab.ts';

jest.setTimeout(90_000);

const UNSUBSCRIBE = `mutation ($input: NoticeLinkInput!) { result: unsubscribe(input: $input) {
  ... on Unsubscribed { messageKind } ... on Refusal { kind message } ... on LinkRefused { reason } } }`;

interface Ended {
  readonly messageKind?: string;
  readonly kind?: string;
  readonly reason?: string;
}

let lab: NotificationLab;

beforeAll(async () => {
  lab = await NotificationLab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

/** As the programs of a house look, all at once. */
async function look(at: string): Promise<void> {
  lab.app.clock.set(at);
  const sweep = lab.app.nest.get(ClockSweep);
  await Promise.all([sweep.sweep(), sweep.sweep(), sweep.sweep()]);
}
const unsubscribe = (link: string, key = `key-${link.slice(4, 12)}`) =>
  lab.asked<Ended>(UNSUBSCRIBE, { input: { link, key } });

describe('a reminder', () => {
  it('goes once to whoever has a place, a day before, and to nobody who came later', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 3, window: { closesMinutesBefore: 0 } });
    await lab.registered(rosterId, { email: 'early@example.org' });
    await lab.registered(rosterId, { email: 'gone@example.org' }).then(({ id }) => lab.act('cancel', id));
    await lab.fresh();
    await look('2019-04-23T07:59:59Z');
    expect(await lab.to('early@example.org')).toEqual([]);
    lab.app.clock.set('2019-04-23T08:00:01Z');
    await lab.registered(rosterId, { email: 'late@example.org' });
    await lab.fresh();
    await look('2019-04-23T08:00:02Z');
    await look('2019-04-24T07:00:00Z');
    const told = await lab.one('early@example.org');
    expect(told.mail.subject).toBe('Нагадуємо: Клуб читачів');
    expect(calendarsIn(told)).toEqual([]);
    expect(lab.sink.received).toHaveLength(1);
  });

  it('can be ended by its link, also by the button of a mail program, and by nothing that only looks like it', async () => {
    const first = await lab.aRoster();
    const later = await lab.aRoster({}, {}, { startDate: '2019-05-02' });
    for (const { rosterId } of [first, later]) await lab.registered(rosterId, { email: 'tired@example.org' });
    await lab.fresh();
    await look('2019-04-23T09:00:00Z');
    const told = await lab.one('tired@example.org');
    const link = linksIn(told).find((one) => one.startsWith('zkn_'))!;
    expect(told.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(told.raw.replace(/\r\n\s+/g, '')).toContain(`List-Unsubscribe:<http://zakhid.test/n/${link}>`);
    const altered = `${link.slice(0, 20)}${link[20] === 'A' ? 'B' : 'A'}${link.slice(21)}`;
    expect(await unsubscribe(altered)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
    for (let n = 0; n < 2; n += 1) expect(await unsubscribe(link)).toEqual({ messageKind: 'REMINDER' });
    await lab.fresh();
    await look('2019-05-01T09:00:00Z');
    expect(await lab.to('tired@example.org')).toEqual([]);
    // What one cannot do without still comes.
    const [own] = await lab.registrationsOf(later.rosterId);
    await lab.act('cancel', own!.id);
    expect((await lab.one('tired@example.org')).mail.subject).toBe('Реєстрацію скасовано: Клуб читачів');
  });

  it('is not needed by whoever was confirmed, or told of another time, within the day', async () => {
    const { rosterId, session } = await lab.aRoster({ capacity: 1 });
    const { id } = await lab.registered(rosterId);
    await lab.registered(rosterId, { email: 'next@example.org' });
    lab.app.clock.set('2019-04-23T08:30:00Z');
    await lab.act('cancel', id);
    const [, next] = await lab.registrationsOf(rosterId);
    await lab.act('accept', next!.id);
    await lab.fresh();
    await look('2019-04-23T09:00:00Z');
    expect(await lab.to('next@example.org')).toEqual([]);
    await lab.take('CANCEL', session.id);
    await lab.fresh();
    await look('2019-04-24T07:00:00Z');
    expect(lab.sink.received).toEqual([]);
  });
});

describe('the question whether they come', () => {
  it('is asked once so many days before; who does not answer gives the place to whoever waits', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 2, reconfirmDaysBefore: 5, reconfirmHours: 24 });
    const silent = await lab.registered(rosterId, { email: 'silent@example.org' });
    const sure = await lab.registered(rosterId, { email: 'sure@example.org' });
    await lab.registered(rosterId, { email: 'waits@example.org' });
    await lab.fresh();
    await look('2019-04-19T07:59:59Z');
    expect(lab.sink.received).toEqual([]);
    await look('2019-04-19T08:00:00Z');
    await look('2019-04-19T09:00:00Z');
    const asked = await lab.one('sure@example.org');
    expect(asked.mail.subject).toBe('Чи прийдете ви? Підтвердьте участь: Клуб читачів');
    expect(asked.mail.text).toContain('до суботи, 20 квітня 2019, 11:00');
    await lab.one('silent@example.org');
    expect(await lab.to('waits@example.org')).toEqual([]);
    expect(await lab.byLink('reconfirm', linksIn(asked)[0]!)).toMatchObject({ receipt: { status: 'CONFIRMED' } });
    await lab.fresh();
    await lab.at('2019-04-20T08:00:01Z');
    expect((await lab.registration(silent.id)).status).toBe('EXPIRED');
    expect((await lab.registration(sure.id)).status).toBe('CONFIRMED');
    const released = await lab.one('silent@example.org');
    expect(released.mail.subject).toBe('Ваші місця передано іншим: Клуб читачів');
    expect(calendarsIn(released)).toMatchObject([{ method: 'CANCEL' }]);
    expect((await lab.one('waits@example.org')).mail.subject).toContain('Пропонуємо вам 1 місце');
  });

  it('is put to nobody who came after that moment, nor where the roster does not ask', async () => {
    const asks = await lab.aRoster({ reconfirmDaysBefore: 5 });
    const silent = await lab.aRoster();
    await lab.registered(silent.rosterId, { email: 'k@example.org' });
    lab.app.clock.set('2019-04-20T09:00:00Z');
    await lab.registered(asks.rosterId, { email: 'l@example.org' });
    await lab.fresh();
    await lab.app.nest.get(Reminders).askAgain();
    expect(lab.sink.received).toEqual([]);
    for (const { rosterId } of [asks, silent]) {
      expect((await lab.registrationsOf(rosterId)).map(({ reconfirmBy }) => reconfirmBy)).toEqual([null]);
    }
  });
});
