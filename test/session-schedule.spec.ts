// A session and the booking of its room come to be in one write, or not at all.
import { newId } from '../src/platform/ids/id.ts';
import { bookingOf, conflictsOf, must, SCHEDULE, SessionLab } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterAll(() => lab.app.stop());

describe('who may not', () => {
  it.each([
    [null, 'UNAUTHENTICATED'],
    ['stranger', 'FORBIDDEN'],
    ['teacher', 'FORBIDDEN'],
    ['trainer', 'FORBIDDEN'],
  ] as const)('schedule as %s', async (as, code) => {
    const { id } = await lab.draft();
    expect(await lab.outcome(SCHEDULE, { input: lab.dated(id) }, { as })).toBe(code);
  });

  it('schedule an event of another branch', async () => {
    const { id } = await lab.draft({ branchId: lab.branches.next }, { as: 'admin' });
    expect(await lab.outcome(SCHEDULE, { input: lab.dated(id) })).toBe('FORBIDDEN');
    expect(await lab.outcome(SCHEDULE, { input: lab.dated(newId()) })).toBe('NOT_FOUND');
  });
});

describe('a session in a room', () => {
  it('books it, and both say the same', async () => {
    const roomId = await lab.aRoom();
    const event = await lab.draft({ titleUk: 'Клуб читачів' });
    const equipment = [{ equipmentId: lab.projectors, quantity: 2 }];
    const place = lab.inRoom(roomId, { expectedPeople: 40, setUpMinutes: null, tearDownMinutes: 5, equipment });
    const session = must(await lab.schedule(event.id, { place }));
    expect(session).toMatchObject({
      ...{ standing: 'SCHEDULED', place: 'ROOM', happeningStatus: 'CONFIRMED', reason: null, sequence: 0, version: 1 },
      ...{ start: '2019-04-17T10:00:00+03:00', end: '2019-04-17T11:00:00+03:00', durationMinutes: 60 },
      ...{ startDate: '2019-04-17', startTime: '10:00', endDate: '2019-04-17', endTime: '11:00', zone: 'Europe/Kyiv' },
      ...{ room: { id: roomId }, layout: 'THEATRE', branch: { slug: 'central' }, previousStart: null },
      event: { id: event.id, version: 2 },
      staff: {
        ...{ expectedPeople: 40, setUpMinutes: null, tearDownMinutes: 5, exceptions: [], brokenKinds: [] },
        equipment: [{ quantity: 2 }],
        booking: {
          ...{ status: 'CONFIRMED', purpose: 'Клуб читачів', start: '2019-04-17T10:00:00+03:00', layout: 'THEATRE' },
          ...{ expectedPeople: 40, setUpMinutes: 30, room: { id: roomId } },
        },
      },
    });
    const [booking] = await lab.bookingsOf(roomId);
    expect(booking).toMatchObject({ id: bookingOf(session)!.id, contact: null, tearDownMinutes: 5 });
    expect((await lab.eventRow(event.id)).firstStartsAt?.toISOString()).toBe('2019-04-17T07:00:00.000Z');
  });

  it('that is taken is refused with what is in the way and ways out, and nothing is written', async () => {
    const { roomId, session } = await lab.inOwnRoom();
    const before = await lab.written();
    const event = await lab.draft();
    const counts = await lab.written();
    const told = await lab.schedule(event.id, { place: lab.inRoom(roomId), startTime: '10:30', endTime: '11:30' });
    expect(told.kind).toBe('SessionsRefused');
    expect(told.message).toContain('10:00');
    const [conflict, ...others] = conflictsOf(told);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      ...{ startDate: '2019-04-17', startTime: '10:30', endTime: '11:30', verdict: 'CONFLICT', room: { id: roomId } },
      broken: [{ kind: 'Overlap', bookingId: bookingOf(session)!.id }],
    });
    expect(conflict!.alternatives[0]).toMatchObject({ kind: 'SAME_ROOM', startTime: '11:00', room: { id: roomId } });
    expect(await lab.written()).toEqual(counts);
    expect(counts[2]).toBe(before[2]);
    expect((await lab.eventRow(event.id)).version).toBe(1);
    const { startDate, startTime, endTime, layout, room } = conflict!.alternatives[0]!;
    const offered = { startDate, startTime, endTime, place: lab.inRoom(room.id, { layout }) };
    expect(await lab.schedule(event.id, offered)).toMatchObject({ happeningStatus: 'CONFIRMED' });
  });

  it('on a day on which it is shut is told so', async () => {
    const event = await lab.draft();
    const told = await lab.schedule(event.id, { startDate: '2019-05-01', place: lab.inRoom(lab.rooms.hallB) });
    expect(conflictsOf(told)).toMatchObject([{ verdict: 'CLOSED' }]);
  });

  it('of another branch waits for its approval', async () => {
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id, { place: lab.inRoom(lab.rooms.nextHall) }));
    expect(session).toMatchObject({ branch: { slug: 'next' }, happeningStatus: 'CONFIRMED' });
    expect(bookingOf(session)).toMatchObject({ status: 'REQUESTED' });
  });

  it('that is too small needs a reason', async () => {
    const roomId = await lab.aRoom();
    const event = await lab.draft();
    const place = lab.inRoom(roomId, { expectedPeople: 61 });
    expect(conflictsOf(await lab.schedule(event.id, { place }))[0]!.broken).toMatchObject([{ kind: 'LayoutTooSmall' }]);
    const overrides = [{ rule: 'LayoutTooSmall', reason: 'Дехто стоятиме' }];
    must(await lab.schedule(event.id, { place, overrides }));
    expect(await lab.bookingsOf(roomId)).toMatchObject([{ overrides, expectedPeople: 61 }]);
  });

  it('or layout that is not there is not found', async () => {
    const { id } = await lab.draft();
    const asked = (room: object) =>
      lab.outcome(SCHEDULE, { input: lab.dated(id, { place: lab.inRoom(newId(), { ...room }) }) });
    expect(await asked({})).toBe('NOT_FOUND');
    expect(await asked({ roomId: lab.rooms.hallB, layout: 'CLASS' })).toBe('NOT_FOUND');
    const equipment = [{ equipmentId: lab.nextProjectors, quantity: 1 }];
    expect(await asked({ roomId: lab.rooms.hallB, equipment })).toBe('NOT_FOUND');
  });
});

describe('a session without a room', () => {
  it.each([
    [{ roomToBeFound: true }, {}, { place: 'TO_BE_FOUND', room: null, branch: { slug: 'central' } }],
    [{ atBranch: true }, { kind: 'EXHIBITION' }, { place: 'BRANCH', room: null }],
    [{ atBranch: true }, { attendanceMode: 'ONLINE' }, { place: 'BRANCH' }],
    [{ online: true }, { attendanceMode: 'MIXED' }, { place: 'ONLINE', room: null }],
    [{ atBranch: true }, {}, { kind: 'PlaceWrong', wrongPlace: 'BRANCH' }],
    [{ online: true }, {}, { kind: 'PlaceWrong', wrongPlace: 'ONLINE' }],
  ])('%j of an event %j', async (place, ofEvent, expected) => {
    const event = await lab.draft(ofEvent);
    expect(await lab.schedule(event.id, { place })).toMatchObject(expected);
  });

  it('is to be found at another branch', async () => {
    const event = await lab.draft();
    const place = { roomToBeFound: true, branchId: lab.branches.third };
    expect(await lab.schedule(event.id, { place })).toMatchObject({
      branch: { slug: 'third' },
      staff: { booking: null },
    });
  });

  it.each([
    [{}],
    [{ roomToBeFound: false }],
    [{ roomToBeFound: true, online: true }],
    [{ online: true, branchId: 'x' }],
  ])('names exactly one place, unlike %j', async (place) => {
    const { id } = await lab.draft({ attendanceMode: 'MIXED' });
    expect(await lab.outcome(SCHEDULE, { input: lab.dated(id, { place }) })).toBe('BAD_USER_INPUT');
  });
});

describe('times', () => {
  const of = async (parts: Record<string, unknown>) => lab.schedule((await lab.draft()).id, parts);

  it('in an hour that never comes are refused with the next that does', async () => {
    const told = await of({ startDate: '2019-03-31', startTime: '03:30', endTime: '05:00' });
    expect(told).toMatchObject({ kind: 'SkippedHour', which: 'start', nextValid: '2019-03-31T04:00:00+03:00' });
  });

  it('in an hour that comes twice take the first, and show it', async () => {
    const session = must(await of({ startDate: '2019-10-27', startTime: '03:30', endTime: '04:30' }));
    expect(session).toMatchObject({
      ...{ start: '2019-10-27T03:30:00+03:00', end: '2019-10-27T04:30:00+02:00', durationMinutes: 120 },
      repeatedHours: [{ which: 'start', taken: '2019-10-27T03:30:00+03:00' }],
    });
  });

  it('end after they start, and last a year at most, in a room a month', async () => {
    expect(await of({ endTime: '09:00' })).toMatchObject({ kind: 'EndBeforeStart' });
    expect(await of({ endDate: '2020-04-17' })).toMatchObject({ kind: 'EventTooLong', mostDays: 366 });
    must(await of({ endDate: '2020-04-16' }));
    const { id } = await lab.draft();
    const place = lab.inRoom(lab.rooms.hallB);
    expect(await lab.outcome(SCHEDULE, { input: lab.dated(id, { place, endDate: '2019-06-17' }) })).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('of an event', () => {
  it('with a single date there is one, until it is called off', async () => {
    const event = await lab.draft();
    const first = must(await lab.schedule(event.id));
    expect(await lab.schedule(event.id, { startDate: '2019-04-18' })).toMatchObject({ kind: 'OneSessionOnly' });
    must(await lab.take('CANCEL', first.id));
    must(await lab.schedule(event.id, { startDate: '2019-04-18' }));
    expect(await lab.take('REVIVE', first.id)).toMatchObject({ kind: 'OneSessionOnly' });
    await lab.arrange(event.id, 'SERIES');
    must(await lab.schedule(event.id, { startDate: '2019-04-19' }));
    must(await lab.take('REVIVE', first.id));
  });

  it('that was changed meanwhile there is none', async () => {
    const event = await lab.draft();
    await lab.arrange(event.id, 'COURSE');
    must(await lab.schedule(event.id, { version: 1 }));
    const told = await lab.schedule(event.id, { version: 1 }, { as: 'approver' });
    expect(told).toMatchObject({ kind: 'ChangedMeanwhile', current: { id: event.id, version: 2 } });
    expect(told['by']).toBe('librarian of the test');
  });

  it('with a minimum attendance, or where it is asked for, it is not certain yet', async () => {
    const few = await lab.draft({ minimumAttendance: 5, decideDaysBefore: 3 });
    expect(await lab.schedule(few.id)).toMatchObject({ happeningStatus: 'TENTATIVE' });
    const event = await lab.draft();
    expect(await lab.schedule(event.id, { tentative: true })).toMatchObject({ happeningStatus: 'TENTATIVE' });
  });

  it('that is archived there is no new one', async () => {
    const { event } = await lab.announced({ startDate: '2019-03-02' });
    lab.app.clock.set('2019-03-03T08:00:00Z');
    must(await lab.archive(event.id));
    expect(await lab.schedule(event.id)).toMatchObject({ kind: 'WrongStatus', editorialStatus: 'ARCHIVED' });
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('that was approved, the edit of an author asks for approval anew', async () => {
    const event = await lab.draft();
    await lab.database.transaction((tx) => lab.approve(tx, event.id));
    must(await lab.schedule(event.id));
    expect(await lab.eventRow(event.id)).toMatchObject({ editorialStatus: 'SUBMITTED' });
  });
});
