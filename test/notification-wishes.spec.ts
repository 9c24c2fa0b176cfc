// Whom wishes of dates are told: the staff who decide, and whoever wished, each once and only while it is so.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { people } from '../src/identity/person.tables.ts';
import { outgoingMails } from '../src/platform/mail/mail.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { forgetWishes } from '../src/registration/people/forgotten.store.ts';
import type { Asking } from './app.ts';
import { ClassLab, type SchoolMade } from './class-lab.ts';
import { NotificationLab } from './notification-lab.ts';
import { personId } from './people.ts';
import { LIBRARIAN, NOBODY } from './programme-lab.ts';
import { until } from './program.ts';
import { aKey, type Answered } from './registration-lab.ts';
import { must } from './session-lab.ts';

jest.setTimeout(60_000);

type Parts = Record<string, unknown>;

const WISH = `mutation ($input: WishDatesInput!) { result: wishDates(input: $input) {
  ... on DatesWished { wish { id } } ... on Refusal { kind message } } }`;
const PICK = `mutation ($input: PickWishedDateInput!) { result: pickWishedDate(input: $input) {
  ... on DatePicked { receipt { id status } } ... on Refusal { kind message } } }`;
const end = (name: string, type: string) => `mutation ($input: ${type}!) { result: ${name}(input: $input) {
  ... on DateWish { id state } ... on Refusal { kind message } } }`;
const DECLINE = end('declineDateWish', 'DeclineDateWishInput');
const WITHDRAW = end('withdrawDateWish', 'WithdrawDateWishInput');
const SAVE_WORDS = `mutation ($input: SaveMessageWordsInput!) { result: saveMessageWords(input: $input) {
  ... on MessageWords { intro } ... on Refusal { kind message } } }`;
const MESSAGES = `query ($id: ID!) { result: registrationMessages(registrationId: $id) { edges { node { kind registrationId } } } }`;
const FAILED = `query ($branchId: ID!) { result: failedMessages(branchId: $branchId) { edges { node { id kind } } } }`;
const RETRY = `mutation ($input: RetryMessageInput!) { result: retryMessage(input: $input) {
  ... on RegistrationMessage { id state } ... on KeyReused { refused: kind } } }`;
const DAYS = ['2019-04-17', '2019-05-15'];
const STAFF = ['approver@people.test', 'librarian@people.test'];
const TEACHER: Asking = { as: 'teacher' };

let lab: NotificationLab;
let classes: ClassLab;
let school: SchoolMade;

beforeAll(async () => {
  lab = await NotificationLab.open();
  classes = Object.assign(new ClassLab(lab.app), { ...lab });
  school = await classes.school();
  await lab.database.transaction(async (tx) => {
    await tx
      .update(people)
      .set({ language: 'en' })
      .where(eq(people.id, personId('approver')));
    // One who has both roles, and one of another branch.
    await lab.grant(tx, 'librarian', 'APPROVER', lab.branches.central);
    await lab.grant(tx, 'door', 'LIBRARIAN', lab.branches.next);
    await lab.grant(tx, 'trainer', 'DOOR', lab.branches.central);
  });
});
afterAll(() => lab.close());
beforeEach(() => lab.fresh());

async function wish(rosterIds: readonly string[], parts: Parts = {}, asking: Asking = NOBODY): Promise<string> {
  const { rosterId: _, ...input } = classes.aClass('', school, parts);
  const told = must(
    await lab.asked<Answered & { wish: { id: string } }>(WISH, { input: { ...input, rosterIds } }, asking),
  );
  return told.wish.id;
}
const pick = async (wishId: string, rosterId: string) =>
  must(await lab.asked<Answered>(PICK, { input: { key: aKey(), wishId, rosterId } }, LIBRARIAN)).receipt!;
const decline = async (wishId: string, parts: Parts = {}) =>
  must(
    await lab.asked<Answered>(DECLINE, { input: { key: aKey(), wishId, reason: 'Зали зайняті', ...parts } }, LIBRARIAN),
  );
const withdraw = async (wishId: string) =>
  must(await lab.asked<Answered>(WITHDRAW, { input: { key: aKey(), wishId } }, TEACHER));

/** To whom anything came, once nothing is on its way. */
async function recipients(): Promise<string[]> {
  await lab.settled();
  return lab.sink.received.flatMap(({ to }) => to).toSorted();
}
const noticesOf = async (wishId: string) => (await lab.noticesTold()).filter(({ items }) => items.wishId === wishId);
async function statesOf(wishId: string): Promise<string[]> {
  const states = new Map((await lab.mails()).map(({ id, state }) => [id, state]));
  return (await noticesOf(wishId)).map(({ kind, mailId }) => `${kind} ${states.get(mailId)}`);
}

/** Does something while the mail server takes nothing, and something else once it was tried; then lets all go. */
async function meanwhile(first: () => Promise<string>, then: (wishId: string) => Promise<unknown>): Promise<string> {
  lab.sink.answer = () => ({ code: 451, text: 'later' });
  const id = await first();
  const mails = async () => {
    const own = new Set((await noticesOf(id)).map(({ mailId }) => mailId));
    return (await lab.mails()).filter((mail) => own.has(mail.id));
  };
  const tried = (times: number) =>
    until(async () => {
      const found = await mails();
      return found.length > 0 && found.every(({ state, attempts }) => state !== 'QUEUED' || attempts >= times);
    }, 20);
  await tried(1);
  const before = Math.max(...(await mails()).map(({ attempts }) => attempts));
  await then(id);
  // A try that was on its way may know nothing of it; the one after that does.
  await tried(before + 1);
  lab.sink.answer = () => null;
  return id;
}
const forget = (wishId: string) =>
  lab.database.transaction((tx) => forgetWishes(tx, [wishId as Id<'DateWish'>], lab.app.clock.now()));

describe('a wish of dates', () => {
  it('is told to each who decides about events of the branch, once, with what is possible now, and to nobody else', async () => {
    const { rosterIds } = await classes.series(DAYS, { policy: 'OFFER_SMALLER', pupilsPerAdult: null });
    const [full = '', half = '', free = ''] = rosterIds;
    await classes.classIn(full, await classes.school(), { pupils: 58 });
    await classes.classIn(half, await classes.school(), { pupils: 33 });
    await lab.fresh();
    const id = await wish([free, full, half], { contactEmail: 'wished@school.example' });
    expect(await recipients()).toEqual(STAFF);
    const { mail } = await lab.one('librarian@people.test');
    expect(mail.subject).toBe('Клас 9-А просить дату: Клуб читачів');
    expect(mail.text).toContain(`Клас: 9-А, Школа ${school.id}: 28 учнів, 2 дорослих`);
    expect(mail.text).toContain(
      [
        '• середа, 15 травня 2019, 10:00–11:00\n  Дата можлива',
        '• середа, 24 квітня 2019, 11:00–11:45\n  Місць немає: клас чекав би в черзі',
        '• середа, 17 квітня 2019, 10:00–11:00\n  Є лише 25 місць',
      ].join('\n\n'),
    );
    expect(mail.text).toContain('Увійдіть до Zakhid і оберіть одну з них');
    expect(mail.text).not.toContain('http');
    expect(mail.text).toContain('Центральна бібліотека');
    expect(mail.text).not.toMatch(/wished@school|Мельник/);
    const told = await noticesOf(id);
    expect(told.map(({ kind, items, registrationId }) => [kind, items, registrationId])).toEqual(
      STAFF.map(() => ['DATES_WISHED', { wishId: id }, null]),
    );
  });

  it('says why a date is refused in the language of who reads it, as it is when it is read', async () => {
    const { rosterIds } = await classes.series(['2019-09-11'], { classesPerSchool: 1 });
    const own = await classes.school();
    const id = await meanwhile(
      () => wish(rosterIds, { schoolSlug: own.slug }),
      () => classes.classIn(rosterIds[0]!, own, { letter: 'Б' }),
    );
    const { mail } = await lab.one('approver@people.test');
    expect(mail.subject).toBe('Class 9-А wishes a date: Клуб читачів');
    expect(mail.text).toMatch(/• Wednesday, 24 April 2019, 11:00–11:45\n {2}.*school.*\n/u);
    expect(mail.text).toContain('• Wednesday, 11 September 2019, 10:00–11:00\n  Possible\n');
    expect(await statesOf(id)).toEqual(['DATES_WISHED SENT', 'DATES_WISHED SENT']);
  });

  it('that is sent twice, also at once, is told once', async () => {
    const { rosterIds } = await classes.series(DAYS);
    const input = { key: aKey(), contactEmail: 'twice@school.example' };
    const [id] = await Promise.all([wish(rosterIds, input), wish(rosterIds, input)]);
    await wish(rosterIds, input);
    expect(await recipients()).toEqual(STAFF);
    expect(await noticesOf(id)).toHaveLength(2);
  });

  it.each<[string, (wishId: string, rosterId: string) => Promise<unknown>]>([
    ['picked', pick],
    ['withdrawn', withdraw],
    ['forgotten', forget],
  ])('that was %s meanwhile is told to no staff', async (_, act) => {
    const { rosterIds } = await classes.series(DAYS);
    const id = await meanwhile(
      () => wish(rosterIds, {}, TEACHER),
      (wishId) => act(wishId, rosterIds[0]!),
    );
    expect((await recipients()).filter((email) => STAFF.includes(email))).toEqual([]);
    expect(await statesOf(id)).toEqual(['DATES_WISHED DROPPED', 'DATES_WISHED DROPPED']);
  });
});

describe('whoever wished', () => {
  it('hears the no with its reason, in their language and once, and nobody else does', async () => {
    const { rosterIds } = await classes.series(DAYS);
    const id = await wish(
      [rosterIds[1]!, rosterIds[0]!],
      { contactEmail: 'no@school.example' },
      { as: null, language: 'en' },
    );
    await lab.fresh();
    const input = { key: aKey(), reason: 'The halls are taken' };
    await Promise.all([decline(id, input), decline(id, input)]);
    expect(await recipients()).toEqual(['no@school.example']);
    const { mail } = await lab.one('no@school.example');
    expect(mail.subject).toBe('None of the dates you wished: Клуб читачів');
    expect(mail.text).toContain('The reason: The halls are taken\n\nPlease ask the library for other dates.');
    expect(mail.text).toContain('• Wednesday, 17 April 2019, 10:00–11:00\n\n• Wednesday, 24 April 2019, 11:00–11:45');
    expect(mail.text).toContain(`9-А, School ${school.id}: 28 pupils, 2 adults`);
    expect((await noticesOf(id)).at(-1)).toMatchObject({
      ...{ kind: 'DATES_DECLINED', items: { wishId: id }, registrationId: null, personId: null },
    });
  });

  it('and was forgotten meanwhile hears nothing', async () => {
    const { rosterIds } = await classes.series(DAYS);
    const id = await wish(rosterIds, { contactEmail: 'gone@school.example' });
    await lab.fresh();
    await meanwhile(async () => {
      await decline(id);
      return id;
    }, forget);
    expect(await recipients()).toEqual([]);
    expect((await statesOf(id)).at(-1)).toBe('DATES_DECLINED DROPPED');
  });

  it('hears of a date that is picked what everybody hears who is registered, and nothing of what they take back', async () => {
    const { rosterIds } = await classes.series(DAYS);
    const picked = await wish(rosterIds, { contactEmail: 'picked@school.example' });
    const taken = await wish(rosterIds, { letter: 'Б', contactEmail: 'back@school.example' }, TEACHER);
    await lab.fresh();
    const receipt = await pick(picked, rosterIds[2]!);
    await withdraw(taken);
    expect(await recipients()).toEqual(['picked@school.example']);
    expect((await lab.one('picked@school.example')).mail.subject).toBe('Реєстрацію підтверджено: Клуб читачів');
    const { edges } = await lab.asked<{ edges: readonly Parts[] }>(MESSAGES, { id: receipt.id }, LIBRARIAN);
    expect(edges).toEqual([{ node: { kind: 'CONFIRMED', registrationId: receipt.id } }]);
  });

  it('reads a branch’s own words', async () => {
    const input = { branchId: lab.branches.central, kind: 'DATES_DECLINED', language: 'uk' };
    const words = { ...input, key: aKey(), intro: 'Пані {name}, {title}!', closing: 'Телефонуйте: {when}' };
    must(await lab.asked<Answered>(SAVE_WORDS, { input: words }, { as: 'approver' }));
    const { rosterIds } = await classes.series(DAYS.slice(0, 1));
    const id = await wish(rosterIds, { contactEmail: 'words@school.example' });
    await lab.fresh();
    await decline(id);
    const { mail } = await lab.one('words@school.example');
    expect(mail.text).toContain('Пані Ірина Мельник, Клуб читачів!\n');
    expect(mail.text).toContain(
      'Телефонуйте: середа, 24 квітня 2019, 11:00–11:45; середа, 17 квітня 2019, 10:00–11:00\n',
    );
  });

  it('and cannot be reached is among the messages that failed, which staff of the branch send once more', async () => {
    const { rosterIds } = await classes.series(DAYS);
    const id = await wish(rosterIds, { contactEmail: 'none@school.example' });
    await lab.fresh();
    lab.sink.answer = () => ({ code: 550, text: 'no such mailbox' });
    await lab.registered(rosterIds[0]!, { email: 'nobody@example.org' });
    await decline(id);
    await lab.settled();
    expect((await statesOf(id)).at(-1)).toBe('DATES_DECLINED FAILED');
    const variables = { branchId: lab.branches.central };
    const { edges } = await lab.asked<{ edges: readonly { node: { id: string; kind: string } }[] }>(FAILED, variables, LIBRARIAN); // prettier-ignore
    expect(edges.map(({ node }) => node.kind)).toEqual(['DATES_DECLINED', 'CONFIRMED']);
    await lab.fresh();
    const again = { input: { key: aKey(), id: edges[0]!.node.id } };
    expect(await lab.codeOf(RETRY, again, 'door')).toBe('FORBIDDEN');
    const retried = await lab.asked(RETRY, again, LIBRARIAN);
    expect(await recipients()).toEqual(['none@school.example']);
    expect((await statesOf(id)).at(-1)).toBe('DATES_DECLINED SENT');
    // Should it fail again, the request that was answered before sends nothing, and says what it said.
    await lab.database.transaction((tx) => tx.update(outgoingMails).set({ state: 'FAILED' }));
    expect(await lab.asked(RETRY, again, LIBRARIAN)).toEqual(retried);
    expect((await statesOf(id)).at(-1)).toBe('DATES_DECLINED FAILED');
    expect(await lab.asked(RETRY, again, { as: 'admin' })).toEqual({ refused: 'KeyReused' });
  });
});
