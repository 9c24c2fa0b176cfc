// Whose a personal calendar is: it is there as long as its owner is good for it, and is theirs as all their data are.
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personalFeeds } from '../src/feeds/personal/personal.feed.tables.ts';
import { assignments } from '../src/identity/assignment.tables.ts';
import { people } from '../src/identity/person.tables.ts';
import type { Role } from '../src/platform/access/viewer.ts';
import type { SignIn } from './app.ts';
import type { SchoolMade } from './class-lab.ts';
import { personId } from './people.ts';
import { PersonalFeedLab } from './personal-feed-lab.ts';

let lab: PersonalFeedLab;
let school: SchoolMade;
beforeAll(async () => {
  lab = await PersonalFeedLab.start();
  school = await lab.school();
  await lab.ofSchool('head', 'SCHOOL_HEAD', school);
  await lab.ofSchool('teacher', 'TEACHER', school);
  await lab.database.transaction((tx) => lab.grant(tx, 'door', 'DOOR', lab.branches.central));
});
afterAll(() => lab.app.stop());

type Who = Exclude<SignIn, null>;
const isOpen = async (as: Who, id: string) => (await lab.list(as)).find((feed) => feed.id === id)?.isOpen;

describe('a role that is taken away', () => {
  const cases: [Who, Role, () => object][] = [
    ['head', 'SCHOOL_HEAD', () => ({ of: 'SCHOOL', schoolId: school.id })],
    ['teacher', 'TEACHER', () => ({ of: 'SCHOOL', schoolId: school.id })],
    ['librarian', 'LIBRARIAN', () => ({ of: 'ROOM', roomId: lab.rooms.hallA })],
    ['approver', 'APPROVER', () => ({ of: 'BRANCH', branchId: lab.branches.central })],
    ['door', 'DOOR', () => ({ of: 'BRANCH', branchId: lab.branches.central })],
    ['admin', 'ADMIN', () => ({ of: 'BRANCH', branchId: lab.branches.third })],
  ];

  it.each(cases)('takes the calendar of %s with it at once; one’s own stays', async (as, role, thing) => {
    const { path, feed } = await lab.made({ ...thing() }, as);
    const own = await lab.made({}, as);
    expect([await lab.status(path), await isOpen(as, feed.id)]).toEqual([200, true]);
    const ofRole = and(eq(assignments.personId, personId(as)), eq(assignments.role, role));
    const rows = await lab.database.reader.select().from(assignments).where(ofRole);
    await lab.database.transaction((tx) => tx.delete(assignments).where(ofRole));
    expect([await lab.status(path), await lab.status(own.path)]).toEqual([404, 200]);
    expect(await isOpen(as, feed.id)).toBe(false);
    await lab.database.transaction((tx) => tx.insert(assignments).values(rows));
    expect([await lab.status(path), await isOpen(as, feed.id)]).toEqual([200, true]);
  });

  it('for one school or branch leaves that of another', async () => {
    await lab.database.transaction((tx) => lab.grant(tx, 'librarian', 'LIBRARIAN', lab.branches.next));
    const next = await lab.made({ of: 'BRANCH', branchId: lab.branches.next }, 'librarian');
    const central = await lab.made({ of: 'BRANCH', branchId: lab.branches.central }, 'librarian');
    await lab.database.transaction((tx) =>
      tx
        .delete(assignments)
        .where(and(eq(assignments.personId, personId('librarian')), eq(assignments.scopeId, lab.branches.next))),
    );
    expect([await lab.status(next.path), await lab.status(central.path)]).toEqual([404, 200]);
  });
});

it('a head who becomes a teacher sees only their own classes at the same address', async () => {
  const { rosterId } = await lab.aRoster();
  await lab.classIn(rosterId, school, { contactName: 'Ірина Мельник' });
  const { path } = await lab.made({ of: 'SCHOOL', schoolId: school.id }, 'head');
  expect((await lab.calendar(path)).events).toHaveLength(1);
  const ofHead = eq(assignments.personId, personId('head'));
  await lab.database.transaction((tx) => tx.update(assignments).set({ role: 'TEACHER' }).where(ofHead));
  expect((await lab.calendar(path)).events).toHaveLength(0);
});

it('an account that is switched off has no calendars', async () => {
  const { path } = await lab.made({}, 'nominator');
  const ofNominator = eq(people.id, personId('nominator'));
  const set = (active: boolean) =>
    lab.database.transaction((tx) => tx.update(people).set({ active }).where(ofNominator));
  await set(false);
  expect(await lab.status(path)).toBe(404);
  await set(true);
  expect(await lab.status(path)).toBe(200);
});

it('one’s calendars are told with one’s data, without their secrets, and erased with them', async () => {
  const { path, feed } = await lab.made({ name: 'Телефон Тараса' }, 'reporter');
  await lab.fetch(path);
  const asking = { as: 'reporter' } as const;
  const { data } = await lab.app.gql<{ myData: { personalFeeds: object[] } }>('{ myData }', {}, asking);
  const told = data.myData.personalFeeds;
  expect(told).toMatchObject([{ id: feed.id, of: 'PERSON', name: 'Телефон Тараса', lastUsedAt: expect.any(String) }]);
  expect(JSON.stringify(told)).not.toMatch(/hash|zkc_/i);
  const erase = 'mutation ($id: ID!) { result: erasePerson(id: $id) { kind: __typename } }';
  await lab.app.gql(erase, { id: personId('reporter') }, asking);
  expect(await lab.status(path)).toBe(404);
  const ofReporter = eq(personalFeeds.personId, personId('reporter'));
  expect(await lab.database.reader.select().from(personalFeeds).where(ofReporter)).toEqual([]);
});
