// Random edits of a series among other bookings: a preview says what saving does, and what is written holds together.
import fc from 'fast-check';
import { type Diff, EventSeriesLab, type Programme, said } from './event-series-lab.ts';
import { single } from './series-lab.ts';

type Parts = Record<string, unknown>;

let lab: EventSeriesLab;
beforeAll(async () => {
  lab = await EventSeriesLab.start();
});
afterAll(() => lab.app.stop());

const someChange = fc
  .record(
    {
      startTime: fc.constantFrom('13:30', '14:00', '15:30', '16:00', '18:00'),
      endTime: fc.constantFrom('17:00', '19:30'),
      shiftDays: fc.constantFrom(-2, -1, 1, 2, 3),
      room: fc.constantFrom(0, 1, null),
    },
    { requiredKeys: [] },
  )
  .filter((parts) => Object.keys(parts).length > 0);
const someEdit = fc.record({
  at: fc.nat(5),
  scope: fc.constantFrom('THIS', 'FOLLOWING', 'ALL'),
  change: someChange,
  onConflict: fc.constantFrom('REFUSE', 'KEEP'),
  includeExceptions: fc.boolean(),
});
const someBooking = fc.record({ day: fc.integer({ min: 12, max: 24 }), room: fc.nat(1) });

/** What was foreseen and what was done: the same, or nothing where something does not fit. */
function compare(foreseen: Diff, done: Diff, refuses: boolean): void {
  if (foreseen.kind) {
    expect(done.kind).toBe(foreseen.kind);
    return;
  }
  const { conflicts = 0, closed = 0 } = foreseen.counts;
  expect(done.kind).toBe(refuses && conflicts + closed > 0 ? 'SessionsRefused' : undefined);
  if (!done.kind) expect(said(done)).toEqual(said(foreseen));
}

/** Every date in a room has one booking, which says the same, and nothing else of the event has a room. */
async function holdsTogether({ sessions }: Programme, rooms: readonly string[]): Promise<void> {
  const inRooms = sessions.filter(({ standing, place }) => standing === 'SCHEDULED' && place === 'ROOM');
  for (const { start, staff } of inRooms) expect(staff!.booking).toMatchObject({ start, status: 'CONFIRMED' });
  const bookings = (await Promise.all(rooms.map((id) => lab.bookingsOf(id)))).flat();
  const live = bookings.filter(({ status, purpose }) => status === 'CONFIRMED' && purpose === 'Клуб читачів');
  const has = (room: string, start: string) => `${room} ${start}`;
  expect(live.map(({ roomId, startLocal }) => has(roomId, startLocal.slice(0, 16))).toSorted()).toEqual(
    inRooms.map(({ room, startDate, startTime }) => has(room!.id, `${startDate}T${startTime}`)).toSorted(),
  );
}

it('a preview equals what saving does, and dates and bookings stay together', async () => {
  let edited = 0;
  const property = fc.asyncProperty(
    fc.array(someBooking, { maxLength: 4 }),
    fc.array(someEdit, { minLength: 2, maxLength: 5 }),
    async (others, edits) => {
      const rooms = [await lab.aRoom(), await lab.aRoom()] as const;
      const rule = { startDate: '2019-05-14', rule: 'FREQ=DAILY;COUNT=6' };
      const made = await lab.scheduleSeries(lab.wednesdays(await lab.draft(), rooms[0], rule));
      for (const { day, room } of others) {
        await lab.bookRoom(single(rooms[room === 0 ? 0 : 1], `2019-05-${day}`, '17:30', '20:00'));
      }
      let event = made;
      for (const { at, scope, change, onConflict, includeExceptions } of edits) {
        const { room, ...times } = change;
        const place = room == null ? { roomToBeFound: true } : lab.inTheatre(rooms[room === 0 ? 0 : 1]);
        const changed: Parts = { ...times, ...(room !== undefined && { place }) };
        const where = { eventId: event.id, version: event.version, from: event.sessions[at]!.id };
        const input = { ...where, scope, onConflict, includeExceptions, change: changed };
        const foreseen = await lab.previewEdit(input);
        const done = await lab.edit(input);
        compare(foreseen, done, onConflict === 'REFUSE');
        const after = await lab.programme(event.id);
        const moves = done.kind ? 0 : done.counts['moves']!;
        expect(after.version).toBe(event.version + (moves > 0 ? 1 : 0));
        if (moves === 0) expect(after).toEqual(event);
        await holdsTogether(after, rooms);
        event = after;
        edited += moves > 0 ? 1 : 0;
      }
    },
  );
  await fc.assert(property, { numRuns: 12 });
  expect(edited).toBeGreaterThan(5);
}, 300_000);
