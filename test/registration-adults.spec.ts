// Adults of classes where they take no seats: as many as belong to a class, and no more people than the shelter holds.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { branches } from '../src/venues/places/branch.tables.ts';
import { ClassLab, type SchoolMade } from './class-lab.ts';
import { APPROVER } from './programme-lab.ts';
import { aKey } from './registration-lab.ts';
import { StaffLab } from './registration-staff-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

let lab: ClassLab;
let staff: StaffLab;
let school: SchoolMade;
beforeAll(async () => {
  lab = await ClassLab.start();
  staff = Object.assign(new StaffLab(lab.app), { ...lab });
  school = await lab.school();
});
afterAll(() => lab.app.stop());
afterEach(() => shelter(null));

const shelter = (shelterCapacity: number | null) =>
  lab.database.transaction((tx) =>
    tx.update(branches).set({ shelterCapacity }).where(eq(branches.id, lab.branches.central)),
  );

describe.each([true, false])('a class where adults take seats: %s', (adultsCount) => {
  it('comes with as many adults as belong to its pupils', async () => {
    const { rosterId } = await lab.aRoster({ adultsCount, capacity: 9_000, largestGroup: null });
    const bring = (adults: number) => lab.registerClass(rosterId, school, { pupils: 28, adults }, { as: null, language: 'en' }); // prettier-ignore
    const told = await bring(5_000);
    expect(told).toMatchObject({ kind: 'TooManyAdults', message: expect.stringContaining('At most so many adults') });
    expect(told.message).toContain('30');
    expect((await bring(31)).kind).toBe('TooManyAdults');
    const { id } = must(await bring(30)).receipt!;
    expect((await lab.act('edit', id, { adults: 31 })).kind).toBe('TooManyAdults');
    expect((await staff.on('edit', id, { adults: 31 })).kind).toBe('TooManyAdults');
    const schoolClass = { schoolSlug: school.slug, grade: 3, letter: 'Б', pupils: 5, adults: 8 };
    expect((await staff.phone(rosterId, { name: 'Ганна Кіт', schoolClass })).kind).toBe('TooManyAdults');
    must(await staff.phone(rosterId, { name: 'Ганна Кіт', schoolClass: { ...schoolClass, adults: 7 } }));
  });
});

describe('a shelter for 40, where adults take no seats', () => {
  /** A roster of 40 seats in the library itself: what is online has no shelter. */
  async function aRoster(parts: Parts = {}) {
    await shelter(40);
    const { event, session } = await lab.announced(
      {},
      { attendanceMode: 'MIXED', joinUrl: 'https://meet.example.org/x' },
    );
    const settings = { mode: 'OPEN', capacity: 40, confirmsEmail: false, adultsCount: false, pupilsPerAdult: null };
    const input = { eventId: event.id, sessionId: session.id, ...settings, ...parts };
    const asking = 'capacityReason' in parts ? APPROVER : undefined;
    return must(await lab.saveRoster({ key: aKey(), ...input }, asking)).id;
  }

  it('takes no class beyond it, and counts the adults of those who are there', async () => {
    const rosterId = await aRoster();
    expect(await lab.registerClass(rosterId, school, { pupils: 38, adults: 3 })).toMatchObject({
      kind: 'TooManyPeople',
    });
    const first = await lab.classIn(rosterId, school, { pupils: 28, adults: 4 });
    expect(await lab.roster(rosterId)).toMatchObject({ held: 28 });
    const second = { letter: 'Б', pupils: 6, adults: 2 };
    const told = await lab.registerClass(rosterId, school, { ...second, adults: 3 }, { as: null, language: 'en' });
    expect(told).toMatchObject({ kind: 'TooManyPeople', message: expect.stringMatching(/shelter has room .*: 8\./) });
    await lab.classIn(rosterId, school, second);
    expect(await lab.register(rosterId, { email: 'late@example.org' })).toMatchObject({ kind: 'TooManyPeople' });
    must(await lab.act('cancel', first.id));
    await lab.registered(rosterId, { email: 'late@example.org' });
  });

  it('counts those who come at once', async () => {
    const rosterId = await aRoster();
    const letters = [...'АБВГДЕЖЗ'];
    const told = await Promise.all(
      letters.map((letter) => lab.registerClass(rosterId, school, { letter, pupils: 4, adults: 4 })),
    );
    expect(told.map(({ kind }) => kind ?? 'in').toSorted()).toEqual([
      ...Array<string>(3).fill('TooManyPeople'),
      ...Array<string>(5).fill('in'),
    ]);
    expect(await lab.roster(rosterId)).toMatchObject({ held: 20 });
  });

  it('lets nobody bring more later', async () => {
    const rosterId = await aRoster();
    const { id } = await lab.classIn(rosterId, school, { pupils: 20, adults: 2 });
    await lab.classIn(rosterId, school, { letter: 'Б', pupils: 14, adults: 2 });
    expect((await lab.act('edit', id, { adults: 5 })).kind).toBe('TooManyPeople');
    expect((await staff.on('edit', id, { pupils: 22, adults: 3 })).kind).toBe('TooManyPeople');
    must(await lab.act('edit', id, { adults: 4 }));
    // What is there already may be mended all the same.
    await shelter(30);
    must(await lab.act('edit', id, { phone: '044 1' }));
    must(await lab.act('edit', id, { adults: 3 }));
  });

  it('has room for who waits only once somebody has left', async () => {
    const rosterId = await aRoster({ policy: 'STRICT' });
    const { id } = await lab.classIn(rosterId, school, { pupils: 28, adults: 2 });
    const waiting = await lab.classIn(rosterId, school, { letter: 'Б', pupils: 30, adults: 2 });
    expect(waiting.status).toBe('WAITLISTED');
    expect((await lab.act('edit', waiting.id, { adults: 11 })).kind).toBe('TooManyPeople');
    must(await lab.act('edit', waiting.id, { adults: 10 }));
    must(await lab.act('cancel', id));
    expect((await lab.registration(waiting.id)).status).toBe('OFFERED');
    must(await lab.act('accept', waiting.id));
    expect(await lab.count(rosterId, 'CONFIRMED')).toBe(1);
  });

  it('lets an offer be taken with no more adults than fit', async () => {
    const rosterId = await aRoster({ policy: 'STRICT' });
    const [one] = [await lab.classIn(rosterId, school, { pupils: 25, adults: 5 })];
    const waiting = await lab.classIn(rosterId, school, { letter: 'Б', pupils: 20, adults: 6 });
    must(await lab.act('edit', one.id, { pupils: 18 }));
    expect((await lab.registration(waiting.id)).status).toBe('OFFERED');
    expect(await lab.act('accept', waiting.id)).toMatchObject({ kind: 'TooManyPeople' });
    must(await lab.act('accept', waiting.id, { pupils: 14, adults: 3 }));
  });

  it('is not asked of who is moved within it, and of who is moved beyond it', async () => {
    const from = (await lab.aRoster({ adultsCount: false, pupilsPerAdult: null })).rosterId;
    const rosterId = await aRoster();
    await lab.classIn(rosterId, school, { pupils: 20, adults: 2 });
    const { id } = await lab.classIn(from, school, { letter: 'Б', pupils: 16, adults: 3 });
    expect(await staff.on('move', id, { toRosterId: rosterId })).toMatchObject({ kind: 'TooManyPeople' });
    must(await lab.act('edit', id, { adults: 2 }));
    must(await staff.on('move', id, { toRosterId: rosterId }));
  });

  it('bounds nobody where an approver has said why', async () => {
    const rosterId = await aRoster({ capacity: 50, capacityReason: 'Є друге укриття поруч' });
    await lab.classIn(rosterId, school, { pupils: 38, adults: 10 });
  });

  it('is told of a wished date before it is picked', async () => {
    const rosterId = await aRoster();
    await lab.classIn(rosterId, school, { pupils: 28, adults: 4 });
    const { eventId } = await lab.roster(rosterId);
    await lab.arrange(eventId, 'SERIES');
    const session = must(await lab.schedule(eventId, { place: { online: true }, startDate: '2019-05-15' }));
    const other = must(await lab.saveRoster({ eventId, sessionId: session.id, mode: 'OPEN', capacity: 60 })).id;
    const { rosterId: _, ...input } = lab.aClass('', school, { letter: 'Г', pupils: 10, adults: 1 });
    const wish = `mutation ($input: WishDatesInput!) { result: wishDates(input: $input) {
      ... on DatesWished { wish { dates { fits refusal } } } ... on Refusal { kind message } } }`;
    const told = await lab.asked<Parts>(wish, { input: { ...input, rosterIds: [rosterId, other] } }, { as: null });
    expect(told).toMatchObject({
      wish: {
        dates: [
          { fits: false, refusal: expect.stringContaining('укритті') },
          { fits: true, refusal: null },
        ],
      },
    });
  });
});
