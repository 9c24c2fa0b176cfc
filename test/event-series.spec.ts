// An event that is a series: a session for each date of a rule, with its room, and what did not fit to be placed.
import { newId } from '../src/platform/ids/id.ts';
import { EventSeriesLab, PREVIEW_SERIES, SCHEDULE_SERIES, times } from './event-series-lab.ts';
import { APPROVER } from './programme-lab.ts';
import { conflictsOf, must } from './session-lab.ts';

let lab: EventSeriesLab;
beforeAll(async () => {
  lab = await EventSeriesLab.start();
});
afterAll(() => lab.app.stop());

describe('who may not', () => {
  it.each([
    [null, 'UNAUTHENTICATED'],
    ['stranger', 'FORBIDDEN'],
    ['trainer', 'FORBIDDEN'],
  ] as const)('make a series as %s', async (as, code) => {
    const input = lab.wednesdays(await lab.draft(), lab.rooms.hallA);
    expect(await lab.outcome(SCHEDULE_SERIES, { input }, { as })).toBe(code);
    expect(await lab.outcome(PREVIEW_SERIES, { input }, { as })).toBe(code);
  });

  it('of an event of another branch, or of none', async () => {
    const input = lab.wednesdays(await lab.draft({ branchId: lab.branches.next }, { as: 'admin' }), lab.rooms.hallA);
    expect(await lab.outcome(SCHEDULE_SERIES, { input })).toBe('FORBIDDEN');
    expect(await lab.outcome(PREVIEW_SERIES, { input })).toBe('FORBIDDEN');
    expect(await lab.outcome(SCHEDULE_SERIES, { input: { ...input, eventId: newId() } })).toBe('NOT_FOUND');
    expect(await lab.outcome(PREVIEW_SERIES, { input: { ...input, eventId: 'none' } })).toBe('NOT_FOUND');
  });
});

describe('the Wednesdays of the spring in Hall A', () => {
  it('are 12 sessions with their bookings, and the holiday is to be placed', async () => {
    const draft = await lab.draft();
    const input = lab.wednesdays(draft, lab.rooms.hallA);
    const preview = await lab.previewSeries(input);
    expect(preview).toMatchObject({
      rule: 'FREQ=WEEKLY;UNTIL=20190626',
      counts: { dates: 13, fits: 12, conflicts: 0, closed: 1, noSuchTime: 0 },
    });
    const holiday = preview.dates.find(({ startDate }) => startDate === '2019-05-01');
    expect(holiday).toMatchObject({ verdict: 'CLOSED', start: '2019-05-01T15:00:00+03:00' });
    expect(holiday!.broken.map(({ kind }) => kind)).toEqual(['Closed']);
    expect(holiday!.alternatives).toHaveLength(2);
    expect(await lab.bookingsOf(lab.rooms.hallA)).toEqual([]);

    const event = must(await lab.scheduleSeries(input));
    expect(event).toMatchObject({
      ...{ version: draft.version + 1, arrangement: 'SERIES', registrationUnit: 'SESSION', editorialStatus: 'DRAFT' },
      sessionCounts: { scheduled: 12, postponed: 0, cancelled: 0, held: 0, toPlace: 1, dropped: 0 },
      series: {
        ...{ rule: 'FREQ=WEEKLY;UNTIL=20190626', zone: 'Europe/Kyiv', startDate: '2019-04-03', startTime: '15:00' },
        ...{ endDate: '2019-04-03', endTime: '16:30' },
      },
      staff: {
        seriesPlace: {
          ...{ place: 'ROOM', layout: 'THEATRE', expectedPeople: 40, setUpMinutes: null, tearDownMinutes: null },
          ...{ skipClosed: true, room: { id: lab.rooms.hallA }, equipment: [] },
        },
      },
    });
    expect(times(event.sessions).slice(0, 6)).toEqual([
      ...['04-03 15:00', '04-10 15:00', '04-17 15:00', '04-24 15:00', '05-01 15:00', '05-08 15:00'],
    ]);
    expect(event.sessions).toHaveLength(13);
    for (const { standing, startDate, start, staff, happeningStatus } of event.sessions) {
      const isHoliday = startDate === '2019-05-01';
      expect([standing, happeningStatus]).toEqual([isHoliday ? 'TO_PLACE' : 'SCHEDULED', 'CONFIRMED']);
      expect(staff!.brokenKinds).toEqual(isHoliday ? ['Closed'] : []);
      expect(staff!.booking?.start ?? null).toBe(isHoliday ? null : start);
    }
    expect(await lab.statusesIn(lab.rooms.hallA)).toEqual(Array(12).fill('CONFIRMED'));
  });

  it('have one date placed and one dropped afterwards, and one more by hand', async () => {
    const { event, roomId } = await lab.series();
    const holiday = event.sessions.find(({ standing }) => standing === 'TO_PLACE')!;
    must(await lab.placeIn(holiday, { startDate: '2019-05-02', endDate: '2019-05-02' }));
    must(await lab.schedule(event.id, { startDate: '2019-07-03', place: lab.inRoom(roomId) }));
    must(await lab.dropOne(event.sessions[1]!.id));
    const after = await lab.programme(event.id);
    expect(after.sessionCounts).toMatchObject({ scheduled: 13, toPlace: 0, dropped: 1 });
    expect(times(after.sessions)).toEqual(expect.arrayContaining(['05-02 15:00', '07-03 10:00']));
  });

  it('are told the public without what is for staff, once they are published', async () => {
    const { event } = await lab.series();
    expect(await lab.programme(event.id, { as: null })).toBeNull();
    must(await lab.publish(event.id));
    const told = await lab.programme(event.id, { as: null });
    expect(told).toMatchObject({
      sessionCounts: { scheduled: 12, toPlace: null, dropped: null },
      series: { rule: 'FREQ=WEEKLY;UNTIL=20190626' },
      staff: null,
    });
    expect(told.sessions).toHaveLength(12);
  });
});

describe('what does not fit', () => {
  const taken = async (roomId: string) => {
    const other = await lab.draft();
    must(
      await lab.schedule(other.id, {
        startDate: '2019-04-10',
        startTime: '15:30',
        place: lab.inRoom(roomId),
        endTime: '16:00',
      }),
    );
  };

  it('refuses all with its date and ways out, and nothing is written', async () => {
    const roomId = await lab.aRoom();
    await taken(roomId);
    const draft = await lab.draft();
    const before = await lab.written();
    const refused = await lab.scheduleSeries(lab.wednesdays(draft, roomId, { mode: 'ALL_OR_NOTHING' }));
    expect(refused.kind).toBe('SessionsRefused');
    const conflicts = conflictsOf(refused);
    expect(conflicts.map(({ startDate, verdict }) => [startDate, verdict])).toEqual([['2019-04-10', 'CONFLICT']]);
    expect(conflicts[0]!.broken.map(({ kind }) => kind)).toEqual(['Overlap']);
    expect(conflicts[0]!.alternatives.length).toBeGreaterThan(0);
    expect(await lab.written()).toEqual(before);
    expect(await lab.programme(draft.id)).toMatchObject({
      version: draft.version,
      arrangement: 'SINGLE',
      series: null,
    });
  });

  it('stays to be placed with what was in the way, where what fits is wanted', async () => {
    const roomId = await lab.aRoom();
    await taken(roomId);
    const event = must(await lab.scheduleSeries(lab.wednesdays(await lab.draft(), roomId)));
    expect(event.sessionCounts).toMatchObject({ scheduled: 11, toPlace: 2 });
    const waiting = event.sessions.filter(({ standing }) => standing === 'TO_PLACE');
    expect(waiting.map(({ startDate, staff }) => [startDate, staff!.brokenKinds])).toEqual([
      ['2019-04-10', ['Overlap']],
      ['2019-05-01', ['Closed']],
    ]);
  });

  it.each([
    [true, undefined],
    [false, 'SessionsRefused'],
  ])('by a holiday is no obstacle where closed days are skipped: %s', async (skipClosed, kind) => {
    const roomId = await lab.aRoom();
    const input = lab.wednesdays(await lab.draft(), roomId, { mode: 'ALL_OR_NOTHING', skipClosed });
    expect((await lab.previewSeries(input)).counts).toMatchObject({
      closed: skipClosed ? 1 : 0,
      conflicts: skipClosed ? 0 : 1,
    });
    expect((await lab.scheduleSeries(input)).kind).toBe(kind);
  });

  it('at all refuses a series of what fits, too', async () => {
    const roomId = await lab.aRoom();
    const input = lab.wednesdays(await lab.draft(), roomId, { startDate: '2019-05-01', rule: 'FREQ=DAILY;COUNT=1' });
    const refused = await lab.scheduleSeries(input);
    expect(refused.kind).toBe('SessionsRefused');
    expect(conflictsOf(refused).map(({ verdict }) => verdict)).toEqual(['CLOSED']);
  });

  it('without a room does not exist: every date is scheduled, the holiday, too', async () => {
    const place = { roomToBeFound: true };
    const event = must(
      await lab.scheduleSeries(lab.wednesdays(await lab.draft(), '', { place, mode: 'ALL_OR_NOTHING' })),
    );
    expect(event.sessionCounts).toMatchObject({ scheduled: 13, toPlace: 0 });
    expect(event.sessions.every(({ place: at }) => at === 'TO_BE_FOUND')).toBe(true);
    const online = await lab.draft({ attendanceMode: 'MIXED', joinUrl: 'https://example.org/j' });
    const there = must(await lab.scheduleSeries(lab.wednesdays(online, '', { place: { online: true } })));
    expect(there.sessions.map(({ place: at }) => at)).toEqual(Array(13).fill('ONLINE'));
  });

  it.each([
    [{ rule: 'FREQ=WEEKLY' }, 'SeriesRuleWrong', 'WITHOUT_END'],
    [{ rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3' }, 'SeriesRuleWrong', 'MISSES_START'],
    [{ rule: 'FREQ=DAILY;COUNT=1', exceptDates: ['2019-04-03'] }, 'SeriesRuleWrong', 'NO_DATES'],
    [{ endTime: '14:00' }, 'EndBeforeStart', undefined],
    [{ place: { online: true } }, 'PlaceWrong', undefined],
    [{ place: { roomToBeFound: true }, endDate: '2020-12-31' }, 'EventTooLong', undefined],
  ])('is no series at all: %j', async (parts, kind, problem) => {
    const input = lab.wednesdays(await lab.draft(), await lab.aRoom(), parts);
    const answers = [await lab.previewSeries(input), await lab.scheduleSeries(input)];
    expect(answers.map((answer) => [answer.kind, answer['problem']])).toEqual(Array(2).fill([kind, problem]));
  });

  it.each([
    [{ endDate: '2019-05-10' }, 'BAD_USER_INPUT'],
    [{ endDate: '2019-04-06', rule: 'FREQ=WEEKLY;COUNT=150' }, 'BAD_USER_INPUT'],
    [{ place: {} }, 'BAD_USER_INPUT'],
    [{ rule: `FREQ=DAILY;COUNT=3${';'.repeat(300)}` }, 'BAD_USER_INPUT'],
    [{ place: { room: { roomId: newId(), layout: 'THEATRE', expectedPeople: 1 } } }, 'NOT_FOUND'],
  ])('is refused as input: %j', async (parts, code) => {
    const input = lab.wednesdays(await lab.draft(), lab.rooms.hallA, parts);
    expect(await lab.outcome(SCHEDULE_SERIES, { input })).toBe(code);
    expect(await lab.outcome(PREVIEW_SERIES, { input })).toBe(code);
  });
});

describe('an event', () => {
  it('that is a series with dates, or a course, becomes no series anew', async () => {
    const { event, roomId } = await lab.series();
    expect(await lab.scheduleSeries(lab.wednesdays(event, roomId))).toMatchObject({
      ...{ kind: 'ArrangementWrong', wrongArrangement: 'SERIES' },
      message: expect.stringContaining('editSessions') as string,
    });
    const draft = await lab.draft();
    const part = { startDate: '2019-04-03', startTime: '10:00', endTime: '11:00', place: { roomToBeFound: true } };
    const course = must(await lab.scheduleCourse({ eventId: draft.id, version: draft.version, sessions: [part] }));
    expect(await lab.scheduleSeries(lab.wednesdays(course, roomId))).toMatchObject({ wrongArrangement: 'COURSE' });
  });

  it('whose dates were all dropped has them again by the same rule, as the same sessions', async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=2' });
    for (const { id } of event.sessions) must(await lab.dropOne(id));
    const { version } = await lab.programme(event.id);
    const again = must(
      await lab.scheduleSeries(lab.wednesdays({ id: event.id, version }, roomId, { rule: 'FREQ=WEEKLY;COUNT=3' })),
    );
    expect(again.sessionCounts).toMatchObject({ scheduled: 3, dropped: 0 });
    expect(again.sessions.slice(0, 2).map(({ id }) => id)).toEqual(event.sessions.map(({ id }) => id));
    expect(again.sessions.map(({ staff }) => staff!.booking?.status)).toEqual(Array(3).fill('CONFIRMED'));
  });

  it('that was changed meanwhile, or is archived, stays as it is', async () => {
    const draft = await lab.draft();
    must(await lab.schedule(draft.id, {}));
    const stale = await lab.scheduleSeries(lab.wednesdays(draft, lab.rooms.hallA));
    expect(stale).toMatchObject({ kind: 'ChangedMeanwhile', current: { id: draft.id, version: 2 } });
    expect(await lab.previewSeries(lab.wednesdays(draft, lab.rooms.hallA))).toMatchObject({ kind: 'ChangedMeanwhile' });
    const { event, roomId } = await lab.announced({ startDate: '2019-03-02' });
    lab.app.clock.set('2019-03-03T08:00:00Z');
    const archived = must(await lab.archive(event.id));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    expect(await lab.scheduleSeries(lab.wednesdays(archived, roomId))).toMatchObject({ kind: 'WrongStatus' });
    expect(await lab.previewSeries(lab.wednesdays(archived, roomId))).toMatchObject({ kind: 'WrongStatus' });
  });

  it('with a minimum attendance has dates that are not certain, and so has one where that is said', async () => {
    const { event } = await lab.series({}, { minimumAttendance: 5, decideDaysBefore: 3 });
    expect(new Set(event.sessions.map(({ happeningStatus }) => happeningStatus))).toEqual(new Set(['TENTATIVE']));
    const said = await lab.series({ tentative: true });
    expect(said.event.sessions[0]!.happeningStatus).toBe('TENTATIVE');
  });

  it('that is approved goes back to those who approve when its author makes it a series', async () => {
    const draft = await lab.draft();
    await lab.database.transaction((tx) => lab.approve(tx, draft.id));
    const event = must(await lab.scheduleSeries(lab.wednesdays(draft, await lab.aRoom())));
    expect(event.editorialStatus).toBe('SUBMITTED');
    await lab.database.transaction((tx) => lab.approve(tx, event.id));
    const edit = { eventId: event.id, version: event.version, from: event.sessions[0]!.id, scope: 'ALL' };
    const edited = await lab.edit({ ...edit, change: { startTime: '15:15' } }, APPROVER);
    expect(edited.event['editorialStatus']).toBe('APPROVED');
  });
});
