import { eq, sql } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { bookings } from '../src/venues/bookings/booking.tables.ts';
import { wednesdays, SeriesLab } from './series-lab.ts';

let lab: SeriesLab;

beforeAll(async () => {
  lab = await SeriesLab.start();
});
afterAll(() => lab.app.stop());

describe('many', () => {
  const daily = (roomId: string, count: number) =>
    wednesdays(roomId, { startDate: '2019-07-01', rule: `FREQ=DAILY;COUNT=${count}`, expectedPeople: 80 });

  it('dates take no more statements than few, and 200 are booked quickly', async () => {
    const { projectors } = lab;
    const wish = async (count: number) => ({
      ...daily(await lab.aRoom({ limitCount: 300, limitTerm: 'WEEK' }), count),
      ...{ expectedPeople: 30, equipment: [{ equipmentId: projectors, quantity: 1 }] },
    });
    const [few, many] = [await wish(2), await wish(200)];
    expect(await lab.statements(() => lab.preview(many))).toBe(await lab.statements(() => lab.preview(few)));
    const ofFew = await lab.statements(() => lab.book(few));
    const ofMany = await lab.statements(async () => {
      expect((await lab.book(many, 'ALL_OR_NOTHING')).counts).toMatchObject({ placed: 200 });
    });
    expect(ofMany).toBe(ofFew);
    // Now each date is in conflict with itself, and ways out are looked for.
    const stuck = (input: Record<string, unknown>, count: number) =>
      lab.statements(async () => {
        const { counts, dates } = await lab.preview({ ...input, rule: `FREQ=DAILY;COUNT=${count}` });
        expect(counts).toMatchObject({ conflicts: count });
        expect(dates.every(({ alternatives }) => alternatives!.length === 3)).toBe(true);
      });
    expect(await stuck(many, 40)).toBe(await stuck(many, 2));
  });

  it('series at once for one room: none overlaps, and none of it is a fault', async () => {
    const roomId = await lab.aRoom();
    const wish = wednesdays(roomId, { rule: 'FREQ=DAILY;COUNT=20' });
    const answers = await Promise.all([lab.book(wish), lab.book({ ...wish, rule: 'FREQ=DAILY;COUNT=25' })]);
    // Whoever is second keeps what is left, or is refused when nothing is.
    const placed = answers.map(({ kind, counts }) => (kind ? 0 : Number(counts['placed'])));
    expect([
      [20, 5],
      [0, 25],
    ]).toContainEqual(placed);
    const [taken] = await lab.database.reader.execute<{ count: number }>(sql`
      select count(*)::int as count from occupancy o join room_unit u on u.unit_id = o.unit_id
      where u.room_id = ${roomId}::uuid`);
    expect(taken!.count).toBe(25);
  });

  it('of all or nothing at once: one is whole, the others write nothing', async () => {
    const roomId = await lab.aRoom();
    const wish = wednesdays(roomId, { rule: 'FREQ=DAILY;COUNT=10' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => lab.book(wish, 'ALL_OR_NOTHING')));
    const refused = Array<string>(5).fill('SeriesRefused');
    expect(answers.map(({ kind }) => kind ?? 'booked').sort()).toEqual([...refused, 'booked']);
    expect(await lab.database.reader.$count(bookings, eq(bookings.roomId, roomId as Id<'Room'>))).toBe(10);
  });
});
