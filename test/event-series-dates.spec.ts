// Single dates within edits of many: those that run, those that have gone by, and what is an exception and what is none.
import { editOf, EventSeriesLab, said, times, verdicts } from './event-series-lab.ts';
import { must } from './session-lab.ts';

const START = '2019-03-01T08:00:00Z';
/** 04-03 15:00 to 16:30 is half over. */
const DURING = '2019-04-03T12:45:00Z';

let lab: EventSeriesLab;
beforeAll(async () => {
  lab = await EventSeriesLab.start();
});
afterEach(() => lab.app.clock.set(START));
afterAll(() => lab.app.stop());

describe('a date that would be over', () => {
  it('is seen before, and refuses the edit or stays', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    lab.app.clock.set('2019-03-29T08:00:00Z');
    const input = editOf(event, 0, 'ALL', { shiftDays: -7, startTime: '18:30' });
    const preview = await lab.previewEdit(input);
    expect(verdicts(preview)).toEqual(['OVER', 'MOVES', 'MOVES']);
    expect(preview.counts).toMatchObject({ over: 1, moves: 2, notChangeable: 0 });
    const told = await lab.edit(input);
    expect(told.kind).toBe('SessionOver');
    expect(told.message).toContain('Цей час уже минув');
    expect(await lab.programme(event.id)).toEqual(event);
    const kept = { ...input, onConflict: 'KEEP' };
    const foreseen = await lab.previewEdit(kept);
    expect(said(must(await lab.edit(kept)))).toEqual(said(foreseen));
    expect(times((await lab.programme(event.id)).sessions)).toEqual(['04-03 15:00', '04-03 18:30', '04-10 18:30']);
  });
});

describe('a date that runs', () => {
  it('ends earlier by an edit of it alone, and by no other', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=2' });
    lab.app.clock.set(DURING);
    expect(verdicts(await lab.previewEdit(editOf(event, 0, 'ALL', { endTime: '16:00' })))).toEqual([
      ...['NOT_CHANGEABLE', 'MOVES'],
    ]);
    const over = await lab.edit(editOf(event, 0, 'THIS', { endTime: '15:30' }));
    expect(over).toMatchObject({ kind: 'SessionOver' });
    const done = must(await lab.edit(editOf(event, 0, 'THIS', { endTime: '16:00' })));
    expect(done.changes).toMatchObject([{ verdict: 'MOVES', session: { startTime: '15:00', endTime: '16:00' } }]);
    lab.app.clock.set('2019-04-03T13:00:00Z');
    const now = await lab.programme(event.id);
    expect(verdicts(await lab.previewEdit(editOf(now, 0, 'THIS', { endTime: '16:30' })))).toEqual(['NOT_CHANGEABLE']);
  });
});

describe('a date with a time of its own', () => {
  const alone = async (change: object) => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    must(await lab.move(event.sessions[1]!, { ...change }));
    return lab.programme(event.id);
  };
  const exceptions = async (id: string) => (await lab.programme(id)).sessions.map(({ staff }) => staff!.exceptions);

  it('brought to the common one is no exception any more', async () => {
    const seen = await alone({ startTime: '15:15', endTime: '16:45' });
    expect(await exceptions(seen.id)).toEqual([[], ['TIME'], []]);
    must(await lab.edit({ ...editOf(seen, 0, 'ALL', { startTime: '17:00' }), includeExceptions: true }));
    expect(await exceptions(seen.id)).toEqual([[], [], []]);
    const after = await lab.programme(seen.id);
    must(await lab.edit(editOf(after, 0, 'ALL', { startTime: '17:30' })));
    expect(times((await lab.programme(seen.id)).sessions)).toEqual(['04-03 17:30', '04-10 17:30', '04-17 17:30']);
  });

  it('on a day of its own, or of another length, stays one', async () => {
    const onThursday = await alone({ startDate: '2019-04-11' });
    must(await lab.edit({ ...editOf(onThursday, 0, 'ALL', { startTime: '17:00' }), includeExceptions: true }));
    expect(await exceptions(onThursday.id)).toEqual([[], ['TIME'], []]);
    const longer = await alone({ endTime: '17:00' });
    must(await lab.edit({ ...editOf(longer, 0, 'ALL', { startTime: '17:00' }), includeExceptions: true }));
    expect(await exceptions(longer.id)).toEqual([[], ['TIME'], []]);
  });
});

it('a date to place that wishes for another time is not refused for what it wished before', async () => {
  const { event } = await lab.series();
  // The fifth is the holiday.
  expect(event.sessions[4]).toMatchObject({ standing: 'TO_PLACE', staff: { brokenKinds: ['Closed'] } });
  must(await lab.edit(editOf(event, 4, 'THIS', { startDate: '2019-05-02' })));
  const [date] = (await lab.programme(event.id)).sessions.filter(({ standing }) => standing === 'TO_PLACE');
  expect(date).toMatchObject({ startDate: '2019-05-02', staff: { brokenKinds: [] } });
});

describe('an event that becomes a series', () => {
  it('keeps its one date as one of the rule', async () => {
    const roomId = await lab.aRoom();
    const draft = await lab.draft();
    const slot = { startDate: '2019-04-10', startTime: '15:00', endTime: '16:30', place: lab.inTheatre(roomId) };
    const own = must(await lab.schedule(draft.id, slot));
    const { version } = await lab.eventRow(draft.id);
    const input = lab.wednesdays({ id: draft.id, version }, roomId, {
      ...{ rule: 'FREQ=WEEKLY;COUNT=3', mode: 'ALL_OR_NOTHING' },
    });
    expect((await lab.previewSeries(input)).counts).toMatchObject({ dates: 3, fits: 3 });
    const event = must(await lab.scheduleSeries(input));
    expect(times(event.sessions)).toEqual(['04-03 15:00', '04-10 15:00', '04-17 15:00']);
    expect(event.sessions[1]).toMatchObject({ id: own.id, staff: { exceptions: [] } });
    expect(await lab.statusesIn(roomId)).toEqual(Array(3).fill('CONFIRMED'));
    must(await lab.edit(editOf(event, 0, 'ALL', { startTime: '14:00' })));
    expect(times((await lab.programme(event.id)).sessions)).toEqual(['04-03 14:00', '04-10 14:00', '04-17 14:00']);
  });

  it('keeps it elsewhere as an exception', async () => {
    const [one, other] = [await lab.aRoom(), await lab.aRoom()];
    const draft = await lab.draft();
    const slot = { startDate: '2019-04-10', startTime: '15:00', endTime: '16:00', place: lab.inTheatre(one) };
    const own = must(await lab.schedule(draft.id, slot));
    const { version } = await lab.eventRow(draft.id);
    const input = lab.wednesdays({ id: draft.id, version }, other, { rule: 'FREQ=WEEKLY;COUNT=2' });
    const event = must(await lab.scheduleSeries(input));
    expect(event.sessions[1]).toMatchObject({
      ...{ id: own.id, endTime: '16:00', room: { id: one }, staff: { exceptions: ['TIME', 'PLACE'] } },
    });
  });

  it('and was a course is registered for by its dates', async () => {
    const draft = await lab.draft();
    const part = { startDate: '2019-04-10', startTime: '15:00', endTime: '16:30', place: { roomToBeFound: true } };
    const course = must(
      await lab.scheduleCourse({
        ...{ eventId: draft.id, version: draft.version, sessions: [part], attendanceThreshold: 80 },
      }),
    );
    expect(course).toMatchObject({ registrationUnit: 'WHOLE', attendanceThreshold: 80 });
    must(await lab.dropOne(course.sessions[0]!.id));
    const { version } = await lab.eventRow(draft.id);
    const place = { roomToBeFound: true };
    const input = lab.wednesdays({ id: draft.id, version }, '', { rule: 'FREQ=WEEKLY;COUNT=2', place });
    expect(must(await lab.scheduleSeries(input))).toMatchObject({
      ...{ arrangement: 'SERIES', registrationUnit: 'SESSION', attendanceThreshold: null },
    });
  });
});
