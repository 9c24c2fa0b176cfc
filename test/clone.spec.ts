// An event held once more: at other branches and on other days, with a free slot proposed for each.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloneLab } from './clone-lab.ts';
import { APPROVER, LIBRARIAN, type Made } from './programme-lab.ts';
import { must } from './session-lab.ts';
import { single } from './series-lab.ts';

let lab: CloneLab;
beforeAll(async () => {
  lab = await CloneLab.start();
});
afterAll(() => lab.app.stop());

const THEATRE = { layout: 'THEATRE', expectedPeople: 20 };
/** 10:00 to 11:00 of a day, in Hall A. */
async function original(startDate: string, parts: Record<string, unknown> = {}, ofEvent = {}): Promise<Made> {
  const event = await lab.draft(ofEvent);
  const room = { roomId: lab.rooms.hallA, ...THEATRE, ...parts };
  must(await lab.schedule(event.id, { startDate, place: { room } }));
  return event;
}
const all = () => Object.values(lab.branches).map((branchId) => ({ branchId }));

describe('who may not', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = await original('2019-04-01'));
  });

  it.each([
    ['stranger', 'FORBIDDEN'],
    ['approver', 'FORBIDDEN'],
    [null, 'UNAUTHENTICATED'],
  ] as const)('%s', async (as, code) => {
    const targets = [{ branchId: lab.branches.next }];
    await expect(lab.codeOf(PREVIEW_ID, { input: { eventId: id, targets } }, as)).resolves.toBe(code);
    await expect(lab.codeOf(CLONE_ID, { input: { eventId: id, targets } }, as)).resolves.toBe(code);
  });

  it('whoever does not see the original', async () => {
    await lab.database.transaction((tx) => lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.third));
    const targets = [{ branchId: lab.branches.third }];
    expect(await lab.codeOf(CLONE_ID, { input: { eventId: id, targets } }, 'trainer')).toBe('NOT_FOUND');
    await lab.put(id, 'PUBLISHED');
    expect(await lab.codeOf(CLONE_ID, { input: { eventId: id, targets } }, 'trainer')).toBe('in');
    const secret = { input: { eventId: id, targets, copy: { staffNotes: true } } };
    expect(await lab.codeOf(CLONE_ID, secret, 'trainer')).toBe('FORBIDDEN');
  });
});
const PREVIEW_ID = 'query ($input: PreviewCloneInput!) { result: previewClone(input: $input) { dates } }';
const CLONE_ID = 'mutation ($input: CloneEventInput!) { result: cloneEvent(input: $input) { __typename } }';

describe('a clone to three branches', () => {
  it('has a room at its time where there is one, and else another time', async () => {
    const day = '2019-04-04';
    const event = await original(day);
    // The neighbours are busy until 12:30, clearing away until 12:45, and their own set-up takes half an hour.
    await lab.bookRoom(single(lab.rooms.nextHall, day, '04:30', '12:30', { tearDownMinutes: 15 }));
    const { dates, targets } = await lab.previewClone(event.id, all());
    expect(dates).toBe(1);
    const [central, next, third] = targets;
    // Hall A has the original; Hall B is the smallest that is left.
    expect(central).toMatchObject({
      verdict: 'AT_ITS_TIME',
      slot: { room: { id: lab.rooms.hallB }, startTime: '10:00' },
    });
    expect(next).toMatchObject({
      verdict: 'AT_ANOTHER_TIME',
      slot: { startDate: day, startTime: '13:15', endTime: '14:15', room: { id: lab.rooms.nextHall } },
      reason: expect.stringContaining('13:15'),
    });
    // It has no theatre: another layout that holds the people.
    expect(third).toMatchObject({
      verdict: 'AT_ITS_TIME',
      slot: { layout: 'CLASS', room: { id: lab.rooms.thirdRoom } },
    });
    const cloned = await lab.clone(
      event.id,
      targets.map((one) => lab.taking(one)),
    );
    expect(cloned.kind).toBeUndefined();
    expect(cloned.events).toHaveLength(3);
    expect(cloned.events.map(({ sessions }) => sessions)).toMatchObject([
      [{ startTime: '10:00', place: 'ROOM', sequence: 0, staff: { booking: { status: 'CONFIRMED' } } }],
      [{ startTime: '13:15', place: 'ROOM', room: { id: lab.rooms.nextHall } }],
      [{ startTime: '10:00', place: 'ROOM', room: { id: lab.rooms.thirdRoom } }],
    ]);
  });

  it('has none of what was busy meanwhile: all are made or none, and the branch is named', async () => {
    const day = '2019-04-05';
    const event = await original(day);
    const { targets } = await lab.previewClone(event.id, all());
    await lab.bookRoom(single(lab.rooms.nextHall, day, '10:30', '11:00'));
    const before = await lab.written();
    const refused = await lab.clone(
      event.id,
      targets.map((one) => lab.taking(one)),
    );
    expect(refused).toMatchObject({
      kind: 'SessionsRefused',
      conflicts: [{ startDate: day, room: { branch: { id: lab.branches.next } } }],
    });
    expect(await lab.written()).toEqual(before);
  });

  it('says which branch has no room for so many, and which lacks equipment', async () => {
    const event = await original('2019-04-08', {
      ...{ expectedPeople: 50 },
      equipment: [{ equipmentId: lab.projectors, quantity: 3 }],
    });
    const { targets } = await lab.previewClone(event.id, all());
    const [central, next, third] = targets;
    expect(central).toMatchObject({ verdict: 'AT_ANOTHER_TIME', lacking: [], slot: { equipment: [{ quantity: 3 }] } });
    expect(next).toMatchObject({
      verdict: 'AT_ITS_TIME',
      lacking: [{ kind: 'PROJECTOR', quantity: 1 }],
      slot: { equipment: [{ quantity: 2, equipment: { id: lab.nextProjectors } }] },
    });
    expect(third).toMatchObject({ verdict: 'NO_ROOM', slot: null, fits: 0, reason: expect.stringContaining('50') });
    const found = await lab.clone(
      event.id,
      targets.map((one) => lab.taking(one)),
    );
    expect(found.events.map(({ sessions }) => sessions.length)).toEqual([1, 1, 0]);
  });

  it('is proposed ahead where the original is over, on the same weekday', async () => {
    const event = await lab.draft();
    must(await lab.schedule(event.id, { startDate: '2019-02-06' }));
    const { targets } = await lab.previewClone(event.id, [{ branchId: lab.branches.next }]);
    // Friday is 1 March; the sixth of February was a Wednesday.
    expect(targets[0]).toMatchObject({
      verdict: 'WITHOUT_ROOM',
      slot: { startDate: '2019-03-06', place: 'TO_BE_FOUND' },
    });
  });
});

describe('what is cloned', () => {
  it('is the words, lists and settings, as a draft of its own', async () => {
    const event = await lab.draft({
      ...{
        titleUk: 'Медіаграмотність',
        titleEn: 'Media',
        kind: 'THEMATIC_LESSON',
        descriptionUk: 'Урок',
        tags: ['медіа'],
      },
      ...{
        lesson: { minutes: 40, curriculum: 'Громадянська освіта' },
        registration: { mode: 'APPROVAL', capacity: 30 },
      },
      ...{ furtherMeasureIds: [lab.measures.schools], audienceIds: [lab.audiences.PUPILS, lab.audiences.STUDENTS] },
      ...{ staffNotes: 'Ключ у вахтера', attendanceMode: 'MIXED', joinUrl: 'https://example.org/join' },
      materials: [{ titleUk: 'Програма', url: 'https://example.org/p', visibility: 'STAFF' }],
    });
    must(await lab.schedule(event.id, { startDate: '2019-04-09' }));
    await lab.submit({ id: event.id, version: (await lab.stands(event.id)).version });
    const { events } = await lab.clone(event.id, [{ branchId: lab.branches.next }, { branchId: lab.branches.central }]);
    const { sessions: _, ...was } = await lab.whole(event.id);
    const [there, here] = events;
    expect(there).toMatchObject({
      ...{ titleUk: 'Медіаграмотність', titleEn: 'Media', eventKind: 'THEMATIC_LESSON', tags: ['медіа'], version: 1 },
      ...{ editorialStatus: 'DRAFT', publishedAt: null, measures: was['measures'], audiences: was['audiences'] },
      ...{ lesson: was['lesson'], registrationSettings: was['registrationSettings'], sessions: [], contact: null },
      staff: { notes: null, joinUrl: null, cloneOf: { id: event.id }, reviews: [] },
      materials: [{ titleUk: 'Програма', visibility: 'STAFF' }],
    });
    expect(here).toMatchObject({ contact: was['contact'] });
    const copy = { staffNotes: true, joinUrl: true, contact: true, materials: false };
    const whole = await lab.clone(event.id, [{ branchId: lab.branches.next }], {
      ...{ copy, primaryMeasureId: lab.measures.schools },
    });
    expect(whole.events[0]).toMatchObject({
      staff: { notes: 'Ключ у вахтера', joinUrl: 'https://example.org/join' },
      ...{ contact: was['contact'], materials: [], measures: [{ id: lab.measures.schools }] },
    });
  });

  it('is what is public of another branch, for its own librarian', async () => {
    const event = await lab.draft({
      materials: [
        { titleUk: 'Для всіх', url: 'https://example.org/a', visibility: 'PUBLIC' },
        { titleUk: 'Для своїх', url: 'https://example.org/b', visibility: 'STAFF' },
      ],
    });
    await lab.put(event.id, 'PUBLISHED');
    const { events } = await lab.clone(event.id, [{ branchId: lab.branches.third }], {}, { as: 'trainer' });
    expect(events[0]).toMatchObject({ materials: [{ titleUk: 'Для всіх' }] });
  });

  it('is what was cancelled, when all of it was', async () => {
    const event = await original('2019-04-10');
    const session = (await lab.whole(event.id)).sessions.length;
    expect(session).toBe(1);
    const { sessions } = await lab.asked<{ sessions: { id: string }[] }>(
      'query ($id: ID!) { result: event(id: $id) { sessions { id } } }',
      { id: event.id },
    );
    must(await lab.take('CANCEL', sessions[0]!.id));
    const { targets } = await lab.previewClone(event.id, [{ branchId: lab.branches.central, startDate: '2019-04-11' }]);
    expect(targets[0]).toMatchObject({ verdict: 'AT_ITS_TIME', slot: { startDate: '2019-04-11', startTime: '10:00' } });
  });

  it.each([
    ['SkippedHour', { startDate: '2019-03-31', startTime: '03:30', endTime: '05:00' }],
    ['EndBeforeStart', { startDate: '2019-04-12', startTime: '12:00', endTime: '11:00' }],
    ['PlaceWrong', { startDate: '2019-04-12', startTime: '10:00', endTime: '11:00', place: { online: true } }],
  ])('is nothing where %s', async (kind, slot) => {
    const event = await original('2019-04-12');
    const before = await lab.written();
    const place = { roomToBeFound: true };
    const refused = await lab.clone(event.id, [{ branchId: lab.branches.next, slot: { place, ...slot } }]);
    expect(refused.kind).toBe(kind);
    expect(await lab.written()).toEqual(before);
    await lab.discard(event.id, {}, LIBRARIAN);
  });
});

describe('approvers', () => {
  it('clone at their own branch', async () => {
    const event = await original('2019-04-15');
    const { targets } = await lab.previewClone(event.id, [{ branchId: lab.branches.central }], APPROVER);
    const cloned = await lab.clone(
      event.id,
      targets.map((one) => lab.taking(one)),
      {},
      APPROVER,
    );
    expect(cloned.events).toHaveLength(1);
  });
});
