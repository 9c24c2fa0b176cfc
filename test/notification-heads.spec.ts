// The head of a school decides by the link of the mail that asks; where a school has none here, the host decides instead.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import { assignments } from '../src/identity/assignment.tables.ts';
import { people } from '../src/identity/person.tables.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { registrationLinks } from '../src/registration/record/registration.tables.ts';
import { ClassLab, type SchoolMade } from './class-lab.ts';
import { linksIn, NotificationLab } from './notification-lab.ts';
import { personId } from './people.ts';
import { LIBRARIAN, NOBODY } from './programme-lab.ts';
import { aKey, type Answered, RECEIPT } from './registration-lab.ts';
import { BY_STAFF } from './registration-staff-lab.ts';
import { must } from './session-lab.ts';

jest.setTimeout(60_000);

const ANSWER = `mutation ($input: AnswerClassInput!) { result: answerClass(input: $input) { ${RECEIPT}
  ... on Refusal { kind message } ... on LinkRefused { reason } ... on NotInThisState { status } } }`;
const SHOWN = 'query ($link: String!) { result: registrationByLink(link: $link) { purpose isGood } }';
const TEACHER = 'class@school.example';
const HEAD = 'head@people.test';

let lab: NotificationLab;
let classes: ClassLab;
let school: SchoolMade;

beforeAll(async () => {
  lab = await NotificationLab.open();
  classes = Object.assign(new ClassLab(lab.app), { ...lab });
  school = await classes.school();
  await classes.ofSchool('head', 'SCHOOL_HEAD', school);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.fresh();
});

const answer = (link: string, parts: Record<string, unknown> = {}) =>
  lab.asked<Answered & { reason?: string }>(ANSWER, { input: { key: aKey(), link, agrees: true, ...parts } }, NOBODY);
const get = (link: string, language = 'uk') =>
  lab.app.fetch(`/r/${link}`, { headers: { 'accept-language': language } });
const press = (link: string, act: string, key: string) =>
  lab.app.fetch(`/r/${link}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ act, key }).toString(),
  });

/** A class that waits for its head, and the link of the mail to them. */
async function asked(parts: Record<string, unknown> = {}) {
  const { rosterId } = await lab.aRoster();
  const { id } = await classes.classIn(rosterId, school, { asksHead: true, contactEmail: TEACHER, ...parts });
  const [link = ''] = linksIn(await lab.one(HEAD));
  await lab.fresh();
  return { id, link, rosterId };
}

async function withoutRole<Done>(work: () => Promise<Done>): Promise<Done> {
  const role = and(eq(assignments.personId, personId('head')), eq(assignments.scopeId, school.id));
  await lab.database.transaction((tx) => tx.delete(assignments).where(role));
  const done = await work();
  await classes.ofSchool('head', 'SCHOOL_HEAD', school);
  return done;
}

describe('the link to the head of a school', () => {
  it('shows the class, the event and who brings it, and to look changes nothing', async () => {
    const { id, link } = await asked();
    const page = await (await get(link)).text();
    for (const part of ['Клас вашої школи', 'Клуб читачів', '2019-04-24 11:00', '9-А, Школа', 'Ірина Мельник']) {
      expect(page).toContain(part);
    }
    expect(page).toMatch(/<dt>Учнів<\/dt>\s*<dd>28<\/dd>/);
    expect(page).toMatch(/>Погоджую<[^]*>Не погоджую</);
    expect(page).not.toContain(TEACHER);
    expect(await (await get(link, 'en')).text()).toMatch(/A class of your school[^]*>I agree<[^]*>I do not agree</);
    expect((await lab.registration(id)).awaits).toBe('HEAD');
    const rows = await lab.database.reader
      .select()
      .from(registrationLinks)
      .where(eq(registrationLinks.registrationId, id as Id<'Registration'>));
    expect(rows.filter(({ purpose }) => purpose === 'HEAD')).toMatchObject([
      { personId: personId('head'), usedAt: null },
    ]);
  });

  it('says yes at the press of a button, once, as that person', async () => {
    const { id, link } = await asked();
    expect((await press(link, 'allow', 'the-key-of-the-page')).status).toBe(200);
    expect((await press(link, 'allow', 'the-key-of-the-page')).status).toBe(200);
    expect((await lab.registration(id)).status).toBe('CONFIRMED');
    expect((await lab.one(TEACHER)).mail.subject).toBe('Реєстрацію підтверджено: Клуб читачів');
    const lines = await lab.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id));
    expect(lines.filter(({ action }) => action === 'APPROVE')).toMatchObject([
      { actorId: personId('head'), via: 'LINK' },
    ]);
    expect(await answer(link)).toMatchObject({ kind: 'LinkRefused', reason: 'USED' });
    expect(await (await get(link, 'en')).text()).toContain('not valid any more');
  });

  it('says no with a button, or with a reason over the interface, and no reason for a yes', async () => {
    const [one, two] = [await asked(), await asked()];
    expect((await press(one.link, 'forbid', 'the-key-of-the-page')).status).toBe(200);
    expect(await lab.registration(one.id)).toMatchObject({ status: 'DECLINED', reason: null, heldSeats: 0 });
    await expect(answer(two.link, { reason: 'Радо' })).rejects.toThrow('a reason is for a no');
    await lab.fresh();
    expect(must(await answer(two.link, { agrees: false, reason: 'Контрольна' })).receipt!.status).toBe('DECLINED');
    expect((await lab.one(TEACHER)).mail.text).toContain(
      'Директор школи не погодив вашу реєстрацію. Причина: Контрольна',
    );
  });

  it('works only while they are head of the school, and have an account that is active', async () => {
    const { id, link } = await asked();
    await withoutRole(async () => {
      expect(await answer(link)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
      expect((await get(link)).status).toBe(404);
      expect((await press(link, 'allow', 'the-key-of-the-page')).status).toBe(409);
      expect(await lab.asked(SHOWN, { link }, NOBODY)).toBeNull();
    });
    const active = (is: boolean) =>
      lab.database.transaction((tx) =>
        tx
          .update(people)
          .set({ active: is })
          .where(eq(people.id, personId('head'))),
      );
    await active(false);
    expect(await answer(link)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
    await active(true);
    expect((await lab.registration(id)).status).toBe('PENDING_APPROVAL');
    expect(await lab.asked(SHOWN, { link }, NOBODY)).toEqual({ purpose: 'HEAD', isGood: true });
  });

  it('is over with the hold, does nothing else, and is none of the teacher’s', async () => {
    const { id, link } = await asked();
    expect(await lab.byLink('cancel', link)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
    expect(await answer(await lab.link(id, 'MANAGE'))).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
    lab.app.clock.set('2019-03-03T08:00:00Z');
    expect(await answer(link)).toMatchObject({ kind: 'LinkRefused', reason: 'EXPIRED' });
  });

  it('decides nothing that was decided meanwhile', async () => {
    const { id, link } = await asked();
    must(await lab.asked<Answered>(BY_STAFF.approve, { input: { key: aKey(), registrationId: id } }, LIBRARIAN));
    expect(await answer(link, { agrees: false })).toMatchObject({ kind: 'NotInThisState', status: 'CONFIRMED' });
    expect(await (await get(link)).text()).not.toContain('<button');
  });

  it('stays theirs when staff correct the teacher’s address, and nobody asks them twice', async () => {
    const { id, link } = await asked();
    const input = { key: aKey(), registrationId: id, email: 'other@school.example' };
    must(await lab.asked<Answered>(BY_STAFF.edit, { input }, LIBRARIAN));
    expect((await lab.one('other@school.example')).mail.subject).toBe('Реєстрація чекає на погодження: Клуб читачів');
    expect(await lab.to(HEAD)).toEqual([]);
    expect(must(await answer(link)).receipt!.status).toBe('CONFIRMED');
  });
});

describe('a class that staff move to another date', () => {
  it('is asked about anew, by a link that works', async () => {
    const { id, link } = await asked();
    const there = await lab.aRoster();
    const input = { key: aKey(), registrationId: id, toRosterId: there.rosterId, reason: 'Ремонт зали' };
    const moved = must(await lab.asked<Answered>(BY_STAFF.move, { input }, LIBRARIAN)).receipt!;
    const [anew] = linksIn(await lab.one(HEAD));
    expect(await answer(link)).toMatchObject({ kind: 'NotInThisState' });
    expect(must(await answer(anew!)).receipt).toMatchObject({ id: moved.id, status: 'CONFIRMED' });
  });
});

describe('a class whose school has no head here', () => {
  const STAFF = ['approver@people.test', 'librarian@people.test'];
  const subjects = async () => {
    await lab.settled();
    return lab.sink.received.map(({ to, mail }) => `${to.join()}: ${mail.subject}`).toSorted();
  };
  const decide = async (act: 'approve' | 'decline', registrationId: string, parts = {}) =>
    must(await lab.asked<Answered>(BY_STAFF[act], { input: { key: aKey(), registrationId, ...parts } }, LIBRARIAN));

  it('waits for the host in their place, who hears of it, and so does the teacher', async () => {
    const { rosterId } = await lab.aRoster();
    const { id, expiresAt } = await classes.classIn(rosterId, await classes.school(), {
      asksHead: true,
      contactEmail: TEACHER,
    });
    expect(await lab.registration(id)).toMatchObject({ status: 'PENDING_APPROVAL', awaits: 'STAFF', heldSeats: 30 });
    expect(expiresAt).toBeNull();
    expect(await subjects()).toEqual([
      ...STAFF.map((to) => `${to}: Вирішіть за директора про клас 9-А: Клуб читачів`),
      `${TEACHER}: Реєстрація чекає на погодження: Клуб читачів`,
    ].toSorted()); // prettier-ignore
    expect((await lab.one(TEACHER)).mail.text).toContain('замість нього реєстрацію має погодити бібліотека');
    const { text } = (await lab.one(STAFF[0]!)).mail;
    expect(text).toContain('Ірина Мельник записує клас');
    expect(text).not.toMatch(/http|class@school/);
    await lab.at('2019-03-10T08:00:00Z');
    expect((await lab.registration(id)).status).toBe('PENDING_APPROVAL');
    expect((await decide('approve', id)).receipt!.status).toBe('CONFIRMED');
  });

  it('is declined by the library, not by a head', async () => {
    const { rosterId } = await lab.aRoster({ mode: 'APPROVAL' });
    const { id } = await classes.classIn(rosterId, await classes.school(), { asksHead: true, contactEmail: TEACHER });
    await lab.fresh();
    await decide('decline', id, { reason: 'Ремонт' });
    expect((await lab.one(TEACHER)).mail.text).toContain('бібліотека не погодила вашу реєстрацію. Причина: Ремонт');
  });

  it('asks the head who has come by the time that the address is confirmed', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    const later = await classes.school();
    const { id } = await classes.classIn(rosterId, later, { asksHead: true, contactEmail: TEACHER });
    await classes.ofSchool('head', 'SCHOOL_HEAD', later);
    await lab.act('confirm', id);
    expect((await lab.registration(id)).awaits).toBe('HEAD');
    expect(await lab.to(HEAD)).toHaveLength(1);
  });
});
