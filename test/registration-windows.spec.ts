// When registration opens and closes: said in one way, and so that somebody can register.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIBRARIAN } from './programme-lab.ts';
import { aKey, type Answered, RegistrationLab } from './registration-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

const SAVE = `mutation ($input: SaveRosterInput!) { result: saveRoster(input: $input) {
  ... on Roster { id version opensAt closesAt staff { window { opensOn opensDaysBefore closesOn closesMinutesBefore } } }
  ... on Refusal { kind message } ... on NeverOpens { wouldOpenAt wouldCloseAt } } }`;

let lab: RegistrationLab;
beforeAll(async () => {
  lab = await RegistrationLab.start();
});
afterAll(() => lab.app.stop());

const save = (at: Parts, window: Parts, language: 'uk' | 'en' = 'uk') =>
  lab.asked<Answered>(SAVE, { input: { key: aKey(), ...at, window } }, { ...LIBRARIAN, language });

/** One lesson on 24 April 2019 at 11:00 in Kyiv, 08:00 in UTC. */
async function ofSession(): Promise<Parts> {
  const { event, session } = await lab.aRoster();
  return { eventId: event.id, sessionId: session.id };
}

/** A course of two dates, of which 18 April is the first. */
async function ofWhole(): Promise<Parts> {
  const course = await lab.draft({ attendanceMode: 'MIXED', joinUrl: 'https://meet.example.org/x' });
  await lab.arrange(course.id, 'COURSE');
  for (const startDate of ['2019-04-25', '2019-04-18']) {
    must(await lab.schedule(course.id, { place: { online: true }, startDate, startTime: '11:00', endTime: '11:45' }));
  }
  must(await lab.publish(course.id));
  must(await lab.saveRoster({ eventId: course.id, mode: 'OPEN', capacity: 12 }));
  return { eventId: course.id };
}

const NEVER: [string, Parts][] = [
  ['a day of closing before that of opening', { opensOn: '2019-04-10', closesOn: '2019-04-09' }],
  ['both at once', { opensOn: '2019-04-10', closesOn: '2019-04-10' }],
  ['the same day, the hour before', { opensOn: '2019-04-10', opensAtTime: '09:00', closesOn: '2019-04-10', closesAtTime: '08:59' }], // prettier-ignore
  ['an opening after the start', { opensOn: '2019-05-01' }],
  ['an opening with the start', { opensDaysBefore: 0 }],
  ['days before, and more minutes', { opensDaysBefore: 1, closesMinutesBefore: 1_440 }],
  ['days before, and a day before that', { opensDaysBefore: 2, closesOn: '2019-04-01' }],
  ['a day, and minutes long before it', { opensOn: '2019-04-16', closesMinutesBefore: 20_160 }],
];

describe.each([
  ['a session', ofSession],
  ['a whole event', ofWhole],
])('the roster of %s', (_, place) => {
  it.each(NEVER)('takes no window that never opens: %s', async (__, window) => {
    const at = await place();
    const before = await save(at, { opensDaysBefore: 14 });
    const refused = await save(at, window);
    expect(refused).toMatchObject({ kind: 'NeverOpens', message: expect.stringContaining('ніколи не відкриється') });
    expect(Date.parse(String(refused['wouldOpenAt']))).toBeGreaterThanOrEqual(
      Date.parse(String(refused['wouldCloseAt'])),
    );
    expect((await save(at, window, 'en')).message).toContain('would never open');
    expect(await save({ ...at, version: before['version'] }, { opensDaysBefore: 14 })).not.toHaveProperty('kind');
  });

  it('takes one that opens a minute before it closes', async () => {
    const window = { opensOn: '2019-04-10', opensAtTime: '09:00', closesOn: '2019-04-10', closesAtTime: '09:01' };
    expect(await save(await place(), window)).toMatchObject({
      ...{ opensAt: '2019-04-10T06:00:00.000Z', closesAt: '2019-04-10T06:01:00.000Z' },
    });
  });
});

it('a whole event is registered for before the first of its dates', async () => {
  const at = await ofWhole();
  const window = { opensOn: '2019-04-18', opensAtTime: '11:00' };
  expect((await save(at, window)).kind).toBe('NeverOpens');
  must(await save(at, { ...window, opensAtTime: '10:59' }));
});

describe('a window', () => {
  it.each([
    ['its opening', { opensOn: '2019-04-01', opensDaysBefore: 7 }],
    ['its closing', { closesOn: '2019-04-20', closesMinutesBefore: 60 }],
  ])('is said in one way: %s in two is bad input', async (_, window) => {
    const at = await ofSession();
    expect(await lab.codeOf(SAVE, { input: { key: aKey(), ...at, window } }, 'librarian')).toBe('BAD_USER_INPUT');
  });

  it('forgets the one way once it is said in the other', async () => {
    const at = await ofSession();
    must(await save(at, { opensDaysBefore: 7, closesMinutesBefore: 60 }));
    const said = must(await save(at, { opensOn: '2019-04-01', opensDaysBefore: null, closesOn: '2019-04-20' }));
    expect(said['staff']).toEqual({
      window: { opensOn: '2019-04-01', opensDaysBefore: null, closesOn: '2019-04-20', closesMinutesBefore: null },
    });
    const again = must(await save(at, { opensDaysBefore: 7, closesMinutesBefore: 60 }));
    expect(again).toMatchObject({ opensAt: '2019-04-17T08:00:00.000Z', closesAt: '2019-04-24T07:00:00.000Z' });
  });
});
