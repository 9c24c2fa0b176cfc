// Whoever moves or ends the booking of a session at the venue moves the session with it, if they may.
import { eq } from 'drizzle-orm';
import type { Id } from '../src/platform/ids/id.ts';
import { layouts } from '../src/venues/places/room.tables.ts';
import { APPLY, PREVIEW } from './closure-lab.ts';
import { APPROVER, LIBRARIAN } from './programme-lab.ts';
import { bookingOf, must, SessionLab, type Told } from './session-lab.ts';

let lab: SessionLab;
beforeAll(async () => {
  lab = await SessionLab.start();
  await lab.database.transaction(async (tx) => {
    await lab.grant(tx, 'trainer', 'LIBRARIAN', lab.branches.next);
    await lab.grant(tx, 'coordinator', 'APPROVER', lab.branches.next);
  });
});
afterAll(() => lab.app.stop());

/** Staff of the next branch. */
const [THERE, APPROVER_THERE] = [{ as: 'trainer' }, { as: 'coordinator' }] as const;

/** A published session of the central branch in a room of the next one. */
async function away() {
  const roomId = await lab.aRoom({}, lab.branches.next);
  const event = await lab.draft({ titleUk: 'Вечір поезії' });
  const session = must(await lab.schedule(event.id, { place: lab.inRoom(roomId) }));
  must(await lab.approveBooking(bookingOf(session)!.id, APPROVER_THERE));
  must(await lab.publish(event.id));
  const now = (await lab.session(session.id))!;
  return { event, roomId, session: now, booking: bookingOf(now)! };
}
const versionOf = async ({ event }: { event: { id: string } }) => (await lab.eventRow(event.id)).version;

describe('a yes to the booking', () => {
  it('leaves the session as it is', async () => {
    const roomId = await lab.aRoom({}, lab.branches.next);
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id, { place: lab.inRoom(roomId, { setUpMinutes: null }) }));
    // Meanwhile the room takes longer to set up; what is booked stays as it was booked.
    await lab.database.transaction((tx) =>
      tx
        .update(layouts)
        .set({ setUpMinutes: 45 })
        .where(eq(layouts.roomId, roomId as Id<'Room'>)),
    );
    const before = [await lab.row(session.id), await lab.eventRow(event.id)];
    must(await lab.approveBooking(bookingOf(session)!.id, APPROVER_THERE));
    expect([await lab.row(session.id), await lab.eventRow(event.id)]).toEqual(before);
  });
});

describe('the booking of a session', () => {
  it('is moved by whoever may edit the event, and the session is rescheduled', async () => {
    const { session, event } = await lab.announced();
    const { id, version } = bookingOf(session)!;
    must(await lab.changeBooking({ id, version, startTime: '12:00', endTime: '13:30' }));
    expect(await lab.session(session.id)).toMatchObject({
      ...{ start: '2019-04-17T12:00:00+03:00', end: '2019-04-17T13:30:00+03:00', happeningStatus: 'RESCHEDULED' },
      ...{ previousStart: '2019-04-17T10:00:00+03:00', sequence: 1, version: 2, event: { version: 4 } },
    });
    expect((await lab.eventRow(event.id)).firstStartsAt?.toISOString()).toBe('2019-04-17T09:00:00.000Z');
  });

  it('is not moved nor ended by staff of the room alone, who are told by whom', async () => {
    const made = await away();
    const { id, version } = made.booking;
    const before = [await lab.row(made.session.id), await lab.bookingsOf(made.roomId)];
    for (const told of [
      await lab.changeBooking({ id, version, startTime: '12:00', endTime: '13:00' }, THERE),
      await lab.changeBooking({ id, version, startTime: '12:00', endTime: '13:00' }, APPROVER_THERE),
      await lab.changeBooking({ id, version, expectedPeople: 5 }, THERE),
      await lab.cancelBooking(id, THERE),
      await lab.cancelBooking(id, APPROVER_THERE),
    ]) {
      expect(told.kind).toBe('ServesEvent');
      expect(told.message).toContain('«Вечір поезії»');
      expect(told.message).toContain('Центральна бібліотека');
    }
    expect([await lab.row(made.session.id), await lab.bookingsOf(made.roomId)]).toEqual(before);
    // Its words are the venue's.
    must(await lab.changeBooking({ id, version, purpose: 'Поезія' }, THERE));
  });

  it('gets another room from whoever approves there, at its time', async () => {
    const made = await away();
    const { id, version } = made.booking;
    const equipment = [{ equipmentId: lab.nextProjectors, quantity: 1 }];
    const roomId = await lab.aRoom({}, lab.branches.next);
    must(
      await lab.changeBooking(
        { id, version, roomId, setUpMinutes: null, expectedPeople: 12, equipment },
        APPROVER_THERE,
      ),
    );
    const session = (await lab.session(made.session.id))!;
    expect(session).toMatchObject({
      ...{ room: { id: roomId }, happeningStatus: 'CONFIRMED', previousStart: null, sequence: 1 },
      staff: { expectedPeople: 12, setUpMinutes: null, tearDownMinutes: 0, equipment: [{ quantity: 1 }] },
    });
    expect(await versionOf(made)).toBe(4);
    // From there the event's own staff move it on only with a yes to the new time, and then with all that.
    expect(await lab.move(session, { startDate: '2019-04-18' })).toMatchObject({ kind: 'SessionsRefused' });
    must(await lab.move(session, { startDate: '2019-04-18' }, { as: 'admin' }));
    expect(await lab.uses(id)).toEqual([1]);
  });

  it('that ends leaves the session without a room, for everybody to see', async () => {
    const { session, event, roomId } = await lab.announced();
    must(await lab.cancelBooking(bookingOf(session)!.id));
    const lost = (await lab.session(session.id))!;
    expect(lost).toMatchObject({
      place: 'TO_BE_FOUND',
      room: null,
      happeningStatus: 'CONFIRMED',
      sequence: 1,
      version: 2,
    });
    expect((await lab.eventRow(event.id)).version).toBe(4);
    expect(await lab.row(session.id)).toMatchObject({ roomId, layoutKind: 'THEATRE', bookingId: null });
  });

  it('may always be rejected', async () => {
    const roomId = await lab.aRoom({}, lab.branches.next);
    const event = await lab.draft();
    const session = must(await lab.schedule(event.id, { place: lab.inRoom(roomId) }));
    must(await lab.rejectBooking(bookingOf(session)!.id, APPROVER_THERE));
    expect(await lab.session(session.id)).toMatchObject({ place: 'TO_BE_FOUND', sequence: 0, version: 2 });
  });

  it('of a date of a series is set for it alone', async () => {
    const { session, event } = await lab.inOwnRoom();
    await lab.arrange(event.id, 'SERIES');
    const { id, version } = bookingOf(session)!;
    must(await lab.changeBooking({ id, version, startTime: '10:15' }));
    expect(await lab.session(session.id)).toMatchObject({
      staff: { exceptions: ['TIME'] },
      happeningStatus: 'CONFIRMED',
    });
  });

  it('that was approved as part of an approved event asks for approval anew', async () => {
    const { session, event } = await lab.inOwnRoom();
    await lab.database.transaction((tx) => lab.approve(tx, event.id));
    const { id, version } = bookingOf(session)!;
    must(await lab.changeBooking({ id, version, startTime: '10:15' }));
    expect(await lab.eventRow(event.id)).toMatchObject({ editorialStatus: 'SUBMITTED' });
  });
});

describe('of a held session', () => {
  afterEach(() => lab.app.clock.set('2019-03-01T08:00:00Z'));

  /** Begun and not over. */
  async function heldNow() {
    const made = await lab.announced();
    lab.app.clock.set('2019-04-17T07:30:00Z');
    must(await lab.take('MARK_HELD', made.session.id));
    return { ...made, booking: bookingOf(made.session)! };
  }

  it('the booking is neither moved nor ended while that is said of it, by nobody', async () => {
    const { session, roomId, booking } = await heldNow();
    const { id, version } = booking;
    const before = [await lab.row(session.id), await lab.bookingsOf(roomId)];
    for (const asking of [LIBRARIAN, APPROVER]) {
      for (const told of [
        await lab.changeBooking({ id, version, endTime: '10:45' }, asking),
        await lab.changeBooking({ id, version, expectedPeople: 5 }, asking),
        await lab.cancelBooking(id, asking),
      ]) {
        expect(told.kind).toBe('ServesEvent');
        expect(told.message).toContain('Спершу зніміть позначку');
      }
    }
    expect([await lab.row(session.id), await lab.bookingsOf(roomId)]).toEqual(before);
    must(await lab.take('UNMARK_HELD', session.id));
    must(await lab.cancelBooking(id));
    expect(await lab.session(session.id)).toMatchObject({ place: 'TO_BE_FOUND', happeningStatus: 'CONFIRMED' });
  });

  it('whoever shuts the branch takes the room from it, and it was held', async () => {
    const { session, roomId, booking } = await heldNow();
    const input = {
      ...{ branchId: lab.branches.central, roomId, kind: 'REPAIR', reasonUk: 'Ремонт' },
      ...{ startDate: '2019-04-17', endDate: '2019-04-17', startTime: '08:00', endTime: '20:00' },
    };
    const { version } = (await lab.bookingsOf(roomId))[0]!;
    const choices = [{ bookingId: booking.id, version, move: null }];
    must(await lab.asked<Told>(APPLY, { input, choices, cancelReason: 'Дах' }, { as: 'admin' }));
    expect(await lab.session(session.id)).toMatchObject({ place: 'TO_BE_FOUND', happeningStatus: 'HELD' });
    expect(await lab.row(session.id)).toMatchObject({ bookingId: null });
    expect(must(await lab.take('UNMARK_HELD', session.id))).toMatchObject({
      ...{ place: 'TO_BE_FOUND', happeningStatus: 'CONFIRMED' },
    });
  });
});

describe('a closure', () => {
  const shut = (startDate: string) => ({
    ...{ branchId: lab.branches.third, kind: 'REPAIR', reasonUk: 'Ремонт', startDate, endDate: startDate },
    ...{ startTime: '08:00', endTime: '20:00' },
  });
  const ADMIN = { as: 'admin' } as const;
  const WITH_SESSIONS = PREVIEW.replace('booking { id', 'booking { session { id event { title } } id');

  it('tells which events it meets, and moves or frees their sessions', async () => {
    const roomId = await lab.aRoom({}, lab.branches.third);
    const made = await Promise.all(
      ['10:00', '12:00'].map(async (startTime) => {
        const event = await lab.draft({ titleUk: `Подія о ${startTime}` }, APPROVER);
        const endTime = startTime.replace(':00', ':45');
        const place = lab.inRoom(roomId);
        return must(await lab.schedule(event.id, { startDate: '2019-05-14', startTime, endTime, place }, ADMIN));
      }),
    );
    const input = shut('2019-05-14');
    interface Preview {
      affected: { booking: { id: string; version: number; session: { id: string; event: { title: string } } } }[];
    }
    const { affected } = await lab.asked<Preview>(WITH_SESSIONS, { input }, ADMIN);
    expect(affected.map(({ booking }) => booking.session)).toEqual(
      made.map(({ id, startTime }) => ({ id, event: { title: `Подія о ${String(startTime)}` } })),
    );
    const [first, second] = affected.map(({ booking: { id, version } }) => ({ bookingId: id, version }));
    const move = { roomId: lab.rooms.nextHall, layout: 'THEATRE', startTime: '10:15' };
    const choices = [
      { ...first, move },
      { ...second, move: null },
    ];
    must(await lab.asked<Told>(APPLY, { input, choices, cancelReason: 'Дах' }, ADMIN));
    const [moved, lost] = [(await lab.session(made[0]!.id))!, (await lab.session(made[1]!.id))!];
    expect(moved).toMatchObject({
      room: { id: lab.rooms.nextHall },
      branch: { slug: 'next' },
      startTime: '10:15',
      version: 2,
    });
    expect(bookingOf(moved)).toMatchObject({ id: first!.bookingId });
    expect(lost).toMatchObject({ place: 'TO_BE_FOUND', happeningStatus: 'CONFIRMED', version: 2 });
  });

  it('hides the drafts of others', async () => {
    const made = await away();
    const draft = must(
      await lab.schedule((await lab.draft()).id, {
        startTime: '12:00',
        endTime: '13:00',
        place: lab.inRoom(made.roomId),
      }),
    );
    const query = `query ($id: ID!) { result: booking(id: $id) { purpose session { id staff { expectedPeople } } } }`;
    const read = (id: string, as: typeof THERE | typeof LIBRARIAN) => lab.asked(query, { id }, as);
    expect(await read(made.booking.id, THERE)).toMatchObject({ session: { id: made.session.id, staff: null } });
    expect(await read(bookingOf(draft)!.id, THERE)).toMatchObject({ session: null });
    expect(await read(bookingOf(draft)!.id, LIBRARIAN)).toMatchObject({
      session: { id: draft.id, staff: { expectedPeople: 10 } },
    });
  });
});
