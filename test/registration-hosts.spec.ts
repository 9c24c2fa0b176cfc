// What hosts look for in a roster, whom of it they write to, and a class that was written down wrongly.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { type RegistrationRow, registrations } from '../src/registration/record/registration.tables.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { aKey } from './registration-lab.ts';
import { BY_STAFF, LIST, StaffLab } from './registration-staff-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

const WRITE = `mutation ($input: MessageInput!) { result: messageRegistered(input: $input) {
  ... on StaffMessage { id recipients } ... on Refusal { kind message } } }`;
const REACH = `query ($rosterId: ID!, $registrationIds: [ID!]) {
  result: messageReach(rosterId: $rosterId, statuses: [CONFIRMED], registrationIds: $registrationIds) { recipients withoutAddress } }`;

let lab: StaffLab;
beforeAll(async () => {
  lab = await StaffLab.start();
});
afterAll(() => lab.app.stop());

const set = (id: string, change: Partial<RegistrationRow>) =>
  lab.database.transaction((tx) => tx.update(registrations).set(change).where(eq(registrations.id, id as Id<'Registration'>))); // prettier-ignore
const idsOf = async (rosterId: string, filter: object) => (await lab.rows(rosterId, { filter })).map(({ id }) => id);

describe('a host finds', () => {
  it('whose yes is waited for', async () => {
    const { rosterId } = await lab.aRoster({ mode: 'APPROVAL' });
    const [staff, head, nominee] = [await lab.registered(rosterId), await lab.registered(rosterId), await lab.registered(rosterId)]; // prettier-ignore
    await lab.phoned(rosterId);
    await set(head.id, { awaits: 'HEAD' });
    await set(nominee.id, { awaits: 'NOMINEE' });
    expect(await idsOf(rosterId, { awaits: ['STAFF'] })).toEqual([staff.id]);
    expect(await idsOf(rosterId, { awaits: ['HEAD', 'NOMINEE'] })).toEqual([head.id, nominee.id]);
    expect(await idsOf(rosterId, { awaits: ['HEAD'], statuses: ['CONFIRMED'] })).toEqual([]);
    for (const awaits of [[], ['HEAD', 'HEAD']]) {
      expect(await lab.codeOf(LIST, { id: rosterId, filter: { awaits } }, 'librarian')).toBe('BAD_USER_INPUT');
    }
  });

  it('who was asked again before the day, and is silent', async () => {
    const { rosterId } = await lab.aRoster();
    const [silent, answered, gone] = [await lab.registered(rosterId), await lab.registered(rosterId), await lab.registered(rosterId)]; // prettier-ignore
    await lab.registered(rosterId);
    const reconfirmBy = new Date('2019-04-20T08:00:00Z');
    for (const { id } of [silent, answered, gone]) await set(id, { reconfirmBy });
    must(await lab.act('reconfirm', answered.id));
    must(await lab.act('cancel', gone.id));
    expect(await idsOf(rosterId, { reconfirmation: 'SILENT' })).toEqual([silent.id]);
    expect(await idsOf(rosterId, { reconfirmation: 'ANSWERED' })).toEqual([answered.id]);
  });
});

describe('a host writes', () => {
  const write = (rosterId: string, parts: Parts = {}) =>
    lab.asked<{ kind?: string; recipients: number; id: string }>(
      WRITE,
      { input: { key: aKey(), rosterId, statuses: ['CONFIRMED'], subject: 'Що взяти', text: 'Зошити.', ...parts } },
      LIBRARIAN,
    );

  it('to those who are chosen, and to nobody of another roster or state', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 3 });
    const [one, two] = [await lab.registered(rosterId), await lab.registered(rosterId)];
    const called = await lab.phoned(rosterId);
    const waiting = await lab.registered(rosterId);
    const stranger = await lab.registered((await lab.aRoster()).rosterId);
    const registrationIds = [one.id, called.id, waiting.id, stranger.id, newId(), 'x'];
    const reach = (ids: readonly string[] | null) => lab.asked(REACH, { rosterId, registrationIds: ids }, LIBRARIAN);
    expect(await reach(registrationIds)).toEqual({ recipients: 1, withoutAddress: 1 });
    expect(await reach(null)).toEqual({ recipients: 2, withoutAddress: 1 });
    const sent = await write(rosterId, { registrationIds });
    expect(sent.recipients).toBe(1);
    const told = await lab.database.reader.execute(
      `select registration_id as id from staff_message_recipient where message_id = '${sent.id}'`,
    );
    expect(told.map(({ id }) => id)).toEqual([one.id]);
    const [deed] = (await lab.audit(rosterId)).filter(({ action }) => action === 'MESSAGE');
    expect(deed!.changes).toMatchObject([{ after: { recipients: 1, isOfChosen: true } }]);
    expect((await write(rosterId, { registrationIds: [stranger.id, 'x'] })).kind).toBe('NobodyToWriteTo');
    expect((await write(rosterId, { registrationIds: null })).recipients).toBe(2);
    expect((await lab.registration(two.id)).status).toBe('CONFIRMED');
  });

  it('to one at least, and to no more than 500 that are chosen', async () => {
    const { rosterId } = await lab.aRoster();
    const input = { key: aKey(), rosterId, statuses: ['CONFIRMED'], subject: 'Тема', text: 'Текст' };
    for (const registrationIds of [[], Array.from({ length: 501 }, () => newId())]) {
      expect(await lab.codeOf(WRITE, { input: { ...input, registrationIds } }, 'librarian')).toBe('BAD_USER_INPUT');
      expect(await lab.codeOf(REACH, { rosterId, registrationIds }, 'librarian')).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a class that was written down wrongly', () => {
  async function twoClasses() {
    const { rosterId } = await lab.aRoster({ capacity: 500 });
    const schoolClass = { schoolSlug: await lab.aSchool(), grade: 9, letter: 'А', pupils: 28, adults: 2 };
    const brought = (parts: Parts) => lab.phoned(rosterId, { name: 'Ганна Кіт', schoolClass: { ...schoolClass, ...parts } }); // prettier-ignore
    return { rosterId, schoolClass, one: await brought({}), other: await brought({ letter: 'Б' }) };
  }

  it('gets its grade and letter, and is known by them from then on', async () => {
    const { rosterId, schoolClass, one } = await twoClasses();
    const before = await lab.registration(one.id);
    must(await lab.on('edit', one.id, { grade: 8, letter: 'В', pupils: 27 }));
    expect(await lab.registration(one.id)).toMatchObject({
      ...{ grade: 8, letter: 'В', pupils: 27, seats: 29, oneKey: `class:${before.schoolId}:8-В`, status: 'CONFIRMED' },
    });
    const call = (parts: Parts) => lab.phone(rosterId, { name: 'Ганна Кіт', schoolClass: { ...schoolClass, ...parts } }); // prettier-ignore
    expect((await call({ grade: 8, letter: 'В' })).kind).toBe('AlreadyRegistered');
    must(await call({}));
    must(await lab.on('edit', one.id, { letter: null }));
    expect(await lab.registration(one.id)).toMatchObject({ letter: null, oneKey: `class:${before.schoolId}:8-` });
    const [, deed] = await lab.audit(one.id);
    expect(deed!.changes).toEqual(expect.arrayContaining([{ field: 'grade', before: 9, after: 8 }]));
  });

  it('is none that is there already', async () => {
    const { one, other } = await twoClasses();
    expect((await lab.on('edit', other.id, { letter: 'А' })).kind).toBe('AlreadyRegistered');
    expect(await lab.registration(other.id)).toMatchObject({ letter: 'Б', version: 1 });
    must(await lab.on('edit', one.id, { letter: 'А' }));
    must(await lab.act('cancel', one.id));
    must(await lab.on('edit', other.id, { letter: 'А' }));
  });

  it('is one of two that become the same at once', async () => {
    const { one, other } = await twoClasses();
    const both = await Promise.all([one, other].map(({ id }) => lab.on('edit', id, { letter: 'Ґ' })));
    expect(both.map(({ kind }) => kind ?? 'done').toSorted()).toEqual(['AlreadyRegistered', 'done']);
  });

  it('is a class: nobody else has a grade, and no class another letter than there is', async () => {
    const { rosterId, one } = await twoClasses();
    const code = (registrationId: string, parts: Parts) =>
      lab.codeOf(BY_STAFF.edit, { input: { key: aKey(), registrationId, ...parts } }, 'librarian');
    const { id } = await lab.registered(rosterId);
    expect(await code(id, { grade: 3 })).toBe('BAD_USER_INPUT');
    expect(await code(id, { letter: null })).toBe('BAD_USER_INPUT');
    for (const parts of [{ grade: 13 }, { grade: 0 }, { grade: null }, { letter: 'A' }, { letter: 'Іван' }]) {
      expect([parts, await code(one.id, parts)]).toEqual([parts, 'BAD_USER_INPUT']);
    }
  });
});
