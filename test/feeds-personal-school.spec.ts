// The calendar of a school: for its head all classes, for a teacher their own, and nothing of other schools.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SchoolMade } from './class-lab.ts';
import { CREATE, PersonalFeedLab } from './personal-feed-lab.ts';
import { aKey } from './registration-lab.ts';
import { must, type Told } from './session-lab.ts';

let lab: PersonalFeedLab;
let school: SchoolMade;
let elsewhere: SchoolMade;
let session: Told;
let rosterId: string;
let head: string;
let teacher: string;
beforeAll(async () => {
  lab = await PersonalFeedLab.start();
  school = await lab.school();
  elsewhere = await lab.school();
  await lab.ofSchool('head', 'SCHOOL_HEAD', school);
  await lab.ofSchool('teacher', 'TEACHER', school);
  const input = { of: 'SCHOOL', schoolId: school.id };
  head = (await lab.made(input, 'head')).path;
  teacher = (await lab.made(input, 'teacher')).path;
  ({ session, rosterId } = await lab.aRoster({ capacity: 65 }, { titleUk: 'Тематичний урок' }));
  await lab.classIn(rosterId, school, { contactName: 'Ірина Мельник', contactPhone: '+380 44 123 45 67' });
  const own = { letter: 'Б', pupils: 20, adults: 2, contactName: 'Олена Коваль' };
  await lab.classIn(rosterId, school, own, { as: 'teacher' });
  await lab.classIn(rosterId, school, { letter: 'В', pupils: 25 });
  await lab.classIn(rosterId, elsewhere, { letter: 'Г', pupils: 5, contactName: 'Чужа Людина' });
  await lab.registered(rosterId, { name: 'Окрема Особа', seats: 1 });
});
afterAll(() => lab.app.stop());

describe('the calendar of a school', () => {
  it('shows its head every class with its numbers and how it stands, and nobody by name', async () => {
    const { title, events, text } = await lab.calendar(head);
    expect([title, events.length]).toEqual([`Класи: Школа ${school.id}`, 1]);
    const event = events[0]!;
    expect([event('uid'), event('summary')]).toEqual([`${session.id}@zakhid`, 'Тематичний урок (9-А, 9-Б, 9-В)']);
    expect(event('description')!.split('\n').slice(0, 3)).toEqual([
      '9-А (учнів: 28, дорослих: 2): місце підтверджено',
      '9-Б (учнів: 20, дорослих: 2): місце підтверджено',
      '9-В (учнів: 25, дорослих: 2): у черзі, місце 1',
    ]);
    expect([event('status'), event('sequence')]).toEqual(['CONFIRMED', '0']);
    expect(text).not.toMatch(/9-Г|Чужа|Окрема|Ірина|Мельник|Олена|Коваль|@school\.example|380|meet\.example/);
  });

  it('shows a teacher only the classes that they registered', async () => {
    const { title, events, text } = await lab.calendar(teacher);
    expect([title, events.map((event) => event('summary'))]).toEqual([
      `Мої класи: Школа ${school.id}`,
      ['Тематичний урок (9-Б)'],
    ]);
    expect(text).not.toMatch(/9-А|9-В|Ірина/);
  });

  it('loses a class that is cancelled, and says of a session that is called off that it is', async () => {
    const more = await lab.aRoster({}, { titleUk: 'Екскурсія' }, { startDate: '2019-04-25' });
    const one = await lab.classIn(more.rosterId, school, { letter: 'Д' });
    await lab.classIn(more.rosterId, school, { letter: 'Е', pupils: 10 });
    const seen = async () => (await lab.calendar(head)).find(more.session.id);
    expect((await seen())('summary')).toBe('Екскурсія (9-Д, 9-Е)');
    must(await lab.act('cancel', one.id));
    expect((await seen())('summary')).toBe('Екскурсія (9-Е)');
    must(await lab.take('CANCEL', more.session.id));
    const event = await seen();
    expect([event('status'), event('sequence')]).toEqual(['CANCELLED', '1']);
    expect(event('summary')).toContain('Екскурсія (9-Е)');
  });

  it('is had by nobody who is not of the school', async () => {
    const asked = (schoolId: string) => ({ input: { key: aKey(), of: 'SCHOOL', name: 'x', schoolId } });
    for (const as of ['stranger', 'librarian', 'coordinator', 'nominator'] as const) {
      expect([as, await lab.codeOf(CREATE, asked(school.id), as)]).toEqual([as, 'FORBIDDEN']);
    }
    expect(await lab.codeOf(CREATE, asked(elsewhere.id), 'head')).toBe('FORBIDDEN');
    expect(await lab.codeOf(CREATE, asked(school.id), null)).toBe('UNAUTHENTICATED');
  });
});
