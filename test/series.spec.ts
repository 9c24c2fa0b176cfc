import type { Asking } from './app.ts';
import {
  ADD,
  CANCEL_ONE,
  BOOK,
  CANCEL,
  DROP,
  kinds,
  PLACE,
  PREVIEW,
  READ,
  single,
  states,
  wednesdays,
  SeriesLab,
} from './series-lab.ts';

type Parts = Record<string, unknown>;

let lab: SeriesLab;

beforeAll(async () => {
  lab = await SeriesLab.start();
});
afterAll(() => lab.app.stop());

describe('who may not', () => {
  // In 2020, so that nothing of it is in the way of what follows.
  const ofNextYear = (roomId: string, startTime: string) =>
    wednesdays(roomId, {
      ...{ startDate: '2020-04-01', startTime, endTime: `${startTime.slice(0, 3)}45`, expectedPeople: 30 },
      rule: 'FREQ=WEEKLY;COUNT=2',
    });

  it('asks for no series, and reads and changes none', async () => {
    const { hallB } = lab.rooms;
    const { id, version } = await lab.book(ofNextYear(hallB, '15:00'));
    const date = { seriesId: id, version, startDate: '2020-04-01' };
    const calls: [string, Parts][] = [
      [PREVIEW, { input: ofNextYear(hallB, '09:00') }],
      [BOOK, { input: ofNextYear(hallB, '11:00'), mode: 'FIT_AND_KEEP' }],
      [PLACE, { input: date }],
      [ADD, { input: { ...date, startDate: '2020-07-01' } }],
      [DROP, date],
      [CANCEL, { id, version, reason: 'Ні' }],
      [READ, { id }],
    ];
    const told = (as: Asking['as']) => Promise.all(calls.map(([query, variables]) => lab.codeOf(query, variables, as)));
    const refused = Array<string>(4).fill('FORBIDDEN');
    expect(await told(null)).toEqual(Array(7).fill('UNAUTHENTICATED'));
    expect(await told('teacher')).toEqual(['FORBIDDEN', 'FORBIDDEN', ...refused, 'null']);
    // A trainer may ask, but this series is somebody else's, of a branch that is not theirs.
    expect(await told('trainer')).toEqual(['in', 'in', ...refused, 'null']);
    expect((await lab.read(id))?.version).toBe(1);
  });

  it('learns nothing of a series by one of its bookings', async () => {
    const trainer = { as: 'trainer' } as const;
    const series = await lab.book(ofNextYear(lab.rooms.nextHall, '15:00'), 'FIT_AND_KEEP', trainer);
    const [first] = series.dates;
    await lab.asked(CANCEL_ONE, { id: first!.booking!.id }, trainer);
    const elsewhere = { seriesId: series.id, version: 1, startDate: first!.startDate };
    const instead = { roomId: lab.rooms.hallB, startTime: '18:00' };
    const placed = await lab.place({ ...elsewhere, instead }, trainer);
    const query = 'query ($id: ID!) { booking(id: $id) { purpose series { id } } }';
    const of = (as: Asking['as']) => lab.data(query, { id: placed.dates[0]!.booking!.id }, { as: as ?? null });
    expect(await of('trainer')).toEqual({ booking: { purpose: 'Клуб', series: { id: series.id } } });
    // The booking is of the librarian's branch, the series of another.
    expect(await of('librarian')).toEqual({ booking: { purpose: 'Клуб', series: null } });
  });
});

describe('Wednesdays from 2019-04-03 to 2019-06-26', () => {
  const wish = () => wednesdays(lab.rooms.hallA, { expectedPeople: 60, setUpMinutes: 30, tearDownMinutes: 15 });

  it('are previewed, booked and placed as walk 1 says', async () => {
    const taken = await lab.bookRoom(
      single(lab.rooms.hallA, '2019-05-22', '00:00', '14:30', { tearDownMinutes: 15, purpose: 'Лекція' }),
    );

    const seen = await lab.preview(wish());
    expect(seen.counts).toEqual({ dates: 13, fits: 11, conflicts: 1, closed: 1, noSuchTime: 0 });
    const verdicts = Object.fromEntries(seen.dates.map(({ startDate, verdict }) => [startDate, verdict]));
    expect(verdicts).toEqual({
      ...{ '2019-04-03': 'FITS', '2019-04-10': 'FITS', '2019-04-17': 'FITS', '2019-04-24': 'FITS' },
      ...{ '2019-05-01': 'CLOSED', '2019-05-08': 'FITS', '2019-05-15': 'FITS', '2019-05-22': 'CONFLICT' },
      ...{ '2019-05-29': 'FITS', '2019-06-05': 'FITS', '2019-06-12': 'FITS', '2019-06-19': 'FITS' },
      '2019-06-26': 'FITS',
    });
    const conflict = seen.dates.find(({ startDate }) => startDate === '2019-05-22')!;
    expect(conflict.broken).toMatchObject([
      {
        ...{ kind: 'Overlap', bookingId: taken.id, purpose: 'Лекція', minutes: 15 },
        parts: [{ part: 'SET_UP', minutes: 15 }],
      },
    ]);
    expect(conflict.broken[0]!.message).toContain('підготовка 15');
    expect(conflict.alternatives!.map(({ room, start, differences }) => [room.id, start, differences])).toEqual([
      [lab.rooms.hallA, '2019-05-22T15:15:00+03:00', [{ kind: 'LATER', by: 15 }]],
      [
        ...[lab.rooms.hallB, '2019-05-22T15:00:00+03:00'],
        [
          { kind: 'OTHER_ROOM', by: null },
          { kind: 'SMALLER', by: 20 },
        ],
      ],
      [lab.rooms.nextHall, '2019-05-22T15:00:00+03:00', expect.arrayContaining([{ kind: 'LARGER', by: 10 }])],
    ]);
    expect(seen.dates[0]).toMatchObject({
      alternatives: [],
      start: '2019-04-03T15:00:00+03:00',
      end: '2019-04-03T16:30:00+03:00',
      broken: [],
    });

    const before = await lab.written();
    const refused = await lab.book(wish(), 'ALL_OR_NOTHING');
    expect(refused.kind).toBe('SeriesRefused');
    expect(refused.dates.map(({ startDate, verdict, broken }) => [startDate, verdict, kinds(broken)])).toEqual([
      ['2019-05-22', 'CONFLICT', ['Overlap']],
    ]);
    expect(await lab.written()).toEqual(before);

    const series = await lab.book(wish());
    expect(series.counts).toEqual({ placed: 11, toPlace: 1, skipped: 1, dropped: 0 });
    expect(series.dates.find(({ startDate }) => startDate === '2019-05-22')).toMatchObject({
      ...{ state: 'TO_PLACE', start: '2019-05-22T15:00:00+03:00', booking: null, brokenKinds: ['Overlap'] },
    });
    expect(series.dates.find(({ startDate }) => startDate === '2019-05-01')).toMatchObject({
      ...{ state: 'SKIPPED', booking: null, brokenKinds: ['Closed'] },
    });
    expect(series.dates[0]!.booking).toMatchObject({
      ...{ status: 'CONFIRMED', start: '2019-04-03T15:00:00+03:00', series: { id: series.id } },
    });
    expect(await lab.read(series.id)).toEqual(series);

    const stillTaken = await lab.place({ seriesId: series.id, version: 1, startDate: '2019-05-22' });
    expect(stillTaken).toMatchObject({ kind: 'BookingRefused', broken: [{ kind: 'Overlap', minutes: 15 }] });
    const placed = await lab.place({
      ...{ seriesId: series.id, version: 1, startDate: '2019-05-22' },
      instead: { startTime: '15:15' },
    });
    expect(placed).toMatchObject({ version: 2, counts: { placed: 12, toPlace: 0, skipped: 1, dropped: 0 } });
    expect(placed.dates.find(({ startDate }) => startDate === '2019-05-22')).toMatchObject({
      ...{ state: 'PLACED', start: '2019-05-22T15:15:00+03:00', booking: { start: '2019-05-22T15:15:00+03:00' } },
    });
  });
});

describe('a rule', () => {
  it.each([
    ['FREQ=HOURLY;COUNT=3', { problem: 'UNREADABLE', part: 'FREQ=HOURLY' }],
    ['FREQ=WEEKLY', { problem: 'WITHOUT_END' }],
    ['FREQ=DAILY;COUNT=201', { problem: 'TOO_LONG', mostDates: 200, lastDate: '2022-04-03' }],
    ['FREQ=WEEKLY;UNTIL=20190301', { problem: 'NO_DATES' }],
    ['FREQ=WEEKLY;BYDAY=TH;COUNT=3', { problem: 'MISSES_START', nextDate: '2019-04-04' }],
  ])('that gives no series is told so: %s', async (rule, said) => {
    expect(await lab.preview(wednesdays(lab.rooms.nextHall, { rule }))).toMatchObject({
      kind: 'SeriesRuleWrong',
      ...said,
    });
    expect(await lab.book(wednesdays(lab.rooms.nextHall, { rule }))).toMatchObject({
      kind: 'SeriesRuleWrong',
      ...said,
    });
  });

  it('is kept as it is read, and its excepted dates are no dates of the series', async () => {
    const roomId = await lab.aRoom();
    const series = await lab.book(
      wednesdays(roomId, { rule: 'rrule:freq=weekly;count=3', exceptDates: ['2019-04-10', '2019-04-11'] }),
    );
    expect(series).toMatchObject({ rule: 'FREQ=WEEKLY;COUNT=3', counts: { placed: 2, toPlace: 0 } });
    expect(Object.keys(states(series))).toEqual(['2019-04-03', '2019-04-17']);
    const none = wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=1', exceptDates: ['2019-04-03'] });
    expect(await lab.preview(none)).toMatchObject({ kind: 'SeriesRuleWrong', problem: 'NO_DATES' });
  });

  it('is not looked at when the end is not later than the start', async () => {
    expect(await lab.preview(wednesdays(lab.rooms.nextHall, { endTime: '15:00' }))).toMatchObject({
      kind: 'EndBeforeStart',
    });
  });
});

describe('the changes of clocks', () => {
  it('skip an hour: that date has no such time, and the next one that comes is named', async () => {
    const roomId = await lab.aRoom();
    const nightly = wednesdays(roomId, {
      ...{ startDate: '2026-03-22', startTime: '03:30', endTime: '05:00', rule: 'FREQ=WEEKLY;COUNT=3' },
    });
    const { dates, counts } = await lab.preview(nightly);
    expect(counts).toEqual({ dates: 3, fits: 2, conflicts: 0, closed: 0, noSuchTime: 1 });
    expect(dates.map(({ start, verdict, nextValid }) => [start, verdict, nextValid])).toEqual([
      ['2026-03-22T03:30:00+02:00', 'FITS', null],
      [null, 'NO_SUCH_TIME', '2026-03-29T04:00:00+03:00'],
      ['2026-04-05T03:30:00+03:00', 'FITS', null],
    ]);
    expect((await lab.book(nightly, 'ALL_OR_NOTHING')).kind).toBe('SeriesRefused');
    const series = await lab.book(nightly);
    expect(series.dates[1]).toMatchObject({ state: 'TO_PLACE', start: null, brokenKinds: ['SkippedHour'] });
    const again = { seriesId: series.id, version: 1, startDate: '2026-03-29' };
    expect(await lab.place(again)).toMatchObject({ kind: 'SkippedHour', nextValid: '2026-03-29T04:00:00+03:00' });
    const placed = await lab.place({ ...again, instead: { startTime: '04:00' } });
    expect(placed.dates[1]).toMatchObject({ state: 'PLACED', start: '2026-03-29T04:00:00+03:00' });
  });

  it('skip the first date as well as any other', async () => {
    const first = wednesdays(lab.rooms.nextHall, {
      ...{ startDate: '2026-03-29', startTime: '03:30', endTime: '05:00', rule: 'FREQ=WEEKLY;COUNT=2' },
    });
    const { dates } = await lab.preview(first);
    expect(dates.map(({ verdict }) => verdict)).toEqual(['NO_SUCH_TIME', 'FITS']);
  });

  it('repeat an hour: the earlier one is taken, and said so', async () => {
    const nightly = wednesdays(lab.rooms.nextHall, {
      ...{ startDate: '2026-10-18', startTime: '03:30', endTime: '05:00', rule: 'FREQ=WEEKLY;COUNT=3' },
    });
    const { dates } = await lab.preview(nightly);
    expect(dates.map(({ start, end, repeatedHours }) => [start, end, repeatedHours])).toEqual([
      ['2026-10-18T03:30:00+03:00', '2026-10-18T05:00:00+03:00', []],
      [
        ...['2026-10-25T03:30:00+03:00', '2026-10-25T05:00:00+02:00'],
        [{ which: 'start', taken: '2026-10-25T03:30:00+03:00' }],
      ],
      ['2026-11-01T03:30:00+02:00', '2026-11-01T05:00:00+02:00', []],
    ]);
  });

  it('leave 15:00 at 15:00', async () => {
    const yearly = wednesdays(lab.rooms.nextHall, { startDate: '2026-03-25', rule: 'FREQ=MONTHLY;COUNT=9;BYDAY=-1WE' });
    const { dates } = await lab.preview(yearly);
    expect(dates.map(({ start }) => start)).toEqual([
      ...['2026-03-25T15:00:00+02:00', '2026-04-29T15:00:00+03:00', '2026-05-27T15:00:00+03:00'],
      ...['2026-06-24T15:00:00+03:00', '2026-07-29T15:00:00+03:00', '2026-08-26T15:00:00+03:00'],
      ...['2026-09-30T15:00:00+03:00', '2026-10-28T15:00:00+02:00', '2026-11-25T15:00:00+02:00'],
    ]);
  });
});
