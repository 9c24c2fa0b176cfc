// Whole classes: a lesson of 60 places under each policy of its queue, and what a class has to be.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClassLab, REGISTER_CLASS, type SchoolMade } from './class-lab.ts';
import { aKey, type ReceiptTold } from './registration-lab.ts';
import { must } from './session-lab.ts';

let lab: ClassLab;
let school: SchoolMade;
beforeAll(async () => {
  lab = await ClassLab.start();
  school = await lab.school();
});
afterAll(() => lab.app.stop());

describe.each(['OFFER_SMALLER', 'STRICT', 'FIT_FIRST'] as const)('a lesson of 60 places, %s', (policy) => {
  let rosterId: string;
  let b9: ReceiptTold;
  let a10: ReceiptTold;
  let v8: ReceiptTold;
  const isFitFirst = policy === 'FIT_FIRST';
  const bring = (grade: number, letter: string, pupils: number, adults: number) =>
    lab.classIn(rosterId, school, { grade, letter, pupils, adults });

  it('takes 9-А with 30 and 9-Б with 27', async () => {
    ({ rosterId } = await lab.aRoster({ policy }));
    expect(await bring(9, 'А', 28, 2)).toMatchObject({ status: 'CONFIRMED', seats: 30 });
    b9 = await bring(9, 'Б', 25, 2);
    expect(b9).toMatchObject({ status: 'CONFIRMED', seats: 27 });
    expect(await lab.standing(rosterId)).toMatchObject({ held: 57 });
  });

  it('has 10-А with 32 wait, the first', async () => {
    a10 = await bring(10, 'А', 30, 2);
    expect(a10).toMatchObject({ status: 'WAITLISTED', seats: 32, position: 1, offeredSeats: null });
  });

  it(isFitFirst ? 'gives 8-В its 3 at once' : 'has 8-В with 3 wait, the second, although 3 are free', async () => {
    v8 = await bring(8, 'В', 2, 1);
    expect(v8).toMatchObject(
      isFitFirst ? { status: 'CONFIRMED', position: null } : { status: 'WAITLISTED', position: 2 },
    );
    expect((await lab.roster(rosterId)).held).toBe(isFitFirst ? 60 : 57);
  });

  if (policy === 'OFFER_SMALLER') {
    it('offers 10-А 30 for a day when 9-Б cancels, which it takes with 28 and 2; 8-В is then the first', async () => {
      must(await lab.act('cancel', b9.id));
      const offered = await lab.registration(a10.id);
      expect(offered).toMatchObject({ status: 'OFFERED', heldSeats: 30, seats: 32 });
      expect(offered.expiresAt).toEqual(new Date('2019-03-02T08:00:00Z'));
      expect(await lab.act('accept', a10.id)).toMatchObject({ kind: 'NoPlaces', free: 30 });
      expect(await lab.act('accept', a10.id, { pupils: 29, adults: 1 })).toMatchObject({ kind: 'TooFewAdults' });
      const accepted = must(await lab.act('accept', a10.id, { pupils: 28, adults: 2 }));
      expect(accepted.receipt).toMatchObject({ status: 'CONFIRMED', seats: 30, offeredSeats: null });
      expect(await lab.standing(rosterId)).toEqual({
        ...{ held: 60, waiting: 1 },
        classes: ['9-А CONFIRMED', '9-Б CANCELLED', '10-А CONFIRMED', '8-В WAITLISTED'],
      });
      const later = must(await lab.act('edit', v8.id, { pupils: 1 }));
      expect(later.receipt).toMatchObject({ status: 'WAITLISTED', position: 1, seats: 2 });
    });
  }

  if (policy === 'STRICT') {
    it('offers nobody the 30 that 9-Б gives back, until 10-А asks for no more than that', async () => {
      must(await lab.act('cancel', b9.id));
      expect(await lab.standing(rosterId)).toEqual({
        ...{ held: 30, waiting: 2 },
        classes: ['9-А CONFIRMED', '9-Б CANCELLED', '10-А WAITLISTED', '8-В WAITLISTED'],
      });
      must(await lab.act('edit', a10.id, { pupils: 28 }));
      expect(await lab.registration(a10.id)).toMatchObject({ status: 'OFFERED', seats: 30, heldSeats: 30 });
      must(await lab.act('accept', a10.id));
      expect(await lab.standing(rosterId)).toMatchObject({ held: 60, waiting: 1 });
      expect((await lab.registration(v8.id)).status).toBe('WAITLISTED');
    });
  }

  if (isFitFirst) {
    it('has 10-А wait for the 27 that 9-Б gives back, until it asks for no more than that', async () => {
      must(await lab.act('cancel', b9.id));
      expect(await lab.standing(rosterId)).toEqual({
        ...{ held: 33, waiting: 1 },
        classes: ['9-А CONFIRMED', '9-Б CANCELLED', '10-А WAITLISTED', '8-В CONFIRMED'],
      });
      must(await lab.act('edit', a10.id, { pupils: 25 }));
      expect(await lab.registration(a10.id)).toMatchObject({ status: 'OFFERED', heldSeats: 27 });
      must(await lab.act('accept', a10.id));
      expect(await lab.standing(rosterId)).toMatchObject({ held: 60, waiting: 0 });
    });
  }
});

describe('a class', () => {
  it('takes no seats for its adults where the roster does not count them', async () => {
    const { rosterId } = await lab.aRoster({ adultsCount: false, capacity: 28 });
    expect(await lab.classIn(rosterId, school)).toMatchObject({ status: 'CONFIRMED', seats: 28 });
  });

  it('comes with as many adults as the roster asks for', async () => {
    const { rosterId } = await lab.aRoster({ pupilsPerAdult: 10 });
    const few = await lab.registerClass(rosterId, school, { pupils: 21, adults: 2 }, { as: null, language: 'en' });
    expect(few).toMatchObject({ kind: 'TooFewAdults', needed: 3 });
    expect(few.message).toContain('At least so many adults');
    expect(await lab.registrationsOf(rosterId)).toHaveLength(0);
    await lab.classIn(rosterId, school, { pupils: 21, adults: 3 });
  });

  it('is no larger than the largest group, its adults counted', async () => {
    const { rosterId } = await lab.aRoster({ largestGroup: 30 });
    expect(await lab.registerClass(rosterId, school, { pupils: 29 })).toMatchObject({ kind: 'TooManySeats', most: 30 });
    await lab.classIn(rosterId, school, { pupils: 28 });
  });

  it('is one of its roster, and another letter, grade or school is another class', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 500 });
    await lab.classIn(rosterId, school, { letter: 'Б' });
    expect(await lab.registerClass(rosterId, school, { letter: 'Б' })).toMatchObject({ kind: 'AlreadyRegistered' });
    await lab.classIn(rosterId, school, { letter: 'В' });
    await lab.classIn(rosterId, school, { letter: null });
    await lab.classIn(rosterId, school, { letter: 'Б', grade: 8 });
    await lab.classIn(rosterId, await lab.school(), { letter: 'Б' });
    expect(await lab.registrationsOf(rosterId)).toHaveLength(5);
  });

  it('is told to be there already, also where addresses are confirmed: a colleague waits for no mail of another', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    await lab.classIn(rosterId, school);
    const again = await lab.registerClass(rosterId, school, { contactEmail: 'other@example.org' });
    expect(again).toMatchObject({ kind: 'AlreadyRegistered' });
    expect(await lab.registrationsOf(rosterId)).toHaveLength(1);
  });

  it('counts for the quota of pupils, or of the audience it names', async () => {
    const quotas = [
      { audienceSlug: 'pupils', seats: 30 },
      { audienceSlug: 'general-public', seats: 10 },
    ];
    const { rosterId } = await lab.aRoster({ quotas });
    await lab.classIn(rosterId, school);
    await lab.classIn(rosterId, school, { letter: 'Б', pupils: 4, adults: 1, audienceSlug: 'general-public' });
    expect((await lab.quotasOf(rosterId)).map(({ held }) => held)).toEqual([30, 5]);
  });

  it('is asked the questions for groups, and none in words', async () => {
    const questions = [
      { id: 'lunch', type: 'YES_NO', labelUk: 'Обідатимете?', forWhom: 'GROUPS', isRequired: true },
      { id: 'why', type: 'TEXT', labelUk: 'Чому ви?', forWhom: 'INDIVIDUALS', isRequired: true },
    ];
    const { rosterId } = await lab.aRoster({ questions });
    const told = await lab.registerClass(rosterId, school, {
      answers: [{ questionId: 'why', values: ['Прийде Іван Петренко'] }],
    });
    expect(told).toMatchObject({ kind: 'AnswersWrong', faults: [{ questionId: 'lunch' }, { questionId: 'why' }] });
    const { id } = await lab.classIn(rosterId, school, { answers: [{ questionId: 'lunch', values: ['YES'] }] });
    expect((await lab.registration(id)).answers).toEqual({ lunch: true });
  });

  it('waits for its address, which its owner signed in has shown', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    const open = await lab.classIn(rosterId, school);
    expect(open.status).toBe('UNCONFIRMED');
    expect(must(await lab.act('confirm', open.id)).receipt?.status).toBe('CONFIRMED');
    const own = { contactEmail: 'Teacher@people.test', letter: 'Б' };
    const { id, status } = await lab.classIn(rosterId, school, own, { as: 'teacher' });
    expect(status).toBe('CONFIRMED');
    expect((await lab.registration(id)).personId).not.toBeNull();
  });
});

describe('the classes of a school in a term', () => {
  it('are as many as the roster says, over all dates of the event, twice at once too', async () => {
    const own = await lab.school();
    const settings = { capacity: 500, classesPerSchool: 2 };
    const { rosterIds } = await lab.series(['2019-05-08', '2019-09-11'], settings);
    const [rosterId = '', second = '', third = ''] = rosterIds;
    await lab.classIn(rosterId, own, { letter: 'А' });
    const both = await Promise.all([
      lab.registerClass(rosterId, own, { letter: 'Б' }),
      lab.registerClass(second, own, { letter: 'В' }),
    ]);
    expect(both.map(({ kind }) => kind ?? 'in').toSorted()).toEqual(['SchoolHasEnough', 'in']);
    expect(both.find(({ kind }) => kind)).toMatchObject({ enough: 2 });
    // Who is in hears that, not that there are enough.
    expect(await lab.registerClass(rosterId, own, { letter: 'А' })).toMatchObject({ kind: 'AlreadyRegistered' });
    await lab.classIn(third, own, { letter: 'Г' });
    await lab.classIn(rosterId, await lab.school());
  });
});

describe('what is refused', () => {
  it('answers a repeated request as the first time, and another one under its key not at all', async () => {
    const { rosterId } = await lab.aRoster();
    const input = { key: aKey(), contactEmail: 'again@school.example' };
    const first = await lab.registerClass(rosterId, school, input);
    await lab.act('cancel', first.receipt!.id);
    expect(await lab.registerClass(rosterId, school, input)).toEqual(first);
    expect(await lab.registerClass(rosterId, school, { ...input, pupils: 27 })).toMatchObject({ kind: 'KeyReused' });
  });

  it('is an old text on personal data', async () => {
    const { rosterId } = await lab.aRoster();
    const told = await lab.registerClass(rosterId, school, { consentVersion: '2018-01' });
    expect(told).toMatchObject({ kind: 'ConsentNeeded', version: '2026-11' });
  });

  it.each([
    ...[{ pupils: 0 }, { pupils: -1 }, { pupils: 1_000_000_000 }, { adults: -1 }, { grade: 0 }, { grade: 13 }],
    ...[{ letter: 'A' }, { letter: 'а' }, { letter: 'АБ' }, { letter: 'Іван' }],
    ...[{ contactName: 'Олена; Іван, Петро' }, { contactName: '\u200b' }, { contactName: 'О'.repeat(101) }],
    ...[{ contactPhone: 'Іван Петренко 2' }, { contactEmail: 'a@b.example, c@d.example' }],
    ...[{ contactEmail: 'a@b.example\r\nBcc: c@d.example' }, { website: 'https://example.org' }],
    { needs: [{ need: 'WHEELCHAIR', count: 31 }] },
    { needs: [{ need: 'WHEELCHAIR' }, { need: 'WHEELCHAIR' }] },
    { answers: [{ questionId: 'lunch', values: ['x'.repeat(1_001)] }] },
  ])('is bad input: %j', async (parts) => {
    const { rosterId } = await lab.aRoster();
    const input = lab.aClass(rosterId, school, parts);
    expect(await lab.codeOf(REGISTER_CLASS, { input }, null)).toBe('BAD_USER_INPUT');
    expect(await lab.registrationsOf(rosterId)).toHaveLength(0);
  });

  it('is a roster or a school that is none', async () => {
    const { rosterId } = await lab.aRoster();
    const input = lab.aClass(rosterId, school);
    const nowhere = { ...input, rosterId: '01940000-0000-7000-8000-000000000000' };
    expect(await lab.codeOf(REGISTER_CLASS, { input: nowhere }, null)).toBe('NOT_FOUND');
    expect(await lab.codeOf(REGISTER_CLASS, { input: { ...input, schoolSlug: 'nowhere' } }, null)).toBe('NOT_FOUND');
  });
});
