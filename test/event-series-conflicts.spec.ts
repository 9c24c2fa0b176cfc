// Edits of dates of which some do not fit, edits of a date alone, and dates that are called off.
import { EDIT, editOf, EventSeriesLab, PREVIEW_EDIT, said, times, verdicts } from './event-series-lab.ts';
import { must } from './session-lab.ts';

let lab: EventSeriesLab;
beforeAll(async () => {
  lab = await EventSeriesLab.start();
});
afterAll(() => lab.app.stop());

describe('what does not fit', () => {
  /** Three Wednesdays, and somebody else in the same room on the second at 18:00. */
  const inTheWay = async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    const other = await lab.draft();
    const theirs = { startDate: '2019-04-10', startTime: '18:00', endTime: '19:00', place: lab.inRoom(roomId) };
    must(await lab.schedule(other.id, theirs));
    return { event, roomId };
  };

  it('is shown with ways out, and refuses the whole edit', async () => {
    const { event } = await inTheWay();
    const input = editOf(event, 0, 'ALL', { startTime: '18:00' });
    const preview = await lab.previewEdit(input);
    expect(verdicts(preview)).toEqual(['MOVES', 'CONFLICT', 'MOVES']);
    const [, stuck] = preview.changes;
    expect(stuck!.after!.start).toBe('2019-04-10T18:00:00+03:00');
    expect(stuck!.broken.map(({ kind }) => kind)).toEqual(['Overlap']);
    expect(stuck!.alternatives).toHaveLength(2);
    const before = await lab.written();
    const refused = await lab.edit(input);
    expect(refused).toMatchObject({
      kind: 'SessionsRefused',
      conflicts: [{ startDate: '2019-04-10', verdict: 'CONFLICT' }],
    });
    expect(await lab.written()).toEqual(before);
    expect(await lab.programme(event.id)).toEqual(event);
  });

  it('stays where it is, where that is wanted', async () => {
    const { event } = await inTheWay();
    const input = { ...editOf(event, 0, 'ALL', { startTime: '18:00' }), onConflict: 'KEEP' };
    const preview = await lab.previewEdit(input);
    expect(preview.counts).toMatchObject({ moves: 2, conflicts: 1, bookingsMoved: 2 });
    expect(said(must(await lab.edit(input)))).toEqual(said(preview));
    expect(times((await lab.programme(event.id)).sessions)).toEqual(['04-03 18:00', '04-10 15:00', '04-17 18:00']);
  });

  it('and stays is in the way of those that wanted its place, one after the other', async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=DAILY;COUNT=4' });
    const other = await lab.draft();
    must(
      await lab.schedule(other.id, {
        startDate: '2019-04-07',
        startTime: '15:00',
        endTime: '16:00',
        place: lab.inRoom(roomId),
      }),
    );
    const input = { ...editOf(event, 0, 'ALL', { shiftDays: 1 }), onConflict: 'KEEP' };
    const preview = await lab.previewEdit(input);
    expect(verdicts(preview)).toEqual(Array(4).fill('CONFLICT'));
    const done = must(await lab.edit(input));
    expect(said(done)).toEqual(said(preview));
    expect(await lab.programme(event.id)).toEqual(event);
  });

  it('for a holiday is closed', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    const preview = await lab.previewEdit(editOf(event, 2, 'THIS', { startDate: '2019-05-01' }));
    expect(verdicts(preview)).toEqual(['CLOSED']);
    expect(await lab.edit(editOf(event, 0, 'ALL', { shiftDays: 28 }))).toMatchObject({ kind: 'SessionsRefused' });
    const kept = { ...editOf(event, 0, 'ALL', { shiftDays: 28 }), onConflict: 'KEEP' };
    expect(verdicts(must(await lab.edit(kept)))).toEqual(['CLOSED', 'MOVES', 'MOVES']);
  });

  it('for the clocks has no such time, and others move', async () => {
    const sundays = { startDate: '2019-03-17', startTime: '02:30', endTime: '05:00', rule: 'FREQ=WEEKLY;COUNT=3' };
    const { event } = await lab.series({ ...sundays, place: { roomToBeFound: true } });
    const input = editOf(event, 0, 'ALL', { startTime: '03:30', endTime: '04:30' });
    const preview = await lab.previewEdit(input);
    expect(verdicts(preview)).toEqual(['MOVES', 'MOVES', 'NO_SUCH_TIME']);
    expect(preview.changes[2]!.nextValid).toBe('2019-03-31T04:00:00+03:00');
    expect(await lab.edit(input)).toMatchObject({ kind: 'SkippedHour', nextValid: '2019-03-31T04:00:00+03:00' });
    must(await lab.edit({ ...input, onConflict: 'KEEP' }));
    expect(times((await lab.programme(event.id)).sessions)).toEqual(['03-17 03:30', '03-24 03:30', '03-31 02:30']);
  });
});

describe('a date alone', () => {
  it('is an exception in what changed of it', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    const done = must(await lab.edit(editOf(event, 1, 'THIS', { startDate: '2019-04-11', startTime: '15:15' })));
    expect(done.changes).toHaveLength(1);
    expect(done.changes[0]!.session).toMatchObject({
      ...{ startDate: '2019-04-11', startTime: '15:15', endTime: '16:45', staff: { exceptions: ['TIME'] } },
    });
    const seen = await lab.programme(event.id);
    expect(seen.series).toMatchObject({ startTime: '15:00' });
    const all = await lab.previewEdit(editOf(seen, 0, 'ALL', { endTime: '17:00' }));
    expect(verdicts(all)).toEqual(['MOVES', 'EXCEPTION_KEPT', 'MOVES']);
  });

  it.each([
    [{}, 'ALL', 'BAD_USER_INPUT'],
    [{ shiftDays: 0 }, 'ALL', 'BAD_USER_INPUT'],
    [{ shiftDays: 61 }, 'ALL', 'BAD_USER_INPUT'],
    [{ startDate: '2019-04-11' }, 'FOLLOWING', 'BAD_USER_INPUT'],
    [{ startDate: '2019-04-11', shiftDays: 1 }, 'THIS', 'BAD_USER_INPUT'],
    [{ startTime: null }, 'ALL', 'BAD_USER_INPUT'],
    [{ endDate: '2019-06-30' }, 'THIS', 'BAD_USER_INPUT'],
    [{ endTime: '14:00' }, 'ALL', 'EndBeforeStart'],
    [{ place: { online: true } }, 'ALL', 'PlaceWrong'],
  ])('or all are not changed by %j of %s', async (change, scope, code) => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=2' });
    const input = editOf(event, 0, scope, change);
    expect([await lab.outcome(EDIT, { input }), await lab.outcome(PREVIEW_EDIT, { input })]).toEqual([code, code]);
  });
});

describe('calling dates off', () => {
  it('cancels what lies ahead with its bookings, drops what wants a place, and says so before', async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=6' });
    must(await lab.publish(event.id));
    const seen = await lab.programme(event.id);
    const { change: _, ...input } = editOf(seen, 3, 'FOLLOWING', {});
    const preview = await lab.previewCancel(input);
    expect(verdicts(preview)).toEqual(['CANCELS', 'DROPS', 'CANCELS']);
    expect(preview.counts).toMatchObject({ cancels: 2, drops: 1, bookingsEnded: 2, expectedPeople: 80 });
    const done = must(await lab.cancelMany({ ...input, reason: 'Ремонт' }));
    expect(verdicts(done)).toEqual(verdicts(preview));
    expect(done.counts).toEqual(preview.counts);
    const after = await lab.programme(event.id);
    expect(after.sessionCounts).toMatchObject({ scheduled: 3, cancelled: 2, toPlace: 0, dropped: 1 });
    expect(after.sessions[3]).toMatchObject({ happeningStatus: 'CANCELLED', reason: 'Ремонт', sequence: 1 });
    const bookings = (await lab.bookingsOf(roomId)).toSorted((a, b) => a.startLocal.localeCompare(b.startLocal));
    expect(bookings.map(({ status, reason }) => [status, reason])).toEqual([
      ...Array.from({ length: 3 }, () => ['CONFIRMED', null]),
      ...Array.from({ length: 2 }, () => ['CANCELLED', 'Ремонт']),
    ]);
    const again = must(await lab.cancelMany({ ...input, version: after.version, reason: 'Ремонт' }));
    expect(again.counts).toMatchObject({ notChangeable: 3, cancels: 0 });
    expect(again.event.version).toBe(after.version);
  });
});

describe('the clocks', () => {
  it('go forward over a date, which is to be placed and named', async () => {
    const sunday = { startDate: '2019-03-17', startTime: '03:30', endTime: '04:30', rule: 'FREQ=WEEKLY;COUNT=3' };
    const draft = await lab.draft();
    const input = lab.wednesdays(draft, '', { ...sunday, place: { roomToBeFound: true } });
    const preview = await lab.previewSeries(input);
    expect(preview.counts).toMatchObject({ dates: 3, fits: 2, noSuchTime: 1 });
    expect(preview.dates[2]).toMatchObject({
      ...{
        startDate: '2019-03-31',
        startTime: '03:30',
        verdict: 'NO_SUCH_TIME',
        start: null,
        broken: [],
        alternatives: [],
      },
      nextValid: '2019-03-31T04:00:00+03:00',
    });
    const refused = await lab.scheduleSeries({ ...input, mode: 'ALL_OR_NOTHING' });
    expect(refused).toMatchObject({ kind: 'SkippedHour', nextValid: '2019-03-31T04:00:00+03:00' });
    const event = must(await lab.scheduleSeries(input));
    expect(event.sessions.map(({ standing, startTime }) => [standing, startTime])).toEqual([
      ...[
        ['SCHEDULED', '03:30'],
        ['SCHEDULED', '03:30'],
        ['TO_PLACE', '03:30'],
      ],
    ]);
    expect(event.sessions[2]!.staff!.brokenKinds).toEqual(['SkippedHour']);
  });

  it('change between dates, which stay at their time on the wall', async () => {
    const { event } = await lab.series({ startDate: '2019-03-27', rule: 'FREQ=WEEKLY;COUNT=2' });
    expect(event.sessions.map(({ start }) => start)).toEqual([
      '2019-03-27T15:00:00+02:00',
      '2019-04-03T15:00:00+03:00',
    ]);
  });
});
