import { eq, sql } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { bookings } from '../src/venues/bookings/booking.tables.ts';
import { personId } from './people.ts';
import { ADD, CANCEL_ONE, kinds, PLACE, type Series, single, states, wednesdays, SeriesLab } from './series-lab.ts';

const LIST = `query ($filter: BookingSeriesFilter) { bookingSeriesList(filter: $filter, first: 50) { edges { node { id } } } }`;

let lab: SeriesLab;

beforeAll(async () => {
  lab = await SeriesLab.start();
});
afterAll(() => lab.app.stop());

describe('a booked series', () => {
  it('waits for approval where the room asks for it', async () => {
    const roomId = await lab.aRoom({ needsApproval: true });
    const wish = wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=2' });
    expect(kinds((await lab.preview(wish)).dates[0]!.broken)).toEqual(['NeedsApproval']);
    const series = await lab.book(wish, 'ALL_OR_NOTHING');
    expect(series.dates.map(({ booking }) => booking!.status)).toEqual(['REQUESTED', 'REQUESTED']);
    const own = await lab.book({ ...wish, startTime: '18:00', endTime: '19:00' }, 'ALL_OR_NOTHING', { as: 'approver' });
    expect(own.dates.map(({ booking }) => booking!.status)).toEqual(['CONFIRMED', 'CONFIRMED']);
  });

  it('stands in the audit once, with a line for each booking, and tells no contact', async () => {
    const series = await lab.book(
      wednesdays(await lab.aRoom(), { rule: 'FREQ=WEEKLY;COUNT=2', contact: 'Олена, 044 555 11 22' }),
    );
    expect(series.contact).toBe('Олена, 044 555 11 22');
    const ids = [series.id, ...series.dates.map(({ booking }) => booking!.id)];
    const { reader } = lab.database;
    const lines = await reader
      .select()
      .from(auditEntries)
      .where(sql`${auditEntries.thingId} = any(${`{${ids.join(',')}}`}::uuid[])`);
    expect(lines.map(({ thingKind, action }) => `${action} ${thingKind}`).sort()).toEqual([
      ...['CREATE Booking', 'CREATE Booking', 'CREATE BookingSeries'],
    ]);
    expect(JSON.stringify(lines)).not.toContain('044 555 11 22');
  });

  it('is found again by whoever may know it, also by that a date of it waits for a place', async () => {
    const roomId = await lab.aRoom();
    const ids = async (filter: object, as: 'librarian' | 'trainer' | 'teacher' = 'librarian') => {
      const { data } = await lab.app.gql<{ bookingSeriesList: { edges: { node: { id: string } }[] } }>(
        LIST,
        { filter },
        { as },
      );
      return data?.bookingSeriesList?.edges.map(({ node }) => node.id) ?? 'refused';
    };
    const whole = await lab.book(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=2' }));
    const lacking = await lab.book(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=3' }));
    expect(lacking.counts).toMatchObject({ placed: 1, toPlace: 2 });
    expect((await ids({})).slice(0, 2)).toEqual([lacking.id, whole.id]);
    expect(await ids({ toPlace: true, mine: true })).toContain(lacking.id);
    expect(await ids({ toPlace: true })).not.toContain(whole.id);
    await lab.asked(CANCEL_ONE, { id: whole.dates[0]!.booking!.id });
    expect(await ids({ toPlace: true })).toEqual(expect.arrayContaining([lacking.id, whole.id]));
    expect(await ids({ branch: 'nowhere' })).toEqual([]);
    expect(await ids({}, 'trainer')).toEqual([]);
    expect(await ids({}, 'teacher')).toBe('refused');
  });

  it('keeps the dates of cancelled bookings in sight, to be placed again', async () => {
    const series = await lab.book(wednesdays(await lab.aRoom(), { rule: 'FREQ=WEEKLY;COUNT=2' }));
    const [first] = series.dates;
    await lab.asked(CANCEL_ONE, { id: first!.booking!.id });
    const seen = (await lab.read(series.id))!;
    expect(seen.counts).toEqual({ placed: 1, toPlace: 1, skipped: 0, dropped: 0 });
    expect(seen.dates[0]).toMatchObject({ state: 'TO_PLACE', booking: { status: 'CANCELLED' } });
    const placed = await lab.place({ seriesId: series.id, version: 1, startDate: '2019-04-03' });
    expect(placed.counts).toMatchObject({ placed: 2, toPlace: 0 });
    expect(placed.dates[0]!.booking!.id).not.toBe(first!.booking!.id);
  });

  it('has its dates placed only where they have no place, by who saw them last', async () => {
    const series = await lab.book(wednesdays(await lab.aRoom(), { rule: 'FREQ=WEEKLY;COUNT=2' }));
    const date = { seriesId: series.id, version: 1, startDate: '2019-04-03' };
    expect(await lab.place(date)).toMatchObject({ kind: 'SeriesDateWrong', startDate: '2019-04-03', state: 'PLACED' });
    expect(await lab.place({ ...date, version: 7 })).toMatchObject({
      kind: 'ChangedMeanwhile',
      current: { version: 1 },
    });
    expect(await lab.codeOf(PLACE, { input: { ...date, startDate: '2019-04-04' } }, 'librarian')).toBe('NOT_FOUND');
    expect(await lab.drop(date)).toMatchObject({ kind: 'SeriesDateWrong', state: 'PLACED' });
    expect((await lab.read(series.id))!.version).toBe(1);
  });

  it('has a date placed elsewhere, in another room and at another time', async () => {
    const [roomId, other] = [await lab.aRoom(), await lab.aRoom()];
    await lab.bookRoom(single(roomId, '2019-04-03', '15:00', '16:00'));
    const series = await lab.book(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=2' }));
    const placed = await lab.place({
      ...{ seriesId: series.id, version: 1, startDate: '2019-04-03' },
      instead: { roomId: other, startDate: '2019-04-04', startTime: '10:00', expectedPeople: 20 },
    });
    expect(placed.dates[0]).toMatchObject({
      ...{ startDate: '2019-04-03', state: 'PLACED', start: '2019-04-04T10:00:00+03:00' },
      booking: { room: { id: other }, start: '2019-04-04T10:00:00+03:00' },
    });
    const [row] = await lab.database.reader
      .select()
      .from(bookings)
      .where(eq(bookings.id, placed.dates[0]!.booking!.id as Id<'Booking'>));
    expect(row).toMatchObject({
      wallMinutes: 90,
      expectedPeople: 20,
      setUpMinutes: 30,
      askedById: personId('librarian'),
    });
  });

  it('loses a date to nobody: it is dropped, and placed after all', async () => {
    const roomId = await lab.aRoom();
    await lab.bookRoom(single(roomId, '2019-04-03', '15:00', '16:00'));
    const series = await lab.book(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=2' }));
    const date = { seriesId: series.id, startDate: '2019-04-03' };
    const dropped = await lab.drop({ ...date, version: 1 });
    expect(dropped).toMatchObject({ version: 2, counts: { placed: 1, toPlace: 0, skipped: 0, dropped: 1 } });
    expect(await lab.drop({ ...date, version: 2 })).toMatchObject({
      kind: 'SeriesDateWrong',
      state: 'DROPPED',
    });
    const placed = await lab.place({ ...date, version: 2, instead: { startTime: '17:00' } });
    expect(placed.counts).toEqual({ placed: 2, toPlace: 0, skipped: 0, dropped: 0 });
  });

  it('gets one more date, once, for whoever asked for the series', async () => {
    const roomId = await lab.aRoom({ limitCount: 3, limitTerm: 'MONTH' });
    const series = await lab.book(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=2' }), 'FIT_AND_KEEP', {
      as: 'trainer',
    });
    const add = (version: number, startDate: string) =>
      lab.asked<Series>(ADD, { input: { seriesId: series.id, version, startDate, startTime: '10:00' } });
    const added = await add(1, '2019-04-12');
    expect(added.counts).toMatchObject({ placed: 3 });
    expect(added.dates.map(({ start }) => start)).toEqual([
      ...['2019-04-03T15:00:00+03:00', '2019-04-10T15:00:00+03:00', '2019-04-12T10:00:00+03:00'],
    ]);
    expect(await add(2, '2019-04-12')).toMatchObject({ kind: 'SeriesDateWrong', state: 'PLACED' });
    // The librarian has no booking of the room; the trainer has all three.
    expect(await add(2, '2019-04-19')).toMatchObject({
      kind: 'BookingRefused',
      broken: [{ kind: 'OverLimit', booked: 3 }],
    });
    expect((await lab.read(series.id))!.dates).toHaveLength(3);
  });

  it('is cancelled from a day on: what was before stays, what was taken is free', async () => {
    const roomId = await lab.aRoom();
    await lab.bookRoom(single(roomId, '2019-04-24', '15:00', '16:00'));
    const series = await lab.book(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=4' }));
    const cancel = { id: series.id, reason: 'Клуб закрито', from: '2019-04-10' };
    expect(await lab.cancel({ ...cancel, version: 9 })).toMatchObject({ kind: 'ChangedMeanwhile' });
    const cancelled = await lab.cancel({ ...cancel, version: 1 });
    expect(states(cancelled)).toEqual({
      ...{ '2019-04-03': 'PLACED', '2019-04-10': 'DROPPED', '2019-04-17': 'DROPPED', '2019-04-24': 'DROPPED' },
    });
    const rows = await lab.database.reader
      .select({ status: bookings.status, reason: bookings.reason, version: bookings.version })
      .from(bookings)
      .where(eq(bookings.seriesId, series.id as Id<'BookingSeries'>))
      .orderBy(bookings.startsAt);
    const ended = { status: 'CANCELLED', reason: 'Клуб закрито', version: 2 };
    expect(rows).toEqual([{ status: 'CONFIRMED', reason: null, version: 1 }, ended, ended]);
    expect((await lab.preview(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=3' }))).counts).toMatchObject({
      fits: 2,
      conflicts: 1,
    });
    // Nothing is left to cancel, and nothing is written.
    expect(await lab.cancel({ ...cancel, version: 2 })).toMatchObject({ version: 2 });
  });

  it('keeps what went to a branch where its librarian cancels nothing', async () => {
    const roomId = await lab.aRoom();
    await lab.bookRoom(single(roomId, '2019-04-10', '15:00', '16:00'));
    const series = await lab.book(wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=3' }), 'FIT_AND_KEEP', {
      as: 'trainer',
    });
    const elsewhere = { seriesId: series.id, startDate: '2019-04-10', instead: { roomId: lab.rooms.nextHall } };
    const placed = await lab.place({ ...elsewhere, version: 1 });
    const { id } = placed.dates[1]!.booking!;
    expect(await lab.codeOf(CANCEL_ONE, { id }, 'librarian')).toBe('FORBIDDEN');
    const cancelled = await lab.cancel({ id: series.id, version: 2, reason: 'Досить' });
    expect(Object.values(states(cancelled))).toEqual(['DROPPED', 'PLACED', 'DROPPED']);
    expect(cancelled.dates[1]!.booking).toMatchObject({ id, status: 'REQUESTED' });
  });

  it('keeps what has been held when it is cancelled', async () => {
    const series = await lab.book(wednesdays(await lab.aRoom(), { rule: 'FREQ=WEEKLY;COUNT=3' }));
    const before = lab.app.clock.now().toISOString();
    lab.app.clock.set('2019-04-11T08:00:00Z');
    try {
      const cancelled = await lab.cancel({ id: series.id, version: 1, reason: 'Досить' });
      expect(Object.values(states(cancelled))).toEqual(['PLACED', 'PLACED', 'DROPPED']);
    } finally {
      lab.app.clock.set(before);
    }
  });
});
