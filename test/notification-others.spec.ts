// What is told to others than who registered themselves: heads of schools, nominees, nominators, and those whom staff write to.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClassLab, type SchoolMade } from './class-lab.ts';
import { linksIn, NotificationLab } from './notification-lab.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { aKey, type Answered } from './registration-lab.ts';
import { NominationLab } from './registration-nomination-lab.ts';
import { BY_STAFF } from './registration-staff-lab.ts';
import { must } from './session-lab.ts';

jest.setTimeout(60_000);

const MESSAGE = `mutation ($input: MessageInput!) { result: messageRegistered(input: $input) {
  ... on StaffMessage { id recipients } ... on Refusal { kind message } } }`;

let lab: NotificationLab;
let classes: ClassLab;
let nominations: NominationLab;

beforeAll(async () => {
  lab = await NotificationLab.open();
  classes = Object.assign(new ClassLab(lab.app), { ...lab });
  nominations = Object.assign(new NominationLab(lab.app), { ...lab });
  await nominations.foundNominators();
});
afterAll(() => lab.close());
beforeEach(() => lab.fresh());

/** To whom anything came, once nothing is on its way. */
async function recipients(): Promise<string[]> {
  await lab.settled();
  return lab.sink.received.flatMap(({ to }) => to).toSorted();
}

describe('the head of a school', () => {
  it('is asked about a class of theirs, and no head of another', async () => {
    const [own, other]: SchoolMade[] = [await classes.school(), await classes.school()];
    await classes.ofSchool('head', 'SCHOOL_HEAD', own!);
    await classes.ofSchool('stranger', 'SCHOOL_HEAD', other!);
    await classes.ofSchool('teacher', 'TEACHER', own!);
    const { rosterId } = await lab.aRoster();
    await classes.classIn(rosterId, own!, { asksHead: true, contactEmail: 'class@school.example' });
    expect(await recipients()).toEqual(['class@school.example', 'head@people.test']);
    const { mail } = await lab.one('head@people.test');
    expect(mail.subject).toBe('Погодьте участь класу 9-А: Клуб читачів');
    expect(mail.text).toContain('Ірина Мельник записує клас');
    expect(mail.text).toContain('до неділі, 3 березня 2019, 10:00');
    const [link, ...more] = linksIn(await lab.one('head@people.test'));
    expect(more).toEqual([]);
    expect(mail.text).toContain(`Вирішити:\nhttp://zakhid.test/r/${link}\n`);
    expect(mail.text).not.toContain('class@school.example');
  });
});

describe('a nominee', () => {
  it('is invited with a link that says yes or no, and nobody else hears of it', async () => {
    const rosterId = await nominations.aQuota(2);
    await nominations.nominated(rosterId, 'ada');
    expect(await recipients()).toEqual(['ada@example.org']);
    const told = await lab.one('ada@example.org');
    expect(told.mail.subject).toBe('Вас запропоновано учасником: Клуб читачів');
    expect(told.mail.text).toContain(`${nominations.body.slug} пропонує вас`);
    const [link, ...others] = linksIn(told);
    expect(others).toEqual([]);
    expect(told.mail.text).toContain(`Погоджуюся:\nhttp://zakhid.test/r/${link}`);
    await lab.fresh();
    expect(must(await nominations.answerBy(link!, true)).receipt).toMatchObject({ status: 'CONFIRMED' });
    expect(await recipients()).toEqual(['ada@example.org']);
  });

  it('who says no is told of to those alone who nominate for the body, by name', async () => {
    const rosterId = await nominations.aQuota(1);
    const [ada] = await nominations.nominated(rosterId, 'borys');
    await lab.fresh();
    must(await nominations.answer(ada!.id, false, { reason: 'У відпустці' }));
    expect(await recipients()).toEqual(['nominator@people.test']);
    const { mail } = await lab.one('nominator@people.test');
    expect(mail.subject).toBe('Потрібна заміна: Клуб читачів');
    expect(mail.text).toContain('Не візьме участі: borys. Причина: У відпустці');
    expect(mail.text).toContain(
      'Увійдіть до Zakhid і назвіть на це місце іншу людину до вівторка, 23 квітня 2019, 11:00.',
    );
    expect(mail.text).not.toContain('http://zakhid.test');
  });

  it('whose place went to the reserve is told of so, and the reserve reads by whom it was named', async () => {
    const rosterId = await nominations.aQuota(1);
    const [first] = await nominations.nominated(rosterId, 'danylo', 'yeva');
    const waits = await lab.one('yeva@example.org');
    expect(waits.mail.subject).toBe('Ви в резерві під номером 1: Клуб читачів');
    await lab.fresh();
    must(await nominations.answer(first!.id, false));
    expect(await recipients()).toEqual(['nominator@people.test', 'yeva@example.org']);
    const wanted = (await lab.one('nominator@people.test')).mail;
    expect(wanted.subject).toBe('Місце перейшло до резерву: Клуб читачів');
    expect(wanted.text).toContain('вона стане останньою в резерві');
    expect(wanted.text).not.toContain('на це місце');
    const offered = await lab.one('yeva@example.org');
    expect(offered.mail.subject).toBe('Для вас звільнилося місце: Клуб читачів');
    for (const { mail } of [waits, offered]) {
      expect(mail.text).toContain(`${nominations.body.slug} пропонує вас як учасника`);
      expect(mail.text).toContain(`цю адресу вказав ваш номінатор: ${nominations.body.slug}`);
    }
    expect(await lab.byLink('accept', linksIn(offered)[0]!)).toMatchObject({ receipt: { status: 'CONFIRMED' } });
  });

  it('whom the body takes back reads that it did, not that the library cancelled', async () => {
    const rosterId = await nominations.aQuota(1);
    const [vira] = await nominations.nominated(rosterId, 'vira');
    await lab.fresh();
    must(await nominations.withdraw(vira!.id, { reason: 'Переведено до іншого відділу' }));
    expect(await recipients()).toEqual(['vira@example.org']);
    const { mail } = await lab.one('vira@example.org');
    expect(mail.subject).toBe('Вас більше не запропоновано учасником: Клуб читачів');
    expect(mail.text).toContain(
      `Ваш номінатор відкликав вашу участь: ${nominations.body.slug}. Причина: Переведено до іншого відділу`,
    );
    expect(mail.text).not.toMatch(/бібліотека скасувала/iu);
    expect(await lab.registration(vira!.id)).toMatchObject({ status: 'CANCELLED', endedBy: 'BODY' });
    expect(await nominations.states(rosterId)).toEqual(['vira: WITHDRAWN']);
  });

  it('whom the library cancels reads that the library did', async () => {
    const rosterId = await nominations.aQuota(1);
    const [halyna] = await nominations.nominated(rosterId, 'halyna');
    await lab.fresh();
    const input = { key: aKey(), registrationId: halyna!.id, reason: 'Зал зачинено' };
    must(await lab.asked<Answered>(BY_STAFF.cancel, { input }, LIBRARIAN));
    expect(await recipients()).toEqual(['halyna@example.org']);
    const { mail } = await lab.one('halyna@example.org');
    expect(mail.subject).toBe('Бібліотека скасувала вашу реєстрацію: Клуб читачів');
    const [said, footer] = mail.text!.split('\n—\n');
    expect(said).toContain('бібліотека скасувала вашу реєстрацію. Причина: Зал зачинено');
    expect(said).not.toContain(nominations.body.slug);
    expect(footer).toContain(`цю адресу вказав ваш номінатор: ${nominations.body.slug}`);
  });
});

describe('what staff write', () => {
  it('comes once to those who were chosen, in its own words and with a link of each, and to nobody else', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 2 });
    const one = await lab.registered(rosterId, { email: 'one@example.org' });
    const two = await lab.registered(rosterId, { email: 'two@example.org' });
    await lab.registered(rosterId, { email: 'waits@example.org' });
    await lab.fresh();
    const words = { subject: 'Що взяти із собою', text: 'Візьміть зошити.\nВхід із двору.' };
    const input = { rosterId, key: aKey(), statuses: ['CONFIRMED'], ...words };
    for (const _ of [1, 2]) must(await lab.asked<Answered>(MESSAGE, { input }, LIBRARIAN));
    expect(await recipients()).toEqual(['one@example.org', 'two@example.org']);
    const links = [];
    for (const email of ['one@example.org', 'two@example.org']) {
      const told = await lab.one(email);
      expect(told.mail.subject).toBe('Що взяти із собою');
      expect(told.mail.text).toContain('\n\nВізьміть зошити.\nВхід із двору.\n\n');
      expect(told.mail.text).toContain('Центральна бібліотека');
      links.push(linksIn(told)[0]!);
    }
    for (const [at, { id }] of [one, two].entries()) {
      expect(await lab.byLink('cancel', links[at]!)).toMatchObject({ receipt: { id, status: 'CANCELLED' } });
    }
  });
});
