// A course: sessions that belong together, scheduled all or none, and registered for once. And what one registers for.
import { RegistrationCount, type RegistrationHolder } from '../src/events/series/registration.count.ts';
import { SessionPeople } from '../src/events/series/session.people.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { editOf, EventSeriesLab, SCHEDULE_COURSE, SET_UNIT, times } from './event-series-lab.ts';
import type { Made } from './programme-lab.ts';
import { conflictsOf, must } from './session-lab.ts';

type Parts = Record<string, unknown>;

let lab: EventSeriesLab;
/** Who is registered, as a higher floor says it: how many for an event, and which people for sessions. */
const registered = new Map<string, number>();
const people = new Map<string, readonly string[]>();
const converted: { eventId: string; conversion: string; unit: string }[] = [];

beforeAll(async () => {
  lab = await EventSeriesLab.start();
  const holder: RegistrationHolder = {
    count: (_, eventId) => Promise.resolve(registered.get(eventId) ?? 0),
    convert: (_, { id, registrationUnit }, conversion) => {
      converted.push({ eventId: id, conversion, unit: registrationUnit });
      return Promise.resolve();
    },
  };
  lab.app.nest.get(RegistrationCount).register(holder);
  lab.app.nest
    .get(SessionPeople)
    .register((_, ids) =>
      Promise.resolve(new Map(ids.map((id): [Id<'Session'>, readonly string[]] => [id, people.get(id) ?? []]))),
    );
});
afterAll(() => lab.app.stop());

/** Three afternoons in a room. */
const afternoons = (event: Made, roomId: string, parts: Parts = {}): Parts => ({
  ...{ eventId: event.id, version: event.version, attendanceThreshold: 80 },
  sessions: ['2019-04-09', '2019-04-02', '2019-04-16'].map((startDate) => ({
    ...{ startDate, startTime: '14:00', endTime: '17:00', place: lab.inTheatre(roomId, { expectedPeople: 20 }) },
  })),
  ...parts,
});

describe('a course of three afternoons', () => {
  it.each([
    [null, 'UNAUTHENTICATED'],
    ['stranger', 'FORBIDDEN'],
  ] as const)('is nothing for %s', async (as, code) => {
    const draft = await lab.draft();
    expect(await lab.outcome(SCHEDULE_COURSE, { input: afternoons(draft, lab.rooms.hallA) }, { as })).toBe(code);
    const input = { eventId: draft.id, version: 1, unit: 'WHOLE' };
    expect(await lab.outcome(SET_UNIT, { input }, { as })).toBe(code);
  });

  it('has its rooms, its threshold, and is registered for as a whole', async () => {
    const roomId = await lab.aRoom();
    const event = must(await lab.scheduleCourse(afternoons(await lab.draft(), roomId)));
    expect(event).toMatchObject({
      ...{ arrangement: 'COURSE', registrationUnit: 'WHOLE', attendanceThreshold: 80, series: null },
      sessionCounts: { scheduled: 3, toPlace: 0 },
    });
    expect(times(event.sessions)).toEqual(['04-02 14:00', '04-09 14:00', '04-16 14:00']);
    expect(await lab.statusesIn(roomId)).toEqual(Array(3).fill('CONFIRMED'));
  });

  it('has more sessions later, and keeps its threshold unless another is given', async () => {
    const roomId = await lab.aRoom();
    const event = must(await lab.scheduleCourse(afternoons(await lab.draft(), roomId)));
    const more = { startDate: '2019-04-23', startTime: '14:00', endTime: '17:00', place: { roomToBeFound: true } };
    const longer = must(await lab.scheduleCourse({ eventId: event.id, version: event.version, sessions: [more] }));
    expect(longer).toMatchObject({ attendanceThreshold: 80, sessionCounts: { scheduled: 4 } });
    const cleared = { eventId: event.id, version: longer.version, attendanceThreshold: null };
    const last = must(await lab.scheduleCourse({ ...cleared, sessions: [{ ...more, startDate: '2019-04-30' }] }));
    expect(last).toMatchObject({ attendanceThreshold: null, sessionCounts: { scheduled: 5 } });
    const alone = must(await lab.schedule(event.id, { startDate: '2019-05-07' }));
    expect(alone['standing']).toBe('SCHEDULED');
  });

  it('is nothing at all where one afternoon does not fit, which is named with ways out', async () => {
    const roomId = await lab.aRoom();
    const other = await lab.draft();
    must(
      await lab.schedule(other.id, {
        startDate: '2019-04-09',
        startTime: '16:30',
        endTime: '17:30',
        place: lab.inRoom(roomId),
      }),
    );
    const draft = await lab.draft();
    const before = await lab.written();
    const refused = await lab.scheduleCourse(afternoons(draft, roomId));
    expect(refused.kind).toBe('SessionsRefused');
    const [conflict, ...others] = conflictsOf(refused);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ startDate: '2019-04-09', verdict: 'CONFLICT' });
    expect(conflict!.alternatives).toHaveLength(2);
    expect(await lab.written()).toEqual(before);
    expect(await lab.programme(draft.id)).toMatchObject({
      arrangement: 'SINGLE',
      version: draft.version,
      sessions: [],
    });
  });

  it('is in its own way where two sessions want one room', async () => {
    const draft = await lab.draft();
    const place = lab.inTheatre(await lab.aRoom());
    const part = { startDate: '2019-04-02', startTime: '14:00', endTime: '17:00', place };
    const input = { eventId: draft.id, version: draft.version, sessions: [part, { ...part, startTime: '16:00' }] };
    const refused = await lab.scheduleCourse(input);
    expect(conflictsOf(refused).map(({ startTime }) => startTime)).toEqual(['16:00']);
  });

  it.each([
    [{ endTime: '13:00' }, 'EndBeforeStart'],
    [{ startDate: '2019-03-31', startTime: '03:30', endTime: '05:00' }, 'SkippedHour'],
    [{ place: { online: true } }, 'PlaceWrong'],
    [{ place: { roomToBeFound: true }, endDate: '2020-06-01' }, 'EventTooLong'],
    [{ endDate: '2019-06-01' }, 'BAD_USER_INPUT'],
  ])('is none with a session %j', async (parts, kind) => {
    const place = lab.inTheatre(await lab.aRoom());
    const part = { startDate: '2019-04-02', startTime: '14:00', endTime: '17:00', place };
    const draft = await lab.draft();
    const input = {
      eventId: draft.id,
      version: draft.version,
      sessions: [part, { ...part, startDate: '2019-04-03', ...parts }],
    };
    expect(await lab.outcome(SCHEDULE_COURSE, { input })).toBe(kind);
    if (kind === 'EndBeforeStart') {
      expect((await lab.scheduleCourse(input)).message).toMatch(/^03\.04\.2019: /);
    }
  });

  it('is bounded, is no series, and is not what was changed meanwhile', async () => {
    const draft = await lab.draft();
    const roomId = await lab.aRoom();
    expect(await lab.outcome(SCHEDULE_COURSE, { input: afternoons(draft, roomId, { sessions: [] }) })).toBe(
      'BAD_USER_INPUT',
    );
    const threshold = { attendanceThreshold: 101 };
    expect(await lab.outcome(SCHEDULE_COURSE, { input: afternoons(draft, roomId, threshold) })).toBe('BAD_USER_INPUT');
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=2' });
    expect(await lab.outcome(SCHEDULE_COURSE, { input: afternoons(event, roomId) })).toBe('ArrangementWrong');
    expect(await lab.outcome(SCHEDULE_COURSE, { input: { ...afternoons(event, roomId), version: 1 } })).toBe(
      'ChangedMeanwhile',
    );
    for (const { id } of event.sessions) must(await lab.dropOne(id));
    const { version } = await lab.programme(event.id);
    const course = must(await lab.scheduleCourse(afternoons({ id: event.id, version }, roomId)));
    expect(course).toMatchObject({ arrangement: 'COURSE', series: null });
  });
});

describe('what one registers for', () => {
  it('stays the whole where a course becomes a series while somebody has a place in it', async () => {
    const course = must(await lab.scheduleCourse(afternoons(await lab.draft(), await lab.aRoom())));
    for (const { id } of course.sessions) must(await lab.dropOne(id));
    registered.set(course.id, 3);
    const { version } = await lab.programme(course.id);
    const input = lab.wednesdays({ id: course.id, version }, await lab.aRoom(), { rule: 'FREQ=WEEKLY;COUNT=2' });
    expect(must(await lab.scheduleSeries(input))).toMatchObject({
      ...{ arrangement: 'SERIES', registrationUnit: 'WHOLE', attendanceThreshold: null },
    });
  });

  it('is just switched while nobody is registered, and costs no version where it stays', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=2' });
    const whole = must(await lab.setUnit({ eventId: event.id, version: event.version, unit: 'WHOLE' }));
    expect(whole).toMatchObject({ registrationUnit: 'WHOLE', version: event.version + 1 });
    const same = must(await lab.setUnit({ eventId: event.id, version: whole.version, unit: 'WHOLE' }));
    expect(same.version).toBe(whole.version);
    const back = { eventId: event.id, version: whole.version, unit: 'SESSION', conversion: 'KEEP_AS_WHOLE' };
    expect(must(await lab.setUnit(back)).registrationUnit).toBe('SESSION');
    expect(await lab.setUnit(back)).toMatchObject({ kind: 'ChangedMeanwhile' });
    expect(converted).toEqual([]);
  });

  it('takes a conversion that leads there once somebody is registered, which is carried out', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=2' });
    registered.set(event.id, 7);
    const input = { eventId: event.id, version: event.version, unit: 'WHOLE' };
    const needed = { kind: 'ConversionNeeded', registered: 7, conversions: ['KEEP_AS_WHOLE', 'START_ANEW'] };
    expect(await lab.setUnit(input)).toMatchObject(needed);
    expect(await lab.setUnit({ ...input, conversion: 'SPREAD_TO_SESSIONS' })).toMatchObject(needed);
    expect(await lab.programme(event.id)).toEqual(event);
    const whole = must(await lab.setUnit({ ...input, conversion: 'KEEP_AS_WHOLE' }));
    const spread = { eventId: event.id, version: whole.version, unit: 'SESSION', conversion: 'SPREAD_TO_SESSIONS' };
    must(await lab.setUnit(spread));
    expect(converted).toEqual([
      { eventId: event.id, conversion: 'KEEP_AS_WHOLE', unit: 'WHOLE' },
      { eventId: event.id, conversion: 'SPREAD_TO_SESSIONS', unit: 'SESSION' },
    ]);
  });

  it('is the whole of a course, always', async () => {
    const course = must(await lab.scheduleCourse(afternoons(await lab.draft(), await lab.aRoom())));
    const input = { eventId: course.id, version: course.version, unit: 'SESSION' };
    expect(await lab.setUnit(input)).toMatchObject({ kind: 'CourseIsWhole' });
    const draft = await lab.draft();
    registered.set(draft.id, 1);
    const refused = await lab.scheduleCourse(afternoons(draft, await lab.aRoom()));
    expect(refused).toMatchObject({ kind: 'ConversionNeeded', registered: 1 });
    const switched = { eventId: draft.id, version: draft.version, unit: 'WHOLE', conversion: 'START_ANEW' };
    const whole = must(await lab.setUnit(switched));
    must(await lab.scheduleCourse(afternoons(whole, await lab.aRoom())));
  });

  it('says how many people an edit touches, each once', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    const [first, second, third] = event.sessions;
    people.set(first!.id, ['оля', 'петро']).set(second!.id, ['оля', 'ірина']).set(third!.id, ['марко']);
    const counts = async (at: number, scope: string) =>
      (await lab.previewEdit(editOf(event, at, scope, { startTime: '16:00' }))).counts;
    expect((await counts(0, 'ALL'))['peopleTouched']).toBe(4);
    expect((await counts(1, 'FOLLOWING'))['peopleTouched']).toBe(3);
    expect((await counts(0, 'THIS'))['peopleTouched']).toBe(2);
  });
});
