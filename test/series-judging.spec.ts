import { eq } from 'drizzle-orm';
import { newId, type Id } from '../src/platform/ids/id.ts';
import { bookings } from '../src/venues/bookings/booking.tables.ts';
import { closures } from '../src/venues/hours/closure.tables.ts';
import { openingHours } from '../src/venues/hours/opening.tables.ts';
import { KYIV } from './venue-lab.ts';
import { kinds, single, states, wednesdays, SeriesLab } from './series-lab.ts';

let lab: SeriesLab;

beforeAll(async () => {
  lab = await SeriesLab.start();
});
afterAll(() => lab.app.stop());

describe('the dates of a series', () => {
  it('collide with each other: the later one is in conflict with the earlier one', async () => {
    const roomId = await lab.aRoom({ longestMinutes: 3_000 });
    const long = wednesdays(roomId, { endDate: '2019-04-04', rule: 'FREQ=DAILY;COUNT=4', purpose: 'Марафон' });
    const { dates, counts } = await lab.preview(long);
    expect(dates.map(({ verdict }) => verdict)).toEqual(['FITS', 'CONFLICT', 'FITS', 'CONFLICT']);
    expect(counts).toMatchObject({ fits: 2, conflicts: 2 });
    // 15:00–16:30 of the next day, 30 before and 15 after.
    expect(dates[1]!.broken).toMatchObject([{ kind: 'Overlap', purpose: 'Марафон', minutes: 135 }]);
    const series = await lab.book(long);
    expect(Object.values(states(series))).toEqual(['PLACED', 'TO_PLACE', 'PLACED', 'TO_PLACE']);
  });

  it('are in the way of what is offered to those that do not fit', async () => {
    const roomId = await lab.aRoom();
    await lab.bookRoom(single(roomId, '2019-04-04', '00:00', '23:59'));
    const { dates } = await lab.preview(wednesdays(roomId, { rule: 'FREQ=DAILY;COUNT=3' }));
    expect(dates.map(({ verdict }) => verdict)).toEqual(['FITS', 'CONFLICT', 'FITS']);
    const offered = dates[1]!.alternatives!.filter(({ room }) => room.id === roomId).map(({ start }) => start);
    // The days before and after are the series' own.
    expect(offered).toEqual(expect.arrayContaining(['2019-04-02T15:00:00+03:00', '2019-04-06T15:00:00+03:00']));
    expect(offered).not.toContain('2019-04-03T15:00:00+03:00');
    expect(offered).not.toContain('2019-04-05T15:00:00+03:00');
  });

  it('count for the limit one after the other, with what is booked already', async () => {
    const roomId = await lab.aRoom({ limitCount: 3, limitTerm: 'MONTH' });
    await lab.bookRoom(single(roomId, '2019-05-10', '09:00', '10:00'));
    const { dates } = await lab.preview(wednesdays(roomId, { rule: 'FREQ=WEEKLY;UNTIL=20190605' }));
    expect(dates.map(({ startDate, verdict, broken }) => [startDate, verdict, broken[0]?.booked])).toEqual([
      ...[
        ['2019-04-03', 'FITS', undefined],
        ['2019-04-10', 'FITS', undefined],
        ['2019-04-17', 'FITS', undefined],
      ],
      // 2019-05-01 is a holiday, and takes none of the three.
      ...[
        ['2019-04-24', 'CONFLICT', 3],
        ['2019-05-01', 'CLOSED', undefined],
        ['2019-05-08', 'FITS', undefined],
      ],
      ...[
        ['2019-05-15', 'FITS', undefined],
        ['2019-05-22', 'CONFLICT', 3],
        ['2019-05-29', 'CONFLICT', 3],
      ],
      ['2019-06-05', 'FITS', undefined],
    ]);
    const waived = wednesdays(roomId, { overrides: [{ rule: 'OverLimit', reason: 'Щотижня за планом' }] });
    expect((await lab.preview(waived, { as: 'approver' })).counts).toMatchObject({ conflicts: 0 });
    // A librarian may not set fairness aside.
    expect((await lab.preview(waived)).counts).toMatchObject({ conflicts: 4 });
  });

  it('want equipment: a date on which it is out is in conflict', async () => {
    const [one, other] = [await lab.aRoom(), await lab.aRoom()];
    const projectors = (quantity: number) => ({ equipment: [{ equipmentId: lab.projectors, quantity }] });
    await lab.bookRoom(single(other, '2019-04-10', '15:00', '16:00', projectors(3)));
    const wish = wednesdays(one, { rule: 'FREQ=WEEKLY;COUNT=3', ...projectors(4) });
    const { dates } = await lab.preview(wish);
    expect(dates.map(({ verdict, broken }) => [verdict, broken[0]?.free])).toEqual([
      ...[
        ['FITS', undefined],
        ['CONFLICT', 3],
        ['FITS', undefined],
      ],
    ]);
    const series = await lab.book(wish);
    expect(series).toMatchObject({ equipment: [{ quantity: 4 }], counts: { placed: 2, toPlace: 1 } });
    const answer = await lab.bookRoom(single(other, '2019-04-17', '15:00', '16:00', projectors(3)));
    expect(answer.kind).toBe('BookingRefused');
  });

  it('are in conflict on closed days that are not to be skipped', async () => {
    const roomId = await lab.aRoom();
    await lab.database.transaction((tx) =>
      tx.insert(closures).values({
        ...{ id: newId<'Closure'>(), branchId: lab.branches.central, roomId: roomId as Id<'Room'>, kind: 'REPAIR' },
        ...{ reasonUk: 'Ремонт', startLocal: '2019-04-10T00:00:00', zone: KYIV, wallMinutes: 1_440 },
        startsAt: new Date('2019-04-09T21:00:00Z'),
        endsAt: new Date('2019-04-10T21:00:00Z'),
        createdAt: lab.app.clock.now(),
        updatedAt: lab.app.clock.now(),
      }),
    );
    const wish = wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=2' });
    expect((await lab.preview(wish)).counts).toMatchObject({ fits: 1, closed: 1, conflicts: 0 });
    expect((await lab.preview({ ...wish, skipClosed: false })).counts).toMatchObject({
      fits: 1,
      closed: 0,
      conflicts: 1,
    });
    expect((await lab.book({ ...wish, skipClosed: false }, 'ALL_OR_NOTHING')).kind).toBe('SeriesRefused');
    // Days that are skipped are no obstacle.
    const series = await lab.book(wish, 'ALL_OR_NOTHING');
    expect(states(series)).toEqual({ '2019-04-03': 'PLACED', '2019-04-10': 'SKIPPED' });
  });

  it('lie outside opening hours, unless somebody who may sets that aside for all of them', async () => {
    const branchId = lab.branches.third;
    await lab.database.transaction(async (tx) => {
      await tx.insert(openingHours).values({ branchId, weekday: 3, opens: 600, closes: 960 });
      await lab.grant(tx, 'door', 'LIBRARIAN', branchId);
    });
    const roomId = await lab.aRoom({}, branchId);
    const wish = wednesdays(roomId, { rule: 'FREQ=WEEKLY;COUNT=2' });
    const refused = await lab.book(wish);
    expect(refused.kind).toBe('SeriesRefused');
    expect(refused.dates.map(({ broken }) => kinds(broken))).toEqual([
      ['OutsideOpeningHours', 'NeedsApproval'],
      ['OutsideOpeningHours', 'NeedsApproval'],
    ]);
    const reason = 'Сторож відчинить';
    const overrides = [{ rule: 'OutsideOpeningHours', reason }];
    const series = await lab.book({ ...wish, overrides }, 'ALL_OR_NOTHING', { as: 'door' });
    expect(series.counts).toMatchObject({ placed: 2 });
    const rows = await lab.database.reader
      .select({ overrides: bookings.overrides })
      .from(bookings)
      .where(eq(bookings.seriesId, series.id as Id<'BookingSeries'>));
    expect(rows.map((row) => row.overrides)).toEqual([overrides, overrides]);
  });
});
