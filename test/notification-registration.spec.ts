// What people hear of their registration: one mail for each change, with links that work and what calendars understand.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { must } from './session-lab.ts';
import { StaffLab } from './registration-staff-lab.ts';
import { calendarsIn, linksIn, NotificationLab } from './notification-lab.ts';

jest.setTimeout(60_000);

const LOOK = 'query ($link: String!) { result: registrationByLink(link: $link) { purpose } }';
const MINE = 'query ($link: String!) { result: myRegistration(link: $link) { name phone note email } }';

let lab: NotificationLab;

beforeAll(async () => {
  lab = await NotificationLab.open();
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

const subjectTo = async (email: string) => (await lab.one(email)).mail.subject;

describe('whoever registers', () => {
  it('confirms the address by the mail’s link, and then gets an invitation that calendars understand', async () => {
    const { session, rosterId } = await lab.aRoster({ confirmsEmail: true });
    await lab.registered(rosterId, { email: 'Olena@Example.org', seats: 2 });
    const asked = await lab.one('olena@example.org');
    expect(asked.mail.subject).toBe('Підтвердьте реєстрацію: Клуб читачів');
    expect(asked.mail.text).toContain('http://zakhid.test/r/zkr_');
    expect(calendarsIn(asked)).toEqual([]);
    const links = linksIn(asked);
    expect(links).toHaveLength(1);
    await lab.fresh();
    expect(await lab.byLink('confirm', links[0]!)).toMatchObject({ receipt: { status: 'CONFIRMED' } });
    const told = await lab.one('olena@example.org');
    expect(told.mail.subject).toBe('Реєстрацію підтверджено: Клуб читачів');
    expect(told.mail.text).toContain('середа, 24 квітня 2019, 11:00–11:45');
    expect(told.mail.text).toContain('2 місця');
    expect(told.mail.text).toContain('https://meet.example.org/lesson');
    expect(told.raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST/im);
    const row = await lab.row(session.id);
    expect(calendarsIn(told)).toEqual([
      {
        ...{ method: 'REQUEST', uid: `${session.id}@zakhid`, sequence: row.sequence, status: 'CONFIRMED' },
        ...{ start: '2019-04-24T11:00:00', stamp: '2019-03-01T08:00:00Z', attendees: ['mailto:olena@example.org'] },
      },
    ]);
  });

  it('cancels by the link of that mail, and the calendar is told so', async () => {
    const { session, rosterId } = await lab.aRoster();
    await lab.registered(rosterId, { email: 'a@example.org' });
    const [manage] = linksIn(await lab.one('a@example.org'));
    await lab.fresh();
    expect(await lab.byLink('edit', manage!, { seats: 3 })).toMatchObject({ receipt: { seats: 3 } });
    const edited = await lab.one('a@example.org');
    expect(edited.mail.subject).toBe('Реєстрацію змінено: Клуб читачів');
    expect(edited.mail.text).toContain('Було: 1 місце. Стало: 3 місця.');
    await lab.fresh();
    expect(await lab.byLink('cancel', manage!)).toMatchObject({ receipt: { status: 'CANCELLED' } });
    const told = await lab.one('a@example.org');
    expect(told.mail.subject).toBe('Реєстрацію скасовано: Клуб читачів');
    expect(told.raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=CANCEL/im);
    expect(calendarsIn(told)).toMatchObject([
      { method: 'CANCEL', uid: `${session.id}@zakhid`, sequence: 0, status: 'CANCELLED' },
    ]);
  });

  it('of what is taken back before an invitation was sent no calendar hears', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    await lab.registered(rosterId);
    const { id } = await lab.registered(rosterId, { email: 'b@example.org' });
    await lab.fresh();
    await lab.act('cancel', id);
    expect(calendarsIn(await lab.one('b@example.org'))).toEqual([]);
  });

  it('hears it in the language in which they registered', async () => {
    const { rosterId } = await lab.aRoster();
    await lab.registered(rosterId, { email: 'c@example.org' }, { language: 'en' });
    expect(await subjectTo('c@example.org')).toBe('Your registration is confirmed: Клуб читачів');
    const staff = Object.assign(new StaffLab(lab.app), { ...lab });
    await staff.phoned(rosterId, { email: 'caller@example.org', language: 'en' });
    await staff.phoned(rosterId, { email: 'usual@example.org' });
    expect(await subjectTo('caller@example.org')).toBe('Your registration is confirmed: Клуб читачів');
    expect(await subjectTo('usual@example.org')).toBe('Реєстрацію підтверджено: Клуб читачів');
  });

  it('by an address that nobody has confirmed shows its reader nothing of what the form says', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true, capacity: 1 });
    const form = { name: 'Чужа Людина', phone: '044 123', note: 'Приватне' };
    await lab.registered(rosterId, { email: 'mistyped@example.org', ...form });
    await lab.registered(rosterId, { email: 'queued@example.org', ...form });
    const [confirm] = linksIn(await lab.one('mistyped@example.org'));
    await lab.fresh();
    await lab.register(rosterId, { email: 'mistyped@example.org' });
    const again = await lab.one('mistyped@example.org');
    const purposes = await Promise.all(linksIn(again).map((link) => lab.asked<{ purpose: string }>(LOOK, { link })));
    expect(purposes.map(({ purpose }) => purpose)).toEqual(['CONFIRM']);
    await lab.fresh();
    must(await lab.byLink('cancel', confirm!));
    const gone = await lab.one('mistyped@example.org');
    expect([gone.mail.subject, linksIn(gone)]).toEqual(['Реєстрацію скасовано: Клуб читачів', []]);
    // Who waits can leave by the link of their letter; what it shows is who they are to the host no sooner than they answer.
    const [offer, manage] = linksIn(await lab.one('queued@example.org'));
    const mine = () => lab.asked<object>(MINE, { link: manage }, { as: null });
    expect(await mine()).toEqual({ name: null, phone: null, note: null, email: 'queued@example.org' });
    must(await lab.byLink('accept', offer!));
    expect(await mine()).toEqual({ ...form, email: 'queued@example.org' });
  });

  it('again with the same address hears once an hour that they are in already', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    const { id } = await lab.registered(rosterId, { email: 'd@example.org' });
    await lab.act('confirm', id);
    await lab.fresh();
    for (const email of ['D@example.org', 'd@EXAMPLE.org']) await lab.register(rosterId, { email });
    const told = await lab.one('d@example.org');
    expect(told.mail.subject).toBe('Ви вже зареєстровані: Клуб читачів');
    const link = linksIn(told)[0]!;
    expect(await lab.byLink('cancel', link)).toMatchObject({ receipt: { id, status: 'CANCELLED' } });
  });
});

describe('a queue', () => {
  it('tells the position, the offer with its link, and the end of an offer', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    const { id } = await lab.registered(rosterId);
    await lab.registered(rosterId, { email: 'first@example.org' });
    await lab.registered(rosterId, { email: 'second@example.org' });
    expect(await subjectTo('first@example.org')).toBe('Ви в черзі під номером 1: Клуб читачів');
    expect(await subjectTo('second@example.org')).toBe('Ви в черзі під номером 2: Клуб читачів');
    await lab.fresh();
    await lab.act('cancel', id);
    expect(await subjectTo('first@example.org')).toBe('Пропонуємо вам 1 місце: Клуб читачів');
    expect(await lab.to('second@example.org')).toEqual([]);
    await lab.fresh();
    await lab.at('2019-03-02T08:00:01Z');
    expect(await subjectTo('first@example.org')).toBe('Час пропозиції минув: Клуб читачів');
    const offered = await lab.one('second@example.org');
    const [accept] = linksIn(offered);
    await lab.fresh();
    expect(await lab.byLink('accept', accept!)).toMatchObject({ receipt: { status: 'CONFIRMED' } });
    expect(await subjectTo('second@example.org')).toBe('Реєстрацію підтверджено: Клуб читачів');
  });
});

describe('what is not so any more when it is sent', () => {
  it('is not sent', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    lab.sink.answer = () => ({ code: 451, text: 'later' });
    const { id } = await lab.registered(rosterId, { email: 'e@example.org' });
    await lab.act('confirm', id);
    await lab.act('cancel', id);
    await lab.tried(id);
    lab.sink.answer = () => null;
    expect(await subjectTo('e@example.org')).toBe('Реєстрацію скасовано: Клуб читачів');
    const told = (await lab.noticesTold()).filter(({ registrationId }) => registrationId === id);
    expect(told.map(({ kind }) => kind)).toEqual(['CONFIRM_EMAIL', 'CONFIRMED', 'CANCELLED_BY_SELF']);
    const states = new Map((await lab.mails()).map((mail) => [mail.id, mail.state]));
    expect(told.map(({ mailId }) => states.get(mailId))).toEqual(['DROPPED', 'DROPPED', 'SENT']);
  });

  it('and of two edits the last is told', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { email: 'f@example.org' });
    await lab.fresh();
    lab.sink.answer = () => ({ code: 451, text: 'later' });
    await lab.act('edit', id, { seats: 2 });
    await lab.act('edit', id, { seats: 3 });
    await lab.tried(id);
    lab.sink.answer = () => null;
    expect((await lab.one('f@example.org')).mail.text).toContain('3 місця');
  });
});

it('two hundred registrations at once are told in three statements', async () => {
  const { rosterId } = await lab.aRoster({ capacity: 500 });
  const inputs = Array.from({ length: 200 }, (_, n) => ({ email: `many${n}@example.org` }));
  const before = lab.app.queries.length;
  await Promise.all(inputs.map((parts) => lab.registered(rosterId, parts)));
  const writes = lab.app.queries
    .slice(before)
    .filter((query) => /^\s*insert into "?(notice|outgoing_mail)"?/.test(query));
  const batches = lab.app.queries.slice(before).filter((query) => /^\s*insert into "registration" /.test(query)).length;
  // How many come together depends on how busy the machine is; one by one they never are.
  expect(batches).toBeLessThan(100);
  expect(writes).toHaveLength(2 * batches);
  const told = new Set((await lab.registrationsOf(rosterId)).map(({ id }) => id));
  const ofThem = (await lab.noticesTold()).filter(({ registrationId }) => registrationId && told.has(registrationId));
  expect(ofThem).toHaveLength(200);
  const mails = new Set((await lab.mails()).map(({ id }) => id));
  expect(ofThem.every(({ mailId }) => mails.has(mailId))).toBe(true);
});
