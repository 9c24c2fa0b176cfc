// Mails that waited for the mail server until what they tell was called off, moved or over.
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { ClockSweep } from '../src/notifications/clock.sweep.ts';
import type { NoticeKind } from '../src/notifications/notice.data.ts';
import { NotificationLab } from './notification-lab.ts';
import type { Told } from './session-lab.ts';

jest.setTimeout(90_000);

let lab: NotificationLab;

beforeAll(async () => {
  lab = await NotificationLab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

let people = 0;

/** Somebody registered, with what a kind of message tells of waiting for the mail server. */
async function waiting(kind: NoticeKind, at: string, parts: Record<string, unknown> = {}) {
  people += 1;
  const email = `late${people}@example.org`;
  const away = () => {
    lab.sink.answer = () => ({ code: 451, text: 'later' });
  };
  if (kind === 'CONFIRMED') away();
  const made = await lab.aRoster({ window: { closesMinutesBefore: 0 }, ...parts });
  if (kind === 'CONFIRMED') lab.app.clock.set(at);
  const { id } = await lab.registered(made.rosterId, { email });
  if (kind !== 'CONFIRMED') {
    await lab.fresh();
    away();
    lab.app.clock.set(at);
    await lab.app.nest.get(ClockSweep).sweep();
  }
  await lab.tried(id);
  return { ...made, id, email };
}

/** What became of the mail of a kind once the mail server is there again. */
async function becameOf(kind: NoticeKind, registrationId: string): Promise<string[]> {
  lab.sink.answer = () => null;
  await lab.settled();
  const states = new Map((await lab.mails()).map((mail) => [mail.id, mail.state]));
  const own = (await lab.noticesTold()).filter((one) => one.registrationId === registrationId && one.kind === kind);
  return own.map(({ mailId }) => states.get(mailId) ?? 'none');
}

/** Of what is told; not of a change. */
const SUBJECT = /^(?:Нагадуємо|Чи прийдете ви|Реєстрацію підтверджено)/;

const cancelled = (session: Told) => lab.take('CANCEL', session.id);
const postponed = (session: Told) => lab.take('POSTPONE', session.id);
const moved = (parts: Record<string, unknown>) => (session: Told) => lab.move(session, parts);
const atTheClock = (at: string) => () => Promise.resolve(lab.app.clock.set(at));

const REMINDED = '2019-04-23T09:00:00Z';
const ASKED = '2019-04-19T08:00:00Z';
const CAME = '2019-04-24T07:00:00Z';

it.each<[NoticeKind, string, string, (session: Told) => unknown, string]>([
  ['REMINDER', REMINDED, 'was cancelled', cancelled, 'DROPPED'],
  ['REMINDER', REMINDED, 'was postponed', postponed, 'DROPPED'],
  ['REMINDER', REMINDED, 'has begun', atTheClock('2019-04-24T08:00:00Z'), 'DROPPED'],
  ['REMINDER', REMINDED, 'is on another day', moved({ startDate: '2019-04-26' }), 'DROPPED'],
  ['REMINDER', REMINDED, 'begins a little later', moved({ startTime: '11:30', endTime: '12:00' }), 'SENT'],
  ['REMINDER', REMINDED, 'is about to begin', atTheClock('2019-04-24T07:59:00Z'), 'SENT'],
  ['RECONFIRM', ASKED, 'was cancelled', cancelled, 'DROPPED'],
  ['RECONFIRM', ASKED, 'was postponed', postponed, 'DROPPED'],
  ['RECONFIRM', ASKED, 'is asked about in time', atTheClock('2019-04-19T09:00:00Z'), 'SENT'],
  ['CONFIRMED', CAME, 'was cancelled', cancelled, 'DROPPED'],
  ['CONFIRMED', CAME, 'was postponed', postponed, 'DROPPED'],
  ['CONFIRMED', CAME, 'is over', atTheClock('2019-04-24T08:45:00Z'), 'DROPPED'],
  ['CONFIRMED', CAME, 'goes on', atTheClock('2019-04-24T08:44:00Z'), 'SENT'],
])('%s, which waited since %s, of what %s', async (kind, at, _, happens, state) => {
  const { session, id, email } = await waiting(kind, at, kind === 'RECONFIRM' ? { reconfirmDaysBefore: 5 } : {});
  await happens(session);
  expect(await becameOf(kind, id)).toEqual([state]);
  const told = (await lab.to(email)).filter(({ mail }) => SUBJECT.test(mail.subject ?? ''));
  expect(told).toHaveLength(state === 'SENT' ? 1 : 0);
});
