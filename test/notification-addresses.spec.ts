// An address that staff put right learns all that it can answer; who has none is called by the staff.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import { assignments } from '../src/identity/assignment.tables.ts';
import { calendarsIn, linksIn, NotificationLab } from './notification-lab.ts';
import { personId } from './people.ts';
import { until } from './program.ts';
import { NominationLab } from './registration-nomination-lab.ts';
import { StaffLab } from './registration-staff-lab.ts';
import { must } from './session-lab.ts';

jest.setTimeout(60_000);

const STAFF = ['approver@people.test', 'librarian@people.test'];
const NEW = 'new@example.org';

let lab: NotificationLab;
let staff: StaffLab;
let nominations: NominationLab;

beforeAll(async () => {
  lab = await NotificationLab.open();
  staff = Object.assign(new StaffLab(lab.app), { ...lab });
  nominations = Object.assign(new NominationLab(lab.app), { ...lab });
  await nominations.foundNominators();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

async function told(): Promise<string[]> {
  await lab.settled();
  return lab.sink.received.map(({ to, mail }) => `${to.join()}: ${mail.subject}`).toSorted();
}

/** Puts the address right, and whatever parts say besides. */
async function corrected(id: string, parts: Record<string, unknown> = {}) {
  await lab.fresh();
  must(await staff.on('edit', id, { email: NEW, ...parts }));
  return lab.one(NEW);
}

describe('an address that staff put right', () => {
  it('of a nominee is sent the invitation, by which they answer; that of the old one answers nothing', async () => {
    const rosterId = await nominations.aQuota(1);
    const [ada] = await nominations.nominated(rosterId, 'ada');
    const [before] = linksIn(await lab.one('ada@example.org'));
    const invited = await corrected(ada!.id);
    expect(await told()).toEqual([`${NEW}: Вас запропоновано учасником: Клуб читачів`]);
    expect(await nominations.answerBy(before!, true)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
    const [link] = linksIn(invited);
    expect(must(await nominations.answerBy(link!, true)).receipt).toMatchObject({ status: 'CONFIRMED' });
  });

  it('of somebody who is offered places is sent the offer', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    const { id } = await lab.registered(rosterId);
    const next = await lab.registered(rosterId, { email: 'old@example.org' });
    await lab.act('cancel', id);
    const offered = await corrected(next.id);
    expect(offered.mail.subject).toBe('Пропонуємо вам 1 місце: Клуб читачів');
    expect(await lab.byLink('accept', linksIn(offered)[0]!)).toMatchObject({ receipt: { status: 'CONFIRMED' } });
  });

  it('of somebody with a place is sent the invitation for calendars, also when more come at the same time', async () => {
    const { rosterId, session } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { email: 'old@example.org' });
    const confirmed = await corrected(id, { seats: 3 });
    expect(await told()).toEqual([`${NEW}: Реєстрацію підтверджено: Клуб читачів`]);
    expect(confirmed.mail.text).toContain('3 місця');
    expect(calendarsIn(confirmed)).toMatchObject([{ method: 'REQUEST', uid: `${session.id}@zakhid` }]);
  });

  it('of somebody who waits is told the position, and of a host’s yes that it is waited for', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    await lab.registered(rosterId);
    const waits = await lab.registered(rosterId, { email: 'old@example.org' });
    expect((await corrected(waits.id)).mail.subject).toBe('Ви в черзі під номером 1: Клуб читачів');
    const approval = await lab.aRoster({ mode: 'APPROVAL' });
    const { id } = await lab.registered(approval.rosterId, { email: 'old@example.org' });
    expect((await corrected(id)).mail.subject).toBe('Реєстрація чекає на погодження: Клуб читачів');
  });

  it('of somebody who has still to confirm one is asked for that', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    const { id } = await lab.registered(rosterId, { email: 'old@example.org' });
    const asked = await corrected(id);
    expect(await told()).toEqual([`${NEW}: Підтвердьте реєстрацію: Клуб читачів`]);
    expect(await lab.byLink('confirm', linksIn(asked)[0]!)).toMatchObject({ receipt: { status: 'CONFIRMED' } });
  });

  it('of somebody who was asked whether they come is asked again', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { email: 'old@example.org' });
    await lab.app.database.transaction((tx) =>
      tx.execute(`update registration set reconfirm_by = '2019-04-20T08:00:00Z' where id = '${id}'`),
    );
    await lab.fresh();
    must(await staff.on('edit', id, { email: NEW }));
    expect(await told()).toEqual([
      `${NEW}: Реєстрацію підтверджено: Клуб читачів`,
      `${NEW}: Чи прийдете ви? Підтвердьте участь: Клуб читачів`,
    ]);
  });

  it('and stays as it was is told of the change alone', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { email: NEW });
    expect((await corrected(id, { seats: 2 })).mail.subject).toBe('Реєстрацію змінено: Клуб читачів');
  });
});

describe('somebody without an address', () => {
  /** Waits until so many of the mails that ask to call are given up: one that was on its way may still have come. */
  const dropped = (registrationId: string, mails: number) =>
    until(async () => {
      const states = new Map((await lab.mails()).map(({ id, state }) => [id, state]));
      const calls = (await lab.noticesTold()).filter(
        (notice) => notice.registrationId === registrationId && notice.kind === 'CALL_NEEDED',
      );
      return calls.filter(({ mailId }) => states.get(mailId) === 'DROPPED').length === mails;
    }, 20);

  /** A caller who is offered two places. */
  async function offeredByPhone(parts: Record<string, unknown> = {}) {
    const { rosterId } = await lab.aRoster({ capacity: 2 });
    const { id } = await lab.registered(rosterId, { seats: 2, email: 'first@example.org' });
    const caller = await staff.phoned(rosterId, { seats: 2, ...parts });
    await lab.fresh();
    await lab.act('cancel', id);
    expect((await lab.registration(caller.id)).status).toBe('OFFERED');
    return caller;
  }

  it('who is offered places is called by the staff of the host, who read whom, by what number, and until when', async () => {
    const { id } = await offeredByPhone();
    const [approver, librarian] = STAFF.map((to) => `${to}: Зателефонуйте, є 2 місця: Клуб читачів`);
    expect(await told()).toEqual([approver, 'first@example.org: Реєстрацію скасовано: Клуб читачів', librarian]);
    const { text } = (await lab.one(STAFF[0]!)).mail;
    for (const part of ['Кому: Марія Дзвінка\n', 'Телефон: 044 123\n', 'до суботи, 2 березня 2019, 10:00', '2 місця']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('http');
    const yes = { reason: 'Сказали так', confirmed: true };
    expect(must(await staff.on('promote', id, yes)).receipt!.status).toBe('CONFIRMED');
  });

  it('whose offer ends unanswered is called too', async () => {
    await offeredByPhone();
    await lab.fresh();
    await lab.at('2019-03-02T08:00:01Z');
    expect(await told()).toEqual(STAFF.map((to) => `${to}: Зателефонуйте, пропозиція скінчилася: Клуб читачів`));
    expect((await lab.one(STAFF[1]!)).mail.text).toContain('Марія Дзвінка');
  });

  it('who gets one meanwhile is written to, and nobody is asked to call', async () => {
    lab.sink.answer = () => ({ code: 451, text: 'later' });
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    const { id } = await lab.registered(rosterId, { email: 'first@example.org' });
    const caller = await staff.phoned(rosterId);
    await lab.act('cancel', id);
    await lab.tried(caller.id);
    must(await staff.on('edit', caller.id, { email: NEW }));
    await dropped(caller.id, 2);
    lab.sink.answer = () => null;
    expect((await lab.one(NEW)).mail.subject).toBe('Пропонуємо вам 1 місце: Клуб читачів');
    for (const to of STAFF) expect(await lab.to(to)).toEqual([]);
  });

  it('is called when the date moves, and when it is called off', async () => {
    const { session, rosterId } = await lab.aRoster();
    await staff.phoned(rosterId);
    await lab.registered(rosterId, { email: 'reader@example.org' });
    await lab.fresh();
    must(await lab.move({ id: session.id, version: (await lab.row(session.id)).version }, { startDate: '2019-04-26' }));
    const calls = (words: string) => STAFF.map((to) => `${to}: Зателефонуйте, ${words}: Клуб читачів`);
    expect((await told()).filter((line) => line.includes('Зателефонуйте'))).toEqual(calls('подію змінено'));
    const { text } = (await lab.one(STAFF[0]!)).mail;
    for (const part of ['Марія Дзвінка', '26 квітня 2019']) expect(text).toContain(part);
    expect(await lab.to('reader@example.org')).toHaveLength(1);
    await lab.fresh();
    must(await lab.take('CANCEL', session.id));
    expect((await told()).filter((line) => line.includes('Зателефонуйте'))).toEqual(calls('подія не відбудеться'));
  });

  it('is no business of staff of other branches, nor of who works there no more', async () => {
    await lab.database.transaction((tx) => lab.grant(tx, 'door', 'LIBRARIAN', lab.branches.next));
    lab.sink.answer = () => ({ code: 451, text: 'later' });
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    const { id } = await lab.registered(rosterId);
    const caller = await staff.phoned(rosterId);
    await lab.act('cancel', id);
    await lab.tried(caller.id);
    const role = and(eq(assignments.personId, personId('approver')), eq(assignments.role, 'APPROVER'));
    const held = await lab.database.transaction((tx) => tx.delete(assignments).where(role).returning());
    await dropped(caller.id, 1);
    lab.sink.answer = () => null;
    expect(await lab.to('librarian@people.test')).toHaveLength(1);
    for (const to of ['door@people.test', 'approver@people.test']) expect(await lab.to(to)).toEqual([]);
    await lab.database.transaction((tx) => tx.insert(assignments).values(held));
  });
});
