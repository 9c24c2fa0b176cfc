// Edits of one date of a series, of it and the following ones, or of all: shown as a diff first, then written.
import { CANCEL_MANY, EDIT, editOf, EventSeriesLab, PREVIEW_EDIT, said, times, verdicts } from './event-series-lab.ts';
import { must } from './session-lab.ts';

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
  ] as const)('edit or cancel dates as %s', async (as, code) => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=2' });
    const input = editOf(event, 0, 'ALL', { startTime: '16:00' });
    expect(await lab.outcome(EDIT, { input }, { as })).toBe(code);
    expect(await lab.outcome(PREVIEW_EDIT, { input }, { as })).toBe(code);
    const { change: _, ...cancel } = input;
    expect(await lab.outcome(CANCEL_MANY, { input: { ...cancel, reason: 'Ремонт' } }, { as })).toBe(code);
  });

  it('edit dates of another event, or of another branch', async () => {
    const [one, other] = [
      await lab.series({ rule: 'FREQ=WEEKLY;COUNT=1' }),
      await lab.series({ rule: 'FREQ=WEEKLY;COUNT=1' }),
    ];
    const input = { ...editOf(one.event, 0, 'ALL', { startTime: '16:00' }), from: other.event.sessions[0]!.id };
    expect(await lab.outcome(EDIT, { input })).toBe('NOT_FOUND');
    expect(await lab.outcome(PREVIEW_EDIT, { input })).toBe('NOT_FOUND');
    const foreign = must(
      await lab.scheduleSeries(
        lab.wednesdays(await lab.draft({ branchId: lab.branches.next }, { as: 'admin' }), await lab.aRoom()),
        { as: 'admin' },
      ),
    );
    expect(await lab.outcome(EDIT, { input: editOf(foreign, 0, 'ALL', { startTime: '16:00' }) })).toBe('FORBIDDEN');
  });
});

describe('this and following', () => {
  it('from the sixth at 16:00 leaves the one at 15:15 and what is before, and the holiday wishes for 16:00', async () => {
    const { event } = await lab.series();
    must(await lab.publish(event.id));
    const eighth = event.sessions[7]!;
    must(await lab.move({ ...eighth, version: eighth.version }, { startTime: '15:15', endTime: '16:45' }));
    const seen = await lab.programme(event.id);
    expect(seen.sessions[7]!.staff!.exceptions).toEqual(['TIME']);
    // The fifth is the holiday, which is to be placed; the edit starts from there once.
    const input = editOf(seen, 4, 'FOLLOWING', { startTime: '16:00' });
    const preview = await lab.previewEdit(input);
    expect(preview.counts).toMatchObject({
      ...{ dates: 9, moves: 8, exceptionsKept: 1, unchanged: 0, conflicts: 0, notChangeable: 0 },
      ...{ bookingsMoved: 7, bookingsMade: 0, bookingsEnded: 0, peopleTouched: 0, expectedPeople: 280 },
    });
    expect(await lab.programme(event.id)).toEqual(seen);
    const done = must(await lab.edit(input));
    expect(said(done)).toEqual(said(preview));
    expect(done.event.version).toBe(seen.version + 1);
    const after = await lab.programme(event.id);
    expect(times(after.sessions)).toEqual([
      ...['04-03 15:00', '04-10 15:00', '04-17 15:00', '04-24 15:00', '05-01 16:00', '05-08 16:00', '05-15 16:00'],
      ...['05-22 15:15', '05-29 16:00', '06-05 16:00', '06-12 16:00', '06-19 16:00', '06-26 16:00'],
    ]);
    expect(after.sessions.map(({ endTime }) => endTime).slice(3, 6)).toEqual(['16:30', '17:30', '17:30']);
    expect(after.sessions[4]).toMatchObject({
      standing: 'TO_PLACE',
      happeningStatus: 'CONFIRMED',
      previousStart: null,
    });
    expect(after.sessions[5]).toMatchObject({
      ...{ happeningStatus: 'RESCHEDULED', previousStart: '2019-05-08T15:00:00+03:00', sequence: 1 },
      staff: { exceptions: [], booking: { start: '2019-05-08T16:00:00+03:00', status: 'CONFIRMED' } },
    });
    expect(after.sessions[3]).toMatchObject({ happeningStatus: 'CONFIRMED', sequence: 0 });
    expect(after.series).toMatchObject({ startDate: '2019-04-03', startTime: '16:00', endTime: '17:30' });
  });

  it('with exceptions changes those, too', async () => {
    const { event } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    must(await lab.move(event.sessions[1]!, { startTime: '15:15', endTime: '16:45' }));
    const seen = await lab.programme(event.id);
    const input = { ...editOf(seen, 1, 'FOLLOWING', { startTime: '17:00' }), includeExceptions: true };
    expect(verdicts(await lab.previewEdit(input))).toEqual(['MOVES', 'MOVES']);
    must(await lab.edit(input));
    expect(times((await lab.programme(event.id)).sessions)).toEqual(['04-03 15:00', '04-10 17:00', '04-17 17:00']);
  });
});

describe('all dates', () => {
  it('of a draft just move, and take each other’s places', async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=DAILY;COUNT=5' });
    const input = editOf(event, 2, 'ALL', { shiftDays: 1 });
    const preview = await lab.previewEdit(input);
    expect(preview.counts).toMatchObject({ moves: 5, bookingsMoved: 5, conflicts: 0, expectedPeople: 200 });
    expect(said(must(await lab.edit(input)))).toEqual(said(preview));
    const after = await lab.programme(event.id);
    expect(times(after.sessions)).toEqual(['04-04', '04-05', '04-06', '04-07', '04-08'].map((day) => `${day} 15:00`));
    expect(after.sessions.map(({ id }) => id)).toEqual(event.sessions.map(({ id }) => id));
    expect(new Set(after.sessions.map(({ happeningStatus }) => happeningStatus))).toEqual(new Set(['CONFIRMED']));
    expect(await lab.statusesIn(roomId)).toEqual(Array(5).fill('CONFIRMED'));
  });

  it('go to another room with their bookings, and the one that was set alone stays', async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    const [alone, other] = [await lab.aRoom(), await lab.aRoom()];
    must(await lab.move(event.sessions[1]!, { place: lab.inTheatre(alone) }));
    const seen = await lab.programme(event.id);
    expect(seen.sessions[1]!.staff!.exceptions).toEqual(['PLACE']);
    const input = editOf(seen, 0, 'ALL', { place: lab.inTheatre(other, { expectedPeople: 50 }), startTime: '14:00' });
    const done = must(await lab.edit(input));
    expect(verdicts(done)).toEqual(['MOVES', 'MOVES', 'MOVES']);
    const after = await lab.programme(event.id);
    expect(after.sessions.map(({ room }) => room!.id)).toEqual([other, alone, other]);
    expect(times(after.sessions)).toEqual(['04-03 14:00', '04-10 14:00', '04-17 14:00']);
    expect([await lab.statusesIn(roomId), await lab.statusesIn(other)]).toEqual([[], ['CONFIRMED', 'CONFIRMED']]);
    expect(after.staff).toMatchObject({ seriesPlace: { room: { id: other }, expectedPeople: 50 } });
    const again = {
      ...editOf(after, 0, 'ALL', { place: lab.inTheatre(other, { expectedPeople: 50 }) }),
      includeExceptions: true,
    };
    expect(verdicts(must(await lab.edit(again)))).toEqual(['UNCHANGED', 'MOVES', 'UNCHANGED']);
    const last = await lab.programme(event.id);
    expect(last.sessions[1]).toMatchObject({ room: { id: other }, staff: { exceptions: [] } });
  });

  it('give their rooms up, and get new ones', async () => {
    const { event, roomId } = await lab.series({ rule: 'FREQ=WEEKLY;COUNT=3' });
    const without = must(await lab.edit(editOf(event, 0, 'ALL', { place: { roomToBeFound: true } })));
    expect(without.counts).toMatchObject({ moves: 3, bookingsEnded: 3, bookingsMoved: 0 });
    expect(without.changes[0]).toMatchObject({
      before: { place: 'ROOM', layout: 'THEATRE', room: { id: roomId } },
      after: { place: 'TO_BE_FOUND', layout: null, room: null },
    });
    expect(await lab.statusesIn(roomId)).toEqual(Array(3).fill('CANCELLED'));
    const seen = await lab.programme(event.id);
    const back = must(await lab.edit(editOf(seen, 0, 'ALL', { place: lab.inTheatre(roomId) })));
    expect(back.counts).toMatchObject({ moves: 3, bookingsMade: 3 });
    expect((await lab.programme(event.id)).sessions.every(({ place }) => place === 'ROOM')).toBe(true);
  });

  it('that have begun, were held, cancelled, postponed or dropped are left', async () => {
    const { event } = await lab.series({ startDate: '2019-03-06', rule: 'FREQ=WEEKLY;COUNT=6' });
    must(await lab.dropOne(event.sessions[5]!.id));
    must(await lab.publish(event.id));
    must(await lab.take('CANCEL', event.sessions[2]!.id));
    must(await lab.take('POSTPONE', event.sessions[3]!.id));
    lab.app.clock.set('2019-03-06T13:30:00Z');
    const seen = await lab.programme(event.id);
    const done = must(await lab.edit(editOf(seen, 0, 'ALL', { startTime: '17:00' })));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    const left = 'NOT_CHANGEABLE';
    expect(verdicts(done)).toEqual([left, 'MOVES', left, left, 'MOVES', left]);
    expect(done.counts).toMatchObject({ moves: 2, notChangeable: 4, bookingsMoved: 2, expectedPeople: 80 });
  });
});
