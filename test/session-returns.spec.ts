// What comes back to the calendar, and what goes into the past: rooms, places and times are asked again, where that is due.
import { eq } from 'drizzle-orm';
import { events } from '../src/events/record/event.tables.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { bookings, occupancies } from '../src/venues/bookings/booking.tables.ts';
import { rooms } from '../src/venues/places/room.tables.ts';
import { bookingOf, conflictsOf, must, SessionLab } from './session-lab.ts';

const START = '2019-03-01T08:00:00Z';
const DURING = '2019-04-17T07:30:00Z';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
});
afterEach(() => lab.app.clock.set(START));
afterAll(() => lab.app.stop());

/** As if the booking had ended and nobody had told the session. */
const endSilently = (bookingId: string) =>
  lab.database.transaction(async (tx) => {
    const id = bookingId as Id<'Booking'>;
    await tx.delete(occupancies).where(eq(occupancies.bookingId, id));
    await tx.update(bookings).set({ status: 'CANCELLED' }).where(eq(bookings.id, id));
  });

/** The event is of another kind or held otherwise from now on. */
const become = (eventId: string, change: Partial<typeof events.$inferInsert>) =>
  lab.database.transaction((tx) =>
    tx
      .update(events)
      .set(change)
      .where(eq(events.id, eventId as Id<'Event'>)),
  );

describe('a mark that is taken back', () => {
  async function heldWithoutRoom() {
    const made = await lab.announced();
    lab.app.clock.set(DURING);
    must(await lab.take('MARK_HELD', made.session.id));
    await endSilently(bookingOf(made.session)!.id);
    return made;
  }

  it('books the room again, where its booking has ended', async () => {
    const { session, roomId } = await heldWithoutRoom();
    const back = must(await lab.take('UNMARK_HELD', session.id));
    expect(back).toMatchObject({
      happeningStatus: 'CONFIRMED',
      place: 'ROOM',
      staff: { booking: { status: 'CONFIRMED' } },
    });
    expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED', 'CONFIRMED']);
  });

  it('says what is in the way, where somebody else has the room', async () => {
    const { session, roomId } = await heldWithoutRoom();
    const other = must(await lab.schedule((await lab.draft()).id, { startTime: '10:45', place: lab.inRoom(roomId) }));
    const told = await lab.take('UNMARK_HELD', session.id);
    expect(conflictsOf(told)).toMatchObject([{ broken: [{ kind: 'Overlap', bookingId: bookingOf(other)!.id }, {}] }]);
    expect(await lab.session(session.id)).toMatchObject({ happeningStatus: 'HELD' });
  });

  it('of a date that is over asks for no room', async () => {
    const { session, roomId } = await heldWithoutRoom();
    lab.app.clock.set('2019-04-17T09:00:00Z');
    must(await lab.take('UNMARK_HELD', session.id));
    expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED']);
  });
});

it('a booking that has ended does not come back to life by a move', async () => {
  const { session, roomId } = await lab.inOwnRoom();
  await endSilently(bookingOf(session)!.id);
  const moved = must(await lab.move(session, { startTime: '10:15' }));
  expect(bookingOf(moved)!.id).not.toBe(bookingOf(session)!.id);
  expect(await lab.statusesIn(roomId)).toEqual(['CANCELLED', 'CONFIRMED']);
});

describe('a place that is none for the event any more', () => {
  it('at the branch is not taken again by what was called off', async () => {
    const { event, session } = await lab.announced({ place: { atBranch: true } }, { kind: 'EXHIBITION' });
    must(await lab.take('CANCEL', session.id));
    await become(event.id, { kind: 'PUBLIC_EVENT' });
    expect(await lab.take('REVIVE', session.id)).toMatchObject({ kind: 'PlaceWrong', wrongPlace: 'BRANCH' });
    const revived = must(await lab.take('REVIVE', session.id, { roomToBeFound: true }));
    expect(revived).toMatchObject({ happeningStatus: 'CONFIRMED', place: 'TO_BE_FOUND' });
  });

  it('over the network is not taken again by what was postponed, nor by what wants a place', async () => {
    const { event, session } = await lab.announced(
      { place: { online: true } },
      { attendanceMode: 'MIXED', joinUrl: 'https://example.org/j' },
    );
    const postponed = must(await lab.take('POSTPONE', session.id));
    await become(event.id, { attendanceMode: 'OFFLINE' });
    expect(await lab.move(postponed, { startDate: '2019-04-24' })).toMatchObject({ kind: 'PlaceWrong' });
    must(await lab.move(postponed, { startDate: '2019-04-24', place: { roomToBeFound: true } }));
  });

  it('is where it was moved to over the network', async () => {
    const { session } = await lab.announced();
    must(await lab.take('MOVE_ONLINE', session.id));
    must(await lab.take('CANCEL', session.id));
    expect(await lab.take('REVIVE', session.id)).toMatchObject({ happeningStatus: 'MOVED_ONLINE', place: 'ONLINE' });
    must(await lab.take('CANCEL', session.id));
    const back = must(await lab.take('REVIVE', session.id, { roomToBeFound: true }));
    expect(back).toMatchObject({ happeningStatus: 'CONFIRMED', place: 'TO_BE_FOUND' });
  });
});

describe('a time that has gone by', () => {
  const GONE = { startDate: '2019-02-20' };

  it('is none for what everybody knows', async () => {
    const { event, session } = await lab.announced({ place: { atBranch: true } }, { kind: 'EXHIBITION' });
    const now = (await lab.session(session.id))!;
    const told = await lab.move(now, GONE);
    expect(told.kind).toBe('SessionOver');
    expect(told.message).toContain('Цей час уже минув');
    expect(await lab.session(session.id)).toEqual(now);
    await lab.arrange(event.id, 'SERIES');
    expect(await lab.schedule(event.id, { ...GONE, place: { atBranch: true } })).toMatchObject({ kind: 'SessionOver' });
    const lost = must(await lab.schedule(event.id));
    expect(await lab.placeIn(lost, { ...GONE, place: { atBranch: true } })).toMatchObject({ kind: 'SessionOver' });
    // While it runs, it may end earlier, but not before now.
    lab.app.clock.set(DURING);
    expect(await lab.move(now, { endTime: '10:30' })).toMatchObject({ kind: 'SessionOver' });
    must(await lab.move(now, { endTime: '10:31' }));
  });

  it('may be written down for what nobody knows', async () => {
    const event = await lab.draft({ kind: 'EXHIBITION' });
    const session = must(await lab.schedule(event.id, { ...GONE, place: { atBranch: true } }));
    expect(session).toMatchObject({ startDate: '2019-02-20' });
    const other = must(await lab.schedule((await lab.draft()).id));
    must(await lab.move(other, GONE));
  });
});

describe('what is revived while it would run', () => {
  const strict = { leadMinutes: 1_440, shortestMinutes: 240 };
  const changeRoom = (roomId: string, change: Partial<typeof rooms.$inferInsert>) =>
    lab.database.transaction((tx) =>
      tx
        .update(rooms)
        .set(change)
        .where(eq(rooms.id, roomId as Id<'Room'>)),
    );

  it('has the room it had at its time, which does not come too late', async () => {
    const { session, roomId } = await lab.announced();
    lab.app.clock.set(DURING);
    must(await lab.take('CANCEL', session.id));
    await changeRoom(roomId, strict);
    const revived = must(await lab.take('REVIVE', session.id));
    expect(revived).toMatchObject({ happeningStatus: 'CONFIRMED', staff: { booking: { status: 'CONFIRMED' } } });
  });

  it('does not push anybody out of it', async () => {
    const { session, roomId } = await lab.announced();
    lab.app.clock.set(DURING);
    must(await lab.take('CANCEL', session.id));
    must(await lab.schedule((await lab.draft()).id, { startTime: '10:45', place: lab.inRoom(roomId) }));
    await changeRoom(roomId, strict);
    const told = await lab.take('REVIVE', session.id);
    expect(told).toMatchObject({ kind: 'SessionsRefused' });
    expect(told.message).toContain('Зайнято');
    expect(told.message).not.toContain('І ще');
  });

  it('at another time comes too late as ever', async () => {
    const { session, roomId } = await lab.announced();
    const postponed = must(await lab.take('POSTPONE', session.id));
    await changeRoom(roomId, { leadMinutes: 100 * 1_440 });
    const told = await lab.move(postponed, { startTime: '10:15' });
    expect(conflictsOf(told)).toMatchObject([{ broken: [{ kind: 'OutsideBookingWindow' }] }]);
  });
});
